"""Form fields for every room, with our own short words for what is wrong."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.utils.dates import MONTHS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from doorstroom.common import numbers
from doorstroom.common.text import unwritable

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
        if unwritable(text):
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
        neat = numbers.postcode(text)
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
        if text and not numbers.is_phone(text):
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
