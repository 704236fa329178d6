"""From enrolling with consent to a job or back: every step has an owner, a date, and words for the person."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from doorstroom.common.dates import today
from doorstroom.core.models import Promise, Tie, TrailEntry, label_of
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.deals import actions
from doorstroom.deals.choices import Stand, Status, WhyReturned
from doorstroom.deals.models import Deal, Enrolment, Partner, PartnerWeek, Reached, Referral
from doorstroom.deals.queries.cockpit import cockpit
from doorstroom.introductions.actions import show_interest
from doorstroom.introductions.choices import Status as Introduced
from doorstroom.introductions.models import Introduction
from doorstroom.notices.models import Notice
from doorstroom.people.declarations import SEE
from doorstroom.people.queries import happenings, timeline
from doorstroom.placements.actions import fall_through, place
from doorstroom.placements.models import Placement
from doorstroom.promises.actions import mark_overdue
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def refused(code: str, verb: Callable[..., Any], **given: Any) -> None:
    """Expect that a verb says no for this reason."""
    with pytest.raises(Refusal) as trouble:
        verb(**given)
    assert trouble.value.code == code


def owed_about(row: Any) -> list[Promise]:
    return list(Promise.objects.filter(about_id=row.pk, about_model=label_of(row), closed_at__isnull=True))


def test_nobody_goes_to_an_agency_without_consent(cast: Cast, deal: Deal, guided: Make):
    refused(
        "consent", actions.enrol, actor=cast.case_worker.actor, person=guided(), deal=deal.pk,
        group=deal.groups.first().pk, consented=False,
    )  # fmt: skip
    assert not Enrolment.objects.exists()


def test_only_who_guides_somebody_can_enrol_and_refer(cast: Cast, deal: Deal, guided: Make, enrolled: Make):
    person = guided()
    for player in (cast.colleague, cast.case_worker_elsewhere, cast.consultant, cast.account_manager, cast.employer):
        with pytest.raises(Http404):
            actions.enrol(actor=player.actor, person=person, deal=deal.pk, group=deal.groups.first().pk, consented=True)
    row = enrolled(person)
    for player in (cast.colleague, cast.case_worker_elsewhere, cast.consultant, cast.account_manager, cast.seeker):
        with pytest.raises(Http404):
            actions.refer(actor=player.actor, enrolment=row, partner=deal.partners.first().pk)


def test_a_partner_sees_the_person_from_the_referral_on_and_the_rival_never(cast: Cast, referred: Make, enrolled: Make):
    row = enrolled()
    assert not SEE.may(cast.consultant.actor, row.person_id)
    referral = referred(enrolment=row)
    assert SEE.may(cast.consultant.actor, row.person_id)
    assert not SEE.may(cast.rival_consultant.actor, row.person_id)
    with pytest.raises(Http404):
        actions.accept(actor=cast.rival_consultant.actor, referral=referral)
    actions.hand_back(actor=cast.consultant.actor, referral=referral, reason="no_vacancy")
    assert not SEE.may(cast.consultant.actor, row.person_id)


def test_who_was_not_told_of_a_partner_is_not_sent_there_until_asked_again(
    cast: Cast, deal: Deal, enrolled: Make, ten_more: list[Any]
):
    row = enrolled()
    fresh = deal.partners.get(organisation=ten_more[0].actor.organisation_id)
    Enrolment.objects.filter(pk=row.pk).update(told=[str(deal.partners.exclude(pk=fresh.pk).first().pk)])
    refused("not_told", actions.refer, actor=cast.case_worker.actor, enrolment=row, partner=fresh.pk)
    again = actions.enrol(
        actor=cast.case_worker.actor, person=row.person_id, deal=deal.pk, group=row.group_id, consented=True
    )
    assert again.pk == row.pk and len(again.told) == 12
    assert actions.refer(actor=cast.case_worker.actor, enrolment=row, partner=fresh.pk)


def test_both_sides_see_the_same_date_and_looking_does_not_move_it(cast: Cast, referred: Make):
    referral = referred()
    promise = owed_about(referral)[0]
    assert promise.owner == cast.agency.pk
    assert referral.due == promise.due
    actions.see(actor=cast.consultant.actor, referral=referral, today=today() + timedelta(days=1))
    referral.refresh_from_db()
    assert referral.status == Status.SEEN
    assert referral.due == promise.due == owed_about(referral)[0].due


def test_the_clock_marks_a_late_referral_gives_it_to_the_guide_and_closes_nothing(cast: Cast, referred: Make):
    referral = referred()
    later = referral.due + timedelta(days=1)
    assert mark_overdue(later) == 1
    promise = owed_about(referral)[0]
    assert (promise.overdue_since, promise.escalated_to) == (later, cast.case_worker.user.pk)
    referral.refresh_from_db()
    assert referral.status == Status.OPEN
    assert SEE.may(cast.consultant.actor, referral.person_id)


def test_a_question_makes_the_case_worker_owe_and_the_answer_gives_the_partner_its_term_again(
    cast: Cast, referred: Make
):
    referral = referred()
    actions.ask_info(actor=cast.consultant.actor, referral=referral, question="Heeft Sam een rijbewijs?")
    assert owed_about(referral)[0].owner == cast.case_worker.user.pk
    later = today() + timedelta(days=2)
    actions.give_info(actor=cast.case_worker.actor, referral=referral, reply="Ja, B.", today=later)
    promise = owed_about(referral)[0]
    assert promise.owner == cast.agency.pk and promise.due > later


def test_after_a_hand_back_the_case_worker_owes_the_next_choice(cast: Cast, referred: Make):
    referral = referred()
    actions.hand_back(actor=cast.consultant.actor, referral=referral, reason="travel", words="Woont te ver.")
    enrolment = Enrolment.objects.get(pk=referral.enrolment_id)
    assert enrolment.status == Stand.READY
    promise = owed_about(enrolment)[0]
    assert promise.owner == cast.case_worker.user.pk
    assert not owed_about(referral)
    refused(
        "reason", actions.hand_back, actor=cast.consultant.actor, referral=referred(enrolment=enrolment), reason="moe"
    )


def test_the_deals_own_rule_asks_the_next_partner_at_once_and_says_that_a_rule_did(
    cast: Cast, deal: Deal, referred: Make
):
    actions.set_ask_next(actor=cast.account_manager.actor, deal=deal, on=True)
    referral = referred()
    actions.hand_back(actor=cast.consultant.actor, referral=referral, reason="no_vacancy")
    following = Referral.objects.exclude(pk=referral.pk).get()
    assert following.organisation == cast.rival_agency
    assert following.why[0][0] == "asked_next" and following.opened_by is None
    assert owed_about(following)[0].owner == cast.rival_agency.pk
    actions.hand_back(actor=cast.rival_consultant.actor, referral=following, reason="no_vacancy")
    enrolment = Enrolment.objects.get(pk=referral.enrolment_id)
    assert (enrolment.status, len(owed_about(enrolment))) == (Stand.READY, 1)  # nobody is left: a person decides


def test_a_hand_back_can_be_taken_back_the_same_day_until_the_next_partner_was_asked(cast: Cast, referred: Make):
    referral = referred()
    actions.hand_back(actor=cast.consultant.actor, referral=referral, reason="hours")
    refused(
        "gone_on", actions.take_back, actor=cast.consultant.actor, referral=referral, today=today() + timedelta(days=1)
    )
    actions.take_back(actor=cast.consultant.actor, referral=referral)
    referral.refresh_from_db()
    assert referral.status == Status.SEEN and SEE.may(cast.consultant.actor, referral.person_id)
    actions.hand_back(actor=cast.consultant.actor, referral=referral, reason="hours")
    referred(cast.rival_agency, Enrolment.objects.get(pk=referral.enrolment_id))
    refused("gone_on", actions.take_back, actor=cast.consultant.actor, referral=referral)


def test_a_full_week_refuses_in_words_and_a_withdrawal_nobody_read_frees_the_place(
    cast: Cast, deal: Deal, referred: Make, partner_of: Make
):
    partner: Partner = partner_of(cast.agency)
    actions.set_capacity(actor=cast.consultant.actor, partner=partner, places=1)
    first = referred()
    with pytest.raises(Refusal) as trouble:
        referred()
    assert (trouble.value.code, trouble.value.facts["partner"]) == ("full", "Uitzendbureau Vlot")
    actions.withdraw(actor=cast.case_worker.actor, referral=first)
    assert PartnerWeek.objects.get(partner=partner).taken == 0
    second = referred()
    actions.see(actor=cast.consultant.actor, referral=second)
    actions.withdraw(actor=cast.case_worker.actor, referral=second)
    assert PartnerWeek.objects.get(partner=partner).taken == 1
    refused("taken", actions.set_capacity, actor=cast.consultant.actor, partner=partner, places=0)


def test_only_a_partner_itself_and_who_leads_set_its_capacity(cast: Cast, partner_of: Make):
    partner = partner_of(cast.agency)
    for player in (cast.rival_consultant, cast.case_worker, cast.employer, cast.admin):
        with pytest.raises(Http404):
            actions.set_capacity(actor=player.actor, partner=partner, places=9)
    assert actions.set_capacity(actor=cast.account_manager.actor, partner=partner, places=9)


def test_two_partners_cannot_put_the_same_person_to_the_same_employer(
    cast: Cast, referred: Make, enrolled: Make, job_of: Make
):
    hirer = job_of(cast.agency)
    other = job_of(cast.rival_agency, employer=hirer.employer)
    row = enrolled()
    first, second = referred(enrolment=row), referred(cast.rival_agency, row)
    actions.introduce(actor=cast.consultant.actor, referral=first, vacancy=hirer.number)
    refused("twice", actions.introduce, actor=cast.rival_consultant.actor, referral=second, vacancy=other.number)
    actions.not_chosen(actor=cast.consultant.actor, referral=first)
    assert actions.introduce(actor=cast.rival_consultant.actor, referral=second, vacancy=other.number)


def test_a_partner_introduces_to_its_own_vacancies_only(cast: Cast, referred: Make, job_of: Make):
    with pytest.raises(Http404):
        actions.introduce(actor=cast.consultant.actor, referral=referred(), vacancy=job_of(cast.rival_agency).number)


def test_a_job_ends_every_rival_in_one_go_and_everybody_is_told(
    cast: Cast, deal: Deal, referred: Make, enrolled: Make, job_of: Make
):
    row = enrolled()
    bakery = job_of()
    show_interest(actor=cast.seeker.actor, person=row.person_id, vacancy=bakery.number, share=("phone",))
    first, rival = referred(enrolment=row), referred(cast.rival_agency, row)
    vacancy = job_of(cast.agency)
    actions.set_interview(actor=cast.consultant.actor, referral=first, day=today(), vacancy=vacancy.number)
    Notice.objects.all().delete()
    made = place(actor=cast.consultant.actor, referral=first, starts_on=today(), hours=32, contract="agency")
    assert isinstance(made, Placement)
    rival.refresh_from_db()
    assert rival.status == Status.OBSOLETE
    assert Introduction.objects.get().status == Introduced.OBSOLETE
    assert not SEE.may(cast.rival_consultant.actor, row.person_id)
    told = set(Notice.objects.values_list("user_id", "template"))
    assert (cast.rival_consultant.user.pk, "deals/partner_step") in told
    assert (cast.employer.user.pk, "introductions/work_ended") in told
    assert (cast.case_worker.user.pk, "placements/guide_placed") in told
    assert cockpit(deal, today()).reached["placed"] == 1
    open_owners = set(Promise.objects.filter(person_id=row.person_id, closed_at=None).values_list("owner", flat=True))
    assert open_owners == {cast.agency.pk}  # only: tell whether the job began


def test_a_job_that_falls_through_counts_no_more_and_the_guide_owes_the_next_choice(
    cast: Cast, deal: Deal, referred: Make, job_of: Make
):
    referral = referred()
    actions.set_interview(
        actor=cast.consultant.actor, referral=referral, day=today(), vacancy=job_of(cast.agency).number
    )
    made = place(actor=cast.consultant.actor, referral=referral, starts_on=today(), hours=32, contract="agency")
    fall_through(actor=cast.consultant.actor, placement=made)
    assert cockpit(deal, today()).reached["placed"] == 0
    enrolment = Enrolment.objects.get(pk=referral.enrolment_id)
    assert owed_about(enrolment)[0].owner == cast.case_worker.user.pk


def test_the_person_stops_and_from_that_moment_no_agency_sees_anything(cast: Cast, referred: Make, enrolled: Make):
    row = enrolled()
    referred(enrolment=row)
    with pytest.raises(Http404):
        actions.leave(actor=cast.other_seeker.actor, enrolment=row, reason="")
    actions.leave(actor=cast.seeker.actor, enrolment=row, reason="")
    row.refresh_from_db()
    assert (row.status, row.reason) == (Stand.LEFT, "no_consent") and row.consent_ended_at
    assert not Tie.objects.filter(person_id=row.person_id, ground="live_referral", until=None).exists()
    assert not Promise.objects.filter(person_id=row.person_id, closed_at=None).exists()
    assert actions.leave(actor=cast.seeker.actor, enrolment=row, reason="") is UNCHANGED


def test_the_person_reads_every_step_in_plain_words(cast: Cast, referred: Make, job_of: Make):
    referral = referred()
    actions.see(actor=cast.consultant.actor, referral=referral)
    actions.accept(actor=cast.consultant.actor, referral=referral)
    vacancy = job_of(cast.agency)
    actions.introduce(actor=cast.consultant.actor, referral=referral, vacancy=vacancy.number)
    actions.hand_back(actor=cast.consultant.actor, referral=referral, reason=WhyReturned.NOT_CHOSEN)
    said = [line.title for line in happenings(timeline(referral.person), referral.person)]
    assert "Uitzendbureau Vlot bekijkt uw profiel." in said
    assert f"Uitzendbureau Vlot stelde u voor bij de werkgever van vacature {vacancy.number}." in said
    assert "Uitzendbureau Vlot helpt u niet verder. De werkgever koos iemand anders. Wij zoeken verder." in said


def test_letters_to_an_agency_hold_no_name(cast: Cast, referred: Make):
    referral = referred()
    letter = Notice.objects.get(template="deals/partner_new", user_id=cast.consultant.user.pk)
    assert referral.person.last_name not in letter.subject + letter.body
    assert referral.code in letter.body


def test_every_step_is_counted_once_and_a_step_that_was_skipped_too(cast: Cast, referred: Make, job_of: Make):
    referral = referred()
    actions.set_interview(
        actor=cast.consultant.actor, referral=referral, day=today(), vacancy=job_of(cast.agency).number
    )
    actions.set_interview(actor=cast.consultant.actor, referral=referral, day=today() + timedelta(days=3))
    steps = sorted(Reached.objects.values_list("step", flat=True))
    assert steps == ["accepted", "enrolled", "interview", "introduced", "referred"]
    assert TrailEntry.objects.filter(event="deals.interview_set").count() == 2
