"""Opening a dossier without a tie, for an hour, with a reason: the person and the administrator hear of it at once."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from doorstroom.accounts.declarations import FUNCTIONAL_ADMIN
from doorstroom.accounts.models import Membership
from doorstroom.accounts.queries import running
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.models import Tie
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.matching.actions import plain_words
from doorstroom.notices.actions import tell
from doorstroom.people.models import Person
from doorstroom.privacy.choices import GLASS_WORDS, WhyOpened
from doorstroom.privacy.declarations import (
    BREAK_GLASS,
    CLOSE_GLASS,
    GLASS_BROKEN,
    GLASS_CLOSED,
    MAY_BREAK_GLASS,
)
from doorstroom.privacy.models import BrokenGlass

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Named:
    """Somebody as who stands before the desk says it."""

    last_name: str
    birth_date: date


@verb(MAY_BREAK_GLASS)
def break_glass(*, actor: Actor, person: Any, reason: str, words: str) -> BrokenGlass | Unchanged:
    """Open a dossier for one hour without being its guide; a second click keeps the hour that runs.

    `person` is a key or how somebody is Named: who is looked for is found here, after the reason was given.
    """
    if actor.user_id is None or actor.organisation_id is None:
        raise Http404
    if reason not in WhyOpened.values:
        raise Refusal("reason", say("Kies waarom u dit dossier nu moet zien."))
    words = plain_words(words)
    if len(words) < 10:
        raise Refusal("words", say("Schrijf in een zin op waarom dit nodig is. De persoon leest dit ook."))
    person = _named(actor, person) if isinstance(person, Named) else MAY_BREAK_GLASS.lock(actor, person)
    now = timezone.now()
    if BrokenGlass.objects.filter(person=person, by_user=actor.user_id, until__gt=now).exists():
        return UNCHANGED
    opened = BrokenGlass.objects.create(
        person=person,
        by_user=actor.user_id,
        organisation_id=actor.organisation_id,
        controller_id=person.controller_id,
        reason=reason,
        words=words,
        opened_at=now,
        until=now + HOUR,
    )
    Tie.objects.create(
        person_id=person.pk,
        party=actor.user_id,
        ground=BREAK_GLASS.code,
        subject=opened.pk,
        since=now,
        until=opened.until,
    )
    said = GLASS_WORDS[WhyOpened(reason)]
    record(GLASS_BROKEN, by=actor, about=opened, reason=said, words=words)
    tell(template="privacy/glass_broken", person_id=person.pk, link=reverse("people_looks"))
    for admin in _administrators(person):
        tell(template="privacy/glass_broken_admin", user_id=admin, link=reverse("privacy_glass"))
    return opened


def _named(actor: Actor, who: Named) -> Person:
    """Return the one person whom these words name, among those whose glass this actor may break."""
    rows = MAY_BREAK_GLASS.visible(actor).filter(
        last_name__iexact=who.last_name.strip(), birth_date=who.birth_date, merged_into__isnull=True
    )
    found: list[Person] = list(rows[:2])
    if len(found) != 1:
        raise Refusal("nobody", say("Wij vinden niemand met deze naam en geboortedatum."))
    person: Person = MAY_BREAK_GLASS.lock(actor, found[0].pk)
    return person


@verb(opened=CLOSE_GLASS)
def close_glass(*, actor: Actor, opened: BrokenGlass) -> BrokenGlass | Unchanged:
    """Close a dossier before its hour is over."""
    now = timezone.now()
    if opened.until <= now:
        return UNCHANGED
    opened.until = now
    opened.save(update_fields=["until"])
    Tie.objects.filter(subject=opened.pk, until__gt=now).update(until=now)
    record(GLASS_CLOSED, by=actor, about=opened)
    return opened


def _administrators(person: Person) -> list[UUID]:
    """Return the administrators of the municipality that answers for a person, else of its region."""
    admins = Membership.objects.filter(running(), role=FUNCTIONAL_ADMIN.code)
    own = admins.filter(organisation=person.controller_id)
    rows = own if own.exists() else admins.filter(organisation__region=person.controller.region_id)
    return list(dict.fromkeys(rows.order_by("since", "pk").values_list("user_id", flat=True)))
