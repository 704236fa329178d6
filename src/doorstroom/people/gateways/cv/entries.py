"""How the jobs of one CV are laid out: which line holds the title and which the employer, found once for all of them.

Each job has a period. The lines around it are numbered from it: -1 is the line above, 0 the line itself, 1 the one
below. Of all pairs (line of the title, line of the employer) the one is taken that explains all jobs best.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .lines import Line
from .periods import LENGTH, Period
from .titles import FIRM, firm_score, fold, is_place, placeish, title_score

LONG = 11  # words: a line this long is a story, not a title
AT = re.compile(r"\s+(?:at|te)\s+(?=[A-ZÀ-Ý0-9'])|\s+bij\s+(?=\S)|\s+@\s*")
BORDERS = re.compile(
    r"\t+|\s*\|\s*|\s+[–—−-]\s+|\s*[·•●]{1}\s+|\s*;\s*|\s+,\s*|,\s+|\s*\(\s*(?=[^)]*\)\s*$)|:\s+|\s{3,}|\s+//\s+"
)
BRACKETS = re.compile(r"\(([^()]*)\)")
OUTSIDE = re.compile(r"\t+|\s*\|\s*|\s+[–—−-]\s+|\s*[·•●]{1}\s+|\s*;\s*|\s+,\s*|,\s+|:\s+|\s{3,}|\s+//\s+")
ASIDE = re.compile(r"\([^()]*,[^()]*\)")  # in brackets, and names more than one thing
SLASH = re.compile(r"\s+/\s+")
TERMS = re.compile(  # what is said about a contract, and is neither title nor employer
    rf"(?:{LENGTH.pattern}|[\s().,:;|/–—−\[\]*·•+-]|\d+(?:[.,]\d+)?\s*(?:-|à|tot)?\s*\d*\s*(?:uur|u|hours?|hrs|uren|"
    rf"fte|%)"
    r"(?: per week| a week| p\.?/?w\.?)?|full-?\s?time|part-?\s?time|deeltijd|voltijd|en|and|periode|period|van|from|"
    r"tijdelijk|temporary|vaste? dienst|vast|permanent|contract|dienstverband|onbezoldigd|unpaid|bijbaan|oproepkracht|"
    r"internship|self-employed|seizoen|seasonal|ca\.?|schooljaar|in)+",
    re.I,
)
ABBREVIATED = re.compile(r"\b(?:[BN]\.V|v\.o\.f|[A-Z]|Ltd|Co|Inc|Zn)\.$")
SHORTENED = re.compile(r"\b(?:gebr|st|dr|mr|drs|ing|ir|fa|sr|jr|dept|afd|co|mt|int|nat|tech|med|medew|ass|adm)$", re.I)
MOST_TERMS = 60  # letters; a longer text tells more, and looking through it could take very long
LOGO = re.compile(r"^.{2,60}\slogo$", re.I)
WHAT = re.compile(  # begins a line about the work itself
    r"^(?:taken|werkzaamheden|taken en verantwoordelijkheden|(?:voornaamste |hoofd)?werkzaamheden.*|"
    r"verantwoordelijkheden|"
    r"omschrijving|tasks|(?:main )?duties|(?:main )?activities.*|(?:key )?responsibilities|achievements|description|"
    r"resultaten|sector|branche|reden vertrek|uren|skills|vaardigheden|what i did|wat ik deed|tools|technieken|stack|"
    r"technologies|environment|clients|klanten|onder andere|verantwoordelijk voor|responsible for)\s*:|"
    r"^(?:onder andere|verantwoordelijk voor|responsible for|taken|werkzaamheden|tasks|duties|main duties)\b",
    re.I,
)
PLACE_LABEL = re.compile(r"^(?:plaats|locatie|location|place|city|country|land|stad|vestigingsplaats)\s*:", re.I)
REACH = (-3, -2, -1, 0, 1, 2)
COST = {-3: 0.5, -2: 0.12, -1: 0.0, 0: 0.0, 1: 0.08, 2: 0.2}


@dataclass
class Anchor:
    """A line with a period, and what stands on that line besides."""

    at: int
    period: Period
    rest: str
    kind: str = ""  # where on its line the period stands
    border: str = ""  # what divides it from the rest
    subordinate: bool = False
    slots: dict[int, int] = field(default_factory=dict)  # from the numbers around it to lines
    end: int = 0  # the first line that is no longer part of this job


@dataclass(frozen=True)
class Layout:
    """The numbers of the lines with the title and with the employer, None when no line holds one."""

    title: int
    employer: int | None


def clean(text: str) -> str:
    """Return a part of a line without the signs around it."""
    text = text.strip(" \t,;:|–—−-•·*[]")
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    if text.startswith("(") and ")" not in text:
        text = text[1:]
    return text.strip(" ,;:.|–—-") + ("." if re.search(r"\b[BNv]\.[VvoO]\.$", text) else "")


def parts_of(text: str) -> list[str]:
    """Cut a line at its borders, and leave out what says nothing."""
    text = ASIDE.sub(" ", text)
    parts = [clean(part) for part in BORDERS.split(text)]
    return [part for part in parts if part and not is_about_terms(part) and any(c.isalpha() for c in part)]


def names_in(text: str) -> list[str]:
    """Return the parts of a line that are no place."""
    return [part for part in parts_of(text) if not is_place(part)]


def title_at_employer(text: str) -> tuple[str, str] | None:
    """Cut "kok bij Hotel Zon" in two; None when a line is not written so."""
    sides = AT.split(text, maxsplit=1)
    if len(sides) == 2 and title_score(sides[0]) > -1 and not sides[1][:1].islower():
        return sides[0], sides[1]
    return None


def is_about_terms(text: str) -> bool:
    """Tell whether a text says how long, how much or under which contract, and nothing else."""
    return len(text) <= MOST_TERMS and TERMS.fullmatch(text) is not None


def says_nothing(text: str) -> bool:
    """Tell whether a line is about a contract, a place or a picture only."""
    if not any(letter.isalpha() for letter in text) or is_about_terms(text) or LOGO.match(text):
        return True
    if PLACE_LABEL.match(text):
        return True
    parts = parts_of(text)
    return not parts or all(is_place(part) for part in parts)


def short(line: Line) -> bool:
    """Tell whether a line may name something, rather than tell a story."""
    text = line.text.strip()
    words = text.split()
    sentence = text.endswith(".") and len(words) > 2 and not ABBREVIATED.search(text)
    return len(words) <= LONG and not sentence and not WHAT.match(text)


def head_of(text: str) -> str:
    """Return the first sentence of a line."""
    cut = re.search(r"(?<=[a-zà-ÿ)]{2})\.\s+(?=[A-ZÀ-Ý])", text)
    if cut is None or SHORTENED.search(text[: cut.start()]):
        return text
    return text[: cut.start()]


def place_slots(lines: Sequence[Line], anchors: Sequence[Anchor]) -> None:
    """Number the lines around each anchor, without those that say nothing; lines of a list tell about the work."""
    marked = sum(anchor.at > 0 and lines[anchor.at - 1].bullet and not lines[anchor.at].bullet for anchor in anchors)
    heads = marked > 0.7 * len(anchors)  # the mark stands before each title
    for number, anchor in enumerate(anchors):
        before = anchors[number - 1].at if number else -1
        after = anchors[number + 1].at if number + 1 < len(anchors) else len(lines)
        anchor.slots = {0: anchor.at} if anchor.rest else {}
        for step, stop, names in ((-1, before, (-1, -2, -3)), (1, after, (1, 2))):
            free = list(names)
            at = anchor.at + step
            while at != stop and free:
                if not says_nothing(lines[at].text):
                    if (lines[at].bullet and not heads) or not short(lines[at]):
                        break
                    anchor.slots[free.pop(0)] = at
                at += step


def _form(line: Line) -> tuple[bool, float, bool, bool]:
    return line.bold, round(line.size, 1), line.head, line.indent


def only_like_each_other(lines: Sequence[Line], anchors: Sequence[Anchor]) -> None:
    """Take away a line that looks unlike what stands in that place with the other jobs."""
    for slot in REACH:
        if slot == 0:
            continue
        forms = Counter(_form(lines[a.slots[slot]]) for a in anchors if slot in a.slots)
        if len(forms) < 2:
            continue
        (form, times), rest = forms.most_common(1)[0], sum(forms.values())
        if times * 2 <= rest or times < 2:
            continue
        for anchor in anchors:
            if slot in anchor.slots and _form(lines[anchor.slots[slot]])[1:3] != form[1:3]:
                for further in [each for each in anchor.slots if each * slot > 0 and abs(each) >= abs(slot)]:
                    del anchor.slots[further]


class Texts:
    """The text of each slot of each anchor, and what it scores."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines

    def of(self, anchor: Anchor, slot: int) -> str:
        """Return the text in a slot."""
        return anchor.rest if slot == 0 else self.lines[anchor.slots[slot]].text

    def room_before(self, anchor: Anchor, slot: int) -> bool:
        """Tell whether there is more room than usual above the line in a slot."""
        at = anchor.at if slot == 0 else anchor.slots.get(slot)
        return at is not None and self.lines[at].gap

    def title(self, anchor: Anchor, slot: int) -> float:
        """Return how much the line in a slot looks like a title."""
        if slot not in anchor.slots:
            return -2.0
        text = self.of(anchor, slot)
        score = max(title_score(part) for part in [*names_in(text)[:3], clean(text)])
        return min(max(score, -1.5), 3.0) - (0.4 if text[:1].islower() else 0.0)

    def employer(self, anchor: Anchor, slot: int) -> float:
        """Return how much the line in a slot looks like an employer."""
        if slot not in anchor.slots:
            return -0.7
        parts = names_in(self.of(anchor, slot))
        # A line that names a title as well is the line of another job, or holds both.
        titled = max((title_score(part) for part in parts[:3]), default=0.0) >= 2
        return min(max((firm_score(part) for part in parts[:3]), default=-2.0), 2.5) - (1.0 if titled else 0.0)

    def turned(self, anchor: Anchor, layout: Layout) -> float:
        """Return what the two lines score with the employer where the others have the title."""
        return self.title(anchor, layout.employer or 0) + self.employer(anchor, layout.title)

    def both(self, anchor: Anchor, slot: int) -> float:
        """Return how much the line in a slot looks like title and employer together."""
        if slot not in anchor.slots:
            return -2.7
        text = self.of(anchor, slot)
        if (sides := title_at_employer(text)) is not None:
            return min(3.0, max([0.5, *map(title_score, parts_of(sides[0]))])) + 1.2
        parts = names_in(text)
        if len(parts) < 2:
            return self.title(anchor, slot) - 1.0
        pairs = [(title_score(a) + firm_score(b), title_score(b) + firm_score(a)) for a, b in pairwise(parts[:3])]
        return min(4.0, max(max(pair) for pair in pairs))


