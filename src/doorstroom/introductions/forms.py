"""What is typed and chosen on the pages of this room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.common.text import say
from doorstroom.core.verbs import Refusal
from doorstroom.people.models import Person

from .choices import SEEKER_REASONS, WORK_REASONS, Share


class ConsentForm(forms.Form):
    """How the person wants to be reached; nothing is chosen beforehand."""

    use_required_attribute = False  # a browser would draw an untouched choice as wrong
    share = forms.ChoiceField(label=_("Hoe mag de werkgever u bereiken?"), widget=forms.RadioSelect)

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [share for share, there in ((Share.PHONE, person.phone), (Share.EMAIL, person.email)) if there]
        if len(ways) == 2:
            ways.append(Share.BOTH)
        self.fields["share"].choices = [(way.value, way.label) for way in ways]  # type: ignore[attr-defined]
        self.nothing_to_share = not ways

    def chosen(self) -> Sequence[str]:
        """Return the fields of the person that may be seen."""
        share = self.cleaned_data["share"]
        return ("email", "phone") if share == Share.BOTH else (share,)


class MessageForm(forms.Form):
    """A few words to a candidate."""

    message = forms.CharField(max_length=1000, required=False)

    def words(self) -> str:
        """Return the message; refuse what is too long or no text."""
        if not self.is_valid():
            raise Refusal("words", say("Dit bericht is te lang of er staan tekens in die geen tekst zijn."))
        return str(self.cleaned_data["message"])


class DeclineForm(forms.Form):
    """Why the person says no."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label=_("Waarom zegt u nee?"),
        choices=[(reason.value, words) for reason, words in SEEKER_REASONS.items()],
        widget=forms.RadioSelect,
    )


class RefuseForm(forms.Form):
    """Why the work side says no; the candidate reads it."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label=_("Waarom zegt u nee?"),
        help_text=_("De kandidaat leest uw reden in gewone woorden."),
        choices=[(reason.value, words) for reason, words in WORK_REASONS.items()],
        widget=forms.RadioSelect,
    )
