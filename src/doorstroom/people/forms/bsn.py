"""Typing a BSN, and saying what it is needed for."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from doorstroom.common.numbers import Bsn
from doorstroom.core.fields import Choice, Text
from doorstroom.people.choices import BsnPurpose


class BsnField(Text):
    """A personal number; says clearly what is wrong with one that cannot exist."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "inputmode": "numeric"}

    @sensitive_variables()
    def clean(self, value: Any) -> Bsn:
        """Return the number, or refuse."""
        text = str(super().clean(value))
        if not re.fullmatch(r"[0-9 .\-]*", text):
            raise forms.ValidationError(_("Een BSN bestaat alleen uit cijfers."))
        digits = sum(each.isdecimal() for each in text)
        if digits not in (8, 9):
            raise forms.ValidationError(_("Een BSN heeft negen cijfers. Oude nummers hebben er acht."))
        bsn = Bsn.read(text)
        if bsn is None:
            raise forms.ValidationError(_("Dit BSN bestaat niet. Kijk of alle cijfers kloppen."))
        return bsn


class BsnForm(forms.Form):
    """The number of a person."""

    bsn = BsnField(label=_("BSN"), help_text=_("Negen cijfers, van het identiteitsbewijs."))


class BsnPurposeForm(forms.Form):
    """What somebody needs a number for."""

    purpose = Choice(label=_("Waarvoor heeft u het BSN nodig?"), choices=BsnPurpose.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [("", _("Kies een doel")), *BsnPurpose.choices]  # type: ignore[attr-defined]


class FindByBsnForm(BsnPurposeForm):
    """Whose number is this?"""

    bsn = BsnField(label=_("BSN"))
    field_order = ["bsn", "purpose"]