def layout_score(texts: Texts, anchors: Sequence[Anchor], layout: Layout) -> float:
    """Return how well a layout explains the jobs of one part."""
    t, e = layout.title, layout.employer
    total = 0.0
    for anchor in anchors:
        if t == e:
            total += texts.both(anchor, t) - COST[t]
        else:
            forward = texts.title(anchor, t) + (texts.employer(anchor, e) if e is not None else -0.6)
            if e is not None and t in anchor.slots and e in anchor.slots:
                forward = max(forward, texts.turned(anchor, layout) - 1.5)
            total += forward - COST[t] - (COST[e] if e is not None else 0.0)
    # A line between the two, or between them and the period, that holds neither is a hole; so is room left open there.
    used = {0, t, *([] if e is None else [e])}
    between = range(min(used), max(used) + 1)
    for anchor in anchors:
        total -= 0.9 * any(slot in anchor.slots for slot in between if slot not in used)
        total -= 0.5 * sum(texts.room_before(anchor, slot) for slot in between if slot != min(used))
        total -= 1.2 * bool(anchor.rest and 0 not in (t, e))
    # A line belongs to one job only.
    for before, after in pairwise(anchors):
        shared = {before.slots.get(s) for s in used - {0}} & {after.slots.get(s) for s in used - {0}}
        total -= 1.5 * len(shared - {None})
    # What stands above the first period of a part belongs to its job.
    if anchors and -1 in anchors[0].slots and min(used) == 0:
        total -= 2.0
    return total


