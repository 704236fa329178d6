"""From the lines of a CV to the draft of a profile."""

import re
from collections.abc import Sequence
from datetime import date

from . import facts, jobs, periods, schools, sections
from .draft import Draft, Job
from .lines import Line
from .sections import COURSE, LANGUAGE, LICENCE, PERSONAL, PROJECT, SCHOOL, SKILL, WORK

LICENCE_ONLY = re.compile(r"^(?:rijbewijs|driving licen[cs]e)", re.I)


def interpret(lines: Sequence[Line], today: date) -> Draft:
    """Read every part of a CV as what its heading says."""
    lines = _said_once(lines)
    draft = Draft(text="\n".join(line.text.replace("\t", "  ") for line in lines))
    parts = sections.split(list(lines))
    kinds = {kind for kind, _ in parts}
    work = next((kind for kind in (WORK, PROJECT) if kind in kinds), "")
    if work:
        draft.jobs = jobs.find([part for kind, part in parts if kind == work], today)
    else:
        draft.jobs = jobs.find([_without_schools(part, today) for kind, part in parts if not kind], today)
    for kind, part in parts:
        if kind == SCHOOL:
            draft.schools += schools.find(part, today)
        elif kind == COURSE:
            draft.schools += [
                each for each in schools.find(part, today, courses=True) if not LICENCE_ONLY.match(each.name)
            ]
        if kind == LANGUAGE or (LANGUAGE not in kinds and kind in {SKILL, PERSONAL}):
            draft.tongues += facts.tongues(part)
        if kind == SKILL:
            draft.skills += [can for can in facts.skills(part) if not facts.tongues([Line([can.text])])]
        if kind != WORK:
            draft.papers += facts.papers(part, section=kind == LICENCE)
    draft.jobs = _once(draft.jobs)
    draft.tongues = list({tongue.code: tongue for tongue in reversed(draft.tongues)}.values())[::-1]
    draft.papers = list({paper.code: paper for paper in reversed(draft.papers)}.values())[::-1]
    return draft


def _said_once(lines: Sequence[Line]) -> list[Line]:
    """Leave out a line that says the one above it again, as text copied from a web page does."""
    kept: list[Line] = []
    for line in lines:
        before = kept[-1].text.lower().replace(" to ", " - ") if kept else ""
        if before != line.text.lower().replace(" to ", " - ") or len(before) < 4:
            kept.append(line)
    return kept


def _without_schools(part: list[Line], today: date) -> list[Line]:
    """Leave out lines about school where a CV has no headings."""
    return [
        line for line in part if not (schools.CUES.search(line.text) and periods.find(line.text, today, single=True))
    ]


def _once(found: list[Job]) -> list[Job]:
    """Keep each job once: a CV may name it in a summary and again below."""
    kept: dict[tuple[str, str, str], Job] = {}
    for job in found:
        key = (job.title.lower(), job.begin, job.end)
        if key not in kept or len(job.what) > len(kept[key].what):
            kept[key] = job
    return list(kept.values())[:60]
