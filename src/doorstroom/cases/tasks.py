"""What guidance hears: somebody registered, turned the own key or turned it back, or a case worker left."""

from datetime import time, timedelta

from django.utils import timezone

from doorstroom.accounts.declarations import MEMBERSHIP_CHANGED, MEMBERSHIP_ENDED
from doorstroom.benefits.declarations import REPORTED, REPORTED_SELF, WITHDRAWN
from doorstroom.common.dates import today
from doorstroom.common.text import say
from doorstroom.core.jobs import recurring, works_for
from doorstroom.core.models import TrailEntry
from doorstroom.core.permissions import GUIDANCE
from doorstroom.core.trail import on
from doorstroom.introductions.declarations import INTERESTED, INVITED, PROPOSED
from doorstroom.notices.declarations import POST_ITS
from doorstroom.people.declarations import (
    BSN_KEPT,
    BSN_REMOVED,
    OPENINGS,
    OWN_KEY_TURNED,
    OWN_KEY_TURNED_BACK,
    REGISTERED,
)
from doorstroom.people.declarations import REGISTERED_SELF as REGISTERED_BY_SELF

from . import queries
from .actions import (
    ask_second_key,
    hear_of_job,
    open_intake,
    place_at_intake,
    post_it,
    remind,
    return_to_intake,
    stop_intake,
    take_back_question,
)
from .doubles import compare_numbers


@recurring("cases.remind", say("Herinneren aan het gesprek van morgen"), at=time(8, 0))
@works_for(GUIDANCE)
def remind_of_talks() -> str:
    """Remind people of tomorrow's talks."""
    return f"{remind(today() + timedelta(days=1))} reminded"


POST_ITS.append(post_it)
# People know no vacancies; this room knows both, so it counts for the hints beside a profile.
OPENINGS.append(queries.openings)


@on(REGISTERED)
def hear_registered(entry: TrailEntry) -> None:
    """Make sure that somebody answers for a person who was just registered."""
    place_at_intake(entry.about_id)


@on(REGISTERED_BY_SELF)
def hear_registered_self(entry: TrailEntry) -> None:
    """Make sure that somebody answers for a person who just registered."""
    place_at_intake(entry.about_id)


@on(OWN_KEY_TURNED)
def hear_own_key(entry: TrailEntry) -> None:
    """Ask for the second key."""
    ask_second_key(entry.about_id, today())


@on(OWN_KEY_TURNED_BACK)
def hear_own_key_back(entry: TrailEntry) -> None:
    """Nobody needs to answer any more."""
    take_back_question(entry.about_id, today())


@on(MEMBERSHIP_ENDED)
def hear_case_worker_left(entry: TrailEntry) -> None:
    """Let nobody wait for somebody who does not work here any more."""
    return_to_intake(entry.about_id, today())


@on(MEMBERSHIP_CHANGED)
def hear_case_worker_does_other_work(entry: TrailEntry) -> None:
    """Let nobody wait for somebody who does other work now."""
    return_to_intake(entry.about_id, today())


@on(BSN_KEPT)
def hear_bsn_kept(entry: TrailEntry) -> None:
    """See whether another dossier of the municipality holds the same number."""
    compare_numbers(entry.about_id, today())


@on(BSN_REMOVED)
def hear_bsn_removed(entry: TrailEntry) -> None:
    """Nobody needs to compare any more."""
    compare_numbers(entry.about_id, today())


@on(REPORTED)
def hear_reported(entry: TrailEntry) -> None:
    """Open the intake on the day of the report."""
    open_intake(entry.about_id, timezone.localdate(entry.at))


@on(REPORTED_SELF)
def hear_reported_self(entry: TrailEntry) -> None:
    """Open the intake on the day of the report."""
    open_intake(entry.about_id, timezone.localdate(entry.at))


@on(WITHDRAWN)
def hear_withdrawn(entry: TrailEntry) -> None:
    """The intake is not needed any more."""
    stop_intake(entry.about_id, today())


@on(PROPOSED)
def hear_proposed(entry: TrailEntry) -> None:
    """The first step in a lane is taken: a job was proposed."""
    _job_in_sight(entry)


@on(INTERESTED)
def hear_interested(entry: TrailEntry) -> None:
    """The first step in a lane is taken: the person found a job."""
    _job_in_sight(entry)


@on(INVITED)
def hear_invited(entry: TrailEntry) -> None:
    """The first step in a lane is taken: an employer asked for the person."""
    _job_in_sight(entry)


def _job_in_sight(entry: TrailEntry) -> None:
    if entry.person_id is not None:
        hear_of_job(entry.person_id, today())
