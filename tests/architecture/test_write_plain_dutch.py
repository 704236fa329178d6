"""What a job seeker reads is plain Dutch: measured by the Flesch-Douma formula, sentence length and word length.

Flesch-Douma (Douma 1960): 206.84 - 0.93 x words per sentence - 77 x syllables per word. Texts at 60 or more count as
standard Dutch, about level B1; sentences above 20 words and words above 22 letters are named one by one.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps

from doorstroom.core.catalogues import sentences

EASY_ENOUGH = 60
MOST_WORDS = 20
MOST_LETTERS = 22
FEWEST_WORDS = 40  # below this a score says little
ROOMS = ("people", "matching", "introductions", "benefits", "desk", "notices", "deals")
FOR_PROFESSIONALS = re.compile(
    r"candidate|work_side|outbox|health|tokens|run|batch|uploads|admin|call|kept", re.IGNORECASE
)
VOWELS = re.compile(r"[aeiouyàáâäèéêëìíïòóôöùúûü]+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


def flesch_douma(text: str) -> float:
    """Return the readability of a Dutch text; higher is easier."""
    parts = [part for part in re.split(r"[.!?:;]+|\n", text) if WORD.search(part)]
    words = WORD.findall(text)
    syllables = sum(max(1, len(VOWELS.findall(word))) for word in words)
    return 206.84 - 0.93 * len(words) / len(parts) - 77 * syllables / len(words)


def read_by_seekers(room: str):
    """Yield (place, sentence) of everything a room says to a job seeker."""
    for sentence in sentences(Path(apps.get_app_config(room).path)):
        if not FOR_PROFESSIONALS.search(sentence.place):
            yield sentence.place, re.sub(r"%\(\w+\)s|\{\w*\}", "iets", sentence.words)


def test_the_formula_knows_easy_from_hard():
    easy = "U krijgt een brief. Lees de brief. Bel ons als u iets wilt weten."
    hard = (
        "De arbeidsmarktgekwalificeerde uitkeringsgerechtigde participeert overeenkomstig de re-integratieverordening."
    )
    assert flesch_douma(easy) > 80 > 0 > flesch_douma(hard)


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_job_seeker_reads_is_at_level_b1(room):
    by_file: dict[str, list[str]] = {}
    for place, words in read_by_seekers(room):
        if words.rstrip().endswith((".", "?", "!")):  # a formula for running text says nothing of single labels
            by_file.setdefault(place.split(":")[0], []).append(words)
    scores = {
        name: round(flesch_douma("\n".join(said)))
        for name, said in by_file.items()
        if len(WORD.findall(" ".join(said))) >= FEWEST_WORDS
    }
    too_hard = {name: score for name, score in scores.items() if score < EASY_ENOUGH}
    assert not too_hard


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_for_a_job_seeker_is_too_long(room):
    long = [
        f"{place}: {part.strip()}"
        for place, words in read_by_seekers(room)
        for part in re.split(r"[.!?:;]+", words)
        if len(WORD.findall(part)) > MOST_WORDS
    ]
    assert not long, "\n".join(long)


@pytest.mark.parametrize("room", ROOMS)
def test_no_word_for_a_job_seeker_is_too_long(room):
    long = [
        f"{place}: {word}"
        for place, words in read_by_seekers(room)
        for word in WORD.findall(words)
        if len(word) > MOST_LETTERS
    ]
    assert not long, "\n".join(long)
