"""Kinds of work as the demo knows them: the vocabulary's words, joined with how the work really goes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

from .dice import Dice, words

# What ISCO-08 major groups usually ask and pay, for occupations outside our own starter set:
# (education, Dutch level, lowest and highest pay at full time, weight among people who look for work)
BY_MAJOR = {
    "1": (5, 4, 3600, 5400, 0.3),
    "2": (5, 4, 3200, 4800, 0.5),
    "3": (4, 4, 2900, 4000, 0.7),
    "4": (3, 4, 2640, 3300, 1.0),
    "5": (2, 3, 2630, 3150, 1.2),
    "6": (2, 2, 2640, 3200, 0.5),
    "7": (2, 2, 2700, 3600, 0.7),
    "8": (1, 2, 2650, 3300, 0.9),
    "9": (0, 1, 2620, 2850, 1.3),
}


@dataclass(frozen=True)
class Craft:
    """How an occupation of the starter set goes in practice."""

    people: float  # weight among people who look for work
    hours: tuple[int, int]
    irregular: float  # share of jobs with evenings, nights or weekends
    where: tuple[str, ...]
    does: tuple[str, ...]  # "helpt ..." as it follows "je"


@dataclass(frozen=True)
class Ask:
    """A skill that an occupation asks."""

    key: int
    name: str
    transversal: bool = False
    dutch: bool = True  # ESCO names many skills in English only; those stay out of what people write


@dataclass(frozen=True)
class Work:
    """An occupation with everything the demo needs of it."""

    key: int
    code: str  # of the starter set, or empty
    name: str
    sector: str
    isco: str
    titles: tuple[str, ...]
    essential: tuple[Ask, ...]
    optional: tuple[Ask, ...]
    education: int
    licences: tuple[str, ...]
    pay: tuple[int, int]
    dutch: int
    craft: Craft | None = field(default=None, compare=False)

    @property
    def people(self) -> float:
        """Return how common this work is among people who look for work."""
        return self.craft.people if self.craft else BY_MAJOR[self.isco[0]][4] * 0.25

    @property
    def hours(self) -> tuple[int, int]:
        """Return the hours per week between which this work is offered."""
        return self.craft.hours if self.craft else (24, 40)

    @property
    def regulated(self) -> bool:
        """Tell whether this work may only be done with a diploma or registration."""
        return bool({"big"} & set(self.licences)) or self.code in REGULATED


REGULATED = frozenset(
    words(
        "leerkracht-basisonderwijs docent-vo docent-mbo politieagent doktersassistent apothekersassistent "
        "verzorgende-ig "
        "laborant ambulancechauffeur ergotherapeut kraamverzorgende pedagogisch-medewerker handhaver"
    )
)


@cache
def crafts() -> dict[str, Craft]:
    """Return how each occupation of the starter set goes, by its code."""
    lines = (Path(__file__).parent / "crafts.txt").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines[1:]:
        code, people, hours, irregular, where, does = line.split("|")
        low, high = hours.split("-")
        found[code] = Craft(
            float(people), (int(low), int(high)), int(irregular) / 10, tuple(where.split("/")), tuple(does.split(";"))
        )
    return found


class World:
    """All work of the region, with ways from one kind of work to the next."""

    def __init__(self, works: list[Work]) -> None:
        self.works = works
        self.by_key = {work.key: work for work in works}
        self.by_code = {work.code: work for work in works if work.code}
        self._sets = {work.key: frozenset(ask.key for ask in (*work.essential, *work.optional)) for work in works}
        self._groups: dict[str, list[Work]] = {}
        for work in works:
            self._groups.setdefault(work.sector, []).append(work)
        self._near: dict[int, list[Work]] = {}
        self._pulls: dict[object, tuple[list[Work], list[float]]] = {}

    def draw(self, dice: Dice, name: object, pull: Callable[[Work], float]) -> Work:
        """Draw work by a pull that is the same whenever its name is, so that it is weighed only once."""
        if name not in self._pulls:
            weighed = [(work, pull(work)) for work in self.works]
            kept = [(work, weight) for work, weight in weighed if weight > 0]
            kept = kept or [(work, 1.0) for work in self.works if work.education == 0]
            self._pulls[name] = [work for work, _ in kept], list(accumulate(weight for _, weight in kept))
        works, heights = self._pulls[name]
        return dice.choices(works, cum_weights=heights)[0]

    def near(self, work: Work) -> list[Work]:
        """Return the work that lies closest to this, by the skills both ask: at most eight, closest first."""
        if work.key not in self._near:
            mine = self._sets[work.key]
            others = [other for other in self._groups.get(work.sector, []) if other.key != work.key]
            scored = sorted(((_alike(mine, self._sets[other.key]), -other.key) for other in others), reverse=True)[:8]
            self._near[work.key] = [self.by_key[-negative] for share, negative in scored if share > 0.05]
        return self._near[work.key]

    def sector(self, code: str) -> list[Work]:
        """Return the work of one sector."""
        return self._groups.get(code, [])


def _alike(one: frozenset[int], two: frozenset[int]) -> float:
    both = len(one & two)
    return both / (len(one) + len(two) - both) if both else 0.0
