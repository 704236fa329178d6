"""People from a file: known by client number, told in plain Dutch what is wrong, and taken back when nobody went on."""

import csv
import io
from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.cases.actions import place_at_intake, turn_second_key
from doorstroom.core import upload_steps as steps
from doorstroom.core.models import Tie, Upload
from doorstroom.people.actions import change_profile
from doorstroom.people.batch import PEOPLE
from doorstroom.people.choices import Step
from doorstroom.people.models import Person, Profile
from tests.conftest import Cast, Player

ROW = {
    "clientnummer": "D-1",
    "voornaam": "Fatima",
    "tussenvoegsel": "el",
    "achternaam": "Amrani",
    "postcode": "2611 ab",
}
pytestmark = pytest.mark.usefixtures("places", "words")


def file_of(*rows: dict[str, str]) -> bytes:
    """Return a CSV of these rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def brought(player: Player, *rows: dict[str, str]) -> Upload:
    """Bring a file and have it checked."""
    upload = steps.bring(actor=player.actor, kind=PEOPLE, content=file_of(*rows), name="mensen.csv")
    steps.check_upload.func(upload=str(upload.pk))
    upload.refresh_from_db()
    return upload


def taken_in(player: Player, *rows: dict[str, str]) -> Upload:
    """Bring a file, confirm it and have it taken in."""
    upload = brought(player, *rows)
    steps.confirm(actor=player.actor, upload=upload)
    steps.carry_out_upload.func(upload=str(upload.pk))
    upload.refresh_from_db()
    return upload


def undone(player: Player, upload: Upload) -> Upload:
    """Take an upload back."""
    steps.undo(actor=player.actor, upload=upload)
    steps.take_back_upload.func(upload=str(upload.pk))
    upload.refresh_from_db()
    return upload


def test_a_preview_changes_nothing(cast: Cast) -> None:
    upload = brought(cast.case_worker, ROW)
    assert (upload.status, upload.good, upload.bad) == ("checked", 1, 0)
    assert not Person.objects.exists()


def test_a_file_registers_people_at_the_own_municipality(cast: Cast) -> None:
    more = {
        "uren_min": "12",
        "uren_max": "20",
        "gewenst_beroep": "medewerker kok",
        "nederlands": "a2",
        "situatie": "WW",
    }
    upload = taken_in(cast.case_worker, ROW | more | {"geboortedatum": "3-4-1988", "e-mail": "F.Amrani@Voorbeeld.nl"})
    assert upload.result == {"created": 1}
    person = Person.objects.select_related("profile").get()
    assert (person.name, person.postcode, person.place) == ("Fatima el Amrani", "2611AB", "Delft")
    assert (person.email, person.situation, str(person.birth_date)) == (
        "f.amrani@voorbeeld.nl",
        "unemployment",
        "1988-04-03",
    )
    assert (person.profile.hours_min, person.profile.hours_max, person.profile.dutch) == (12, 20, 2)
    assert person.wanted.get().occupation.name_nl == "kok"
    assert person.controller_id == cast.delft.pk


def test_the_same_file_twice_doubles_nothing(cast: Cast) -> None:
    taken_in(cast.case_worker, ROW)
    again = taken_in(cast.colleague, ROW | {"telefoon": ""})
    assert again.result == {"unchanged": 1}
    assert Person.objects.count() == 1


def test_a_later_file_changes_what_it_knows_better_and_empties_nothing(cast: Cast) -> None:
    taken_in(cast.case_worker, ROW | {"telefoon": "06 12345678"})
    later = taken_in(cast.case_worker, ROW | {"telefoon": "", "e-mail": "f@voorbeeld.nl", "uren_max": "24"})
    person = Person.objects.select_related("profile").get()
    assert later.result == {"changed": 1}
    assert (person.phone, person.email, person.profile.hours_max) == ("06 12345678", "f@voorbeeld.nl", 24)


def test_who_has_an_account_keeps_what_is_filled_in(cast: Cast, sam: Person) -> None:
    Person.objects.filter(pk=sam.pk).update(client_number="D-9")
    row = {"clientnummer": "D-9", "voornaam": "Samuel", "achternaam": "Zoeker", "postcode": "2624CD", "uren_max": "8"}
    taken_in(cast.case_worker, row | {"telefoon": "06 12345678"})
    person = Person.objects.select_related("profile").get()
    assert (person.first_name, person.postcode, person.phone) == ("Sam", "2611AB", "06 12345678")
    assert person.profile.hours_max == 40


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"clientnummer": ""}, "clientnummer", "Vul deze cel in."),
        ({"clientnummer": "111222333"}, "clientnummer", "Dit lijkt een BSN."),
        ({"voornaam": "F" * 61}, "voornaam", "hooguit 60 tekens"),
        ({"postcode": "26A1"}, "postcode", "“26A1” is geen postcode."),
        ({"geboortedatum": "31-02-1980"}, "geboortedatum", "“31-02-1980” is geen datum die bestaat."),
        ({"geboortedatum": "1-1-2024"}, "geboortedatum", "kan niet kloppen"),
        ({"uren_min": "30", "uren_max": "20"}, "uren_max", "lager dan het minimum"),
        ({"uren_min": "-4"}, "uren_min", "“-4” is geen aantal uren."),
        ({"uren_max": "4000000000000"}, "uren_max", "is geen aantal uren."),
        ({"e-mail": "fatima"}, "e-mail", "“fatima” is geen e-mailadres."),
        ({"telefoon": "bel mij"}, "telefoon", "is geen telefoonnummer."),
        ({"situatie": "rijk"}, "situatie", "“rijk” kennen wij niet."),
        ({"nederlands": "Z9"}, "nederlands", "is geen taalniveau."),
        ({"gewenst_beroep": "qqqqzzzz"}, "gewenst_beroep", "Dit beroep staat niet in de lijst"),
    ],
)
def test_a_wrong_cell_is_told_in_plain_dutch(cast: Cast, change: dict[str, str], column: str, words: str) -> None:
    upload = brought(cast.case_worker, ROW | change, ROW | {"clientnummer": "D-2"})
    assert (upload.good, upload.bad) == (1, 1)
    (problem,) = upload.problems
    assert problem["column"] == column
    assert words in problem["words"].format(**problem["facts"])


def test_people_nobody_went_on_with_are_taken_out_again(cast: Cast) -> None:
    upload = taken_in(cast.case_worker, ROW, ROW | {"clientnummer": "D-2", "voornaam": "Bea"})
    bea = Person.objects.get(first_name="Bea")
    for person in Person.objects.all():
        place_at_intake(person.pk)
    turn_second_key(actor=cast.intake_worker.actor, person=bea, on=True)
    undone(cast.case_worker, upload)
    assert list(Person.objects.all()) == [bea]
    assert set(Tie.objects.values_list("person_id", flat=True)) == {bea.pk}
    assert "intussen iets" in upload.rows.get(about_id=bea.pk).kept_because


def test_changed_data_go_back_unless_they_were_changed_since(cast: Cast) -> None:
    taken_in(cast.case_worker, ROW | {"geboortedatum": "3-4-1988", "uren_max": "30"})
    second = taken_in(cast.case_worker, ROW | {"voornaam": "Fatma", "geboortedatum": "4-4-1988", "uren_max": "20"})
    undone(cast.case_worker, second)
    person = Person.objects.select_related("profile").get()
    assert (person.first_name, str(person.birth_date), person.profile.hours_max) == ("Fatima", "1988-04-03", 30)
    third = taken_in(cast.case_worker, ROW | {"uren_max": "12"})
    Profile.objects.update(hours_max=14)
    undone(cast.case_worker, third)
    assert Profile.objects.get().hours_max == 14
    assert "daarna nog aangepast" in third.rows.get().kept_because


def test_another_municipality_with_the_same_number_is_somebody_else(cast: Cast) -> None:
    taken_in(cast.case_worker, ROW)
    taken_in(cast.case_worker_elsewhere, ROW | {"voornaam": "Other"})
    assert set(Person.objects.values_list("first_name", "controller")) == {
        ("Fatima", cast.delft.pk),
        ("Other", cast.rotterdam.pk),
    }


def test_only_case_workers_bring_people(cast: Cast, client_of: Callable[[Player], Client]) -> None:
    assert client_of(cast.case_worker).get("/bestanden/nieuw/mensen/").status_code == 200
    for player in (cast.employer, cast.consultant, cast.account_manager, cast.admin, cast.seeker):
        with pytest.raises(Http404):
            brought(player, ROW)
        assert client_of(player).get("/bestanden/nieuw/mensen/").status_code == 404


def test_bringing_a_file_opens_no_door_to_the_people_in_it(cast: Cast) -> None:
    taken_in(cast.case_worker, ROW)
    person = Person.objects.get()
    place_at_intake(person.pk)
    with pytest.raises(Http404):
        change_profile(actor=cast.case_worker.actor, person=person, step=Step.HOURS, given={"hours_min": 1})
