"""The form with which a file is brought."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .pages import sentence
from .upload_steps import too_large


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Bestand"),
        allow_empty_file=True,
        error_messages={"required": _("Kies eerst een bestand.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,.json,.jsonld,.html"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before anything of it is read."""
        file = self.cleaned_data["file"]
        refused = too_large(file.size)
        if refused is not None:
            raise forms.ValidationError(sentence(refused))
        return file
