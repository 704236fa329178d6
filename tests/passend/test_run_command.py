"""The command line does what the library does, and bad input gets a line, a reason, and no traceback."""

import io
import json
import random
import tracemalloc
from pathlib import Path

import pyarrow as arrow
import pytest
from pyarrow import parquet

from passend import DOORSTROOM_1, MODES, Index, Job, Seeker, build_world
from passend.cli import main
from passend.interchange import job_of, ruleset_json, ruleset_of, seeker_of, strict_object
from tests.passend.worlds import LICENCES, OCCUPATIONS, SKILLS, sample_jobs, sample_seeker

TODAY = "0001-04-10"  # day number 100


def _person(identity: object, seeker: Seeker) -> dict[str, object]:
    return {
        "id": identity, "wanted": list(seeker.wanted), "skills": dict(seeker.skills), "x": seeker.x, "y": seeker.y,
        "minutes": dict(zip(MODES, seeker.minutes, strict=True)), "hours_min": seeker.hours_min,
        "hours_max": seeker.hours_max, "licences": sorted(seeker.licences), "language": seeker.language,
        "education": seeker.education, "available": seeker.available, "excluded": sorted(seeker.excluded),
        "active": seeker.active, "salt": seeker.salt,
    }  # fmt: skip


def _vacancy(job: Job) -> dict[str, object]:
    row = {name: getattr(job, name) for name in job.__dataclass_fields__}
    return row | {"skills": dict(job.skills), "licences": sorted(job.licences)}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, dict[str, Seeker], list[Job]]:
    rng = random.Random(21)
    people = {f"p{n}": sample_seeker(rng) for n in range(30)}
    jobs = sample_jobs(rng, 25)
    relations = [["o0", skill, True] for skill in SKILLS]
    vocabulary = {"occupations": OCCUPATIONS, "relations": relations, "groups": dict.fromkeys(SKILLS, "g"),
                  "licences": LICENCES}  # fmt: skip
    (tmp_path / "people.jsonl").write_text("\n".join(json.dumps(_person(*pair)) for pair in people.items()))
    (tmp_path / "jobs.jsonl").write_text("\n".join(json.dumps(_vacancy(job)) for job in jobs))
    (tmp_path / "words.json").write_text(json.dumps(vocabulary))
    return tmp_path, people, jobs


def _run(folder: Path, command: str, *more: str) -> tuple[int, str, str]:
    out, aside = io.StringIO(), io.StringIO()
    given = [command, str(folder / "people.jsonl"), str(folder / "jobs.jsonl"), "--today", TODAY]
    status = main([*given, "--vocabulary", str(folder / "words.json"), *more], out, aside)
    return status, out.getvalue(), aside.getvalue()


def _index(jobs: list[Job]) -> Index:
    relations = [("o0", skill, True) for skill in SKILLS]
    world = build_world(OCCUPATIONS, relations, dict.fromkeys(SKILLS, "g"), licences=LICENCES)
    return Index(jobs, world, DOORSTROOM_1, today=100)


def test_match_writes_the_lists_of_the_library(files: tuple[Path, dict[str, Seeker], list[Job]]) -> None:
    folder, people, jobs = files
    status, _, _ = _run(folder, "match", "--top", "5", "-o", str(folder / "out.jsonl"))
    assert status == 0
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    wanted = [
        (person, rank, match.id, match.score)
        for person, seeker in people.items()
        for rank, match in enumerate(_index(jobs).top(seeker, 5), start=1)
    ]
    assert [(line["person"], line["rank"], line["vacancy"], line["score"]) for line in lines] == wanted
    assert lines[0]["ruleset_hash"] == DOORSTROOM_1.hash


def test_explain_and_what_if_tell_what_the_library_tells(
    files: tuple[Path, dict[str, Seeker], list[Job]],
) -> None:
    folder, people, jobs = files
    status, out, _ = _run(folder, "explain", "--person", "p1", "--vacancy", "3")
    assert status == 0
    assert json.loads(out)["score"] == _index(jobs).explain(people["p1"], 3).score
    pair = ("--person", "p1", "--vacancy", "3")
    status, out, _ = _run(folder, "what-if", *pair, "--skill", "s1=255", "--minutes", "10")
    assert status == 0
    assert json.loads(out)["before"]["score"] <= json.loads(out)["after"]["score"]


