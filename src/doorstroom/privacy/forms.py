"""Forms of the privacy room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.core.fields import Choice

from .choices import Identity


class IdentityForm(forms.Form):
    """How a case worker knows who asks."""

    identity = Choice(
        label=_("Hoe weet u wie dit vraagt?"),
        choices=[(each.value, each.label) for each in Identity if each != Identity.SELF],
        widget=forms.RadioSelect,
    )
