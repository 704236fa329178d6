"""A person goes to one case worker of the own organisation, and what was promised goes along."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.accounts.actions import end_membership
from doorstroom.cases.actions import ask_second_key, assign
from doorstroom.cases.declarations import OPEN_CASELOAD, OPEN_INTAKE
from doorstroom.cases.models import CaseAssignment
from doorstroom.core.models import Promise, TrailEntry
from doorstroom.core.verbs import Refusal
from doorstroom.people.declarations import SEE
from doorstroom.people.models import Person, Visibility
from tests.conftest import Cast, Player
from tests.people.conftest import TODAY

ClientOf = Callable[[Player], Client]


def test_taking_somebody_from_the_intake_ends_the_tie_of_the_team(cast: Cast, sam_at_intake: Person) -> None:
    assert OPEN_INTAKE.may(cast.intake_worker.actor, sam_at_intake)
    assign(actor=cast.intake_worker.actor, person=sam_at_intake, case_worker=cast.case_worker.user.pk, today=TODAY)
    assert not SEE.may(cast.intake_worker.actor, sam_at_intake)
    assert OPEN_CASELOAD.may(cast.case_worker.actor, sam_at_intake)


def test_an_open_answer_goes_along_with_its_date(cast: Cast, sam_at_intake: Person) -> None:
    Visibility.objects.filter(pk=sam_at_intake.pk).update(own_key=True)
    ask_second_key(sam_at_intake.pk, TODAY)
    due = Promise.objects.get().due
    assign(actor=cast.intake_worker.actor, person=sam_at_intake, case_worker=cast.colleague.user.pk, today=TODAY)
    promise = Promise.objects.get()
    assert (promise.owner, promise.due) == (cast.colleague.user.pk, due)


def test_handing_over_leaves_one_case_worker_and_shuts_the_door_behind(
    cast: Cast, sam_guided: Person, client_of: ClientOf
) -> None:
    client = client_of(cast.case_worker)
    address = f"/kandidaten/{sam_guided.pk}/klantmanager/"
    assert "Koen Bos" in client.get(address).content.decode()
    assert client.post(address, {"case_worker": str(cast.colleague.user.pk)}).headers["Location"] == "/kandidaten/"
    assert "Koen Bos begeleidt nu Sam Zoeker." in client.get("/kandidaten/").content.decode()
    assert client.get(f"/kandidaten/{sam_guided.pk}/").status_code == 404
    assert CaseAssignment.objects.filter(person=sam_guided, until__isnull=True).get().case_worker == cast.colleague.user


def test_a_case_worker_who_moves_to_another_municipality_takes_nobody_along(cast: Cast, sam_guided: Person) -> None:
    karin = cast.case_worker.actor
    moved = replace(karin, organisation_id=cast.rotterdam.pk, region_code="AM22")
    assert SEE.may(karin, sam_guided) and OPEN_CASELOAD.may(karin, sam_guided)
    assert not SEE.may(moved, sam_guided) and not OPEN_CASELOAD.may(moved, sam_guided)


def test_whom_a_case_worker_guided_who_left_waits_at_the_intake_with_what_was_promised(
    cast: Cast, sam_guided: Person, news_arrives: Callable[[], None]
) -> None:
    Visibility.objects.filter(pk=sam_guided.pk).update(own_key=True)
    ask_second_key(sam_guided.pk, TODAY)
    end_membership(actor=cast.admin.actor, membership=cast.case_worker.membership)
    news_arrives()
    assert OPEN_INTAKE.may(cast.intake_worker.actor, sam_guided)
    assert not OPEN_CASELOAD.may(cast.case_worker.actor, sam_guided)
    assert not CaseAssignment.objects.filter(until__isnull=True).exists()
    assert Promise.objects.get(closed_at=None).owner == cast.intake.pk


def test_giving_to_the_same_twice_changes_nothing(cast: Cast, sam_guided: Person) -> None:
    assert not assign(actor=cast.case_worker.actor, person=sam_guided, case_worker=cast.case_worker.user.pk)
    assert TrailEntry.objects.filter(event="cases.assigned").count() == 1


@pytest.mark.parametrize("who", ["case_worker_elsewhere", "employer", "seeker", "admin"])
def test_nobody_outside_the_own_case_workers_can_be_chosen(
    cast: Cast, sam_guided: Person, client_of: ClientOf, who: str
) -> None:
    player: Player = getattr(cast, who)
    with pytest.raises(Refusal, match="not_a_colleague"):
        assign(actor=cast.case_worker.actor, person=sam_guided, case_worker=player.user.pk)
    answer = client_of(cast.case_worker).post(
        f"/kandidaten/{sam_guided.pk}/klantmanager/", {"case_worker": str(player.user.pk)}
    )
    assert answer.status_code == 400


def test_a_colleague_does_not_take_somebody_away(cast: Cast, sam_guided: Person) -> None:
    with pytest.raises(Http404):
        assign(actor=cast.colleague.actor, person=sam_guided, case_worker=cast.colleague.user.pk)


def test_every_part_of_a_dossier_opens_with_few_questions(
    cast: Cast, sam_guided: Person, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    client = client_of(cast.case_worker)
    client.get("/kandidaten/")
    for part in ("", "reacties/", "tijdlijn/", "klantmanager/"):
        client.get(f"/kandidaten/{sam_guided.pk}/{part}")
        with django_assert_max_num_queries(12):
            assert client.get(f"/kandidaten/{sam_guided.pk}/{part}").status_code == 200
    assert client.get(f"/kandidaten/{sam_guided.pk}/banen/").status_code == 200
