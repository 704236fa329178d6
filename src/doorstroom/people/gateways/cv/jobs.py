"""Finds the work in a CV: a period, and beside, above or below it a title and an employer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from . import periods
from .draft import MOST_WORDS, Job
from .lines import Line
from .periods import Month, Period
from .titles import is_place, title_score

LABELS = {
    "title": re.compile(
        r"^(?:functie(?:titel|naam)?|beroep|positie|rol|job ?title|position|role|title|function|occupation|"
        r"titel)\s*:\s*",
        re.I,
    ),
    "employer": re.compile(
        r"^(?:werkgever|bedrijf(?:snaam)?|organisatie|naam bedrijf|employer|company|organi[sz]ation|instelling|"
        r"stagebedrijf|opdrachtgever|client)\s*:\s*",
        re.I,
    ),
    "period": re.compile(
        r"^(?:periode|period|dates?|duur|van|data|datum|looptijd|in dienst|wanneer|when)\s*:\s*", re.I
    ),
    "place": re.compile(r"^(?:plaats|locatie|location|place|city|vestigingsplaats)\s*:\s*", re.I),
    "what": re.compile(
        r"^(?:taken|werkzaamheden|taken en verantwoordelijkheden|verantwoordelijkheden|omschrijving|tasks|duties|"
        r"responsibilities|main duties|description|werkzaamheden en taken|resultaten|sector|branche|"
        r"reden vertrek|uren|wat(?=\s*:))\s*:?\s*",
        re.I,
    ),
}
HEADS = {  # headings above a table's columns
    "title": re.compile(r"^(?:functie|beroep|positie|rol|job ?title|position|role|title|functietitel|job|werk)$", re.I),
    "employer": re.compile(
        r"^(?:werkgever|bedrijf|organisatie|employer|company|organi[sz]ation|bedrijfsnaam|waar|bij)$", re.I
    ),
    "period": re.compile(
        r"^(?:periode|period|dates?|datum|van|tot|jaar|years?|wanneer|start|eind|einde|end|van ?[-–] ?tot|from|to|"
        r"until|when|t/m)$",
        re.I,
    ),
    "place": re.compile(r"^(?:plaats|locatie|location|place|city|stad|land|country)$", re.I),
    "what": re.compile(r"^(?:taken|werkzaamheden|omschrijving|tasks|duties|description|responsibilities|wat)$", re.I),
}
AT = re.compile(r"\s+(?:at|te)\s+(?=[A-ZÀ-Ý0-9'])|\s+bij\s+(?=\S)|\s+@\s*")
BORDERS = re.compile(
    r"\t+|\s*\|\s*|\s+[–—−-]\s+|\s*[·•●/]{1}\s+|\s*;\s*|\s+,\s*|,\s+|\s*\(\s*(?=[^)]*\)\s*$)|:\s+|\s{3,}"
)
EMPTY = re.compile(
    r"^(?:[\s().,:;|/–—−*-]|\d+\s*(?:jaar|jaren|maand(?:en)?|years?|months?|yrs?|mos?|weken|mnd|jr)|full-?time|part-?time|"
    r"fulltime|parttime|\d+\s*(?:uur|u|hours|uren)(?: per week| p/?w)?|en|and|periode|period|van|from|tijdelijk|"
    r"vast|contract)*$",
    re.I,
)
OPENS = re.compile(r"[\t,|(:;–—-]\s*$")
CLOSES = re.compile(r"^\s*(?:[\t,|):;–—-]|bij\b|at\b|@)")
CLOSES_NOT = re.compile(r"^\s+\w[\w-]*(?:\s+\w+){0,3}\s+(?:bij|at)\s", re.I)
TELLS = re.compile(r"\b(?:was|werkte|ben|werk|heb|worked|i was|have been|i am)\b", re.I)
AT_AS = re.compile(
    r"\b(?:bij|at|for)\s+(?P<employer>[^.,;()]{2,80}?)\s+(?:als|as an?|"
    r"as)\s+(?P<title>[\w/' -]{3,60}?)(?=\s+(?:in|te|gewerkt|werkzaam)\b|[.,;()]|$)",
    re.I,
)
AS = re.compile(
    r"\b(?:als|as an?|as|was ik|ben ik|i was an?|i am an?|werk ik als|functie van)\s+(?P<title>[\w/' -]{3,60}?)\s+"
    r"(?:gewerkt\s+|werkzaam\s+|geweest\s+|gedaan\s+|aan de slag\s+)*(?:bij|at|for|voor|with|in dienst van)\s+"
    r"(?P<employer>[^.,;()]{2,80}?)(?=\s+(?:in|te|gewerkt|werkzaam|from|van|geweest|waar|where|gedaan)\b|[.,;()]|$)",
    re.I,
)
NO_WORK = re.compile(  # what somebody tells about a time without work
    r"\bthuis (?:geweest|gezeten)\b|\bburn-?out\b|\bwerkzoekend\b|\bwerkloos\b|\bsabbatical\b|\bwereldreis\b|"
    r"\bcareer break\b|"
    r"\bziektewet\b|\bziek (?:geweest|thuis)\b|\bunemployed\b|\bparental leave\b|\bbetween jobs\b|\buitkering\b",
    re.I,
)
LONG = 11  # words: a line this long is a story, not a title
SCHOOLISH = re.compile(
    r"\b(?:diploma|bachelor|master|vmbo|mavo|havo|vwo|mbo|hbo|msc|bsc|opleiding|degree|niveau [1-4]|propedeuse)\b", re.I
)


@dataclass
class Anchor:
    """A line with a period, and what stands on that line besides."""

    at: int
    period: Period
    rest: str
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    end: int = 0  # the first line that is no longer part of this job


def find(lines: Sequence[Line], today: date) -> list[Job]:
    """Return the jobs of one part of a CV."""
    lines = _dates_below_each_other(_labels_in_cells(lines), today)
    columns = _table(lines)
    if columns is not None:
        return _from_table(lines, columns, today)
    anchors = [anchor for anchor in _anchors(lines, today) if not NO_WORK.search(lines[anchor.at].text)]
    if not anchors:
        return []
    _bound(lines, anchors)
    fields = [_fields(lines, anchor) for anchor in anchors]
    first = _title_comes_first(fields)
    jobs = [_job(lines, anchor, parts, first) for anchor, parts in zip(anchors, fields, strict=True)]
    for number, (anchor, job) in enumerate(zip(anchors, jobs, strict=True)):
        before = jobs[number - 1] if number else None
        # Two jobs below the name of one employer, which stands above the first only.
        alone = not anchor.above and not anchor.below and job is not None and not job.employer
        if alone and before is not None and job is not None and anchors[0].above:
            job.employer = before.employer
    return [job for job in jobs if job is not None]


def _labels_in_cells(lines: Sequence[Line]) -> list[Line]:
    """Read rows such as "Werkgever | Hotel Zon" as "Werkgever: Hotel Zon", and leave out rows of headings only."""
    found: list[Line] = []
    first = ""
    for line in lines:
        names = _names(line)
        if _is_heading_of_table(line) and not all(names):
            continue
        if len(line.cells) == 2 and names[0] and not names[1]:
            first = first or names[0]
            found.append(Line([f"{line.cells[0].strip(' :')}: {line.cells[1]}"], gap=names[0] == first))
        else:
            found.append(line)
    return found


def _dates_below_each_other(lines: Sequence[Line], today: date) -> list[Line]:
    """Read a narrow column with "apr 2022" and below it "nu" as one period, on the first of the two lines."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before is not None and before.cells and not line.gap and line.cells:
            both = f"{before.cells[0]} - {line.cells[0]}"
            period = periods.find(both, today)
            whole = period is not None and (period.start, period.stop) == (0, len(both))
            rest = " ".join(line.cells[1:])
            if whole and period is not None and period.begin.month and title_score(rest) < 1:
                before.cells[0] = both
                found[-1] = replace(before)
                if rest:
                    found.append(replace(line, cells=line.cells[1:]))
                continue
        found.append(line)
    return found


