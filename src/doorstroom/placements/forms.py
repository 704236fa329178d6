"""What is filled in about a job."""

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.core import fields
from doorstroom.employers.choices import Contract


class PlaceForm(forms.Form):
    """When the job begins, for how many hours, on which contract."""

    starts_on = fields.Day(label=_("Begint op"))
    hours = fields.Number(label=_("Uren per week"), low=1, high=60)
    contract = fields.Choice(label=_("Contract"), choices=Contract.choices, initial=Contract.AGENCY)
