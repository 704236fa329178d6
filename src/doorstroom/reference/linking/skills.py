"""Finds skills in running text: pieces of the text are compared with the names of skills."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .linker import Label, Linker

LONGEST_TEXT = 60_000  # letters; a longer vacancy or CV is read up to here
LONGEST_PIECE = 8  # words
WINDOW, STEP = 5, 2
MOST_PIECES = 600
_ENDS = re.compile(r"^\s*[-–*]\s|[\n\r.;:!?•·▪●|()\[\]]+|\s[-–*]\s|,\s|\s/\s|\s\+\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A skill that a text may speak of: the name that fitted, how well, and the piece of text."""

    key: str
    label: str
    score: float
    piece: str


def pieces(text: str) -> Iterator[str]:
    """Yield the pieces of a text that may name a skill: lines, parts of sentences, and a window over long ones."""
    for part in _ENDS.split(text[:LONGEST_TEXT]):
        words = part.split()
        if len(words) <= LONGEST_PIECE:
            if words:
                yield " ".join(words)
        else:
            for start in range(0, len(words) - WINDOW + STEP, STEP):
                yield " ".join(words[start : start + WINDOW])


def find_skills(linker: Linker, text: str, least: float, limit: int) -> list[FoundSkill]:
    """Return the skills that a text speaks of, best first, each once with its best piece."""
    best: dict[str, FoundSkill] = {}
    for number, piece in enumerate(dict.fromkeys(pieces(text))):
        if number == MOST_PIECES:
            break
        for candidate in linker.link(piece, limit=3).candidates:
            if candidate.score >= least and (candidate.key not in best or best[candidate.key].score < candidate.score):
                best[candidate.key] = FoundSkill(candidate.key, candidate.label, candidate.score, piece)
    return sorted(best.values(), key=lambda found: (-found.score, found.label))[:limit]


def skill_linker(labels: Sequence[Label]) -> Linker:
    """Return a linker over the names of skills, which have no list of corrections."""
    return Linker(labels)