def told(month: Month | None) -> str:
    """Return a month as the draft writes it."""
    if month is None:
        return ""
    return f"{month.year}-{month.month:02d}" if month.month else str(month.year)


def _anchors(lines: Sequence[Line], today: date) -> list[Anchor]:
    found = [_anchor(number, line, today, single=False) for number, line in enumerate(lines)]
    ranges = [anchor for anchor in found if anchor is not None]
    listed = any(lines[anchor.at].bullet for anchor in ranges)  # the jobs themselves are a list
    singles = []
    for number, line in enumerate(lines):
        if found[number] is not None or (line.bullet and ranges and not listed) or len(line.text.split()) > LONG:
            continue
        anchor = _anchor(number, line, today, single=True)
        if anchor is not None and (line.gap or line.bold or not ranges or number == 0 or line.bullet):
            edge = anchor.period.start == 0 or anchor.period.stop >= len(line.text) - 2
            if edge:
                singles.append(anchor)
    clear = [anchor for anchor in ranges if len(lines[anchor.at].text.split()) <= LONG]
    if len(clear) > 1:  # where jobs stand on lines of their own, a sentence further on tells something within one
        ranges = [anchor for anchor in ranges if len(lines[anchor.at].text.split()) <= 20]
    return sorted([*ranges, *singles], key=lambda anchor: anchor.at)