def test_allocate_gives_no_vacancy_to_more_people_than_asked(
    files: tuple[Path, dict[str, Seeker], list[Job]],
) -> None:
    status, out, _ = _run(files[0], "allocate", "--capacity", "2", "--chances", "1")
    given = [json.loads(line)["vacancy"] for line in out.splitlines()]
    assert status == 0
    assert given
    assert max(given.count(job) for job in given) <= 2


def test_audit_reads_groups_from_a_file_of_their_own(files: tuple[Path, dict[str, Seeker], list[Job]]) -> None:
    folder, people, _ = files
    rows = [json.dumps({"id": name, "group": "ab"[at % 2]}) for at, name in enumerate(people) if at < 28]
    (folder / "groups.jsonl").write_text("\n".join(rows))
    status, out, _ = _run(folder, "audit", "--groups", str(folder / "groups.jsonl"))
    report = json.loads(out)
    assert status == 0
    assert report["unknown"] == 2
    assert [group["people"] for group in report["groups"]] == [14, 14]
    assert max(group["impact_ratio"] for group in report["groups"]) == 1


def test_a_malformed_line_is_told_with_its_number_and_the_rest_goes_on(
    files: tuple[Path, dict[str, Seeker], list[Job]],
) -> None:
    folder, _, jobs = files
    row = _vacancy(jobs[0]) | {"id": 900, "language": 9}
    with (folder / "jobs.jsonl").open("a") as out:
        out.write("\n" + json.dumps(row) + "\n{broken\n" + json.dumps(_vacancy(jobs[0])))
    status, out, aside = _run(folder, "match", "--top", "1")
    assert status == 0
    assert out
    assert "jobs.jsonl:26: language: 9 is outside 0..6" in aside
    assert "jobs.jsonl:27: not JSON" in aside
    assert "jobs.jsonl:28: id: 0 is used twice" in aside
    assert "3 malformed lines left out" in aside


def test_strict_stops_at_the_first_malformed_line_and_leaves_no_file(
    files: tuple[Path, dict[str, Seeker], list[Job]],
) -> None:
    folder = files[0]
    with (folder / "people.jsonl").open("a") as out:
        out.write("\nnull")
    status, _, aside = _run(folder, "match", "--strict", "-o", str(folder / "out.jsonl"))
    assert status == 1
    assert aside == "passend: people.jsonl:31: a record is a JSON object\n"
    assert not (folder / "out.jsonl").exists()


def test_a_field_that_the_record_may_not_carry_is_refused(
    files: tuple[Path, dict[str, Seeker], list[Job]],
) -> None:
    row = _person("p", files[1]["p1"]) | {"gender": "f"}
    with pytest.raises(ValueError, match="gender: no such field"):
        seeker_of(row)


def test_a_code_that_the_vocabulary_lacks_is_told_by_line(
    files: tuple[Path, dict[str, Seeker], list[Job]],
) -> None:
    folder, people, _ = files
    with (folder / "people.jsonl").open("a") as out:
        out.write("\n" + json.dumps(_person("px", people["p1"]) | {"wanted": ["astronaut"]}))
    status, _, aside = _run(folder, "match")
    assert status == 0
    assert "people.jsonl:31: occupation: 'astronaut' is not in this vocabulary" in aside


def test_a_person_or_file_that_is_not_there_is_told_in_a_sentence(
    files: tuple[Path, dict[str, Seeker], list[Job]],
) -> None:
    status, _, aside = _run(files[0], "explain", "--person", "nobody", "--vacancy", "3")
    assert (status, aside) == (1, "passend: person: no 'nobody' among the records that could be read\n")
    assert _run(files[0], "match", "--ruleset", "nowhere.json")[0] == 1
    assert main(["match", "none.jsonl", "none.jsonl"], io.StringIO(), io.StringIO()) == 1


