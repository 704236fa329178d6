"""The official ESCO downloads come in by URI, in any order and language, and nothing people refer to goes away."""

import csv
import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from doorstroom.reference.actions import esco as esco_action
from doorstroom.reference.actions import import_esco, load_starter
from doorstroom.reference.gateways import tables
from doorstroom.reference.gateways.tables import BadFile
from doorstroom.reference.models import (
    ConceptLabel,
    ImportStep,
    IscoGroup,
    Occupation,
    OccupationSkill,
    OccupationTitle,
    Skill,
    SkillGroup,
    SkillName,
    SkillRelation,
    Vocabulary,
)
from doorstroom.reference.queries import (
    find_occupations,
    find_skills,
    label,
    labels,
    skill_groups,
    skills_for,
    vocabulary_state,
)

pytestmark = pytest.mark.django_db

BASE = "http://data.europa.eu/esco"
BAKER, MILLER, KEEPER = (f"{BASE}/occupation/{number:08d}" for number in (1, 2, 3))
KNEAD, OVEN, LIGHT = (f"{BASE}/skill/{number:08d}" for number in (1, 2, 3))
MAKING, FOOD = f"{BASE}/skill/S1", f"{BASE}/skill/S1.1"

OCCUPATION_COLUMNS = ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status", "description"]
SKILL_COLUMNS = [
    "conceptType",
    "conceptUri",
    "skillType",
    "reuseLevel",
    "preferredLabel",
    "altLabels",
    "status",
    "inScheme",
]
GROUP_COLUMNS = ["conceptType", "conceptUri", "preferredLabel", "altLabels", "status", "description", "code"]
RELATION_COLUMNS = ["occupationUri", "relationType", "skillType", "skillUri"]
BROADER_COLUMNS = ["conceptType", "conceptUri", "broaderType", "broaderUri"]

Cells = list[list[str]]


def table(columns: list[str], rows: Cells, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([columns, *rows])
    return out.getvalue()


def occupations(*rows: tuple[str, str, str, str]) -> str:
    return table(
        OCCUPATION_COLUMNS, [["Occupation", uri, isco, name, other, "released", ""] for uri, isco, name, other in rows]
    )


def skills(*rows: tuple[str, str, str, str]) -> str:
    return table(
        SKILL_COLUMNS,
        [
            ["KnowledgeSkillCompetence", uri, "skill/competence", reuse, name, other, "released", ""]
            for uri, reuse, name, other in rows
        ],
    )


def relations(*rows: tuple[str, str, str]) -> str:
    return table(RELATION_COLUMNS, [[occupation, kind, "skill/competence", skill] for occupation, kind, skill in rows])


EN_OCCUPATIONS = occupations(
    (BAKER, "7512", "baker", "bread maker\nbread baker"), (MILLER, "8160", "miller", "flour miller | grinder")
)
EN_SKILLS = skills(
    (KNEAD, "sector-specific", "knead dough", "work dough\nKnead dough"), (OVEN, "cross-sector", "tend oven", "")
)
EN_RELATIONS = relations(
    (BAKER, "essential", KNEAD), (BAKER, "optional", OVEN), (BAKER, "essential", OVEN), (BAKER, "optional", OVEN)
)


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., Path]:
    """Write a file as somebody would have it on disk."""

    def write(name: str, content: str | bytes | dict[str, str | bytes]) -> Path:
        path = tmp_path / name
        if isinstance(content, dict):
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for member, text in content.items():
                    archive.writestr(member, text)
        elif name.endswith(".gz"):
            path.write_bytes(gzip.compress(content if isinstance(content, bytes) else content.encode()))
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def english(given: Callable[..., Path]) -> list[Path]:
    """A small download of version 1.1.1 in English."""
    classification = {
        "occupations_en.csv": EN_OCCUPATIONS,
        "skills_en.csv": EN_SKILLS,
        "conceptSchemes_en.csv": "a,b",
        "somethingNew_en.csv": "a,b",
        "readme.txt": "Read me",
    }
    return [
        given("esco_v1.1.1_relations_csv.zip", {"occupationSkillRelations.csv": EN_RELATIONS}),
        given("esco_v1.1.1_en_csv.zip", classification),
    ]


