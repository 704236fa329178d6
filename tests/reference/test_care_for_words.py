"""Words that were not understood: counted without anybody, mapped once for all, taken back; and suggestions."""

import json
import time
from collections.abc import Callable

import pytest
from django.test import Client

from doorstroom.core.models import TrailEntry
from doorstroom.reference.actions import note_unknown
from doorstroom.reference.models import Occupation, OccupationTitle, Skill, UnknownTitle, Vocabulary
from doorstroom.reference.queries import find_occupations, find_skills, link_title
from doorstroom.reference.rules import Label, LabelIndex
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]


@pytest.fixture
def cleaner(db: None) -> Occupation:
    Vocabulary.objects.create(name="test", version="1", language="nl", source="made for tests")
    Skill.objects.create(uri="test:ramen", name_nl="ramen lappen")
    return Occupation.objects.create(uri="test:cleaner", isco="9112", name_nl="schoonmaker", name_en="cleaner")


def test_words_are_counted_and_whatever_may_point_to_somebody_is_not(db: None) -> None:
    fit = [("occupation", "Zweefmolenduwer"), ("occupation", "zweefmolenduwer"), ("skill", "zweefmolenduwer")]
    unfit = [
        "06 12345678",
        "sam@test.example",
        "www.mijncv.example",
        "ik ben Sam en ik woon al lang in Delft",
        "",
        "ab",
    ]
    assert note_unknown([*fit, *(("occupation", text) for text in unfit)], source="cv") == 3
    note_unknown(fit[:1], source="search")
    row = UnknownTitle.objects.get(kind="occupation")
    assert (row.text, row.times, row.sources) == ("Zweefmolenduwer", 3, {"cv": 2, "search": 1})
    assert not any(field.name in {"person", "user", "by_user"} for field in UnknownTitle._meta.get_fields())


def test_a_mapped_title_is_understood_everywhere_until_that_is_taken_back(
    cast: Cast, cleaner: Occupation, client_of: ClientOf
) -> None:
    note_unknown([("occupation", "Zweefmolenduwer")], source="cv")
    row = UnknownTitle.objects.get()
    assert link_title("zweefmolenduwer").best is None
    client = client_of(cast.admin)
    assert "Zweefmolenduwer" in client.get("/woorden/").content.decode()
    client.post(f"/woorden/{row.pk}/", {"do": f"map:{cleaner.pk}"})
    client.post(f"/woorden/{row.pk}/", {"do": f"map:{cleaner.pk}"})
    assert link_title("zweefmolenduwer").best == cleaner
    assert [hit.concept for hit in find_occupations("zweefmolenduwer")] == [cleaner]
    assert TrailEntry.objects.filter(event="reference.title_mapped").count() == 1
    assert "Zweefmolenduwer" in client.get("/woorden/?stand=gekoppeld").content.decode()
    client.post(f"/woorden/{row.pk}/", {"do": "again"})
    assert link_title("zweefmolenduwer").best is None and not OccupationTitle.objects.exists()


def test_a_name_from_another_source_survives_the_undo(cast: Cast, cleaner: Occupation, client_of: ClientOf) -> None:
    OccupationTitle.objects.create(occupation=cleaner, language="nl", title="Poetser", source="starter 1")
    note_unknown([("occupation", "Poetser")], source="cv")
    row = UnknownTitle.objects.get()
    for do in (f"map:{cleaner.pk}", "again"):
        client_of(cast.admin).post(f"/woorden/{row.pk}/", {"do": do})
    assert OccupationTitle.objects.filter(title="Poetser").exists()


def test_a_skill_is_mapped_and_a_text_that_is_none_is_set_aside(
    cast: Cast, cleaner: Occupation, client_of: ClientOf
) -> None:
    note_unknown([("skill", "glas poetsen"), ("skill", "vrolijk zijn")], source="cv")
    skill, none = Skill.objects.get(), UnknownTitle.objects.get(text="vrolijk zijn")
    client = client_of(cast.admin)
    client.post(f"/woorden/{UnknownTitle.objects.get(text='glas poetsen').pk}/", {"do": f"map:{skill.pk}"})
    client.post(f"/woorden/{none.pk}/", {"do": "aside"})
    assert [hit.concept for hit in find_skills("glas poetsen")] == [skill]
    assert "vrolijk zijn" not in client.get("/woorden/").content.decode()
    assert "vrolijk zijn" in client.get("/woorden/?stand=weggelegd").content.decode()


def test_only_administrators_care_for_words(cast: Cast, cleaner: Occupation, client_of: ClientOf) -> None:
    note_unknown([("occupation", "Zweefmolenduwer")], source="cv")
    row = UnknownTitle.objects.get()
    for stranger in (cast.seeker, cast.case_worker, cast.employer, cast.consultant):
        assert client_of(stranger).get("/woorden/").status_code == 404
        assert client_of(stranger).post(f"/woorden/{row.pk}/", {"do": "aside"}).status_code == 404
    gone = client_of(cast.admin).post(f"/woorden/{row.pk}/", {"do": "map:999999"})
    assert gone.status_code == 409 and "Dit staat niet meer in de woordenlijst." in gone.content.decode()


def test_suggestions_come_with_the_sentence_that_is_read_out(
    cast: Cast, cleaner: Occupation, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    found = json.loads(client.get("/woorden/beroepen/?q=schonmaker").content)
    assert found == {
        "options": [{"key": cleaner.pk, "name": "schoonmaker", "also": ""}],
        "told": "1 voorstel",
    }
    assert json.loads(client.get("/woorden/beroepen/?q=cleaner").content)["options"][0]["also"] == "cleaner"
    assert json.loads(client.get("/woorden/vaardigheden/?q=xyzzy").content)["told"].startswith("Niets gevonden")
    assert json.loads(client.get("/woorden/vaardigheden/?q=r").content) == {"options": [], "told": ""}
    assert Client().get("/woorden/beroepen/?q=kok").status_code == 302


def test_a_search_among_as_many_names_as_esco_has_leaves_time_for_the_rest_of_fifty_milliseconds() -> None:
    starts, middles = (
        ["bloemen", "hout", "metaal", "schepen", "kinder", "straat"],
        ["werk", "bouw", "zorg", "handel", "leer"],
    )
    ends = ["medewerker", "monteur", "leider", "adviseur", "verkoper", "planner", "hulp"]
    words = [f"{a}{chr(97 + n % 26)}{b}{c}" for n in range(80) for a in starts for b in middles for c in ends]
    index = LabelIndex(Label(number, f"{word} {words[-number - 1]}") for number, word in enumerate(words))
    assert len(words) == 16_800  # the distinct words of all Dutch and English titles of ESCO: 16,500
    used = []
    for asked in ["ho", "hout", "houtawerkmonteur", "houtawrkmonteur", "straatzorghulp planner"] * 2:
        before = time.process_time()
        index.search(asked, 8)
        used.append(time.process_time() - before)
    assert sorted(used)[len(used) // 2] < 0.02
