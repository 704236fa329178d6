"""What somebody can do: a tick and a level per skill."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from doorstroom.core.fields import Choice
from doorstroom.people.choices import SkillLevel

MOST_SHOWN = 120


class SkillsForm(forms.Form):
    """The skills that are shown, each with whether the person has it and how well."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        shown: Iterable[tuple[int, str]],
        held: Mapping[int, int],
        ticked: Iterable[int] = (),
    ) -> None:
        super().__init__(data)
        self.shown = list(shown)[:MOST_SHOWN]
        wished = set(ticked)
        for key, name in self.shown:
            self.fields[f"has_{key}"] = forms.BooleanField(
                label=name[:1].upper() + name[1:], required=False, initial=key in held or key in wished
            )
            self.fields[f"level_{key}"] = Choice(
                label=_("Hoe goed kunt u dit?"),
                choices=SkillLevel.choices,
                coerce=int,
                required=False,
                empty_value=SkillLevel.GOOD,
                initial=held.get(key, SkillLevel.GOOD),
            )

    def rows(self) -> Iterator[tuple[int, BoundField, BoundField]]:
        """Yield key, tick and level of each skill."""
        for key, _name in self.shown:
            yield key, self[f"has_{key}"], self[f"level_{key}"]

    def keys(self) -> list[int]:
        """Return the keys of the skills that this form showed."""
        return [key for key, _name in self.shown]

    def levels(self) -> dict[int, int]:
        """Return the level of each skill that was ticked."""
        return {key: self.cleaned_data[f"level_{key}"] for key in self.keys() if self.cleaned_data[f"has_{key}"]}