def dutch(given: Callable[..., Path], *rows: tuple[str, str, str, str]) -> Path:
    return given("v1.2.0_occupations_nl.csv.gz", occupations(*rows))


def everything() -> list[object]:
    kinds = (
        Occupation, Skill, SkillGroup, OccupationTitle, SkillName, OccupationSkill, SkillRelation, ConceptLabel,
        ImportStep,
    )  # fmt: skip
    return [list(kind._default_manager.order_by("pk").values()) for kind in kinds]


def test_a_zip_may_come_in_any_order_and_relations_find_both_ends(english: list[Path]) -> None:
    told: list[str] = []
    outcomes = import_esco(english, tell=told.append)
    assert [(outcome.kind, outcome.rows, outcome.dropped) for outcome in outcomes] == [
        ("skills", 2, []),
        ("occupations", 2, []),
        ("occupation_skills", 4, []),
    ]
    baker = Occupation.objects.get(uri=BAKER)
    assert (baker.name_en, baker.isco, baker.sector_id, baker.label_sources) == (
        "baker",
        "7512",
        "retail",
        {"en": "esco 1.1.1"},
    )
    asked = {(ask.skill.uri, ask.essential) for ask in skills_for(baker)}
    assert asked == {(KNEAD, True), (OVEN, True)}, "what is called both is essential"
    assert set(baker.titles.values_list("title", flat=True)) == {"bread maker", "bread baker"}
    assert list(SkillName.objects.values_list("skill__uri", "language", "name")) == [(KNEAD, "en", "work dough")]
    assert [found.concept.uri for found in find_skills("work do", 1)] == [KNEAD], "found by its other name"
    assert "conceptSchemes_en.csv: niet nodig, overgeslagen." in told


def test_importing_the_same_again_changes_nothing_at_all(english: list[Path]) -> None:
    import_esco(english)
    before = everything()
    assert all(outcome.skipped for outcome in import_esco(english))
    assert everything() == before


def test_a_second_language_joins_on_uri_and_each_name_keeps_its_origin(
    english: list[Path], given: Callable[..., Path]
) -> None:
    import_esco(english)
    key = Occupation.objects.get(uri=BAKER).pk
    import_esco([dutch(given, (BAKER, "7512", "bakker", "broodbakker"), (KEEPER, "5419", "vuurtorenwachter", ""))])
    baker = Occupation.objects.get(uri=BAKER)
    assert baker.pk == key
    assert baker.label_sources == {"en": "esco 1.1.1", "nl": "esco 1.2.0"}
    assert label(baker, "nl") == ("bakker", False)
    assert label(baker, "en") == ("baker", False)
    keeper = Occupation.objects.get(uri=KEEPER)
    assert label(keeper, "nl") == ("vuurtorenwachter", False)
    assert label(keeper, "en") == ("vuurtorenwachter", True)


def test_a_name_that_is_missing_in_dutch_shows_in_english_and_says_so(english: list[Path]) -> None:
    import_esco(english)
    assert label(Skill.objects.get(uri=KNEAD), "nl") == ("knead dough", True)


def test_a_third_language_is_kept_and_shown_with_the_rest(english: list[Path], given: Callable[..., Path]) -> None:
    import_esco(english)
    import_esco([given("occupations_uk_v1.2.0.csv", occupations((BAKER, "7512", "пекар", "хлібопек")))])
    rows = [Occupation.objects.get(uri=BAKER), Occupation.objects.get(uri=MILLER)]
    assert labels(rows, "uk") == [("пекар", False), ("miller", True)]
    assert [found.concept.uri for found in find_occupations("baker", 3)] == [BAKER]


def test_what_the_newest_version_leaves_out_is_retired_but_stays(
    english: list[Path], given: Callable[..., Path]
) -> None:
    import_esco(english)
    import_esco([dutch(given, (BAKER, "7512", "bakker", ""))])
    assert Occupation.objects.get(uri=MILLER).retired
    assert find_occupations("miller", 3) == []
    assert OccupationSkill.objects.filter(occupation__uri=BAKER, retired=False).count() == 2