def choose(texts: Texts, groups: Sequence[Sequence[Anchor]]) -> list[Layout]:
    """Return the layout of each part: one for the whole CV, unless a part says clearly that it has its own."""
    layouts = [Layout(t, e) for t in REACH for e in (*REACH, None)]
    common = {layout: sum(layout_score(texts, group, layout) for group in groups) for layout in layouts}
    best = max(layouts, key=lambda layout: common[layout])
    chosen = []
    for group in groups:
        own = {layout: layout_score(texts, group, layout) for layout in layouts}
        own[best] += len(group)
        chosen.append(max(layouts, key=lambda layout: own[layout]))
    return chosen


def title_first(texts: Texts, anchors: Sequence[Anchor], layout: Layout) -> float:
    """Return more than nothing when the title stands before the employer on their common line.

    On lines of their own: how clearly the lines are told apart.
    """
    votes, counted = 0.0, 0
    t, e = layout.title, layout.employer
    for anchor in anchors:
        if t != e:
            if e is not None and t in anchor.slots and e in anchor.slots:
                votes += texts.title(anchor, t) + texts.employer(anchor, e) - texts.turned(anchor, layout)
                counted += 1
            continue
        if layout.title in anchor.slots:
            parts = names_in(texts.of(anchor, layout.title))[:2]
            if len(parts) == 2:
                forward = title_score(parts[0]) + firm_score(parts[1])
                votes += max(-2.5, min(2.5, forward - title_score(parts[1]) - firm_score(parts[0])))
                counted += 1
    return votes / counted if counted else 0.0


