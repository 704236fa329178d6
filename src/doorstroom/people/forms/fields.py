"""Fields with our own words for what is wrong, and the watch over free text."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.utils.dates import MONTHS
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.people import rules

REQUIRED = _("Vul dit in.")
CHOOSE = _("Kies een antwoord.")


class Text(forms.CharField):
    """Text that every database can keep."""

    def __init__(self, *, max_length: int, long: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": REQUIRED})
        if long:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 4})
        super().__init__(max_length=max_length, **kwargs)
        too_long = _("Deze tekst is te lang. U kunt hooguit %(limit_value)d tekens gebruiken.")
        self.validators = [MaxLengthValidator(max_length, too_long)]

    def to_python(self, value: Any) -> str:
        """Refuse characters that cannot be kept before anything else looks at them."""
        text = str(super().to_python(value))
        if rules.unwritable(text):
            raise forms.ValidationError(_("Hier staan tekens die wij niet kunnen bewaren. Typ de tekst opnieuw."))
        return text


class Number(forms.IntegerField):
    """A whole number between two others."""

    def __init__(self, *, low: int, high: int, **kwargs: Any) -> None:
        words = format_lazy(_("Vul een getal in van {low} tot en met {high}."), low=low, high=high)
        kwargs.setdefault("error_messages", {"required": REQUIRED, "invalid": words})
        super().__init__(**kwargs)
        self.validators = [MinValueValidator(low, words), MaxValueValidator(high, words)]
        self.widget.attrs |= {"min": low, "max": high, "inputmode": "numeric"}


class Choice(forms.TypedChoiceField):
    """One of a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": CHOOSE, "invalid_choice": CHOOSE})
        super().__init__(**kwargs)


class Choices(forms.MultipleChoiceField):
    """Some of a list, or none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        kwargs.setdefault("required", False)
        kwargs.setdefault("error_messages", {"required": CHOOSE, "invalid_choice": CHOOSE})
        super().__init__(**kwargs)


class Day(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = _("Vul een datum in die bestaat, zoals 21-11-2026.")
        kwargs.setdefault("error_messages", {"required": REQUIRED, "invalid": wrong})
        super().__init__(**kwargs)


class Postcode(Text):
    """A Dutch postcode, kept as 2512AB."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs |= {"autocomplete": "postal-code"}

    def clean(self, value: Any) -> str:
        """Return the neat form, or refuse."""
        text = str(super().clean(value))
        if not text:
            return text
        neat = rules.postcode(text)
        if neat is None:
            raise forms.ValidationError(_("Vul een postcode in met vier cijfers en twee letters, zoals 2611 AB."))
        return neat


class Phone(Text):
    """A telephone number as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}

    def clean(self, value: Any) -> str:
        """Refuse what cannot be dialled."""
        text = str(super().clean(value))
        if text and not rules.is_phone(text):
            raise forms.ValidationError(_("Vul een telefoonnummer in, zoals 06 12345678."))
        return text


class Mail(Text):
    """An e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)
        self.widget = forms.EmailInput(attrs={"autocomplete": "email", "maxlength": 254})

    def clean(self, value: Any) -> str:
        """Refuse what is no address."""
        text = str(super().clean(value)).lower()
        if text:
            forms.EmailField(error_messages={"invalid": _("Vul een e-mailadres in, zoals naam@voorbeeld.nl.")}).clean(
                text
            )
        return text


def months(empty: str) -> list[tuple[str, Any]]:
    """Return the months as choices."""
    return [("", empty), *((str(number), name) for number, name in MONTHS.items())]


def first_of_month(year: int | None, month: str | int | None) -> date | None:
    """Return the first day of a month, or None when one half is missing."""
    return date(year, int(month), 1) if year and month else None


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
