"""Reads work that names its own parts: lines with labels ("Functie: kok"), and tables with a name above each column."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from . import grid, periods
from .draft import MOST_WORDS, Job
from .entries import AT, clean, names_in, parts_of, short
from .lines import Line
from .periods import Month, Period
from .titles import title_score

NAMES = {
    "title": r"functie(?: of beroep|titel|naam)?|(?:laatste )?functie|beroep(?: of functie)?|positie|rol|"
    r"(?:job )?title|job|position|"
    r"position held|role|function|occupation|occupation or position held|titel|baan|werk(?: als)?|ik was|als",
    "employer": r"werkgever|bedrijf(?:snaam)?|organisatie|naam bedrijf|(?:naam en adres van (?:de )?)?werkgever|"
    r"naam (?:van (?:de|het) )?(?:werkgever|bedrijf|organisatie)|employer|company|company name|organi[sz]ation|"
    r"instelling|"
    r"stagebedrijf|opdrachtgever|client|name and address of employer|name of employer|waar|where|bij|firma|school",
    "period": r"periode|period|dates?|data|datum|duur|looptijd|in dienst|wanneer|when|jaar|years?|van ?[-–] ?tot|"
    r"tijdvak|"
    r"from ?[-–] ?to|dates \(from - to\)|begin ?/ ?eind",
    "from": r"van|from|start(?: ?date|datum)?|begin(?: ?datum)?|vanaf|sinds|since|in dienst (?:per|sinds|vanaf)|"
    r"begonnen|started",
    "until": r"tot|tot en met|t/m|to|until|till|eind(?:e)?(?: ?datum)?|end(?: ?date)?|uit dienst|gestopt|finished",
    "place": r"plaats|locatie|location|place|city|land|country|stad|vestigingsplaats|woonplaats",
    "what": r"taken(?: en verantwoordelijkheden)?|(?:voornaamste |"
    r"belangrijkste )?werkzaamheden(?: en verantwoordelijkheden| en taken)?|"
    r"verantwoordelijkheden|(?:taak)?omschrijving|tasks|(?:main )?(?:duties|activities)(?: and responsibilities)?|"
    r"responsibilities|"
    r"description|resultaten|sector|branche|soort bedrijf(?: of sector)?|type of business(?: or sector)?|"
    r"reden (?:van )?vertrek|"
    r"uren|hours|wat(?: ik deed)?|what(?: i did)?|contract|dienstverband|leidinggevende|referentie|notes?|opmerkingen?",
}
NAMED = {name: re.compile(rf"(?:{pattern})", re.I) for name, pattern in NAMES.items()}
WORDS_OF_NAMES = re.compile(r"[\t,/&]+|\s+(?:en|and|[-–])\s+")


def name_of(text: str) -> str:
    """Return which part of a job a label names."""
    text = text.strip(" :*•-")
    return next((name for name, pattern in NAMED.items() if pattern.fullmatch(text)), "")


def job_of(title: str, employer: str, period: Period, what: str, words: str) -> Job:
    """Return a job as the draft holds it, with nothing longer than it may be."""
    return Job(
        title=title[:120],
        employer=employer[:120],
        begin=_told(period.begin),
        end=_told(period.end),
        what=what[:1000],
        words=words[:MOST_WORDS],
    )


def _told(month: Month | None) -> str:
    if month is None:
        return ""
    return f"{month.year}-{month.month:02d}" if month.month else str(month.year)


# The first line of a label that goes on below in a narrow column.
FIRST_LINES = {
    "employer": re.compile(r"naam en adres(?: van)?(?: de)?|name and address(?: of)?", re.I),
    "title": re.compile(r"functie of|occupation or(?: position)?", re.I),
    "what": re.compile(
        r"voornaamste(?: werkzaamheden)?(?: en)?|belangrijkste|main(?: activities)?(?: and)?|soort bedrijf(?: of)?|"
        r"type of(?: business)?(?: or)?",
        re.I,
    ),
}


def _label(line: Line) -> tuple[str, str]:
    """Return the label of a line and its value."""
    if line.bullet and ":" not in line.text:
        return "", ""
    if len(line.cells) >= 2:
        first = line.cells[0].strip(" :")
        cut = next((each for each, pattern in FIRST_LINES.items() if pattern.fullmatch(first)), "")
        name = name_of(first) or cut
    if len(line.cells) >= 2 and name and not name_of(line.cells[1]):
        return name, "\t".join(line.cells[1:]).lstrip(": ")
    before, colon, after = line.text.partition(":")
    if colon and (name := name_of(before)):
        return name, after.strip()
    return "", ""


def labelled(lines: Sequence[Line], today: date) -> list[Job] | None:
    """Return the jobs of a part that is written with labels, None when it is not."""
    labels = [_label(line) for line in lines]
    names = [name for name, _value in labels if name]
    dated = sum(
        name == "period" or (name == "from" and periods.find(value, today, single=True) is not None)
        for name, value in labels
    )
    named = names.count("title") or names.count("employer")
    if not dated or not named or dated < 0.5 * named:
        return None
    jobs: list[Job] = []
    record: dict[str, str] = {}
    used: list[str] = []
    head: Line | None = None
    last = ""

    def close() -> None:
        nonlocal record, used
        job = _job(record, used, today)
        if job is not None:
            jobs.append(job)
        record, used = {}, []

    first = next((name for name in names if name != "what"), "")

    def shows(line: Line) -> bool:
        return line.head or line.gap or line.bold

    headed = bool(labels) and not labels[0][0]
    for number, (line, (name, value)) in enumerate(zip(lines, labels, strict=True)):
        follows = labels[number + 1][0] if number + 1 < len(labels) else ""
        if not name:
            bare = record.get(last) == "" and not line.bullet
            if bare and last:
                record[last] = line.text
                used.append(line.text)
            elif (
                _complete(record) and short(line) and not line.bullet and (shows(line) or (headed and follows == first))
            ):
                close()
                head, last = line, ""
            elif not record and short(line) and not line.bullet:
                head = line
            elif record:
                record["what"] = f"{record.get('what', '')}\n{line.text}".strip()
            continue
        if (name in record and name not in {"what", "place"}) or (name == first and _complete(record)):
            close()
        if head is not None and not record:
            record["head"] = head.text
            used.append(head.text)
        head = None
        if name == "what":
            record["what"] = f"{record.get('what', '')}\n{value}".strip()
        else:
            record.setdefault(name, value)
            used.append(line.text)
        last = name
    close()
    return jobs


def _complete(record: dict[str, str]) -> bool:
    return bool({"period", "from", "until"} & set(record)) and bool({"title", "employer", "head"} & set(record))


def _job(record: dict[str, str], used: list[str], today: date) -> Job | None:
    period = _period(record, today)
    title, employer, head = record.get("title", ""), record.get("employer", ""), record.get("head", "")
    if head and not title:
        title = head
    elif head and not employer and title_score(head) < 1:
        employer = head
    if period is None or not (title or employer):
        return None
    if title and not employer and len(at := AT.split(title, maxsplit=1)) == 2:
        title, employer = at
    parts = names_in(title) if "\t" in title or "|" in title else []
    title = parts[0] if parts else title.replace("\t", " ")
    words = "\n".join(text.replace("\t", "  ") for text in used)
    firm = (employer if title else "").replace("\t", ", ")
    return job_of(title or employer, firm, period, record.get("what", ""), words)


def _period(record: dict[str, str], today: date) -> Period | None:
    if record.get("period"):
        found = periods.find(record["period"], today, single=True)
        if found is not None:
            return found
    begin, end = record.get("from", ""), record.get("until", "")
    if begin and end:
        return periods.find(f"{begin} - {end}", today)
    if begin:
        found = periods.find(begin, today, single=True)
        return replace(found, end=None) if found is not None and found.single else found
    return None


def columns_of(lines: Sequence[Line]) -> tuple[int, list[str]] | None:
    """Return where a table with a name above each column begins, and the names."""
    for number, line in enumerate(lines[:8]):
        if len(line.cells) >= 2:
            names = [_column(cell) for cell in line.cells]
            if {"period", "from"} & set(names) and {"title", "employer"} & set(names) and all(names):
                return number, names
    return None


def _column(cell: str) -> str:
    """Return what a column holds; "Functie, bedrijf" holds a title and more."""
    return name_of(cell) or next((name for part in WORDS_OF_NAMES.split(cell) if (name := name_of(part))), "")


def is_heading(line: Line) -> bool:
    """Tell whether a row holds nothing but names of columns."""
    words = [word.strip(" :,") for word in re.split(r"[\t,/ ]+", line.text) if word.strip(" :,")]
    return len(words) > 1 and len(line.cells) > 1 and all(name_of(word) for word in words)


def _undated(cell: str, today: date) -> str:
    period = periods.find(cell, today, single=True)
    return cell if period is None else clean(periods.cut(cell, period))


def table(lines: Sequence[Line], start: int, names: list[str], today: date) -> list[Job]:
    """Return the jobs of a table with a name above each column."""
    jobs: list[Job] = []
    dated = next((names.index(name) for name in ("period", "from") if name in names), None)
    for line in grid.with_cells(lines[start], lines[start + 1 :], today, dated):
        text = "\t".join(cell for cell in line.cells if cell)
        record: dict[str, str] = {}
        exact = len(line.cells) == len(names)
        if exact:
            for name, cell in zip(names, line.cells, strict=True):
                record[name] = f"{record[name]} - {cell}" if record.get(name) else cell
        period = (_period(record, today) if exact else None) or periods.find(text, today, single=True)
        if period is None or len(line.cells) < 2:
            if jobs and len([cell for cell in line.cells if cell]) == 1:
                jobs[-1].what = f"{jobs[-1].what}\n{text}".strip()[:1000]
            continue
        if not exact or not (record.get("title") or record.get("employer")):
            rests = [_undated(cell, today) for cell in line.cells]
            cells = [rest for rest in rests if rest and not periods.IS_NOW.fullmatch(rest)]
            wanted = [name for name in names if name not in {"period", "from", "until"}]
            if len(cells) == len(wanted):
                record = dict(zip(wanted, cells, strict=True))
            elif cells:
                best = max(range(len(cells)), key=lambda n: title_score(cells[n]))
                others = [cell for number, cell in enumerate(cells) if number != best]
                record = {"title": cells[best], "employer": others[0] if others else ""}
        title, employer = record.get("title", ""), record.get("employer", "")
        if title and not employer:
            at = AT.split(title, maxsplit=1)
            parts = parts_of(title)
            if len(at) == 2:
                title, employer = at
            elif len(parts) > 1 and "employer" not in names:
                named = names_in(title)
                title, employer = (", ".join(named[:-1]), named[-1]) if len(named) > 1 else (parts[0], "")
        if not title and not employer:
            continue
        firm, what = employer if title else "", record.get("what", "")
        jobs.append(job_of(title or employer, firm, period, what, text.replace("\t", "  ")))
    return jobs
