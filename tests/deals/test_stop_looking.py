"""Who stops looking for work takes part in no deal any more, and everybody who was busy with it is told."""

from collections.abc import Callable

import pytest

from doorstroom.common.dates import today
from doorstroom.core.models import Promise, Tie
from doorstroom.deals.choices import Stand, Status
from doorstroom.deals.models import Enrolment, Referral
from doorstroom.deals.queries.cockpit import cockpit
from doorstroom.notices.models import Notice
from doorstroom.people.declarations import SEE
from doorstroom.privacy.actions import start_again, stop_looking
from tests.conftest import Cast, Player

pytestmark = pytest.mark.django_db
Make = Callable[..., Referral]


@pytest.mark.parametrize(
    ("who", "reason", "why"),
    [("seeker", "work", "own_job"), ("case_worker", "moved", "moved"), ("seeker", "own_wish", "no_consent")],
)
def test_who_stops_looking_leaves_every_deal_with_the_reason_and_no_agency_knows_them_any_more(
    cast: Cast, referred: Make, who: str, reason: str, why: str
) -> None:
    referral = referred()
    person, enrolment = referral.person, referral.enrolment
    player: Player = getattr(cast, who)
    told = set(Notice.objects.filter(user_id=cast.consultant.user.pk).values_list("pk", flat=True))
    assert SEE.may(cast.consultant.actor, person.pk)
    stop_looking(actor=player.actor, person=person, reason=reason)
    enrolment.refresh_from_db()
    referral.refresh_from_db()
    assert (enrolment.status, enrolment.reason, referral.status) == (Stand.LEFT, why, Status.WITHDRAWN)
    assert (enrolment.consent_ended_at is not None) == (why == "no_consent")
    assert not SEE.may(cast.consultant.actor, person.pk)
    assert not Tie.objects.filter(person_id=person.pk, ground="live_referral", until=None).exists()
    assert not Promise.objects.filter(person_id=person.pk, closed_at=None, about_id=referral.pk).exists()
    news = Notice.objects.filter(user_id=cast.consultant.user.pk).exclude(pk__in=told)
    assert [notice for notice in news if referral.code in f"{notice.subject} {notice.body}"]
    counted = cockpit(enrolment.deal, today())
    assert counted.reached["enrolled"] == 1 and counted.reached["placed"] == 0


def test_who_starts_again_is_asked_anew_and_not_put_back_in_silence(
    cast: Cast, enrolled: Callable[..., Enrolment]
) -> None:
    row = enrolled()
    stop_looking(actor=cast.seeker.actor, person=row.person, reason="work")
    start_again(actor=cast.case_worker.actor, person=row.person)
    row.refresh_from_db()
    assert row.status == Stand.LEFT
    anew = enrolled(row.person)
    assert anew.pk != row.pk and anew.status == Stand.READY
