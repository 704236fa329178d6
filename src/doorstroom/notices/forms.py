"""The forms of the outbox and of one's own messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.core.fields import Choice

from .models import Notice, Preference


class OutboxForm(forms.Form):
    """Look at messages in one state."""

    state = Choice(label=_("Hoe ver is het bericht?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["state"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Alle")), *((value, gettext(label)) for value, label in Notice.State.choices)]


class ChannelForm(forms.Form):
    """How to hear from us."""

    channel = Choice(label=_("Hoe wilt u berichten krijgen?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["channel"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(value, gettext(label)) for value, label in Preference.Channel.choices]