def read(texts: Texts, anchor: Anchor, layout: Layout, order: float) -> tuple[str, str, list[int]]:
    """Return the title, the employer, and the lines they stand on."""
    t, e = layout.title, layout.employer
    if t != e:
        used = [anchor.slots[slot] for slot in (t, e) if slot is not None and slot in anchor.slots]
        title_line = texts.of(anchor, t) if t in anchor.slots else ""
        firm_line = texts.of(anchor, e) if e is not None and e in anchor.slots else ""
        if title_line and firm_line:
            forward = texts.title(anchor, t) + texts.employer(anchor, e or 0)
            # Where the others leave no doubt, this one follows them.
            if texts.turned(anchor, layout) - forward >= (2.0 if order < 1.5 else 4.5):
                title_line, firm_line = firm_line, title_line
            return _title_of(title_line), _firm_of(firm_line), used
        line = title_line or firm_line
        title, employer = _both(line, order)
        if not title_line and employer == "":
            title, employer = "", title
        return title, employer, used
    if t not in anchor.slots:
        return "", "", []
    title, employer = _both(texts.of(anchor, t), order)
    return title, employer, [anchor.slots[t]]


def _title_of(text: str) -> str:
    """Return the title on a line that holds no employer; "Lasser (MIG)" is one title, "Kok, 32 uur" is "Kok"."""
    whole = BRACKETS.sub(lambda match: " " if is_about_terms(match[1]) else match[0], text)
    parts = [clean(part) for part in OUTSIDE.split(ASIDE.sub(" ", whole))]
    parts = [part for part in parts if part and not is_about_terms(part) and not is_place(part)]
    if not parts:
        return clean(text)
    best = max(range(len(parts[:3])), key=lambda n: title_score(parts[n]) + (0.9 if n == 0 else 0.0))
    return parts[best]


def _firm_of(text: str) -> str:
    parts = names_in(text)
    if not parts:
        return ""
    best = max(range(len(parts[:3])), key=lambda n: firm_score(parts[n]) + (1.2 if n == 0 else 0.0))
    return parts[best]


def _both(text: str, order: float) -> tuple[str, str]:
    if (sides := title_at_employer(text)) is not None:
        names = parts_of(sides[1])
        return _title_of(sides[0]), names[0] if names else ""
    parts = names_in(text)[:4]
    if not parts:
        return "", ""
    if len(parts) == 1 and len(halves := SLASH.split(parts[0])) == 2 and max(map(firm_score, halves)) > 1.5:
        parts = halves
    if len(parts) == 1:
        return parts[0], ""
    lean = max(-2.0, min(2.0, order)) + (0.9 if order >= 0 else -0.9)

    def worth(pair: tuple[int, int]) -> float:
        title, firm = pair
        forward = lean if title < firm else -lean
        return title_score(parts[title]) + firm_score(parts[firm]) + forward - 0.5 * (title + firm)

    spots = range(min(len(parts), 3))
    title, firm = max(((a, b) for a in spots for b in spots if a != b), key=worth)
    return parts[title], parts[firm] if not placeish(parts[firm]) or FIRM.search(fold(parts[firm])) else ""
