"""From what was read in a CV to the lines that a person looks through, without what should not be kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from doorstroom.common.text import say
from doorstroom.people import rules
from doorstroom.people.choices import Language, Licence, Step
from doorstroom.people.gateways.cv.draft import Draft, Job, School
from doorstroom.reference.queries import link_title, suggest_skills

from .dossiers import label

PARTS = (
    Step.WORK,
    Step.SCHOOL,
    Step.LANGUAGE,
    Step.PAPERS,
    Step.SKILLS,
)  # in the order in which they are looked through
MOST_SKILLS = 25

LEFT_OUT = {
    "bsn": say("een burgerservicenummer (BSN)"),
    "iban": say("een rekeningnummer"),
    "birth": say("een geboortedatum"),
    "permit": say("een V-nummer van de IND"),
    "health": say("een woord over gezondheid"),
}


@dataclass(frozen=True)
class Read:
    """What a CV becomes: lines to look through, what was left out, and words that the vocabulary does not know."""

    lines: list[dict[str, Any]]
    left_out: list[dict[str, str]]
    unknown: list[tuple[str, str]]  # (kind, text)


def lines_of(draft: Draft) -> Read:
    """Return the lines of a draft; personal numbers, birth dates and health words are taken out of every one."""
    unknown: list[tuple[str, str]] = []
    lines = [
        *_work(draft.jobs, unknown),
        *_schools(draft.schools),
        *_languages(draft),
        *_papers(draft),
        *_skills(draft, unknown),
    ]
    numbered = [{"key": f"r{number}", "state": "open", "made": None, **line} for number, line in enumerate(lines)]
    return Read(numbered, _left_out(draft.text), unknown)


def _left_out(text: str) -> list[dict[str, str]]:
    found = rules.private_in_cv(text)
    shown = [{"kind": part.kind, "words": rules.masked(part)} for part in found]
    return [each for number, each in enumerate(shown) if each not in shown[:number]][:20]


def _clean(text: str) -> str:
    return rules.without(text, rules.private_in_cv(text))


def _work(jobs: Sequence[Job], unknown: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    for job in jobs:
        title = _clean(job.title)
        if not title:
            continue
        linked = link_title(title)
        if linked.best is None:
            unknown.append(("occupation", title))
        values = {
            "title": title,
            "employer": _clean(job.employer),
            "start": _day(job.begin),
            "end": _day(job.end),
            "months": len(job.begin) == 7 and len(job.end) != 4,
            "what": _clean(job.what),
            "occupation": linked.best.pk if linked.best else None,
            "occupation_name": label(linked.best) if linked.best else "",
        }
        yield {"part": Step.WORK.value, "values": values, "words": _clean(job.words)}


def _day(month: str) -> str:
    if not month:
        return ""
    year, _, number = month.partition("-")
    return date(int(year), int(number or 1), 1).isoformat()


def _schools(schools: Sequence[School]) -> Iterator[dict[str, Any]]:
    for school in schools:
        name = _clean(school.name)
        values = {"name": name, "level": school.level, "year": school.year, "finished": school.finished}
        if name:
            yield {"part": Step.SCHOOL.value, "values": values, "words": _clean(school.words)}


def _languages(draft: Draft) -> Iterator[dict[str, Any]]:
    for tongue in draft.tongues:
        if tongue.code in {"nl", *Language.values}:
            values = {"code": tongue.code, "level": tongue.level if tongue.code == "nl" else None}
            yield {"part": Step.LANGUAGE.value, "values": values, "words": _clean(tongue.words)}


def _papers(draft: Draft) -> Iterator[dict[str, Any]]:
    for paper in draft.papers:
        if paper.code in Licence.values:
            yield {"part": Step.PAPERS.value, "values": {"code": paper.code}, "words": _clean(paper.words)}


def _skills(draft: Draft, unknown: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the skills that the CV names itself; what an occupation usually asks is offered by the step, not here."""
    seen: set[int] = set()
    for can in draft.skills[:40]:
        text = _clean(can.text)
        found = [hit for hit in suggest_skills(text, limit=1) if not hit.probable] if text else []
        if not found:
            unknown.append(("skill", text))
        elif found[0].skill.pk not in seen and len(seen) < MOST_SKILLS:
            seen.add(found[0].skill.pk)
            values = {"skill": found[0].skill.pk, "name": label(found[0].skill)}
            yield {"part": Step.SKILLS.value, "values": values, "words": _clean(can.words)}


def left_out_words(kind: str, words: str) -> str:
    """Return what was left out as the person reads it."""
    return f"{gettext(LEFT_OUT[kind])}: {words}"