def _anchor(number: int, line: Line, today: date, *, single: bool) -> Anchor | None:
    text = LABELS["period"].sub("", line.text)
    period = periods.find(text, today, single=single)
    if period is None:
        return None
    before, after = text[: period.start], text[period.stop :]
    story = len(text.split()) - len(text[period.start : period.stop].split()) > LONG
    # In the midst of a sentence a period says when something was done, not that a job begins here.
    inside = before.strip(" (") and after.strip(" ).,")
    if TELLS.search(text) and (AS.search(text) or AT_AS.search(text)):
        return Anchor(number, period, "")
    if TELLS.search(before) and CLOSES_NOT.match(after):
        return Anchor(number, period, after.strip(" ."))
    if inside and (story or line.bullet or line.indent or not (OPENS.search(before) or CLOSES.match(after))):
        return None
    if story and not inside and not line.bold and not (OPENS.search(before) or CLOSES.match(after) or AS.search(text)):
        return None
    if line.indent and story:
        return None
    rest = f"{before.strip().rstrip('(–—-,|: ')}\t{after.strip().lstrip('):–—-,|; ')}".strip("\t ")
    return Anchor(number, period, "" if EMPTY.match(rest) else rest)


def _short(line: Line) -> bool:
    text = line.text.strip()
    return (
        not line.bullet
        and not line.indent
        and len(text.split()) <= LONG
        and not (text.endswith(".") and len(text.split()) > 6 and not re.search(r"\b[BN]\.V\.$", text))
    )


def _bound(lines: Sequence[Line], anchors: list[Anchor]) -> None:
    """Say of each anchor which lines above and below it tell whose job it is, and where the job ends."""
    heads_above = _usual_above(lines, anchors)
    taken = 0
    for number, anchor in enumerate(anchors):
        above: list[int] = []
        at = anchor.at - 1
        while (
            at >= taken and len(above) < heads_above and _short(lines[at]) and not LABELS["what"].match(lines[at].text)
        ):
            if lines[at + 1].gap and above_is_full(lines, anchor, above):
                break
            above.insert(0, at)
            if lines[at].gap:
                break
            at -= 1
        if _labelled(lines[anchor.at]) or (anchor.at and _labelled(lines[anchor.at - 1]) and anchor.at > taken):
            above = []
            at = anchor.at
            while at > taken and not lines[at].gap and _labelled(lines[at - 1]):
                at -= 1
                above.insert(0, at)
            named = any(LABELS["title"].match(lines[each].text) for each in [*above, anchor.at])
            if at > taken and not named and _short(lines[at - 1]):  # the title is the heading of what is labelled
                above.insert(0, at - 1)
        anchor.above = above
        taken = anchor.at + 1
        if number:
            anchors[number - 1].end = above[0] if above else anchor.at
    anchors[-1].end = len(lines)
    for anchor in anchors:
        stop = anchor.end
        parts = [part for part in _parts(AT.sub(" | ", anchor.rest)) if not is_place(part)]
        wanted = max(0, 2 - len(anchor.above) - len(parts))
        told = [*parts, *(lines[at].text for at in anchor.above)]
        if not wanted and anchor.at + 1 < stop and all(title_score(text) < 0.5 for text in told):
            wanted = int(title_score(lines[anchor.at + 1].text) >= 1 and not lines[anchor.at + 1].gap)
        labelled = any(
            pattern.match(lines[at].text)
            for at in range(anchor.at + 1, min(stop, anchor.at + 4))
            for pattern in (LABELS["title"], LABELS["employer"])
        )
        wanted = 3 if labelled else wanted
        at = anchor.at + 1
        while at < stop and len(anchor.below) < wanted and _short(lines[at]):
            if LABELS["what"].match(lines[at].text) or (lines[at].gap and anchor.below):
                break
            anchor.below.append(at)
            at += 1


