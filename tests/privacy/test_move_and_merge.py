"""Somebody moves, has two dossiers, or stops: who is responsible changes at once, and nothing owed is lost."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.accounts.models import User
from doorstroom.cases.actions import assign
from doorstroom.cases.declarations import AT_INTAKE
from doorstroom.common.numbers import Bsn
from doorstroom.core import files
from doorstroom.core.machines import tie
from doorstroom.core.models import Promise, ReadLogEntry, Tie, TrailEntry
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.introductions.models import LIVE, Introduction
from doorstroom.notices.models import Notice
from doorstroom.people.choices import BsnPurpose
from doorstroom.people.declarations import SEE, SEE_PROFILE, USE_BSN
from doorstroom.people.models import Experience, Person, SealedBsn, Visibility
from doorstroom.people.queries import timeline
from doorstroom.people.vault import find_by_bsn, keep_bsn
from doorstroom.privacy import actions
from doorstroom.privacy.models import Merge, Transfer
from tests.conftest import Cast, Player, play

ClientOf = Callable[[Player], Client]
TODAY = date(2026, 11, 20)
NUMBER = "123456782"


@pytest.fixture
def hague_intake(cast: Cast) -> Player:
    return play("Hanna Haag", CASE_WORKER, cast.the_hague)


def offered(cast: Cast, person: Person, **more: object) -> Transfer:
    return actions.offer_transfer(
        actor=cast.case_worker.actor, person=person, to=cast.the_hague.pk, today=TODAY, **more
    )


def test_after_a_move_only_the_new_municipality_sees_the_person_and_owes_what_was_open(
    cast: Cast, sam: Person, hague_intake: Player
):
    keep_bsn(actor=cast.case_worker.actor, person=sam, bsn=Bsn(NUMBER))
    owed = set(
        Promise.objects.filter(person_id=sam.pk, closed_at__isnull=True, owner=cast.case_worker.user.pk).values_list(
            "pk", flat=True
        )
    )
    assert owed
    transfer = offered(cast, sam, postcode="2512AB")
    assert SEE.may(cast.case_worker.actor, sam.pk)
    with pytest.raises(Http404):
        SEE.open(hague_intake.actor, sam.pk)
    actions.accept_transfer(actor=hague_intake.actor, transfer=transfer, today=TODAY)
    for player in (cast.case_worker, cast.intake_worker, cast.colleague):
        assert not SEE_PROFILE.may(player.actor, sam.pk) and not USE_BSN.may(player.actor, sam.pk)
    sam.refresh_from_db()
    assert sam.controller_id == cast.the_hague.pk and sam.postcode == "2512AB"
    assert SEE_PROFILE.may(hague_intake.actor, sam.pk)
    now_owed = Promise.objects.filter(pk__in=owed, closed_at__isnull=True)
    assert now_owed.count() == len(owed) and {each.owner for each in now_owed} == {cast.the_hague.pk}
    assert find_by_bsn(actor=hague_intake.actor, bsn=Bsn(NUMBER), purpose=BsnPurpose.IDENTIFY) == [sam]
    assert find_by_bsn(actor=cast.case_worker.actor, bsn=Bsn(NUMBER), purpose=BsnPurpose.IDENTIFY) == []


def test_a_move_asks_the_new_intake_for_the_second_key_and_tells_the_person(
    cast: Cast, sam: Person, hague_intake: Player
):
    Visibility.objects.filter(pk=sam.pk).update(own_key=True, second_key=True)
    actions.accept_transfer(actor=hague_intake.actor, transfer=offered(cast, sam), today=TODAY)
    keys = Visibility.objects.get(pk=sam.pk)
    assert keys.own_key and not keys.second_key
    assert Promise.objects.filter(person_id=sam.pk, step="cases.KeyRequest:waiting", owner=cast.the_hague.pk).exists()
    assert Notice.objects.filter(template="privacy/transferred", person_id=sam.pk).exists()


def test_the_person_keeps_account_introductions_and_timeline_after_a_move(
    cast: Cast, sam: Person, hague_intake: Player, client_of: ClientOf
):
    running = Introduction.objects.filter(person=sam, status__in=LIVE).count()
    actions.accept_transfer(actor=hague_intake.actor, transfer=offered(cast, sam), today=TODAY)
    assert running and Introduction.objects.filter(person=sam, status__in=LIVE).count() == running
    page = client_of(cast.seeker).get("/tijdlijn/").content.decode()
    assert "Gemeente Den Haag is nu verantwoordelijk voor uw gegevens." in page
    assert "Gemeente Delft ziet uw dossier niet meer." in page


def test_only_the_asked_intake_answers_and_sees_no_more_than_who_arrives(
    cast: Cast, sam: Person, hague_intake: Player, client_of: ClientOf
):
    transfer = offered(cast, sam)
    for player in (cast.case_worker, cast.case_worker_elsewhere, cast.admin, cast.seeker):
        with pytest.raises(Http404):
            actions.accept_transfer(actor=player.actor, transfer=transfer)
    page = client_of(hague_intake).get("/overnemen/").content.decode()
    assert "Sam Zoeker" in page and "sam@test.example" not in page
    sent = client_of(hague_intake).post(f"/overnemen/{transfer.pk}/", {"answer": "accept"})
    assert sent.headers["Location"] == "/intake/"


def test_a_refused_or_withdrawn_move_changes_nothing_and_is_told(cast: Cast, sam: Person, hague_intake: Player):
    first = offered(cast, sam)
    assert offered(cast, sam) is UNCHANGED
    actions.refuse_transfer(actor=hague_intake.actor, transfer=first, reason="not_here", today=TODAY)
    second = offered(cast, sam)
    actions.take_back_transfer(actor=cast.case_worker.actor, transfer=second, today=TODAY)
    sam.refresh_from_db()
    assert sam.controller_id == cast.delft.pk and SEE.may(cast.case_worker.actor, sam.pk)
    with pytest.raises(Refusal):
        actions.accept_transfer(actor=hague_intake.actor, transfer=second, today=TODAY)
    assert not Tie.objects.filter(person_id=sam.pk, ground="arriving", until__isnull=True).exists()
    assert TrailEntry.objects.filter(event="privacy.transfer_refused", person_id=sam.pk).exists()


@pytest.fixture
def double(cast: Cast, person_of: Callable[..., Person]) -> Person:
    """A second dossier of Sam, made by the intake, with work that the first does not have."""
    second = play("Sam Zoeker Twee", cast.seeker.actor.role)
    person = person_of(second, first_name="Sam", last_name="Zoeker", birth_date=date(1990, 5, 4), street="Markt")
    tie(person.pk, cast.intake.pk, AT_INTAKE, person.pk)
    Experience.objects.create(person=person, title="Kok", start=date(2015, 1, 1))
    return person


def test_a_merge_brings_everything_to_one_dossier_and_one_account(cast: Cast, sam: Person, double: Person):
    other_account = double.user_id
    actions.merge(actor=cast.admin.actor, keep=sam, gone=double, today=TODAY)
    sam.refresh_from_db()
    assert {row.title for row in Experience.objects.filter(person=sam)} == {"Bakker", "Kok"}
    assert sam.street == "Markt" and sam.email == "sam@test.example"
    assert not User.objects.get(pk=other_account).is_active and User.objects.get(pk=sam.user_id).is_active
    for player in (cast.case_worker, cast.intake_worker):
        assert not SEE.may(player.actor, double.pk)
    assert SEE.may(cast.case_worker.actor, sam.pk)
    assert Notice.objects.filter(template="privacy/merged", person_id=sam.pk).exists()
    assert not Promise.objects.filter(person_id=double.pk, closed_at__isnull=True).exists()


def test_after_a_merge_the_timeline_holds_what_happened_in_both(cast: Cast, sam: Person, double: Person):
    assign(actor=cast.intake_worker.actor, person=double, case_worker=cast.colleague.user.pk, today=TODAY)
    before = timeline(sam).count() + timeline(double).count()
    actions.merge(actor=cast.admin.actor, keep=sam, gone=double, today=TODAY)
    assert timeline(sam).count() == before + 1


def test_after_a_merge_the_overview_names_who_looked_at_either_dossier(
    cast: Cast, sam: Person, double: Person, client_of: ClientOf
):
    seen = client_of(cast.intake_worker).get(reverse("cases_person", args=[double.pk]))
    assert seen.status_code == 200
    actions.merge(actor=cast.admin.actor, keep=sam, gone=double, today=TODAY)
    asked = actions.ask_overview(actor=cast.seeker.actor, person=sam)
    actions.make_overview(asked.pk)
    asked.refresh_from_db()
    parts = {part["table"]: part["rows"] for part in json.loads(files.read(asked.content))["parts"]}
    kept, gone = (ReadLogEntry.objects.filter(person_id=person.pk).count() for person in (sam, double))
    assert gone > 0 and len(parts["core.ReadLogEntry"]) == kept + gone


def test_a_merge_can_be_taken_back_within_its_term(cast: Cast, sam: Person, double: Person, time_machine_day: Callable):
    account = double.user_id
    merged = actions.merge(actor=cast.admin.actor, keep=sam, gone=double, today=TODAY)
    actions.split(actor=cast.admin.actor, merged=merged, today=TODAY)
    double.refresh_from_db()
    sam.refresh_from_db()
    assert [row.title for row in Experience.objects.filter(person=double)] == ["Kok"]
    assert double.active and double.merged_into_id is None and double.user_id == account and sam.street == ""
    assert User.objects.get(pk=account).is_active
    assert SEE.may(cast.intake_worker.actor, double.pk) and SEE.may(cast.case_worker.actor, sam.pk)
    again = actions.merge(actor=cast.admin.actor, keep=sam, gone=double, today=TODAY)
    with time_machine_day(days=20), pytest.raises(Refusal):
        actions.split(actor=cast.admin.actor, merged=again)


def test_a_number_goes_along_with_a_merge_and_comes_back_with_the_undo(cast: Cast, sam: Person, double: Person):
    keep_bsn(actor=cast.intake_worker.actor, person=double, bsn=Bsn(NUMBER))
    found = {"actor": cast.case_worker.actor, "bsn": Bsn(NUMBER), "purpose": BsnPurpose.IDENTIFY}
    merged = actions.merge(actor=cast.admin.actor, keep=sam, gone=double, today=TODAY)
    assert find_by_bsn(**found) == [sam]
    actions.split(actor=cast.admin.actor, merged=merged, today=TODAY)
    assert not SealedBsn.objects.filter(pk=sam.pk).exists()
    assert find_by_bsn(**{**found, "actor": cast.intake_worker.actor}) == [double]


def test_two_dossiers_with_two_numbers_are_two_people(cast: Cast, sam: Person, double: Person):
    keep_bsn(actor=cast.case_worker.actor, person=sam, bsn=Bsn(NUMBER))
    keep_bsn(actor=cast.intake_worker.actor, person=double, bsn=Bsn("111222333"))
    with pytest.raises(Refusal):
        actions.merge(actor=cast.admin.actor, keep=sam, gone=double, today=TODAY)
    assert not Merge.objects.exists() and SealedBsn.objects.count() == 2


def test_who_guided_the_dossier_that_goes_guides_the_one_that_stays_when_nobody_did(
    cast: Cast, sam: Person, double: Person
):
    actions.merge(actor=cast.admin.actor, keep=double, gone=sam, today=TODAY)
    assert SEE.may(cast.case_worker.actor, double.pk) and not SEE.may(cast.intake_worker.actor, double.pk)
    assert not Promise.objects.filter(person_id=double.pk, closed_at=None, owner=cast.intake.pk).exists()


def test_after_the_undo_each_dossier_has_the_guide_of_before(cast: Cast, sam: Person, double: Person):
    assign(actor=cast.intake_worker.actor, person=double, case_worker=cast.colleague.user.pk, today=TODAY)
    merged = actions.merge(actor=cast.admin.actor, keep=sam, gone=double, today=TODAY)
    assert not SEE.may(cast.colleague.actor, sam.pk)
    actions.split(actor=cast.admin.actor, merged=merged, today=TODAY)
    assert SEE.may(cast.colleague.actor, double.pk) and not SEE.may(cast.intake_worker.actor, double.pk)
    assert SEE.may(cast.case_worker.actor, sam.pk) and not SEE.may(cast.case_worker.actor, double.pk)


def test_dossiers_of_two_municipalities_or_of_one_person_twice_are_not_merged(cast: Cast, sam: Person, double: Person):
    with pytest.raises(Refusal):
        actions.merge(actor=cast.admin.actor, keep=sam, gone=sam)
    Person.objects.filter(pk=double.pk).update(controller=cast.rotterdam)
    with pytest.raises(Http404):
        actions.merge(actor=cast.admin.actor, keep=sam, gone=double)


@pytest.mark.parametrize("who", ["colleague", "employer", "seeker", "case_worker_elsewhere", "account_manager"])
def test_nobody_else_merges(cast: Cast, sam: Person, double: Person, who: str):
    player: Player = getattr(cast, who)
    with pytest.raises(Http404):
        actions.merge(actor=player.actor, keep=sam, gone=double)
    assert not Merge.objects.exists()


def test_the_administrator_sees_what_a_merge_would_do_before_doing_it(
    cast: Cast, sam: Person, double: Person, client_of: ClientOf, django_assert_max_num_queries: Callable
):
    client = client_of(cast.admin)
    client.get("/samenvoegen/")
    with django_assert_max_num_queries(12):
        listed = client.get("/samenvoegen/").content.decode()
    assert f"/samenvoegen/{sam.pk}/{double.pk}/" in listed or f"/samenvoegen/{double.pk}/{sam.pk}/" in listed
    with django_assert_max_num_queries(12):
        page = client.get(f"/samenvoegen/{sam.pk}/{double.pk}/").content.decode()
    assert "Werk dat u deed: 1" in page and "sam@test.example" not in page
    assert client.post(f"/samenvoegen/{sam.pk}/{double.pk}/").status_code == 302
    assert "Terug te draaien tot" in client.get("/samenvoegen/").content.decode()


@pytest.mark.parametrize("who", ["seeker", "case_worker"])
def test_who_stops_is_found_by_nobody_and_can_start_again(cast: Cast, sam: Person, who: str):
    Visibility.objects.filter(pk=sam.pk).update(own_key=True, second_key=True)
    actor = getattr(cast, who).actor
    actions.stop_looking(actor=actor, person=sam, reason="work", today=TODAY)
    sam.refresh_from_db()
    assert not sam.active and not Introduction.objects.filter(person=sam, status__in=LIVE).exists()
    assert not SEE.may(cast.employer.actor, sam.pk)
    news = Notice.objects.filter(user_id=cast.case_worker.user.pk, template="privacy/stopped")
    assert [(sam.last_name in each.body, "Ik heb werk gevonden" in each.body) for each in news] == (
        [(False, True)] if who == "seeker" else []
    )
    assert actions.stop_looking(actor=actor, person=sam, reason="work", today=TODAY) is UNCHANGED
    actions.start_again(actor=actor, person=sam)
    sam.refresh_from_db()
    assert sam.active and not Visibility.objects.get(pk=sam.pk).own_key


def test_a_team_that_guides_somebody_who_stops_is_told_as_one(cast: Cast, olga: Person, client_of: ClientOf):
    tie(olga.pk, cast.intake.pk, AT_INTAKE, olga.pk)
    mate, left = (play(name, CASE_WORKER, cast.delft, cast.intake) for name in ("Iris Maat", "Ivo Weg"))
    left.membership.until = TODAY
    left.membership.save()
    actions.stop_looking(actor=cast.other_seeker.actor, person=olga, reason="work", today=TODAY)
    news = Notice.objects.filter(template="privacy/stopped")
    assert {each.user_id for each in news} == {cast.intake_worker.user.pk, mate.user.pk}
    assert client_of(mate).get(reverse("privacy_dossier", args=[olga.pk])).status_code == 200


def test_the_person_stops_and_starts_again_on_the_page_of_the_own_data(cast: Cast, sam: Person, client_of: ClientOf):
    client, address = client_of(cast.seeker), f"/kandidaten/{sam.pk}/stoppen/"
    assert "Ik heb werk gevonden" in client.get("/mijn-gegevens/").content.decode()
    empty = client.post(address)
    assert empty.status_code == 400 and "Waarom stopt u?" in empty.content.decode()
    assert 'action="/mijn-gegevens/"' in empty.content.decode()  # the other button still does what it says
    assert Person.objects.get(pk=sam.pk).active
    stopped = client.post(address, {"reason": "own_wish"}, follow=True).content.decode()
    assert "Uw zoeken staat stil." in stopped and not Person.objects.get(pk=sam.pk).active
    again = client.post(address, {"again": "ja"}, follow=True).content.decode()
    assert "Ik heb werk gevonden" in again and "Kies bij ‘Wie ziet mij’" in again
    assert Person.objects.get(pk=sam.pk).active


def test_a_case_worker_who_gives_no_reason_reads_what_is_missing(cast: Cast, sam: Person, client_of: ClientOf):
    answer = client_of(cast.case_worker).post(f"/kandidaten/{sam.pk}/stoppen/")
    assert answer.status_code == 400 and "Waarom stopt het zoeken?" in answer.content.decode()
    assert Person.objects.get(pk=sam.pk).active


def test_the_page_of_a_dossier_offers_a_move_and_stops(cast: Cast, sam: Person, client_of: ClientOf):
    client = client_of(cast.case_worker)
    page = client.get(f"/kandidaten/{sam.pk}/dossier/").content.decode()
    assert "Gemeente Den Haag" in page
    assert client.post(f"/kandidaten/{sam.pk}/overdragen/", {"to": ""}).status_code == 400
    assert client.post(f"/kandidaten/{sam.pk}/overdragen/", {"to": str(cast.the_hague.pk)}).status_code == 302
    assert "Gevraagd aan Gemeente Den Haag" in client.get(f"/kandidaten/{sam.pk}/dossier/").content.decode()
    assert client.post(f"/kandidaten/{sam.pk}/stoppen/", {"reason": "other"}).status_code == 302
    assert client_of(cast.colleague).get(f"/kandidaten/{sam.pk}/dossier/").status_code == 404
