"""A no changes the list in the way of its reason, can be taken back, and a doubt gets a human answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404

from doorstroom.cases.declarations import CASELOAD
from doorstroom.core.machines import tie
from doorstroom.core.models import Promise
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.employers.models import Vacancy
from doorstroom.matching import actions
from doorstroom.matching.models import Doubt, Feedback
from doorstroom.matching.queries import answers_of, explain, jobs_for
from doorstroom.notices.models import Notice
from doorstroom.people.models import Person
from tests.conftest import Cast

from .conftest import Work, fresh

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def numbers(person: Person) -> set[int]:
    return {card.number for card in jobs_for(fresh(person), limit=50).cards}


def say_no(cast: Cast, person: Person, vacancy: Vacancy, reason: str) -> None:
    actions.not_interested(actor=cast.seeker.actor, person=person, vacancy=vacancy.number, reason=reason)


@pytest.mark.parametrize(
    ("reason", "goes_too"),
    [
        ("too_far", {"far"}),
        ("other_work", {"cook"}),
        ("many_hours", {"long"}),
        ("few_hours", {"short"}),
        ("pay", {"poor"}),
        ("known", set()),
        ("other", set()),
    ],
)
def test_each_reason_changes_the_list_in_its_own_way_and_taking_back_restores_it(
    seeker_of: Make, job_of: Make, work: Work, cast: Cast, reason: str, goes_too: set[str]
) -> None:
    person = seeker_of(profile={"travel_minutes": 60, "hours_min": 8, "hours_max": 40})
    plain = {"hours_min": 24, "hours_max": 32, "pay_min": 2500, "pay_max": 2800}
    subject = job_of(
        postcode="2512AB",
        occupation=work.cook,
        **(
            {"hours_min": 36, "hours_max": 36} if reason == "many_hours"
            else {"hours_min": 12, "hours_max": 12} if reason == "few_hours"
            else {"hours_min": 24, "hours_max": 32}
        ),
        pay_min=2400,
        pay_max=2400,
    )  # fmt: skip
    others = {
        "near": job_of(**plain),
        "far": job_of(**plain, postcode="2512CD"),
        "cook": job_of(**plain, occupation=work.cook),
        "long": job_of(**plain | {"hours_min": 40, "hours_max": 40}),
        "short": job_of(**plain | {"hours_min": 8, "hours_max": 10}),
        "poor": job_of(**plain | {"pay_min": 2300, "pay_max": 2350}),
    }
    before = numbers(person)
    assert before == {subject.number} | {vacancy.number for vacancy in others.values()}
    say_no(cast, person, subject, reason)
    gone = {name for name, vacancy in others.items() if vacancy.number not in numbers(person)}
    assert gone == goes_too
    assert subject.number not in numbers(person)
    actions.take_back(actor=cast.seeker.actor, person=person, vacancy=subject.number)
    assert numbers(person) == before
    assert fresh(person).profile.travel_minutes == 60


def test_the_page_after_a_no_offers_to_undo_it(seeker_of: Make, job_of: Make, cast: Cast, client_of: Make) -> None:
    seeker_of()
    vacancy, stays = job_of(), job_of(must=())
    client = client_of(cast.seeker)
    page = client.post(f"/banen/{vacancy.number}/niet/", {"reason": "known"}, follow=True).content.decode()
    assert "Ongedaan maken" in page
    assert f"/banen/{vacancy.number}/" not in page.replace(f"/banen/{vacancy.number}/terug/", "")
    assert f"/banen/{stays.number}/" in page
    page = client.post(f"/banen/{vacancy.number}/terug/", follow=True).content.decode()
    assert f"/banen/{vacancy.number}/niet/" in page


def test_an_unknown_reason_is_refused_on_the_same_page(
    seeker_of: Make, job_of: Make, cast: Cast, client_of: Make
) -> None:
    seeker_of()
    vacancy = job_of()
    answer = client_of(cast.seeker).post(f"/banen/{vacancy.number}/niet/", {"reason": "lui"})
    assert answer.status_code == 400
    assert Feedback.objects.count() == 0


def test_saying_no_to_a_closed_vacancy_gives_words(seeker_of: Make, job_of: Make, cast: Cast) -> None:
    person = seeker_of()
    vacancy = job_of(status="filled")
    with pytest.raises(Refusal) as refused:
        say_no(cast, person, vacancy, "known")
    assert refused.value.code == "closed"


def test_nobody_speaks_for_somebody_else(seeker_of: Make, job_of: Make, cast: Cast) -> None:
    person, vacancy = seeker_of(), job_of()
    for player in (cast.other_seeker, cast.case_worker, cast.employer):
        with pytest.raises(Http404):
            actions.not_interested(actor=player.actor, person=person, vacancy=vacancy.number, reason="known")


def test_a_saved_job_stays_in_the_list_and_among_the_answers(seeker_of: Make, job_of: Make, cast: Cast) -> None:
    person, vacancy = seeker_of(), job_of()
    actions.save_for_later(actor=cast.seeker.actor, person=person, vacancy=vacancy.number)
    assert actions.save_for_later(actor=cast.seeker.actor, person=person, vacancy=vacancy.number) is UNCHANGED
    assert jobs_for(fresh(person)).cards[0].saved
    assert [answer.number for answer in answers_of(fresh(person))] == [vacancy.number]


def test_quick_wishes_change_the_profile_and_the_list(
    seeker_of: Make, job_of: Make, cast: Cast, client_of: Make
) -> None:
    person = seeker_of(profile={"travel_minutes": 60})
    far, near = job_of(postcode="2512AB"), job_of()
    assert numbers(person) == {far.number, near.number}
    client = client_of(cast.seeker)
    wrong = client.post("/banen/wensen/", {"minutes": "7", "hours": "16-32"})
    assert wrong.status_code == 400
    client.post("/banen/wensen/", {"minutes": "15", "hours": "16-32", "irregular": "on"})
    assert fresh(person).profile.travel_minutes == 15
    assert numbers(person) == {near.number}


def test_a_doubt_waits_for_the_case_worker_who_answers_it(
    seeker_of: Make, job_of: Make, cast: Cast, client_of: Make
) -> None:
    person, vacancy = seeker_of(), job_of()
    tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
    seeker = client_of(cast.seeker)
    empty = seeker.post(f"/banen/{vacancy.number}/klopt-niet/", {"words": " "})
    assert empty.status_code == 400
    seeker.post(f"/banen/{vacancy.number}/klopt-niet/", {"words": "Ik kan wel een oven bedienen."})
    doubt = Doubt.objects.get()
    assert Promise.objects.get(about_id=doubt.pk).owner == cast.case_worker.user.pk
    assert doubt.shown["score"] == explain(fresh(person), vacancy).score  # type: ignore[union-attr]
    assert "oven bedienen" in client_of(cast.case_worker).get("/klopt-niet/").content.decode()
    assert "oven bedienen" not in client_of(cast.colleague).get("/klopt-niet/").content.decode()
    with pytest.raises(Http404):
        actions.answer_doubt(actor=cast.colleague.actor, doubt=doubt.pk, answer="Nee", effect="stays")
    said = {"answer": "Goed gezien, zet het in uw profiel."}
    assert client_of(cast.case_worker).post(f"/klopt-niet/{doubt.pk}/", said).status_code == 400
    client_of(cast.case_worker).post(f"/klopt-niet/{doubt.pk}/", said | {"effect": "corrected"})
    doubt.refresh_from_db()
    assert doubt.answer.startswith("Goed gezien")
    assert Promise.objects.get(about_id=doubt.pk).closed_at is not None
    assert "Goed gezien" in seeker.get("/banen/antwoorden/").content.decode()
    assert Notice.objects.filter(user_id=cast.seeker.user.pk, template="matching/doubt_answered").count() == 1


def test_reserved_jobs_are_opened_by_the_case_worker_alone(
    seeker_of: Make, job_of: Make, cast: Cast, client_of: Make
) -> None:
    person = seeker_of()
    reserved = job_of(reserved_for="banenafspraak")
    tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
    assert numbers(person) == set()
    path = f"/personen/{person.pk}/banen/groep/"
    assert client_of(cast.colleague).post(path, {"group": "banenafspraak", "on": "ja"}).status_code == 404
    client = client_of(cast.case_worker)
    assert client.post(path, {"group": "verzonnen", "on": "ja"}).status_code == 404
    client.post(path, {"group": "banenafspraak", "on": "ja"})
    assert numbers(person) == {reserved.number}
    client.post(path, {"group": "banenafspraak", "on": "nee"})
    assert numbers(person) == set()
