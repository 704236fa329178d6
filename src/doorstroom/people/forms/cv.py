"""The form with which somebody brings a CV: a file, or its text."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.core.fields import Text
from doorstroom.people.gateways.cv.reader import MOST_BYTES, Unread

ENDINGS = ".pdf,.docx,.odt,.txt,.json,.xml"


class CvForm(forms.Form):
    """A file or a text, and whether the file may be kept."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=_("Uw cv als bestand"),
        help_text=_("Een pdf, Word-bestand, odt, tekst of Europass, tot 8 MB."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    text = Text(
        max_length=100_000,
        long=True,
        required=False,
        label=_("Of plak de tekst van uw cv"),
    )
    keep = forms.BooleanField(
        required=False,
        label=_("Bewaar mijn bestand"),
        help_text=_("Anders gooien wij het bestand meteen weg. Een werkgever ziet het bestand niet."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before anything of it is read."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(gettext(Unread("too_large").sentence))
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" not in self.errors and not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", _("Kies een bestand, of plak de tekst."))
        return cleaned

    def brought(self) -> tuple[bytes, str]:
        """Return what was brought, and its name."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.read(), str(file.name)
        return self.cleaned_data["text"].encode(), "cv.txt"
