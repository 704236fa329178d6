"""Random histories, played through the real verbs and the real clock: nobody is lost, no date passes in silence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstroom.cases.declarations import CASELOAD
from doorstroom.common.dates import today
from doorstroom.core.actors import Actor
from doorstroom.core.machines import tie
from doorstroom.core.models import Promise, TrailEntry
from doorstroom.core.verbs import Refusal
from doorstroom.deals import actions
from doorstroom.deals.choices import FunnelStep, Stand, Status, WhyLeft, WhyReturned
from doorstroom.deals.models import LIVE, TAKING_PART, Deal, Enrolment, PartnerWeek, Referral
from doorstroom.deals.queries.cockpit import cockpit
from doorstroom.deals.queries.lists import known
from doorstroom.employers.models import Vacancy
from doorstroom.matching import crowd, live
from doorstroom.people.models import Person
from doorstroom.placements.actions import end, fall_through, place, start
from doorstroom.placements.models import Placement
from doorstroom.promises.actions import mark_overdue
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
SLOWLY = {"deadline": None, "suppress_health_check": list(HealthCheck)}

DEEDS = (
    "enrol", "refer", "refer", "refer", "leave", "see", "accept", "take_back", "ask", "inform", "introduce",
    "interview", "interview", "interview", "offer", "not_chosen", "hand_back", "withdraw", "place", "place",
    "fall_through", "start", "end_job",
)  # fmt: skip
# Who (of the people, the agencies and the vacancies), what, and how many days pass before it.
STEP = st.tuples(st.integers(0, 3), st.integers(0, 1), st.sampled_from(DEEDS), st.sampled_from((0, 0, 1, 6)))


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo all that one history did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class History:
    """A deal with two agencies, four people, and whatever happens to them."""

    cast: Cast
    deal: Deal
    people: list[Person]
    jobs: list[Vacancy]  # one of each agency
    day: date = field(default_factory=today)
    done: int = 0

    @property
    def agencies(self) -> list[Actor]:
        return [self.cast.consultant.actor, self.cast.rival_consultant.actor]

    def step(self, who: int, which: int, deed: str, days: int) -> None:
        """Let the days pass, the clock run, and somebody do something; a refusal is part of life."""
        self.day += timedelta(days=days)
        mark_overdue(self.day)
        try:
            with transaction.atomic():
                self.done += bool(self.do(self.people[who], which, deed))
        except (Refusal, Http404):
            pass
        mark_overdue(self.day)

    def do(self, person: Person, which: int, deed: str) -> Any:
        worker, on = self.cast.case_worker.actor, {"today": self.day}
        row = Enrolment.objects.filter(person=person).order_by("-enrolled_on", "-pk").first()
        if deed == "enrol":
            group = self.deal.groups.get(counts=which == 0)
            return actions.enrol(actor=worker, person=person, deal=self.deal.pk, group=group.pk, consented=True, **on)
        if row is None:
            return None
        if deed == "refer":
            partner = self.deal.partners.get(organisation=self.agencies[which].organisation_id)
            return actions.refer(actor=worker, enrolment=row, partner=partner.pk, **on)
        if deed == "leave":
            return actions.leave(actor=worker, enrolment=row, reason="own_job", **on)
        agency = self.agencies[which]
        one = Referral.objects.filter(person=person, organisation=agency.organisation_id).order_by("-opened_on", "-pk")
        referral = one.filter(status__in=LIVE).first() or one.first()
        if referral is None:
            return None
        if deed in {"fall_through", "start", "end_job"}:
            job = Placement.objects.filter(person=person).order_by("-agreed_on", "-pk").first()
            verbs: dict[str, Callable[..., Any]] = {"fall_through": fall_through, "start": start}
            if job is not None and deed == "end_job":
                return end(actor=agency, placement=job, reason="own_wish", **on)
            return None if job is None else verbs[deed](actor=agency, placement=job, **on)
        return self.answer(referral, agency, which, deed)

    def answer(self, referral: Referral, agency: Actor, which: int, deed: str) -> Any:
        told: dict[str, Any] = {"actor": agency, "referral": referral, "today": self.day}
        number = self.jobs[which].number
        if deed == "inform":
            return actions.give_info(**told | {"actor": self.cast.case_worker.actor}, reply="Meteen.")
        if deed == "withdraw":
            return actions.withdraw(**told | {"actor": self.cast.case_worker.actor})
        if deed == "place":
            return place(**told | {"starts_on": self.day, "hours": 32, "contract": "agency"})
        more: dict[str, dict[str, Any]] = {
            "ask": {"question": "Wanneer kan het?"},
            "introduce": {"vacancy": number},
            "interview": {"vacancy": number, "day": self.day},
            "hand_back": {"reason": WhyReturned.HOURS},
        }
        verb = {"ask": actions.ask_info, "interview": actions.set_interview}.get(deed) or getattr(actions, deed)
        return verb(**told | more.get(deed, {}))

    def nobody_is_lost(self) -> None:
        """Whoever takes part has somebody who owes the next step by a date, at the person or at a partner."""
        for row in Enrolment.objects.filter(status__in=TAKING_PART):
            about = [row.pk, *Referral.objects.filter(enrolment=row, status__in=LIVE).values_list("pk", flat=True)]
            owed = Promise.objects.filter(about_id__in=about, closed_at__isnull=True)
            assert owed.count() == len(about) - (row.status == Stand.REFERRED)
            assert owed and all(promise.owner and promise.due for promise in owed)

    def no_date_passed_in_silence(self) -> None:
        """What is past its date stays open, was told in the trail, and is now the task of a person."""
        late = Promise.objects.filter(closed_at__isnull=True, due__lt=self.day)
        told = set(TrailEntry.objects.filter(event="promises.overdue").values_list("about_id", flat=True))
        for promise in late:
            assert promise.overdue_since is not None and promise.escalated_to is not None
            assert promise.pk in told
        gone = TrailEntry.objects.filter(event__startswith="deals.", by_role="system").exclude(
            event__in=("deals.referred", "deals.obsolete")
        )
        assert not gone.exists()  # the clock itself answers nothing, ends nothing and hands nobody back

    def people_in_are_people_in_each_step_and_out(self) -> None:
        figures = cockpit(self.deal, self.day)
        counting = Enrolment.objects.filter(group__counts=True)
        assert figures.reached["enrolled"] == counting.count() == sum(figures.where.values())
        assert figures.where["left"] == sum(figures.left.values())
        assert set(figures.left) <= set(WhyLeft.values)
        for counts, shown in ((True, figures.reached), (False, figures.beside)):
            assert shown == recounted(counts=counts)
        assert sum(share.open for share in figures.shares) == Referral.objects.filter(status__in=LIVE).count()
        back = Referral.objects.filter(status=Status.RETURNED).count()
        assert sum(share.returned for share in figures.shares) == back == sum(figures.returned.values())

    def no_week_holds_more_than_its_places(self) -> None:
        for week in PartnerWeek.objects.all():
            assert week.taken == Referral.objects.filter(week=week).count() <= week.places


STEP_OF = {
    "deals.enrolled": "enrolled",
    "deals.screened": "screened",
    "deals.referred": "referred",
    "deals.accepted": "accepted",
    "deals.introduced": "introduced",
    "deals.interview_set": "interview",
    "deals.offered": "offer",
    "deals.placed": "placed",
}


def recounted(*, counts: bool) -> dict[str, int]:
    """Count people per step from what happened, without the rows of the funnel: a later step holds the ones before."""
    steps = ["accepted", "introduced", "interview", "offer", "placed"]
    owner = dict(Referral.objects.values_list("pk", "enrolment_id"))
    wanted = set(Enrolment.objects.filter(group__counts=counts).values_list("pk", flat=True))
    held: dict[tuple[Any, Any], set[str]] = {}
    for entry in TrailEntry.objects.filter(event__startswith="deals.").order_by("at", "pk"):
        enrolment: UUID = owner.get(entry.about_id, entry.about_id)
        key = (enrolment, entry.about_id if entry.about_id in owner else None)
        if enrolment not in wanted:
            continue
        if entry.event in STEP_OF:
            step = STEP_OF[entry.event]
            held.setdefault(key, set()).update(steps[: steps.index(step) + 1] if step in steps else {step})
        elif entry.event == "deals.taken_back" and entry.facts["was"] == "accepted":
            held.get(key, set()).discard("accepted")
        elif entry.event == "deals.fell_through":
            held.get(key, set()).discard("placed")
    people: dict[str, set[Any]] = {step: set() for step in FunnelStep.values}
    for (enrolment, _referral), found in held.items():
        for step in found:
            people[step].add(enrolment)
    return {step: len(found) for step, found in people.items()}


@settings(max_examples=4 if connection.vendor == "postgresql" else 12, **SLOWLY)
@given(steps=st.lists(STEP, min_size=12, max_size=40), ask_next=st.booleans())
def test_after_any_history_nobody_is_lost_and_the_cockpit_equals_a_recount_from_the_trail(
    steps: list[Any], ask_next: bool, cast: Cast, deal: Deal, guided: Make, job_of: Make
):
    with taken_back():
        history = History(
            cast, deal, [guided() for _ in range(4)], [job_of(agency) for agency in (cast.agency, cast.rival_agency)]
        )
        actions.set_ask_next(actor=cast.account_manager.actor, deal=deal, on=ask_next)
        for person in history.people[:3]:
            history.do(person, 0, "enrol")
        for step in steps:
            history.step(*step)
            history.nobody_is_lost()
            history.no_date_passed_in_silence()
        history.people_in_are_people_in_each_step_and_out()
        history.no_week_holds_more_than_its_places()


@settings(max_examples=10, **SLOWLY)
@given(owners=st.lists(st.booleans(), min_size=6, max_size=6), ours=st.booleans())
def test_the_screening_desk_gives_its_own_agency_no_precedence(
    owners: list[bool], ours: bool, cast: Cast, deal: Deal, seeker_of: Make, job_of: Make, enrolled: Make, work: Any
):
    """Whoever owns which vacancy and whoever sits at the desk: the same vacancies come in the same order."""
    with taken_back():
        person = seeker_of()
        tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
        must = [(work.knead,), (work.knead, work.oven), (work.oven,), (work.knead, work.hygiene), (), (work.knead,)]
        jobs = [job_of(cast.agency, must=skills) for skills in must]
        row, orders = enrolled(person), []
        for at_desk, shares in (
            (cast.consultant, [True] * 6),
            (cast.rival_consultant, owners),
            (cast.consultant, [ours] * 6),
        ):
            for job, own in zip(jobs, shares, strict=True):
                owner = cast.agency if own else cast.rival_agency
                Vacancy.objects.filter(pk=job.pk).update(organisation=owner)
            for held in (live, crowd):
                held.forget()
            cache.clear()
            actions.appoint_desk(actor=cast.account_manager.actor, deal=deal, users=[at_desk.user.pk])
            found = known(at_desk.actor, row, "AM21", all_partners=True)
            orders.append([(one.vacancy.number, one.percent) for one in found.fits])
        assert len(orders[0]) > 2 and orders[0] == orders[1] == orders[2]


def test_whoever_does_not_screen_any_more_sees_nobody_and_the_desk_introduces_to_any_partner(
    cast: Cast, deal: Deal, seeker_of: Make, job_of: Make, enrolled: Make
):
    person = seeker_of()
    tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
    vacancy = job_of(cast.agency)
    actions.appoint_desk(actor=cast.account_manager.actor, deal=deal, users=[cast.consultant.user.pk])
    row = enrolled(person)
    actions.appoint_desk(actor=cast.account_manager.actor, deal=deal, users=[cast.rival_consultant.user.pk])
    actions.screen(actor=cast.rival_consultant.actor, enrolment=row, words="Bakt graag.")
    with pytest.raises(Http404):  # whoever is not named any more lost sight at once
        actions.refer_to_vacancy(actor=cast.consultant.actor, enrolment=row, vacancy=vacancy.number)
    made = actions.refer_to_vacancy(actor=cast.rival_consultant.actor, enrolment=row, vacancy=vacancy.number)
    assert made.organisation == cast.agency
