"""The watch over free text about a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from doorstroom.core.fields import REQUIRED
from doorstroom.people import rules


class WatchesText(forms.Form):
    """A form whose free text is read for personal numbers and health words before it is kept.

    They are pointed out and nothing is saved until the text is changed, or saved without those words ("tekst=weg").
    A health word that is about the work, such as care for others, may stay when the person says so ("tekst=werk").
    """

    watched: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: list[rules.Found] = []

    @property
    def only_health(self) -> bool:
        """Tell whether everything found is a health word, which may be about the work."""
        return bool(self.found) and all(part.kind == "health" for part in self.found)

    def clean(self) -> dict[str, Any]:
        """Look through the watched fields."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        answer = self.data.get("tekst", "")
        for name in self.watched:
            if name not in self.fields:
                continue
            found = rules.private_parts(cleaned.get(name) or "")
            if answer == "weg":
                cleaned[name] = rules.without(cleaned.get(name) or "", found)
                if found and not cleaned[name] and self.fields[name].required:
                    self.add_error(name, REQUIRED)
            elif found and not (answer == "werk" and all(part.kind == "health" for part in found)):
                self.found += found
                for sentence in dict.fromkeys(gettext(part.sentence).format(words=part.words) for part in found):
                    self.add_error(name, sentence)
        return cleaned