def test_an_old_version_that_comes_after_a_new_one_takes_nothing_over(
    english: list[Path], given: Callable[..., Path]
) -> None:
    import_esco([given("v1.2.0_occupations_en.csv", occupations((BAKER, "7512", "artisan baker", "")))])
    import_esco(english)
    baker = Occupation.objects.get(uri=BAKER)
    assert (baker.name_en, baker.label_sources["en"], baker.retired) == ("artisan baker", "esco 1.2.0", False)
    assert Occupation.objects.get(uri=MILLER).retired


def test_relations_of_a_newer_version_retire_the_ones_it_left_out(
    english: list[Path], given: Callable[..., Path]
) -> None:
    import_esco(english)
    import_esco([given("v1.2.0_occupationSkillRelations.csv", relations((BAKER, "optional", KNEAD)))])
    baker = Occupation.objects.get(uri=BAKER)
    assert [(ask.skill.uri, ask.essential, ask.source) for ask in skills_for(baker)] == [(KNEAD, False, "esco 1.2.0")]
    assert OccupationSkill.objects.count() == 2


def test_starter_words_stay_preferred_and_the_esco_name_becomes_another_title(given: Callable[..., Path]) -> None:
    load_starter()
    cleaner = Occupation.objects.get(code="schoonmaker")
    asks = {ask.skill_id: ask.essential for ask in skills_for(cleaner)}
    own = Skill.objects.get(code="floors-clean")
    first = next(iter(asks))
    import_esco(
        [
            given("v1.1.1_skills_en.csv", skills((KNEAD, "sector-specific", "knead dough", ""))),
            dutch(given, (cleaner.uri, "9112", "schoonmaker gebouwen", "poetser")),
            given(
                "v1.1.1_relations.csv",
                relations(
                    (cleaner.uri, "essential", KNEAD), (cleaner.uri, "optional", Skill.objects.get(pk=first).uri)
                ),
            ),
        ]
    )
    cleaner.refresh_from_db()
    assert (cleaner.name_nl, cleaner.label_sources["nl"], cleaner.retired) == ("schoonmaker", "starter 1", False)
    assert {"schoonmaker gebouwen", "poetser"} <= set(cleaner.titles.values_list("title", flat=True))
    after = {ask.skill_id: ask.essential for ask in skills_for(cleaner)}
    assert {key: after[key] for key in asks} == asks, "reviewed relations stay as they were"
    assert len(after) == len(asks) + 1
    assert list(after)[-1] == Skill.objects.get(uri=KNEAD).pk, "reviewed skills come first"
    own.refresh_from_db()
    assert not own.retired


def test_a_plain_list_of_labels_fills_gaps_and_replaces_no_released_name(
    english: list[Path], given: Callable[..., Path]
) -> None:
    import_esco([*english, dutch(given, (BAKER, "7512", "bakker", ""), (MILLER, "8160", "molenaar", ""))])
    rows = f"conceptUri,label_nl\n{KNEAD},deeg kneden\n{BAKER},deegman\n{LIGHT},licht ontsteken\n"
    outcome = import_esco([given("skill_labels_nl_from_somebody.csv", rows)])[0]
    assert label(Skill.objects.get(uri=KNEAD), "nl") == ("deeg kneden", False)
    assert Skill.objects.get(uri=KNEAD).label_sources["nl"] == "skill_labels_nl_from_somebody"
    assert Occupation.objects.get(uri=BAKER).name_nl == "bakker"
    assert outcome.dropped == [(4, f"dit begrip kennen wij niet: {LIGHT}")]
    assert [found.concept.uri for found in find_skills("deeg kneeden", 3)] == [KNEAD]


