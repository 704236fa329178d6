"""Hostile files: a clear message, nothing kept, and a child that stays below 256 MB and five seconds."""

import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from doorstroom.people.gateways.cv import reader
from doorstroom.people.gateways.cv.reader import CHILD, SENTENCES, SOURCE, Unread, read_cv

from .hostile_cvs import HOSTILE, TEXT, docx, page_with

TODAY = date(2026, 11, 27)
SECONDS = 5.0
MEGABYTES = 256
# Runs the child's own module and then tells the highest memory it held; the file was opened before none may be.
MEASURED = f"""
import runpy, sys
state = open("/proc/self/status")
try:
    runpy.run_module("{CHILD}", run_name="__main__")
finally:
    state.seek(0)
    print(next(line for line in state if line.startswith("VmHWM")), file=sys.stderr)
"""


def seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize(("name", "make", "code"), [each[1:] for each in HOSTILE], ids=[each[0] for each in HOSTILE])
def test_a_hostile_file_gets_a_clear_answer(name: str, make: Callable[[], bytes], code: str) -> None:
    content, before = make(), seconds_of_children()
    answer = read_cv(content, name, TODAY)
    assert answer == Unread(code)
    assert code in SENTENCES and answer.sentence.endswith(".")
    assert seconds_of_children() - before < SECONDS


HUNGRY = [
    "a PDF that unpacks to 2 GB",
    "a PDF packed three times",
    "a Word file that lies about its size",
]


@pytest.mark.parametrize("case", HUNGRY)
def test_the_child_never_holds_more_than_256_megabytes(case: str) -> None:
    name, make = next((each[1], each[2]) for each in HOSTILE if each[0] == case)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, name, TODAY.isoformat()],
        input=make(),
        capture_output=True,
        env={"PYTHONPATH": str(SOURCE)},
        check=False,
    )
    peak = next(line for line in done.stderr.decode().splitlines() if line.startswith("VmHWM"))
    assert int(peak.split()[1]) < MEGABYTES * 1024


def test_a_file_that_keeps_the_child_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PATIENCE", 0.01)
    assert read_cv(page_with(TEXT), "cv.pdf", TODAY) == Unread("slow")


def test_the_child_can_open_no_file_and_no_connection() -> None:
    tries = (
        "import resource, socket\n"
        "from doorstroom.people.gateways.cv import __main__ as child\n"
        "from doorstroom.people.gateways.cv import sniff\n"
        "def greedy(content, name, today):\n"
        "    said = []\n"
        "    for what in (lambda: open('/etc/passwd'), lambda: socket.socket(), lambda: open('/tmp/x', 'w')):\n"
        "        try:\n            what(); said.append('opened')\n"
        "        except OSError:\n            said.append('shut')\n"
        "    import sys; sys.stderr.write(' '.join(said)); raise ValueError\n"
        "sniff.read = greedy\n"
        "child.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", tries, "cv.txt", TODAY.isoformat()],
        input=b"tekst",
        capture_output=True,
        env={"PYTHONPATH": str(SOURCE)},
        check=False,
    )
    assert done.stderr.decode().startswith("shut shut shut")


def test_the_same_text_without_tricks_is_read() -> None:
    for content, name in ((page_with(TEXT), "cv.pdf"), (docx(), "cv.docx")):
        assert not isinstance(read_cv(content, name, TODAY), Unread)


def test_nothing_of_a_hostile_file_stays_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for case in HOSTILE[:3]:
        read_cv(case[2](), case[1], TODAY)
    assert not list(tmp_path.iterdir())
