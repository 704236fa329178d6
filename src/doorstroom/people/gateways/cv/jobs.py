"""Finds the work in a CV: tables and labels by their names, sentences by their words, the rest by its layout."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from . import anchors as found_anchors
from . import entries, grid, periods, prose, records
from .draft import Job
from .entries import Anchor, Layout, Texts
from .lines import Line
from .titles import title_score

NO_WORK = re.compile(  # what somebody tells about a time without work
    r"\bthuis (?:geweest|gezeten)\b|\bburn-?out\b|\bwerkzoekende?\b|\bwerkloos\b|\bsabbatical\b|\bwereldreis\b|"
    r"\bcareer break\b|\bziektewet\b|\bziek (?:geweest|thuis)\b|\bunemployed\b|\b(?:parental|maternity) leave\b|"
    r"\bbetween jobs\b|\buitkering\b|\bgap year\b|\btussenjaar\b|\bopvoeding van\b|\bhuisvrouw\b|\bhuisman\b(?! \w)|"
    r"\b(?:zorg|gezorgd|care|caring|cared|looking after) (?:voor|of|for)\b.{0,30}\b(?:kind\w*|moeder|vader|ouders?|"
    r"gezin|"
    r"partner|child\w*|mother|father|parents?|family|baby|zoon|dochter|son|daughter)\b|\bmantelzorg\b",
    re.I,
)


def find(parts: Sequence[Sequence[Line]], today: date) -> list[Job]:
    """Return the jobs in the parts of a CV that are about work."""
    jobs: list[tuple[int, Job]] = []
    blocks: list[tuple[int, list[Line]]] = []
    for number, part in enumerate(parts):
        columns = records.columns_of(part)
        lines = list(part) if columns is not None else _dates_below_each_other(grid.unnamed(part, today), today)
        named = records.table(lines, *columns, today) if columns is not None else records.labelled(lines, today)
        if named is not None:
            jobs += [(number, job) for job in named]
        else:
            lines = _one_period(lines, today)
            blocks.append((number, [line for line in lines if not records.is_heading(line)]))
    groups = found_anchors.find([lines for _number, lines in blocks], today)
    laid_out: list[tuple[int, list[Line], list[Anchor]]] = []
    for (number, lines), group in zip(blocks, groups, strict=True):
        sentences = [(said, *read) for said in prose.sentences(lines) if (read := prose.told(said, today))]
        if len(sentences) > len(group):
            jobs += [
                (number, records.job_of(title, employer, period, "", said))
                for said, title, employer, period in sentences
                if not NO_WORK.search(said)
            ]
        elif group:
            laid_out.append((number, lines, group))
    jobs += _from_layout(laid_out)
    return [job for _number, job in sorted(jobs, key=lambda each: each[0])]


def _from_layout(parts: Sequence[tuple[int, list[Line], list[Anchor]]]) -> list[tuple[int, Job]]:
    """Read the jobs of all parts by the layout that explains them best."""
    together: list[Line] = []
    groups: list[list[Anchor]] = []
    for _number, lines, group in parts:
        shift = len(together)
        own = list(lines)
        entries.place_slots(own, group)
        for anchor in group:
            anchor.end = len(own)
        for before, after in pairwise(group):
            before.end = after.at
        groups.append(group)
        together += own
        for anchor in group:
            anchor.at += shift
            anchor.end += shift
            anchor.slots = {slot: at + shift for slot, at in anchor.slots.items()}
    entries.only_like_each_other(together, [anchor for group in groups for anchor in group])
    texts = Texts(together)
    jobs: list[tuple[int, Job]] = []
    for (number, _lines, _group), group, layout in zip(parts, groups, entries.choose(texts, groups), strict=True):
        jobs += [(number, job) for job in _read(texts, group, layout)]
    return jobs


def _read(texts: Texts, group: Sequence[Anchor], layout: Layout) -> list[Job]:
    order = entries.title_first(texts, group, layout)
    lines = texts.lines
    read = [entries.read(texts, anchor, layout, order) for anchor in group]
    jobs: list[Job] = []
    employer_above = ""
    for number, (anchor, (title, employer, used)) in enumerate(zip(group, read, strict=True)):
        if layout.employer is not None and (layout.employer < layout.title or layout.employer == -1):
            # Two positions below the name of one employer, which stands above the first only.
            employer = employer or employer_above
            employer_above = employer
        spots = sorted({*used, anchor.at})
        words = [lines[at].text.replace("\t", "  ") for at in spots]
        if not title or NO_WORK.search(" ".join(words)) or NO_WORK.search(lines[anchor.at].text):
            continue
        following = read[number + 1][2] if number + 1 < len(group) else []
        end = min([anchor.end, *(at for at in following if at > anchor.at)])
        what = "\n".join(lines[at].text.replace("\t", " ") for at in range(spots[-1] + 1, end))[:1000].strip()
        jobs.append(records.job_of(title, employer, anchor.period, what, "\n".join(words)))
    return jobs


def _dates_below_each_other(lines: Sequence[Line], today: date) -> list[Line]:
    """Read a narrow column with "apr 2022" and below it "nu" as one period, on the first of the two lines."""
    found: list[Line] = []
    stacked = _years_below_each_other(lines)
    dated: int | None = None  # the line of which the first cell may go on below
    for line in lines:
        if dated is not None and line.cells and not line.gap and _below(found[dated], line):
            above = found[dated].cells[0]
            joined = _joined(above, line.cells[0], today, years=stacked)
            rest = line.cells[1:]
            if joined and title_score(" ".join(rest)) < 4:
                found[dated] = replace(found[dated], cells=[joined, *found[dated].cells[1:]])
                if rest:
                    found.append(replace(line, cells=rest, xs=line.xs[1:]))
                continue
        found.append(line)
        begins = line.cells and (
            periods.is_mostly_period(line.cells[0]) or periods.IS_NAME.fullmatch(line.cells[0].lower())
        )
        if begins and not periods.is_whole_range(line.cells[0]):
            dated = len(found) - 1
        elif line.gap or not line.xs:
            dated = None
    return found


def _below(above: Line, line: Line) -> bool:
    return not (above.xs and line.xs) or abs(above.xs[0] - line.xs[0]) < grid.NEAR


def _years_below_each_other(lines: Sequence[Line]) -> bool:
    """Tell whether every year that stands alone has another right below it, as a begin has its end."""
    alone = [n for n, line in enumerate(lines) if line.cells and periods.YEAR_ALONE.fullmatch(line.cells[0])]
    pairs = sum(
        after == before + 1 and not lines[after].gap and lines[before].cells[0] <= lines[after].cells[0]
        for before, after in zip(alone[::2], alone[1::2], strict=False)
    )
    return pairs > 1 and pairs * 2 == len(alone)


def _joined(first: str, second: str, today: date, *, years: bool) -> str:
    """Return two pieces of a period as one; with "september" above "2020" it may go on below that."""
    for text in (periods.together(first, second), f"{first} - {second}"):
        period = periods.find(text, today)
        if period is not None and (period.start, period.stop) == (0, len(text)) and (period.begin.month or years):
            return periods.dashed(text)
    half = periods.together(first, second)
    return half if periods.UNFINISHED.search(first) and periods.is_mostly_period(half) else ""


def _one_period(lines: Sequence[Line], today: date) -> list[Line]:
    """Put two lines together where a period begins on the one and ends on the other."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        single = before is not None and len(before.cells) == len(line.cells) == 1 and not line.gap
        opened = before is not None and before.text.count("(") > before.text.count(")")
        if before is not None and single and (opened or not line.bullet):
            text = f"{before.text} - {line.text}" if line.bullet else periods.together(before.text, line.text)
            period = periods.find(text, today)
            over = period is not None and period.stop > len(before.text) + 1
            over = over and period is not None and periods.dated(before.text[period.start :])
            if over and period != periods.find(before.text, today) and len(text.split()) <= 2 * entries.LONG:
                found[-1] = replace(before, cells=[text])
                continue
        found.append(line)
    return found