def test_shelves_form_a_tree_and_a_special_case_stands_on_the_shelf_of_its_broader_skill(
    english: list[Path], given: Callable[..., Path]
) -> None:
    groups = table(
        GROUP_COLUMNS,
        [
            ["SkillGroup", MAKING, "making", "", "released", "", "S1"],
            ["SkillGroup", FOOD, "food", "", "released", "", "S1.1"],
        ],
    )
    broader = table(
        BROADER_COLUMNS,
        [
            ["SkillGroup", FOOD, "SkillGroup", MAKING],
            ["KnowledgeSkillCompetence", OVEN, "SkillGroup", FOOD],
            ["KnowledgeSkillCompetence", KNEAD, "KnowledgeSkillCompetence", OVEN],
            ["KnowledgeSkillCompetence", KNEAD, "SkillGroup", f"{BASE}/skill/unknown"],
        ],
    )
    hierarchy = (
        "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,Level 2 URI,Level 2 preferred term,"
        "Level 3 URI,Level 3 preferred term,Description,Scope note,"
        "Level 0 code,Level 1 code,Level 2 code,Level 3 code\n"
        f"{MAKING},making,,,,,,,,,S1\n{MAKING},making,{FOOD},food,,,,,Cooking,,S1,S1.1\n"
    )
    archive = {
        "broaderRelationsSkillPillar.csv": broader,
        "skillGroups_en.csv": groups,
        "skillsHierarchy_en.csv": hierarchy,
        "skillSkillRelations.csv": "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri\n"
        f"{OVEN},skill/competence,optional,skill/competence,{KNEAD}\n",
    }
    outcomes = {outcome.kind: outcome for outcome in import_esco([*english, given("v1.1.1.zip", archive)])}
    assert SkillGroup.objects.get(uri=FOOD).parent == SkillGroup.objects.get(uri=MAKING)
    for uri in (OVEN, KNEAD):
        skill = Skill.objects.get(uri=uri)
        assert [group.uri for group in skill_groups(skill)] == [FOOD]
    assert set(SkillRelation.objects.values_list("skill__uri", "related__uri", "kind")) == {
        (KNEAD, OVEN, "broader"),
        (OVEN, KNEAD, "optional"),
    }
    assert [line for line, _reason in outcomes["broader_skills"].dropped] == [5]
    assert outcomes["skills_hierarchy"].dropped == []


def test_isco_groups_form_a_tree_and_give_every_imported_occupation_a_sector(given: Callable[..., Path]) -> None:
    columns = ["conceptType", "conceptUri", "code", "preferredLabel", "status", "altLabels", "inScheme", "description"]
    rows = [
        ["ISCOGroup", f"{BASE}/isco/C{code}", code, name, "released", "", "", ""]
        for code, name in (("751", "food processing"), ("7512", "bakers"), ("75", "craft"), ("7", "trades"))
    ]
    import_esco([given("v1.1.1_ISCOGroups_en.csv", table(columns, rows))])
    bakers = IscoGroup.objects.get(code="7512")
    assert bakers.parent is not None
    assert (bakers.parent_id, bakers.parent.parent_id, bakers.sector_id, bakers.name_en) == (
        "751",
        "75",
        "retail",
        "bakers",
    )
    assert IscoGroup.objects.get(code="7").parent is None


def test_every_row_that_is_left_out_is_named_with_its_line_and_reason(
    english: list[Path], given: Callable[..., Path]
) -> None:
    rows = [
        ["Occupation", BAKER, "7512", "bakker", "", "released", "op\ntwee regels"],
        ["Occupation", BAKER, "7512", "bakker", "", "released", ""],
        ["Occupation", "not a uri", "7512", "x", "", "released", ""],
        ["Occupation", MILLER, "0000", "molenaar", "", "released", ""],
        ["Occupation", KEEPER, "5419", "  ", "", "released", ""],
        ["Skill", LIGHT, "5419", "licht", "", "released", ""],
        ["Occupation", f"{BASE}/occupation/9", "5419", "oud", "", "obsolete", ""],
        ["Occupation", "kort"],
        ["Occupation", f"{BASE}/occupation/10", "5419", "n" * 256, "", "released", ""],
    ]
    told: list[str] = []
    file = given("v1.2.0_occupations_nl.csv", table(OCCUPATION_COLUMNS, rows))
    outcome = import_esco([file], tell=told.append)[0]
    assert dict(outcome.dropped) == {
        4: f"dit begrip staat al eerder in het bestand: {BAKER}",
        5: "geen geldige URI: not a uri",
        6: "onbekende ISCO-groep: 0000",
        7: "de naam is leeg",
        8: "een ander soort begrip: Skill",
        9: "de status is obsolete",
        10: "de rij heeft 2 kolommen in plaats van 7",
        11: "de naam is langer dan 255 tekens",
    }
    assert "  regel 10 overgeslagen: de rij heeft 2 kolommen in plaats van 7" in told
    assert [row.name_nl for row in Occupation.objects.all()] == ["bakker"]