def _labelled(line: Line) -> bool:
    return any(LABELS[name].match(line.text) for name in ("title", "employer", "place", "period"))


def above_is_full(lines: Sequence[Line], anchor: Anchor, above: list[int]) -> bool:
    """Tell whether what stands between a gap and the anchor says enough already."""
    return len(above) + bool(anchor.rest) >= 2


def _usual_above(lines: Sequence[Line], anchors: list[Anchor]) -> int:
    """Return how many lines stand above the period in this CV; the first job shows it, the others must allow it."""
    first = anchors[0].at
    count = 0
    for at in range(first - 1, -1, -1):
        if not _short(lines[at]) or count == 3:
            break
        count += 1
        if lines[at].gap and not lines[at + 1].gap and (count > 1 or anchors[0].rest):
            break
    if (
        anchors[0].rest
        and title_score(anchors[0].rest.split("\t")[0]) >= 1
        and count
        and title_score(lines[first - 1].text) < 1
    ):
        words = lines[first - 1].text
        if not lines[first].gap and not words.endswith(":"):
            return min(count, 1)
        return 0
    return count


def _fields(lines: Sequence[Line], anchor: Anchor) -> list[tuple[str, str]]:
    """Return the parts that may be title or employer, in order, each with its label when it has one."""
    found: list[tuple[str, str]] = []
    rows = [(lines[at].text, lines[at].bold) for at in anchor.above]
    rows.append((anchor.rest, lines[anchor.at].bold))
    rows += [(lines[at].text, lines[at].bold) for at in anchor.below]
    for text, _bold in rows:
        if AS.search(text) and len(text.split()) > 6:
            continue
        for cell in text.split("\t"):
            label = next((name for name, pattern in LABELS.items() if pattern.match(cell)), "")
            if label:
                found.append((label, LABELS[label].sub("", cell).strip()))
                continue
            at = AT.split(cell, maxsplit=1)
            # "Gastheer bij wandeltochten" with the organisation on another line is a title as a whole.
            elsewhere = at[-1][:1].islower() and len([row for row, _bold in rows if row]) > 1
            if len(at) == 2 and title_score(at[0]) > -1 and not elsewhere:
                found.append(("title", _clean(at[0])))
                rest = _parts(at[1])
                found += [("employer", rest[0])] if rest else []
                continue
            found += [("", part) for part in _parts(cell)]
        found.append(("row", ""))
    return [(label, text) for label, text in found if text or label == "row"]


def _parts(text: str) -> list[str]:
    text = re.sub(r"\([^()]*,[^()]*\)", " ", text)  # an aside that names more than one thing
    parts = [_clean(part) for part in BORDERS.split(text)]
    return [part for part in parts if part and not EMPTY.match(part) and any(c.isalpha() for c in part)]


def _clean(text: str) -> str:
    text = text.strip(" \t,;:|–—−-•·*")
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    if text.startswith("(") and ")" not in text:
        text = text[1:]
    return text.strip(" ,;:.|–—-") + ("." if re.search(r"\b[BNv]\.[VvoO]\.$", text) else "")


def _title_comes_first(jobs: list[list[tuple[str, str]]]) -> bool:
    """Tell whether in this CV the title stands before the employer, as its clearest jobs show."""
    votes = 0.0
    for parts in jobs:
        free = [text for label, text in parts if not label and not is_place(text)][:2]
        if len(free) == 2:
            votes += max(-2.0, min(2.0, title_score(free[0]) - title_score(free[1])))
    return votes >= 0


