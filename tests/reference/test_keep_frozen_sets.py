"""The sets that judge the reading of titles and CVs: well-formed, and unchanged since before the first measurement.

Written without sight of the linker or the CV reader. In everyday_titles.csv any one of the listed ISCO-08 groups is
right; three digits mean that only the minor group can be said from the title, so every unit group within it is right.
"""

import csv
import hashlib
import json
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CVS = {
    HERE.parent / "people" / name: size
    for name, size in (("cvs", 30), ("cvs_fresh", 10), ("cvs_third", 20), ("cvs_kept_apart", 20))
}
PERIOD = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")
FROZEN = {
    "cvs": "1b94184038ca5c3754d5d72bdd97103a44b51827b317055e4ee1ac841cabf47b",
    "cvs_fresh": "5270abb8b24f6fbfcbd8b33f683f5f23331c1dcc037e6f927d429e704287e7b1",
    "cvs_third": "dccecfd66f2866be1e42b89bdda5087bd23bc4a03dc037b4a59884ace6c0c2f0",
    "cvs_kept_apart": "c0103b776dd75710a4f941aea4ec60d4d821577ed2d1ac34092e28e1f9bd31cb",
    "gendered_pairs.csv": "7f52b788b49aef9e6fea9fd871007e3192d165fbae17034f61d2bbb454a2a341",
    "everyday_titles.csv": "c69c1718646262c6f89bb083cdec2c36f1b85a4e3170003f2db5bbf4d087e764",
}


def rows_of(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cv_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if re.match(r"\d\d_", path.name))


def truths_of(folder: Path) -> list[Path]:
    return sorted((folder / "truth").glob("*.json"))


@pytest.mark.parametrize("folder", CVS, ids=lambda folder: folder.name)
def test_every_cv_has_its_own_truth(folder: Path) -> None:
    files, truths = cv_files(folder), truths_of(folder)
    assert len(files) == len(truths) == CVS[folder]
    assert [json.loads(path.read_text(encoding="utf-8"))["file"] for path in truths] == [path.name for path in files]
    assert all(path.stat().st_size < 65_000 for path in files)


@pytest.mark.parametrize("path", [path for folder in CVS for path in truths_of(folder)], ids=lambda path: path.stem)
def test_a_truth_says_what_it_promises(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    assert set(truth) == {
        *("file", "language", "layout", "scanned", "jobs", "education"),
        *("languages", "licences", "skills", "private"),
    }
    assert truth["language"] in {"nl", "en", "nl+en"}
    assert truth["jobs"] and all({"title", "employer", "from", "until"} <= set(job) for job in truth["jobs"])
    assert all({"name", "school", "from", "until"} == set(course) for course in truth["education"])
    assert all({"name", "level"} == set(language) for language in truth["languages"])
    for entry in [*truth["jobs"], *truth["education"]]:
        assert PERIOD.fullmatch(entry["from"])
        assert entry["until"] is None or (PERIOD.fullmatch(entry["until"]) and entry["from"] <= entry["until"])


def test_a_hundred_pairs_name_two_different_forms() -> None:
    rows = rows_of("gendered_pairs.csv")
    assert len(rows) == len({row["male"] for row in rows}) == 100
    assert all(row["male"] and row["female"] and row["male"] != row["female"] for row in rows)


def test_two_hundred_everyday_titles_have_isco_groups() -> None:
    rows = rows_of("everyday_titles.csv")
    assert len(rows) == len({row["title"].lower() for row in rows}) == 200
    assert all(re.fullmatch(r"\d{3,4}(\|\d{3,4})*", row["isco"]) for row in rows)


@pytest.mark.parametrize("name", FROZEN)
def test_a_frozen_set_is_as_it_was_before_the_first_measurement(name: str) -> None:
    digest = hashlib.sha256()
    sets = {folder.name: [*cv_files(folder), *truths_of(folder)] for folder in CVS}
    files = sets.get(name, [HERE / name])
    for path in files:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    assert digest.hexdigest() == FROZEN[name], "report a failure, do not mend the measure"
