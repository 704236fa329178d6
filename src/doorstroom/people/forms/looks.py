"""How a person narrows the list of who looked."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class LooksForm(forms.Form):
    """Of which organisation, only in need, and the own looks too."""

    wie = forms.ChoiceField(label=_("Organisatie"), required=False)
    nood = forms.BooleanField(label=_("Alleen geopend in nood"), required=False)
    eigen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(key), name) for key, name in organisations.items()]
        self.fields["wie"].choices = [("", _("Iedereen")), *known]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the filters as people.queries.looks takes them; what is not in the list filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "own": given.get("eigen") == "ja",
            "organisation": UUID(given["wie"]) if given.get("wie") else None,
            "in_need": bool(given.get("nood")),
        }