def test_a_ruleset_goes_to_a_file_and_back(tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text(ruleset_json(DOORSTROOM_1))
    assert ruleset_of(str(tmp_path / "rules.json")).hash == DOORSTROOM_1.hash


def _hostile(rng: random.Random, good: dict[str, object]) -> bytes:
    """Give one hostile line, of a dozen kinds."""
    key = rng.choice(sorted(good))
    values = [None, "", [], {}, -1, 2**80, 1.5, True, "\0", "\ud800", "x" * 5_000, [[]], {"a": {"b": 1}}, [1, "a"]]
    kinds = (
        lambda: json.dumps(good | {key: rng.choice(values)}).encode(),
        lambda: json.dumps({k: v for k, v in good.items() if k != key}).encode(),
        lambda: json.dumps(good).encode()[: rng.randint(0, 200)],
        lambda: rng.randbytes(rng.randint(1, 300)).replace(b"\n", b""),
        lambda: b"[" * rng.randint(1, 200_000),
        lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        lambda: b'{"id": ' + b"9" * rng.randint(5_000, 50_000) + b"}",
        lambda: b'{"id": NaN, "id": 1}',
        lambda: json.dumps(good)[:-1].encode() + b', "x": 1, "x": 2}',
        lambda: json.dumps(good).encode("utf-16"),
        lambda: b"x" * rng.choice((1_000_001, 3_000_000)),
        lambda: json.dumps(good | {"skills": {f"s{n}": 1 for n in range(300)}}).encode(),
        lambda: json.dumps(good | {"skills": [["s1", 1], ["s1", 2]]}).encode(),
        lambda: json.dumps(good | {"x": 10**9, "hours_max": 61}).encode(),
        lambda: json.dumps([good]).encode(),
    )
    return rng.choice(kinds)()


def test_three_hundred_hostile_lines_give_reasons_and_no_traceback_in_little_memory(
    files: tuple[Path, dict[str, Seeker], list[Job]],
) -> None:
    folder, people, jobs = files
    rng = random.Random(300)
    with (folder / "people.jsonl").open("ab") as out:
        for _ in range(150):
            out.write(b"\n" + _hostile(rng, _person("q", people["p1"])))
    with (folder / "jobs.jsonl").open("ab") as out:
        for _ in range(150):
            out.write(b"\n" + _hostile(rng, _vacancy(jobs[0]) | {"id": "q"}))
    tracemalloc.start()
    try:
        status, _, aside = _run(folder, "match", "--top", "1")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert status == 0
    assert peak < 256 * 2**20
    assert aside.count("\n") > 250
    assert all(line.startswith(("people.jsonl:", "jobs.jsonl:", "passend: ")) for line in aside.splitlines())


def test_dates_and_degrees_may_stand_for_days_and_units() -> None:
    row = {"id": 1, "occupation": "o0", "latitude": 52.08, "longitude": 4.31, "hours_min": 8, "hours_max": 40,
           "start": "2020-11-19", "skills": [["s1", 3]]}  # fmt: skip
    job = job_of(row)
    assert (job.start, job.x > 0, job.skills) == (737_748, True, (("s1", 3),))
    with pytest.raises(ValueError, match="start: '2020-13-40' is not a date"):
        job_of(row | {"start": "2020-13-40"})
    with pytest.raises(ValueError, match="a record is a JSON object"):
        strict_object(b"1")


def test_parquet_and_arrow_carry_the_same_records(files: tuple[Path, dict[str, Seeker], list[Job]]) -> None:
    folder, people, jobs = files
    skills = arrow.map_(arrow.string(), arrow.int64())
    for name, rows in (
        ("people", [_person(*pair) for pair in people.items()]),
        ("jobs", [_vacancy(job) for job in jobs]),
    ):
        held = arrow.array([list(row.pop("skills").items()) for row in rows], type=skills)
        for row in rows:
            row.pop("salt", None)  # a drawn salt may need 64 bits without sign; NLMATCH-1 does not look at it
        parquet.write_table(arrow.Table.from_pylist(rows).append_column("skills", held), folder / f"{name}.parquet")
    given = [str(folder / "people.parquet"), str(folder / "jobs.parquet"), "--today", TODAY, "--ruleset", "NLMATCH-1"]
    words = ["--vocabulary", str(folder / "words.json")]
    assert main(["match", *given, *words, "-o", str(folder / "out.arrow")], io.StringIO(), io.StringIO()) == 0
    found = arrow.ipc.open_file(str(folder / "out.arrow")).read_all().to_pylist()
    assert _run(folder, "match", "--ruleset", "NLMATCH-1", "-o", str(folder / "out.jsonl"))[0] == 0
    assert found == [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
