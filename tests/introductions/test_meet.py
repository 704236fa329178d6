"""From the first sign of interest to contact, and every way out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from doorstroom.cases.declarations import CASELOAD
from doorstroom.common.dates import today
from doorstroom.core.machines import tie
from doorstroom.core.models import NewsDelivery, Promise, TrailEntry
from doorstroom.core.tasks import deliver
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.employers.declarations import ENDED as VACANCY_ENDED
from doorstroom.employers.models import Vacancy
from doorstroom.introductions import actions, queries
from doorstroom.introductions.choices import Status
from doorstroom.introductions.models import Consent, Introduction
from doorstroom.matching.actions import not_interested
from doorstroom.matching.queries import candidates_for, jobs_for
from doorstroom.notices.models import Notice
from doorstroom.people.declarations import SEE
from doorstroom.people.models import Person
from doorstroom.people.queries import happenings
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


@pytest.fixture
def sam(seeker_of: Make) -> Person:
    person: Person = seeker_of(phone="0612345678", email="sam@test.example")
    return person


@pytest.fixture
def bakery(job_of: Make) -> Vacancy:
    vacancy: Vacancy = job_of(contact_name="Bram Korst", contact_phone="0151234567")
    return vacancy


def code_of(vacancy: Vacancy) -> str:
    return candidates_for(vacancy, vacancy.organisation_id).rows[0].code


def interested(cast: Cast, sam: Person, bakery: Vacancy) -> Introduction:
    made = actions.show_interest(actor=cast.seeker.actor, person=sam, vacancy=bakery.number, share=("phone",))
    assert isinstance(made, Introduction)
    return made


def test_a_double_click_on_interest_makes_one_introduction(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    interested(cast, sam, bakery)
    again = actions.show_interest(actor=cast.seeker.actor, person=sam, vacancy=bakery.number)
    assert again is UNCHANGED
    assert Introduction.objects.count() == 1
    assert Promise.objects.filter(closed_at=None).count() == 1


def test_interest_then_welcome_opens_contact_with_only_what_was_agreed(
    cast: Cast, sam: Person, bakery: Vacancy
) -> None:
    introduction = interested(cast, sam, bakery)
    row = queries.for_organisation(cast.employer.actor)[0]
    assert (row.name, row.reach, row.ours_to_answer) == ("", (), True)
    actions.welcome(actor=cast.employer.actor, introduction=introduction.pk)
    row = queries.for_organisation(cast.employer.actor)[0]
    assert row.name == sam.name
    assert row.reach == (("phone", "0612345678"),)
    mine = queries.for_person(sam)[0]
    assert mine.contact == ("Bram Korst", "0151234567")


def test_nobody_else_sees_the_candidate_after_contact(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    introduction = interested(cast, sam, bakery)
    actions.welcome(actor=cast.employer.actor, introduction=introduction.pk)
    for player in (cast.rival_employer, cast.consultant, cast.account_manager, cast.other_seeker):
        assert not SEE.may(player.actor, sam)
        assert queries.one_for_organisation(player.actor, introduction.pk) is None
    with pytest.raises(Http404):
        actions.refuse(actor=cast.rival_employer.actor, introduction=introduction.pk, reason="filled")
    with pytest.raises(Http404):
        actions.withdraw(actor=cast.other_seeker.actor, introduction=introduction.pk)


def test_withdrawn_consent_hides_contact_data_on_the_next_request(
    cast: Cast, sam: Person, bakery: Vacancy, client_of: Make
) -> None:
    introduction = interested(cast, sam, bakery)
    actions.welcome(actor=cast.employer.actor, introduction=introduction.pk)
    employer = client_of(cast.employer)
    page = f"/kennismakingen/{introduction.pk}/"
    assert "0612345678" in employer.get(page).content.decode()
    client_of(cast.seeker).post(f"/reacties/{introduction.pk}/intrekken/")
    after = employer.get(page).content.decode()
    assert "0612345678" not in after
    assert sam.last_name not in after
    assert not SEE.may(cast.employer.actor, sam)
    assert Consent.objects.get().withdrawn_at is not None


def test_an_invitation_reaches_the_person_behind_the_code_and_yes_opens_contact(
    cast: Cast, sam: Person, bakery: Vacancy
) -> None:
    actions.invite(actor=cast.employer.actor, vacancy=bakery, code=code_of(bakery), message="Kom kennismaken")
    invited = queries.for_person(sam)[0]
    assert invited.mine_to_answer
    assert invited.message == "Kom kennismaken"
    assert Notice.objects.filter(user_id=cast.seeker.user.pk).count() == 1
    actions.accept(actor=cast.seeker.actor, introduction=invited.key, share=("email",))
    row = queries.for_organisation(cast.employer.actor)[0]
    assert row.reach == (("mail", "sam@test.example"),)
    assert Notice.objects.filter(user_id=cast.employer.user.pk).count() == 1


def test_a_code_works_only_for_the_organisation_that_knows_it(
    cast: Cast, sam: Person, bakery: Vacancy, job_of: Make
) -> None:
    code = code_of(bakery)
    other = job_of(cast.rival_firm)
    with pytest.raises(Refusal) as refused:
        actions.invite(actor=cast.rival_employer.actor, vacancy=other, code=code, message="Hallo")
    assert refused.value.code == "gone"
    with pytest.raises(Http404):
        actions.invite(actor=cast.rival_employer.actor, vacancy=bakery, code=code, message="Hallo")


def test_somebody_who_turned_a_key_back_cannot_be_invited(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    code = code_of(bakery)
    sam.visibility.own_key = False
    sam.visibility.save()
    with pytest.raises(Refusal) as refused:
        actions.invite(actor=cast.employer.actor, vacancy=bakery, code=code, message="Hallo")
    assert refused.value.code == "gone"


@pytest.mark.parametrize("word", ["no", "declined", "proposed"])
def test_who_said_no_or_thinks_about_a_proposal_cannot_be_invited_and_the_employer_does_not_learn_which(
    cast: Cast, sam: Person, bakery: Vacancy, word: str
) -> None:
    code = code_of(bakery)
    if word == "no":
        not_interested(actor=cast.seeker.actor, person=sam, vacancy=bakery.number, reason="known")
    elif word == "declined":
        actions.invite(actor=cast.employer.actor, vacancy=bakery, code=code, message="Hallo")
        key = queries.for_person(sam)[0].key
        actions.decline(actor=cast.seeker.actor, introduction=key, reason="other_job")
    else:
        tie(sam.pk, cast.case_worker.user.pk, CASELOAD, sam.pk)
        actions.propose(actor=cast.case_worker.actor, person=sam, vacancy=bakery.number)
    before = Introduction.objects.count()
    with pytest.raises(Refusal) as refused:
        actions.invite(actor=cast.employer.actor, vacancy=bakery, code=code, message="Toch even kletsen?")
    assert (refused.value.code, refused.value.sentence) == ("gone", actions.GONE)
    assert Introduction.objects.count() == before


def test_after_its_last_day_nobody_reacts_to_a_vacancy_any_more(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    code = code_of(bakery)
    Vacancy.objects.update(closes_on=today() - timedelta(days=1))
    bakery.refresh_from_db()
    with pytest.raises(Refusal, match="closed"):
        interested(cast, sam, bakery)
    with pytest.raises(Refusal, match="closed"):
        actions.invite(actor=cast.employer.actor, vacancy=bakery, code=code, message="Hallo")


def test_a_pair_on_its_way_is_offered_to_neither_side_again(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    assert jobs_for(sam).total == 1
    introduction = interested(cast, sam, bakery)
    assert jobs_for(sam).total == 0
    assert candidates_for(bakery, bakery.organisation_id).total == 0
    actions.withdraw(actor=cast.seeker.actor, introduction=introduction.pk)
    assert jobs_for(sam).total == 1


def test_answering_a_closed_vacancy_gives_words_and_409(
    cast: Cast, sam: Person, bakery: Vacancy, client_of: Make
) -> None:
    actions.invite(actor=cast.employer.actor, vacancy=bakery, code=code_of(bakery), message="Hallo")
    introduction = Introduction.objects.get()
    Vacancy.objects.filter(pk=bakery.pk).update(status="filled")
    client = client_of(cast.seeker)
    answer = client.post(f"/reacties/{introduction.pk}/ja/", {"share": "phone"})
    assert answer.status_code == 409
    assert "Deze vacature is gesloten" in answer.content.decode()
    introduction.refresh_from_db()
    assert introduction.status == Status.INVITED
    interest = client.post(f"/reacties/baan/{bakery.number}/", {"share": "phone"})
    assert interest.status_code == 409


def test_a_closed_vacancy_ends_what_runs_and_tells_both(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    introduction = interested(cast, sam, bakery)
    Notice.objects.all().delete()
    bakery.status = "filled"
    bakery.save()
    record(VACANCY_ENDED, by=cast.employer.actor, about=bakery, number=bakery.number, status="filled")
    for delivery in NewsDelivery.objects.filter(listener__contains="introductions"):
        deliver.func(delivery=delivery.pk)
        deliver.func(delivery=delivery.pk)
    introduction.refresh_from_db()
    assert introduction.status == Status.CLOSED
    assert Promise.objects.filter(about_id=introduction.pk, closed_at=None).count() == 0
    assert Notice.objects.filter(user_id=cast.seeker.user.pk).count() == 1
    assert Notice.objects.filter(user_id=cast.employer.user.pk).count() == 1


def test_a_refusal_is_read_in_plain_words(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    introduction = interested(cast, sam, bakery)
    actions.refuse(actor=cast.employer.actor, introduction=introduction.pk, reason="experience")
    assert queries.for_person(sam)[0].why == "De werkgever zoekt iemand met meer ervaring voor deze plek."
    with pytest.raises(Refusal):
        actions.show_interest(actor=cast.seeker.actor, person=sam, vacancy=bakery.number)


def test_a_proposal_stays_unknown_to_the_employer_until_it_is_taken_up(
    cast: Cast, sam: Person, bakery: Vacancy
) -> None:
    tie(sam.pk, cast.case_worker.user.pk, CASELOAD, sam.pk)
    actions.propose(actor=cast.case_worker.actor, person=sam, vacancy=bakery.number, message="Echt iets voor u")
    assert queries.for_organisation(cast.employer.actor) == []
    mine = queries.for_person(sam)[0]
    assert mine.message == "Echt iets voor u"
    actions.accept(actor=cast.seeker.actor, introduction=mine.key, share=("phone",))
    row = queries.for_organisation(cast.employer.actor)[0]
    assert row.status == Status.INTERESTED
    assert row.message == ""
    with pytest.raises(Http404):
        actions.propose(actor=cast.colleague.actor, person=sam, vacancy=bakery.number)


def test_a_declined_proposal_was_never_known_to_the_employer(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    tie(sam.pk, cast.case_worker.user.pk, CASELOAD, sam.pk)
    actions.propose(actor=cast.case_worker.actor, person=sam, vacancy=bakery.number)
    key = queries.for_person(sam)[0].key
    actions.decline(actor=cast.seeker.actor, introduction=key, reason="times")
    assert queries.for_organisation(cast.employer.actor) == []
    assert not Notice.objects.filter(user_id=cast.employer.user.pk).exists()


def test_a_case_worker_passes_on_the_answer_of_somebody_who_called_and_the_trail_says_so(
    cast: Cast, sam: Person, bakery: Vacancy, client_of: Make
) -> None:
    tie(sam.pk, cast.case_worker.user.pk, CASELOAD, sam.pk)
    actions.invite(actor=cast.employer.actor, vacancy=bakery, code=code_of(bakery), message="Hallo")
    path = f"/reacties/{Introduction.objects.get().pk}/"
    assert client_of(cast.colleague).get(path).status_code == 404
    guide = client_of(cast.case_worker)
    assert f"U geeft antwoord voor {sam.name}" in guide.get(path).content.decode()
    guide.post(f"{path}ja/", {"share": "phone"})
    assert queries.for_person(sam)[0].status == Status.CONTACT
    given = TrailEntry.objects.filter(event="introductions.consent_given")
    assert [line.title for line in happenings(given, sam)] == [
        f"Karin Visser (Gemeente Delft) deelt uw gegevens met de werkgever van vacature {bakery.number}."
    ]


def test_the_hirer_of_an_agency_is_named_at_contact(cast: Cast, sam: Person, job_of: Make) -> None:
    vacancy = job_of(cast.agency, hirer_hidden=True)
    vacancy.employer.name = "Bouwbedrijf Geheim"
    vacancy.employer.save()
    introduction = interested(cast, sam, vacancy)
    assert queries.for_person(sam)[0].firm == "via Uitzendbureau Vlot"
    actions.welcome(actor=cast.consultant.actor, introduction=introduction.pk)
    assert queries.for_person(sam)[0].firm == "Bouwbedrijf Geheim, via Uitzendbureau Vlot"


def test_somebody_who_cannot_be_reached_is_asked_for_a_number_first(
    cast: Cast, seeker_of: Make, bakery: Vacancy
) -> None:
    person = seeker_of(phone="", email="")
    with pytest.raises(Refusal) as refused:
        actions.show_interest(actor=cast.seeker.actor, person=person, vacancy=bakery.number)
    assert refused.value.code == "no_reach"
    assert Introduction.objects.count() == 0


def test_each_step_waits_for_somebody_until_a_day(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    introduction = interested(cast, sam, bakery)
    assert Promise.objects.get(about_id=introduction.pk, closed_at=None).owner == cast.firm.pk
    for verb in (actions.welcome, actions.talked):
        verb(actor=cast.employer.actor, introduction=introduction.pk)
        promise = Promise.objects.get(about_id=introduction.pk, closed_at=None)
        assert promise.owner == cast.firm.pk
        assert promise.due > today()


def test_a_vacancy_elsewhere_cannot_be_reacted_to(cast: Cast, sam: Person, job_of: Make) -> None:
    with pytest.raises(Http404):
        actions.show_interest(actor=cast.seeker.actor, person=sam, vacancy=job_of(cast.rotterdam).number)


def test_the_trail_holds_every_step_without_a_name(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    introduction = interested(cast, sam, bakery)
    actions.welcome(actor=cast.employer.actor, introduction=introduction.pk)
    actions.withdraw(actor=cast.seeker.actor, introduction=introduction.pk)
    events = list(TrailEntry.objects.order_by("at").values_list("event", flat=True))
    assert events == [
        "introductions.consent_given",
        "introductions.interested",
        "introductions.contact_opened",
        "introductions.consent_withdrawn",
        "introductions.ended",
    ]
    assert sam.last_name not in str(list(TrailEntry.objects.values_list("facts", flat=True)))


def test_the_pages_cost_at_most_twelve_queries(cast: Cast, sam: Person, job_of: Make, client_of: Make) -> None:
    for _ in range(5):
        introduction = interested(cast, sam, job_of())
    actions.welcome(actor=cast.employer.actor, introduction=introduction.pk)
    pages = [(cast.seeker, "/reacties/"), (cast.seeker, f"/reacties/{introduction.pk}/")]
    pages += [(cast.employer, "/kennismakingen/"), (cast.employer, f"/kennismakingen/{introduction.pk}/")]
    for player, path in pages:
        client = client_of(player)
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as counted:
            client.get(path)
        assert len(counted) <= 12, path + "\n" + "\n".join(query["sql"][:130] for query in counted)


@pytest.mark.parametrize("message", ["", "   ", "x" * 1001, "hallo\x00"])
def test_a_message_that_is_no_message_is_refused_on_the_page(
    cast: Cast, sam: Person, bakery: Vacancy, client_of: Make, message: str
) -> None:
    path = f"/vacatures/{bakery.number}/uitnodigen/"
    answer = client_of(cast.employer).post(path, {"code": code_of(bakery), "message": message})
    assert answer.status_code == 409
    assert Introduction.objects.count() == 0


@pytest.mark.parametrize("code", ["", "AAAA-AA", "\x00", "' or 1=1", "K" * 500])
def test_an_unknown_code_invites_nobody(cast: Cast, sam: Person, bakery: Vacancy, client_of: Make, code: str) -> None:
    path = f"/vacatures/{bakery.number}/uitnodigen/"
    answer = client_of(cast.employer).post(path, {"code": code, "message": "Hallo"})
    assert answer.status_code == 409
    assert "Deze kandidaat kunt u niet meer uitnodigen" in answer.content.decode()


def test_no_message_holds_a_personal_number(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    with pytest.raises(Refusal, match="bsn"):
        actions.invite(actor=cast.employer.actor, vacancy=bakery, code=code_of(bakery), message="Uw BSN is 123456782")


def test_a_welcome_without_a_live_consent_opens_no_contact(cast: Cast, sam: Person, bakery: Vacancy) -> None:
    introduction = interested(cast, sam, bakery)
    Consent.objects.update(withdrawn_at=timezone.now())
    with pytest.raises(Refusal, match="no_consent"):
        actions.welcome(actor=cast.employer.actor, introduction=introduction.pk)
    assert not SEE.may(cast.employer.actor, sam)
