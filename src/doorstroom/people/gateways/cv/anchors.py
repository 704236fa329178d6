"""Which periods in the work of a CV begin a job, and which tell something within one.

The jobs of one CV are written alike: their periods stand in the same place on the line. What stands in another place
is left out, unless a part of the CV has nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from . import periods
from .entries import AT, LONG, WHAT, Anchor, head_of, parts_of, says_nothing
from .lines import Line
from .titles import title_score

OPENS = re.compile(r"[\t,|(\[:;–—−/•·-]\s*$")
CLOSES = re.compile(r"^\s*(?:[\t,|()\]:;–—−•·/-]|bij\b|at\b|@)")
MOST = 100  # jobs of one CV
Form = tuple[str, str, bool]  # where the period stands, what divides it from the rest, and whether in a list below
OWN, LEFT, RIGHT, MID, LOOSE = "own", "left", "right", "mid", "loose"
PERIOD_LABEL = re.compile(
    r"^(?:periode|period|dates?|data|datum|duur|looptijd|in dienst|dienstverband|wanneer|when|jaar|years?)\s*:\s*", re.I
)


def anchor_of(number: int, line: Line, today: date) -> Anchor | None:
    """Return the period on a line, with where it stands there; none when the line tells a story."""
    text = PERIOD_LABEL.sub("", line.text)
    period = periods.find(text, today, single=True)
    if period is None or WHAT.match(text):
        return None
    before, after = text[: period.start], text[period.stop :]
    tail = head_of(after)
    if CLOSES.match(after) and len(tail.split()) > LONG:
        tail = until_comma(tail)
    told_before = "" if says_nothing(before) else before
    told_after = "" if says_nothing(tail) else tail
    opened, closed = bool(OPENS.search(before)), bool(CLOSES.match(after))
    words = len(told_before.split()) + len(told_after.split())
    if not told_before and not told_after:
        kind = OWN
    elif not told_before:
        # "2012 - 2016 Waiter" without a sign between is as good as one with, if no sentence goes on.
        begins = after.strip()[:1]
        named = AT.search(tail) or (parts_of(tail) and title_score(parts_of(tail)[0]) >= 2)
        kind = LEFT if closed or not begins.islower() or named else LOOSE
    elif not told_after:
        kind = RIGHT if opened or before.rstrip().endswith(("(", "[")) else LOOSE
        if kind == LOOSE and not period.single and words <= 6 and not line.text.rstrip().endswith("."):
            kind = RIGHT
    else:
        kind = MID if opened and closed else LOOSE
    if words > LONG or (told_before and re.search(r"[\d)\]]\.$", line.text.rstrip())):
        kind = LOOSE  # a sentence
    if period.single and kind == LEFT and not (closed or "\t" in after[:1]):
        kind = LOOSE
    rest = f"{before.strip().rstrip('([–—-,|: ')}\t{tail.strip().lstrip(')]:–—-,|; ')}".strip("\t ")
    if says_nothing(rest):
        rest = ""
    border = "(" if before.rstrip().endswith(("(", "[")) else ""
    return Anchor(number, period, rest, kind, border)


def until_comma(text: str) -> str:
    """Return what a long line names before it goes on to tell about it."""
    first, _, rest = text.partition(", ")
    return first if len(first.split()) > 2 else f"{first}, {rest.partition(', ')[0]}"


def _votes(anchors: Sequence[Anchor], lines: Sequence[Line]) -> dict[Form, float]:
    """Return how much the periods of a part speak for each form."""
    votes: dict[Form, float] = defaultdict(float)
    for anchor in anchors:
        weight = 0.3 if anchor.period.single else 1.0
        weight *= (0.5 if anchor.subordinate else 1.0) * (0.3 if anchor.kind == LOOSE else 1.0)
        votes[_form(anchor)] += weight * (0.4 + _evidence(anchor, lines))
    return votes


def _evidence(anchor: Anchor, lines: Sequence[Line]) -> float:
    """Return how much what stands near looks like the title of a job."""
    around = (anchor.at - 1, anchor.at - 2, anchor.at + 1)
    near = [anchor.rest, *(lines[at].text for at in around if 0 <= at < len(lines))]
    if anchor.kind != OWN and anchor.rest:
        near = [anchor.rest, *near[1:2]]
    scores = [max((title_score(part) for part in parts_of(text)[:3]), default=-2.0) for text in near]
    return min(3.0, max(0.0, max(scores, default=0.0)))


def find(sections: Sequence[Sequence[Line]], today: date) -> list[list[Anchor]]:
    """Return the periods of each part that begin a job."""
    found: list[list[Anchor]] = []
    for lines in sections:
        anchors = [anchor for number, line in enumerate(lines) if (anchor := anchor_of(number, line, today))]
        plain = sum(not lines[a.at].indent for a in anchors if a.kind != LOOSE and not a.period.single)
        for anchor in anchors:
            line = lines[anchor.at]
            anchor.subordinate = line.bullet or (line.indent and plain > 0)
        found.append(anchors)
    own = [_votes(anchors, lines) for lines, anchors in zip(sections, found, strict=True)]
    every: dict[Form, float] = defaultdict(float)
    for votes in own:
        for form, weight in votes.items():
            every[form] += weight
    chosen = [_chosen(*part, every) for part in zip(sections, found, own, strict=True)]
    return [group[: max(0, MOST - sum(map(len, chosen[:number])))] for number, group in enumerate(chosen)]


def _form(anchor: Anchor) -> Form:
    return anchor.kind, anchor.border, anchor.subordinate


def _within(anchor: Anchor, above: Anchor) -> bool:
    """Tell whether a period lies within another."""
    if above.period.begin.year > anchor.period.begin.year:
        return False
    end = anchor.period.end
    return above.period.end is None or (end is not None and end.year <= above.period.end.year)


def _chosen(
    lines: Sequence[Line], anchors: list[Anchor], own: dict[Form, float], every: dict[Form, float]
) -> list[Anchor]:
    clear = [anchor for anchor in anchors if anchor.kind != LOOSE]
    if not clear:
        return []
    forms = {_form(anchor) for anchor in clear}
    main = max(forms, key=lambda form: own[form] + 0.5 * min(every[form], 8.0))
    kept = [anchor for anchor in clear if _form(anchor) == main]
    ranges = [anchor for anchor in kept if not anchor.period.single]
    for anchor in clear:
        if anchor in kept or anchor.subordinate != kept[0].subordinate or anchor.period.single or anchor.kind == OWN:
            continue
        # One that is written otherwise must look like a job by itself, and not lie within the job above it.
        above = max((each for each in kept if each.at < anchor.at), key=lambda each: each.at, default=None)
        within = above is not None and _within(anchor, above)
        alike = lines[anchor.at].bold == lines[kept[0].at].bold and lines[anchor.at].size == lines[kept[0].at].size
        both = len(parts_of(anchor.rest)) > 1 or AT.search(anchor.rest)
        if alike and both and not within and _evidence(anchor, lines) >= 2:
            kept.append(anchor)
    if ranges:  # one date is a job where the others have two, if it looks the same
        looks = {(lines[a.at].bold, lines[a.at].size, lines[a.at].head) for a in ranges}
        kept = [
            a
            for a in kept
            if not a.period.single
            or ((lines[a.at].bold, lines[a.at].size, lines[a.at].head) in looks and _evidence(a, lines) >= 0.6)
        ]
    return _without_years_of_a_job(lines, sorted(kept, key=lambda anchor: anchor.at))


def _without_years_of_a_job(lines: Sequence[Line], kept: list[Anchor]) -> list[Anchor]:
    """Leave out what lies within the job above it and looks less like a job than the others do."""
    found: list[Anchor] = []
    bold = sum(lines[anchor.at].bold for anchor in kept) > 1
    roomy = sum(lines[anchor.at].gap for anchor in kept) * 2 >= len(kept)
    usual = sum(_evidence(anchor, lines) for anchor in kept) / len(kept) if kept else 0.0
    for anchor in kept:
        line = lines[anchor.at]
        less = (bold and not line.bold) + (roomy and not line.gap) + (usual >= 1.5 and _evidence(anchor, lines) < 1.2)
        plain = bold and found and lines[found[-1].at].bold and not line.bold
        if found and anchor.kind != OWN and anchor.rest and _within(anchor, found[-1]) and (plain or less >= 2):
            continue
        found.append(anchor)
    return found