def _job(lines: Sequence[Line], anchor: Anchor, parts: list[tuple[str, str]], title_first: bool) -> Job | None:
    line = periods.cut(lines[anchor.at].text, anchor.period)
    told_as = (AT_AS.search(line) if TELLS.search(line) else None) or AS.search(line) if not anchor.above else None
    if told_as is not None and not anchor.rest:
        parts = [("title", told_as["title"].strip()), ("employer", told_as["employer"].strip())]
        anchor.below = []
    title = next((text for label, text in parts if label == "title"), "")
    employer = next((text for label, text in parts if label == "employer"), "")
    free = [text for label, text in parts if not label and not is_place(text)]
    if not title and free:
        best = _best_title(free, title_first, has_employer=bool(employer))
        title = free.pop(best)
    if not employer:
        employer = next((text for text in free if title_score(text) < 4 and len(text) > 1), "")
    if not title:
        if not employer:
            return None
        title, employer = employer, ""
    story_from = max([anchor.at, *anchor.below]) + 1
    story = [lines[at].text.replace("\t", " ") for at in range(story_from, anchor.end)]
    used = [lines[at].text.replace("\t", "  ") for at in [*anchor.above, anchor.at, *anchor.below]]
    period = anchor.period
    return Job(
        title=title[:120],
        employer=employer[:120],
        begin=told(period.begin),
        end=told(period.end),
        what="\n".join(story)[:1000].strip(),
        words="\n".join(used)[:MOST_WORDS],
    )


def _best_title(free: list[str], title_first: bool, *, has_employer: bool) -> int:
    near = free[:4]
    scores = [title_score(text) for text in near]
    if not has_employer and len(near) > 1:
        scores[0 if title_first else 1] += 0.9
    elif has_employer:
        scores[0] += 0.5
    return max(range(len(near)), key=lambda number: (scores[number], -number))


def _table(lines: Sequence[Line]) -> tuple[int, list[str]] | None:
    """Return where a table with named columns begins, and the names."""
    for number, line in enumerate(lines[:6]):
        if len(line.cells) >= 2:
            names = _names(line)
            if "period" in names and ("title" in names or "employer" in names) and all(names):
                return number, names
    return None


def _names(line: Line) -> list[str]:
    """Return which column each cell of a row names, an empty string where it names none."""
    return [next((name for name, head in HEADS.items() if head.match(cell.strip(" :"))), "") for cell in line.cells]


def _is_heading_of_table(line: Line) -> bool:
    words = [word.strip(" :,") for word in re.split(r"[\t,/ ]+", line.text) if word.strip(" :,")]
    return len(words) > 1 and all(any(head.match(word) for head in HEADS.values()) for word in words)


def _from_table(lines: Sequence[Line], columns: tuple[int, list[str]], today: date) -> list[Job]:
    start, names = columns
    jobs: list[Job] = []
    for line in lines[start + 1 :]:
        period = periods.find(line.text, today, single=True)
        if period is None or len(line.cells) < 2:
            if jobs and len(line.cells) == 1:
                jobs[-1].what = f"{jobs[-1].what}\n{line.text}".strip()[:1000]
            continue
        wanted = [name for name in names if name != "period"]
        cells = [
            cell
            for cell in line.cells
            if not periods.is_mostly_period(cell) and not re.fullmatch(periods.NOW, cell, re.I)
        ]
        held = dict(zip(wanted, cells, strict=False)) if len(cells) == len(wanted) else {}
        if not held and cells:
            scores = [title_score(cell) for cell in cells]
            best = scores.index(max(scores))
            others = [cell for number, cell in enumerate(cells) if number != best]
            held = {"title": cells[best], "employer": others[0] if others else ""}
        title, employer = held.get("title", ""), held.get("employer", "")
        if not title and not employer:
            continue
        if title and not employer and len(at := AT.split(title, maxsplit=1)) == 2:
            title, employer = at
        jobs.append(
            Job(
                title=(title or employer)[:120],
                employer=(employer if title else "")[:120],
                begin=told(period.begin),
                end=told(period.end),
                what=held.get("what", "")[:1000],
                words=line.text.replace("\t", "  ")[:MOST_WORDS],
            )
        )
    return jobs
