"""Who gets through a door, and with what in hand."""

import pytest
from django.db.models import Q
from django.http import Http404

from doorstroom.accounts.declarations import EMPLOYER
from doorstroom.cases.declarations import CASELOAD
from doorstroom.core import readlog
from doorstroom.core.guarded import FieldHidden
from doorstroom.core.machines import tie, untie
from doorstroom.core.models import ReadLogEntry
from doorstroom.core.permissions import MEDIATION, Grant, Permission, open_ground, tie_ground
from doorstroom.introductions.declarations import CONTACT
from doorstroom.people.declarations import OWN_SELF, SEE
from doorstroom.people.models import Person


@pytest.fixture
def person(cast):
    person = Person.objects.create(
        controller=cast.delft,
        first_name="Sam",
        last_name="Zoeker",
        postcode="2611AB",
        birth_date="1990-02-03",
        email="sam@test.example",
    )
    tie(person.pk, cast.seeker.user.pk, OWN_SELF, person.pk)
    tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
    return person


def test_only_the_own_case_worker_and_the_person_open_a_person(cast, person):
    may = {player.actor.name for player in cast.players() if SEE.may(player.actor, person)}
    assert may == {"Sam Zoeker", "Karin Visser"}


def test_refused_and_non_existent_look_the_same(cast, person):
    for key in (person.pk, "00000000-0000-0000-0000-000000000000", "not-a-key", None):
        with pytest.raises(Http404):
            SEE.open(cast.colleague.actor, key)


def test_an_ended_tie_closes_the_door_at_once(cast, person):
    untie(person.pk, CASELOAD, person.pk, cast.case_worker.user.pk)
    assert not SEE.may(cast.case_worker.actor, person)


def test_an_employer_with_consent_sees_name_and_reach_and_nothing_else(cast, person):
    tie(person.pk, cast.firm.pk, CONTACT, person.pk)
    seen = SEE.open(cast.employer.actor, person.pk)
    assert (seen.first_name, seen.email) == ("Sam", "sam@test.example")
    with pytest.raises(FieldHidden):
        seen.birth_date
    assert not SEE.may(cast.rival_employer.actor, person)


def test_a_ground_without_a_condition_opens_nothing(cast, person):
    nothing = open_ground("nothing_test", "niets", MEDIATION, Q())
    permission = Permission("test.nothing", "niets", Person, Grant(EMPLOYER, nothing), path="id")
    assert not permission.may(cast.employer.actor, person)
    assert list(permission.visible(cast.employer.actor)) == []


def test_rows_of_one_list_show_what_their_own_ground_allows(cast, person):
    narrow = tie_ground("narrow_test", "smal", MEDIATION)
    wide = tie_ground("wide_test", "breed", MEDIATION)
    permission = Permission(
        "test.two_grounds",
        "test",
        Person,
        Grant(EMPLOYER, narrow, sees=("first_name",)),
        Grant(EMPLOYER, wide, sees=("first_name", "last_name")),
        path="id",
    )
    other = Person.objects.create(controller=cast.delft, first_name="Olga", last_name="Ander", postcode="2611AC")
    tie(person.pk, cast.firm.pk, narrow, person.pk)
    tie(other.pk, cast.firm.pk, wide, other.pk)
    rows = {row.first_name: row for row in permission.visible(cast.employer.actor)}
    assert rows["Olga"].last_name == "Ander"
    with pytest.raises(FieldHidden):
        rows["Sam"].last_name


def test_values_would_slip_past_the_profile_and_are_refused(cast, person):
    with pytest.raises(FieldHidden):
        SEE.visible(cast.case_worker.actor).values("birth_date")
    with pytest.raises(FieldHidden):
        SEE.visible(cast.case_worker.actor).values_list("birth_date")


def test_whoever_is_read_stands_in_the_read_log(cast, person):
    with readlog.collecting() as reads:
        list(SEE.visible(cast.case_worker.actor))
    assert reads.seen == {(person.pk, "people.see"): ("guidance", "*")}


def test_a_permission_cannot_be_declared_twice():
    with pytest.raises(ValueError, match="declared twice"):
        Permission("people.see", "weer", Person)


def test_a_form_that_comes_back_with_a_person_on_it_stands_in_the_read_log_too(cast, person_of, client_of):
    person = person_of()
    tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
    page = client_of(cast.case_worker).post(f"/kandidaten/{person.pk}/nog-niet/", {"reason": "no such reason"})
    assert page.status_code == 400 and "Sam" in page.content.decode()
    assert ReadLogEntry.objects.filter(person_id=person.pk, by_user=cast.case_worker.user.pk).exists()
