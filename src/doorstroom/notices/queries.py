"""Who gets a message, where, in which language."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from doorstroom.accounts.declarations import StepState, setup_step
from doorstroom.accounts.models import User
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.models import Tie
from doorstroom.core.permissions import live_ties

from .declarations import CONTACTS
from .models import Notice, Preference


@dataclass(frozen=True)
class Receiver:
    """Somebody who can be told something."""

    email: str
    first_name: str
    language: str
    user_id: UUID | None
    wants_mail: bool


def receiver(user_id: UUID | None, person_id: UUID | None) -> Receiver | None:
    """Return how to reach a user, or the account of a person; None when there is no active account."""
    if user_id is None and person_id is not None:
        own = Tie.objects.filter(live_ties(timezone.now()), person_id=person_id, ground="self")
        user_id = own.order_by("since").values_list("party", flat=True).first()
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if user is None:
        return None
    wants_mail = user.has_address and channel(user.pk) == Preference.Channel.MAIL
    return Receiver(user.email if user.has_address else "", user.first_name, user.language, user.pk, wants_mail)


def without_account(person_id: UUID) -> Receiver | None:
    """Return how to reach a person who has no account; without an address the e-mail is empty."""
    for ask in CONTACTS:
        found = ask(person_id)
        if found is not None:
            return Receiver(found.email, found.first_name, found.language, None, wants_mail=True)
    return None


def on_digest() -> list[UUID]:
    """Return the users who want one mail a day."""
    rows = Preference.objects.filter(channel=Preference.Channel.DIGEST).order_by("pk")
    return list(rows.values_list("user_id", flat=True))


def told_since(user_id: UUID, template: str, since: datetime) -> bool:
    """Tell whether a user got a letter of a kind since a moment."""
    return Notice.objects.filter(user_id=user_id, template=template, written_at__gte=since).exists()


def channel(user_id: UUID) -> str:
    """Return how a user wants to hear from us."""
    row = Preference.objects.filter(pk=user_id).first()
    return row.channel if row else Preference.Channel.MAIL


def sink() -> "QuerySet[Notice]":
    """Return all mail with its words, for the page of the demo that shows it; nothing outside the demo."""
    rows = Notice.objects.order_by("-written_at", "pk")
    return rows if settings.DEMO else rows.none()


def _mail_state(_actor: Actor) -> StepState:
    return StepState(
        bool(settings.MAIL_CARRIER), {"waiting": Notice.objects.filter(state=Notice.State.WAITING).count()}
    )


setup_step(35, "mail", say("E-mail"), "notices/panel_setup_mail.html", _mail_state)
