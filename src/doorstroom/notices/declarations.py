"""Who may see which messages."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from doorstroom.accounts.declarations import FUNCTIONAL_ADMIN, ROLES
from doorstroom.common.text import say
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import OWN_DATA, UPKEEP, Grant, Ground, Permission
from doorstroom.core.personal import ACCOUNT, COURSE, MESSAGES, REACH, SECRET, TECHNICAL, WORDS, personal
from doorstroom.core.policies import belongs
from doorstroom.core.trail import EventType

from .models import Notice, Preference

OWN = Ground("own_notice", say("aan uzelf gestuurd"), OWN_DATA, lambda actor, _path: Q(user_id=actor.user_id))
OUTBOX = Ground("outbox", say("verstuurd door dit kantoor"), UPKEEP, lambda _actor, _path: Q(pk__isnull=False))

# Never the words themselves: they are between the office and the reader, and may hold a link into an account.
DELIVERY = ("to", "subject", "template", "language", "state", "tries", "trouble", "written_at", "sent_at")


@dataclass(frozen=True)
class Contact:
    """How to reach somebody without an account."""

    email: str
    first_name: str
    language: str


# People without an account: the room that knows persons adds how to reach them, and the room that guides them
# hears of a message that reached nobody, so that somebody passes it on.
CONTACTS: list[Callable[[UUID], Contact | None]] = []
POST_ITS: list[Callable[[Notice], None]] = []

SEE_OUTBOX = Permission(
    "notices.see_outbox",
    say("Verstuurde berichten bekijken"),
    Notice,
    Grant(FUNCTIONAL_ADMIN, OUTBOX, sees=DELIVERY),
    path="person_id",
)
SEND_AGAIN = Permission(
    "notices.send_again", say("Bericht opnieuw sturen"), Notice, Grant(FUNCTIONAL_ADMIN, OUTBOX), path="person_id"
)
READ_OWN = Permission(
    "notices.read_own", say("Eigen berichten lezen"), Notice, *(Grant(role, OWN) for role in ROLES.values())
)

SENT_AGAIN = EventType("notices.sent_again", say("{who} heeft een bericht opnieuw klaargezet."), to_person=False)
CHANNEL_CHOSEN = EventType(
    "notices.channel_chosen", say("{who} heeft gekozen hoe berichten komen."), facts=("channel",), to_person=False
)

menu(85, say("Verstuurde berichten"), "notices_outbox", FUNCTIONAL_ADMIN)

personal(
    Notice,
    say("Berichten aan u"),
    path="person_id",
    account="user_id",
    kept=MESSAGES,
    fields={
        "id": TECHNICAL,
        "person_id": TECHNICAL,
        "user_id": TECHNICAL,
        "template": TECHNICAL,
        "language": COURSE(say("taal")),
        "to": REACH(say("verstuurd naar")),
        "subject": WORDS(say("onderwerp")),
        "body": WORDS(say("tekst")),
        "secret": SECRET,
        "state": COURSE(say("hoe ver het is")),
        "tries": TECHNICAL,
        "next_try_at": TECHNICAL,
        "trouble": TECHNICAL,
        "written_at": COURSE(say("geschreven op")),
        "sent_at": COURSE(say("verstuurd op")),
    },
)
personal(
    Preference,
    say("Hoe u berichten wilt krijgen"),
    path="",
    account="user_id",
    kept=ACCOUNT,
    purpose=OWN_DATA,
    fields={"user_id": TECHNICAL, "channel": COURSE(say("per e-mail of op de site"))},
)
belongs(Preference, "user_id")
