"""The second key: whoever guides a person owes an answer within one working day."""

from collections.abc import Callable
from datetime import date

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.cases.actions import answer_not_yet, ask_second_key, turn_second_key
from doorstroom.cases.choices import KeyAnswer
from doorstroom.cases.models import KeyRequest
from doorstroom.core.models import Promise, TrailEntry
from doorstroom.core.verbs import Refusal
from doorstroom.people.actions import turn_own_key
from doorstroom.people.models import Person, Visibility
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def test_turning_the_own_key_asks_the_case_worker(
    cast: Cast, sam_guided: Person, news_arrives: Callable[[], None]
) -> None:
    turn_own_key(actor=cast.seeker.actor, person=sam_guided, on=True)
    news_arrives()
    promise = Promise.objects.get(person_id=sam_guided.pk, closed_at__isnull=True)
    assert promise.owner == cast.case_worker.user.pk
    assert TrailEntry.objects.filter(event="cases.second_key_asked").count() == 1


def test_asked_on_friday_the_answer_is_owed_on_monday_and_the_person_reads_that_day(
    cast: Cast, sam_at_intake: Person, client_of: ClientOf
) -> None:
    Visibility.objects.filter(pk=sam_at_intake.pk).update(own_key=True)
    for _again in range(2):
        ask_second_key(sam_at_intake.pk, FRIDAY)
    promise = Promise.objects.get(person_id=sam_at_intake.pk)
    assert (promise.owner, promise.due) == (cast.intake.pk, MONDAY)
    assert "uiterlijk maandag 23 november 2026" in client_of(cast.seeker).get("/zichtbaar/").content.decode()


def test_who_registers_comes_to_the_intake_by_itself(
    cast: Cast, sam: Person, news_arrives: Callable[[], None], client_of: ClientOf
) -> None:
    news_arrives()
    news_arrives()
    assert "Sam Zoeker" in client_of(cast.intake_worker).get("/intake/").content.decode()
    assert "Sam Zoeker" not in client_of(cast.case_worker).get("/intake/").content.decode()
    assert TrailEntry.objects.filter(event="cases.came_to_intake").count() == 1


def test_hiding_again_takes_the_question_back(cast: Cast, sam_guided: Person, news_arrives: Callable[[], None]) -> None:
    turn_own_key(actor=cast.seeker.actor, person=sam_guided, on=True)
    news_arrives()
    turn_own_key(actor=cast.seeker.actor, person=sam_guided, on=False)
    news_arrives()
    assert KeyRequest.objects.get().status == KeyAnswer.TAKEN_BACK
    assert not Promise.objects.filter(closed_at__isnull=True).exists()


def test_turning_answers_the_question_and_can_be_undone(cast: Cast, sam_guided: Person, client_of: ClientOf) -> None:
    Visibility.objects.filter(pk=sam_guided.pk).update(own_key=True)
    ask_second_key(sam_guided.pk, FRIDAY)
    client, address = client_of(cast.case_worker), f"/kandidaten/{sam_guided.pk}/sleutel/"
    for _press in range(2):
        assert client.post(address, {"key": "on"}).status_code == 302
    assert Visibility.objects.get(pk=sam_guided.pk).visible
    assert KeyRequest.objects.get().status == KeyAnswer.TURNED
    assert not Promise.objects.filter(closed_at__isnull=True).exists()
    assert "Ongedaan maken" in client.get(f"/kandidaten/{sam_guided.pk}/?sleutel=aan").content.decode()
    client.post(address, {"key": "undo"})
    assert not Visibility.objects.get(pk=sam_guided.pk).visible
    assert KeyRequest.objects.filter(status=KeyAnswer.WAITING).count() == 1
    assert Promise.objects.filter(closed_at__isnull=True).count() == 1


def test_the_person_reads_why_not_yet(cast: Cast, sam_guided: Person, client_of: ClientOf) -> None:
    Visibility.objects.filter(pk=sam_guided.pk).update(own_key=True)
    ask_second_key(sam_guided.pk, FRIDAY)
    client, address = client_of(cast.case_worker), f"/kandidaten/{sam_guided.pk}/nog-niet/"
    wrong = client.post(address, {"reason": "geen zin"})
    assert wrong.status_code == 400 and "Kies een antwoord." in wrong.content.decode()
    client.post(address, {"reason": "talk"})
    client.post(address, {"reason": "talk"})
    seeker = client_of(cast.seeker)
    assert "zei: nog niet, want wij willen eerst met u praten" in seeker.get("/zichtbaar/").content.decode()
    timeline = seeker.get("/tijdlijn/").content.decode()
    line = "maakt uw profiel nog niet zichtbaar: wij willen eerst met u praten"
    assert timeline.count(line) == 2  # as a line, and in the name of its button "dit klopt niet"
    assert not Visibility.objects.get(pk=sam_guided.pk).visible


def test_only_who_guides_holds_the_second_key(cast: Cast, sam_guided: Person, client_of: ClientOf) -> None:
    for player in cast.players():
        if player == cast.case_worker:
            continue
        with pytest.raises(Http404):
            turn_second_key(actor=player.actor, person=sam_guided, on=True)
        assert client_of(player).post(f"/kandidaten/{sam_guided.pk}/sleutel/", {"key": "on"}).status_code == 404
    assert not Visibility.objects.get(pk=sam_guided.pk).second_key


def test_the_intake_team_holds_the_second_key_until_there_is_a_case_worker(cast: Cast, sam_at_intake: Person) -> None:
    turn_second_key(actor=cast.intake_worker.actor, person=sam_at_intake, on=True)
    assert Visibility.objects.get(pk=sam_at_intake.pk).second_key_by == cast.intake_worker.user.pk
    with pytest.raises(Http404):
        turn_second_key(actor=cast.case_worker.actor, person=sam_at_intake, on=False)


def test_a_reason_that_does_not_exist_is_refused(cast: Cast, sam_guided: Person) -> None:
    with pytest.raises(Refusal, match="reason"):
        answer_not_yet(actor=cast.case_worker.actor, person=sam_guided, reason="zomaar")