def test_rows_that_missed_something_come_in_when_the_missing_part_is_there(given: Callable[..., Path]) -> None:
    files = [given("v1.1.1_relations.csv", EN_RELATIONS), given("v1.1.1_occupations_en.csv", EN_OCCUPATIONS)]
    outcome = import_esco(files)[-1]
    assert len(outcome.dropped) == 4
    files.append(given("v1.1.1_skills_en.csv", EN_SKILLS))
    outcome = import_esco(files)[-1]
    assert outcome.dropped == []
    assert OccupationSkill.objects.count() == 2


def test_an_import_that_breaks_off_goes_on_where_it_stopped(
    english: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(esco_action, "ROWS_AT_ONCE", 1)
    loader = esco_action.LOADERS["occupation_skills"]
    take, taken = loader.take, []

    def power_cut(self: object, rows: list[object]) -> None:
        if len(taken) == 3:
            raise KeyboardInterrupt
        taken.append(rows)
        take(self, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(loader, "take", power_cut)
    with pytest.raises(KeyboardInterrupt):
        import_esco(english)
    step = ImportStep.objects.get(kind="occupation_skills")
    assert (step.rows_done, step.finished_at) == (3, None)
    monkeypatch.setattr(loader, "take", take)
    told: list[str] = []
    import_esco(english, tell=told.append)
    assert any("gaat verder na rij 3" in sentence for sentence in told)
    asks = OccupationSkill.objects.filter(skill__uri=OVEN).values_list("essential", flat=True)
    assert list(asks) == [True], "the last row says optional, an earlier one essential"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_other_encodings_and_semicolons_read_well(given: Callable[..., Path], encoding: str) -> None:
    text = table(OCCUPATION_COLUMNS, [["Occupation", BAKER, "7512", "pâtissier", "", "released", ""]], ";")
    told: list[str] = []
    import_esco([given("v1.2.0_occupations_nl.csv", text.encode(encoding))], tell=told.append)
    assert Occupation.objects.get().name_nl == "pâtissier"
    assert any("Windows-1252" in sentence for sentence in told) == (encoding == "cp1252")


def test_a_field_of_half_a_million_characters_is_no_obstacle(given: Callable[..., Path]) -> None:
    text = table(OCCUPATION_COLUMNS, [["Occupation", BAKER, "7512", "baker", "", "released", "x" * 600_000]])
    import_esco([given("v1.1.1_occupations_en.csv", text)])
    assert Occupation.objects.get().name_en == "baker"


def bomb(path: Path) -> Path:
    """A zip whose directory declares far more than the file could hold."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("occupations_en.csv", EN_OCCUPATIONS)
        archive.infolist()[0].file_size = 3_000_000_000
    return path


def test_a_zip_that_would_become_too_large_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", 1_000)
    with zipfile.ZipFile(tmp_path / "esco_v1.1.1.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("occupations_en.csv", "a,b\n" + "0," * 10_000)
    with pytest.raises(BadFile, match="wordt na uitpakken te groot"):
        import_esco([tmp_path / "esco_v1.1.1.zip"])


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"te groot|geen goed zip-bestand"):
        import_esco([bomb(tmp_path / "esco_v1.1.1.zip")])


def test_a_gzip_bomb_stops_at_the_limit(given: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", 1_000)
    with pytest.raises(BadFile, match="te groot"):
        import_esco([given("v1.1.1_occupations_en.csv.gz", b"0" * 100_000)])


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("esco_v1.1.1.zip", b"PK\x03\x04 broken off", "geen goed zip-bestand"),
        ("esco_v1.1.1_en.csv.gz", gzip.compress(EN_OCCUPATIONS.encode() * 50)[:-20], "niet uit te pakken"),
        ("esco_v1.1.1_en.csv.gz", b"no gzip at all", "niet uit te pakken"),
        ("esco_v1.1.1_en.csv", b"", "leeg of is geen tabel"),
        ("esco_v1.1.1_en.csv", b"\x00\x01\x02,\x00", "NUL-tekens"),
        ("esco_v1.1.1_en.csv", b"name,age\nJan,40\n", "herkennen .* niet als bestand van ESCO"),
        ("occupations_en.csv", EN_OCCUPATIONS.encode(), "welke versie"),
        ("v1.1.1_occupations.csv", EN_OCCUPATIONS.encode(), "welke taal"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_plain_dutch_before_anything_is_written(
    tmp_path: Path, english: list[Path], name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_esco", *english, tmp_path / name, stdout=io.StringIO())
    assert not Occupation.objects.exists()
    assert not Vocabulary.objects.exists()


def test_a_truncated_zip_is_refused(english: list[Path], tmp_path: Path) -> None:
    cut = tmp_path / "cut_v1.1.1_en.zip"
    cut.write_bytes(english[1].read_bytes()[:-40])
    with pytest.raises(BadFile, match="geen goed zip-bestand"):
        import_esco([cut])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"kunnen het bestand gone\.csv niet vinden"):
        call_command("import_esco", tmp_path / "gone.csv")


def test_version_and_language_may_be_given_where_the_name_lacks_them(given: Callable[..., Path]) -> None:
    call_command(
        "import_esco", given("download.csv", EN_OCCUPATIONS), release="1.1.2", language="en", stdout=io.StringIO()
    )
    assert Occupation.objects.get(uri=BAKER).label_sources == {"en": "esco 1.1.2"}


def test_the_about_page_carries_the_sentence_that_esco_asks_for(english: list[Path]) -> None:
    import_esco(english)
    lines = [line for line in vocabulary_state() if line.name == "ESCO"]
    assert {(line.version, line.language) for line in lines} == {("1.1.1", "en"), ("1.1.1", "")}
    assert all("Deze dienst gebruikt de ESCO-classificatie van de Europese Commissie." in line.source for line in lines)


DATA = Path(os.environ.get("DOORSTROOM_DATA", Path(__file__).resolve().parents[3] / "shared/data"))


@pytest.mark.slow
@pytest.mark.postgresql  # which refuses a word that is too long for its column
@pytest.mark.skipif(not (DATA / "esco").is_dir(), reason="the official ESCO files are not here (DOORSTROOM_DATA)")
def test_the_official_downloads_come_in_whole_beside_the_starter_set() -> None:
    load_starter()
    files = sorted((DATA / "esco").glob("*.*"))
    outcomes = {(outcome.name, outcome.kind): outcome for outcome in import_esco(files)}
    imported = Occupation.objects.filter(uri__startswith="http")
    assert imported.count() == 3_042
    assert imported.filter(retired=True).count() == 3
    assert not Occupation.objects.filter(sector=None).exists()
    assert Skill.objects.filter(uri__startswith="http").count() == 13_896
    assert not Skill.objects.filter(group=None).exists()
    relations_outcome = next(outcome for (_name, kind), outcome in outcomes.items() if kind == "occupation_skills")
    assert (relations_outcome.rows, len(relations_outcome.dropped)) == (123_855, 67)
    assert Skill.objects.exclude(name_nl="").count() > 5_400
    starter = Occupation.objects.exclude(code="")
    assert all(row.label_sources["nl"] == "starter 1" for row in starter)
    with connection.cursor() as cursor:  # which plans by it, and took the words for a handful before
        cursor.execute("select reltuples from pg_class where relname = %s", [OccupationTitle._meta.db_table])
        assert cursor.fetchone()[0] == pytest.approx(OccupationTitle.objects.count(), rel=0.1)
    assert find_occupations("verpleegkunidge", 1)[0].concept.isco in {"2221", "3221"}
