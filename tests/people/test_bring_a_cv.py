"""A CV: brought, read, looked through part by part, and nothing in the profile that nobody confirmed."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from doorstroom.core.models import StoredFile, TrailEntry
from doorstroom.people.choices import Step
from doorstroom.people.models import CvDraft, Education, Experience, Person, PersonSkill, Profile
from doorstroom.reference.models import Occupation, UnknownTitle
from tests.conftest import Cast, Player

from .hostile_cvs import docx

ClientOf = Callable[[Player], Client]
Words = dict[str, Occupation]
CV = """Personalia
Naam: Sam Zoeker
Geboortedatum: 12-03-1985
BSN: 111222333

Werkervaring
maart 2019 - heden
Schoonmaker
Gom Schoonhouden
Ik had een burn-out en werk nu weer.

2015 - 2018
Zweefmolenduwer
Kermis Janssen

Opleiding
2010 - 2012 MBO 2 Schoonmaak, ROC Mondriaan
Cursus koken (2013)

Talen
Nederlands: goed
Arabisch: moedertaal

Rijbewijs: B

Vaardigheden
ramen lappen, koken, jongleren met vuur
"""


def bring(client: Client, address: str = "/profiel/cv/", **more: object) -> str:
    answer = client.post(address, {"text": CV} | more)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer.headers["Location"]


def key_of(person: Person, part: Step, number: int = 0) -> str:
    return [line["key"] for line in CvDraft.objects.get(pk=person.pk).lines if line["part"] == part][number]


def test_nothing_enters_the_profile_before_the_person_says_so(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    assert bring(client) == "/profiel/cv/werk/"
    page = client.get("/profiel/cv/werk/").content.decode()
    assert "Schoonmaker" in page and "maart 2019" in page and "Gom Schoonhouden" in page
    assert "Wij denken aan het beroep: schoonmaker." in page
    assert not Experience.objects.exists() and not Education.objects.exists() and not PersonSkill.objects.exists()


def test_personal_numbers_birth_dates_and_health_are_pointed_out_and_kept_nowhere(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    bring(client)
    page = client.get("/profiel/cv/werk/").content.decode()
    assert "Dit lieten wij weg" in page
    assert "een burgerservicenummer (BSN): ••••••333" in page and "een woord over gezondheid: bu" in page
    draft = CvDraft.objects.get(pk=sam.pk)
    for secret in ("111222333", "12-03-1985", "burn-out"):
        assert secret not in page and secret not in str(draft.lines) + str(draft.left_out)


def test_a_line_is_taken_over_and_taken_back(cast: Cast, sam: Person, words: Words, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    bring(client)
    key = key_of(sam, Step.WORK)
    client.post("/profiel/cv/werk/", {"do": f"take:{key}"})
    client.post("/profiel/cv/werk/", {"do": f"take:{key}"})
    work = Experience.objects.get(person=sam)
    assert (work.title, work.employer) == ("Schoonmaker", "Gom Schoonhouden")
    assert (work.start.isoformat(), work.end) == ("2019-03-01", None)
    assert work.occupation == words["schoonmaker"]
    assert "Staat in het profiel" in client.get("/profiel/cv/werk/").content.decode()
    client.post("/profiel/cv/werk/", {"do": f"again:{key}"})
    assert not Experience.objects.exists()


def test_a_line_is_changed_or_left_out(cast: Cast, sam: Person, words: Words, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    bring(client)
    first, second = key_of(sam, Step.WORK), key_of(sam, Step.WORK, 1)
    assert 'value="Zweefmolenduwer"' in client.get(f"/profiel/cv/werk/?regel={second}").content.decode()
    changed = {"do": f"change:{second}", "title": "kok", "start_month": "5", "start_year": "2015"}
    assert client.post(f"/profiel/cv/werk/?regel={second}", changed).status_code == 400
    changed |= {"end_month": "2", "end_year": "2018"}
    assert client.post(f"/profiel/cv/werk/?regel={second}", changed).status_code == 302
    client.post("/profiel/cv/werk/", {"do": f"leave:{first}"})
    assert [(row.title, row.start.isoformat()) for row in Experience.objects.all()] == [("kok", "2015-05-01")]
    assert "Weggelaten" in client.get("/profiel/cv/werk/").content.decode()


def test_the_walk_leads_through_every_part_to_the_profile(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    place, seen = bring(client), []
    while "/cv/" in place:
        seen.append(place.split("/")[-2])
        level = {f"level_{key_of(sam, Step.SCHOOL, 1)}": "2"} if "school" in place else {}
        assert client.post(place, {"do": "all"} | level).status_code == 302
        place = client.post(place, {"do": "next"}).headers["Location"]
    assert (seen, place) == (["werk", "school", "taal", "papieren", "kunnen"], "/profiel/")
    profile = Profile.objects.get(pk=sam.pk)
    assert (profile.dutch, profile.other_languages, profile.licences) == (4, ["ar"], ["B"])
    assert {row.skill.name_nl for row in PersonSkill.objects.select_related("skill")} == {"ramen lappen", "koken"}
    assert {(row.level, row.year) for row in Education.objects.all()} == {(3, 2012), (2, 2013)}
    assert not CvDraft.objects.exists()


def test_a_level_that_the_cv_does_not_tell_is_asked(cast: Cast, sam: Person, words: Words, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    bring(client)
    answer = client.post("/profiel/cv/school/", {"do": f"take:{key_of(sam, Step.SCHOOL, 1)}"})
    assert answer.status_code == 409 and "Kies eerst het niveau." in answer.content.decode()


def test_the_file_is_kept_only_for_who_wants_it(cast: Cast, sam: Person, words: Words, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    bring(client, text="", file=SimpleUploadedFile("cv.txt", CV.encode()))
    assert not StoredFile.objects.exists() and client.get("/profiel/cv/bestand/").status_code == 404
    bring(client, text="", file=SimpleUploadedFile("cv.txt", CV.encode()), keep="on")
    answer = client.get("/profiel/cv/bestand/")
    assert answer.content == CV.encode() and answer.headers["Content-Disposition"] == 'attachment; filename="cv.txt"'
    client.post("/profiel/cv/weg/", {"do": "lines"})
    assert CvDraft.objects.get(pk=sam.pk).lines == []
    client.post("/profiel/cv/weg/", {"do": "file"})
    assert not StoredFile.objects.exists() and not CvDraft.objects.exists()


def test_a_case_worker_does_it_for_a_person_and_nobody_else_does(
    cast: Cast, guided_by_karin: Person, words: Words, client_of: ClientOf
) -> None:
    address = f"/mensen/{guided_by_karin.pk}/profiel/cv/"
    assert bring(client_of(cast.case_worker), address) == f"{address}werk/"
    client_of(cast.case_worker).post(f"{address}werk/", {"do": "all"})
    assert Experience.objects.filter(person=guided_by_karin).count() == 2
    for stranger in (cast.colleague, cast.other_seeker, cast.employer, cast.consultant):
        for place in ("", "werk/", "bestand/"):
            assert client_of(stranger).get(address + place).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "words_said"),
    [
        ("cv.docx", docx(**{"word/vbaProject.bin": b"x"}), "In dit bestand zit een programma (macro)"),
        ("cv.pdf", b"", "Dit bestand is leeg."),
        ("cv.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "Dit is een oud Word-bestand."),
        (
            "boodschappen.txt",
            b"Melk, brood, kaas en groente voor de soep.",
            "Wij vinden in dit bestand geen werk",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(
    cast: Cast, sam: Person, client_of: ClientOf, name: str, content: bytes, words_said: str
) -> None:
    answer = client_of(cast.seeker).post("/profiel/cv/", {"file": SimpleUploadedFile(name, content), "keep": "on"})
    assert answer.status_code == 400 and words_said in answer.content.decode()
    assert not CvDraft.objects.exists() and not StoredFile.objects.exists()
    assert not TrailEntry.objects.filter(event="people.cv_read").exists()


def test_what_was_not_understood_is_counted_without_the_person(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf
) -> None:
    bring(client_of(cast.seeker))
    counted = {(row.kind, row.text, row.times) for row in UnknownTitle.objects.all()}
    assert ("occupation", "Zweefmolenduwer", 1) in counted and ("skill", "jongleren met vuur", 1) in counted
    assert not any("Sam" in text for _kind, text, _times in counted)


def test_a_page_of_a_cv_asks_few_questions_however_long_the_cv_is(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(cast.seeker)
    bring(client)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get("/profiel/cv/werk/")
