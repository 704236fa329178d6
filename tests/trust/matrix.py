"""Reads matrix.txt, the hand-written table of who may open what, and holds it against the addresses that exist."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from doorstroom.core.checks import routes

from .stage import EVERYBODY, NO_KEY, NO_NUMBER, NOT_ENROLLED, ONE_FACTOR, SECONDS, Stage, Thing

FILE = Path(__file__).with_name("matrix.txt")
NAME = f"tests/trust/{FILE.name}"
MOST_LINES = 400
OUTCOMES = {"opens", "404", "405", "401", "403", "signs in", "second factor", "proves again"}

# What an address names: by parameter, and where a parameter says only `key` by the words in front of it.
NAMED = {
    "person": "person",
    "person_id": "person",
    "number": "vacancy",
    "nummer": "vacancy",
    "employer": "employer",
    "upload": "upload",
    "notice_id": "notice",
    "user_id": "user",
    "membership_id": "membership",
    "organisation_id": "organisation",
    "doubt_id": "doubt",
    "double": "double",
    "request_id": "overview",
    "intake": "intake",
    "report": "report",
    "call": "call",
    "place": "place",
    "organisation": "municipality",
    "row_id": "promising",
    "post_it": "post_it",
    "deal": "deal",
    "code": "code",
    "title": "title",
    "together": "together",
    "goal": "goal",
    "talk": "talk",
    "plan/stap/<step>": "step",
    "transfer": "transfer",
    "merged": "merge",
    "glass": "glass",
    "keep": "person",
    "gone": "person",
    "referral": "referral",
    "partner": "partner",
    "enrolment": "enrolment",
    "placement": "placement",
    "sectordeals/<key>": "deal",
    "verwijzingen/<key>": "referral",
    "screening/<key>": "enrolment",
    "reacties/<key>": "introduction",
    "kennismakingen/<key>": "introduction",
    "koppelingen/<key>": "token",
}
# Words in an address that name nobody's object.
SPELLED = {
    "door": "digid",
    "part": "werk",
    "step": "uren",
    "kind": "vacatures",
    "name": "banen",
    "lane": "mediation",
    "nieuw/<what>": "rule",
    "verwijzingen/<key>/<kind>": "teruggeven",
    "what": "begonnen",
    "figure": "referred",
    "row": str(NO_KEY),
    "pk": "1",
    "key": "1-a",
    "uidb36": "1",
}
PARAMETER = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Route:
    """An address with its parameters, and the methods that are tried on it."""

    path: str  # kandidaten/<person>/sleutel/

    @property
    def methods(self) -> tuple[str, ...]:
        """Return the methods worth trying: pages know two, the API four."""
        return ("GET", "POST", "PUT", "DELETE") if self.path.startswith("api/") else ("GET", "POST")

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Return (parameter, kind of object or "") in order."""
        found = []
        for match in PARAMETER.finditer(self.path):
            found.append((match.group(1), self.meant(NAMED, match)))
        return found

    def meant(self, table: dict[str, str], parameter: re.Match[str]) -> str:
        """Return what a table says of a parameter: by the words in front of it, else by its name."""
        upto = f"/{self.path[: parameter.end()]}"
        said = (kind for words, kind in table.items() if "<" in words and upto.endswith(f"/{words}"))
        return next(said, table.get(parameter.group(1), ""))

    @property
    def unknown(self) -> list[str]:
        """Return the parameters of which nobody said what they name."""
        return [name for name, kind in self.parts if not kind and name not in SPELLED]

    def filled(self, stage: Stage, thing: Thing) -> str:
        """Return the address with the thing in its first place, and the stage's first things in the others."""
        path, used = self.path, list[object]()
        for match in PARAMETER.finditer(self.path):
            kind = self.meant(NAMED, match)
            if not kind:
                value: object = self.meant(SPELLED, match) or "x"
            elif not used:
                value = thing.key
            else:
                value = next((each.key for each in stage.things.get(kind, []) if each.key not in used), NO_KEY)
            if kind:
                used.append(value)
            path = path.replace(match.group(), str(value), 1)
        return f"/{path.removeprefix('/')}"

    def at(self, step: str) -> "Route":
        """Return this address at another step of a profile."""
        return Route(self.path.replace("<step>", step))

    @property
    def named(self) -> str:
        """Return the kind of object on which the relation rests, or "" when the address names none."""
        return next((kind for _, kind in self.parts if kind), "")


def every_route() -> list[Route]:
    """Return every address that the resolver knows, each once."""
    found = {}
    for path, _name, _view in routes():
        plain = re.sub(r"\(\?P(<\w+>)(?:\[[^\]]*\]|[^()])*\)", r"\1", path)
        plain = re.sub(r"<\w+:(\w+)>", r"<\1>", plain).replace("^", "").replace("$", "") or "/"
        found[plain] = Route(plain)
    return list(found.values())


@dataclass
class Line:
    """One sentence of the table: these people, in this relation, with these methods, at these addresses: outcome."""

    number: int
    who: frozenset[str]
    relations: frozenset[str]
    methods: str
    paths: tuple[str, ...]
    outcome: str
    decided: set[str] = field(default_factory=set)

    def speaks_of(self, path: str) -> bool:
        """Tell whether this line names an address."""
        return any(self.names(pattern, path) for pattern in self.paths)

    @staticmethod
    def names(pattern: str, path: str) -> bool:
        """Tell whether an address as the table writes it names this address."""
        return pattern_of(pattern).fullmatch(path) is not None

    def about(self, method: str) -> bool:
        """Tell whether this line speaks of a method."""
        return self.methods == "any" or method in self.methods.split()


PATTERNS: dict[str, re.Pattern[str]] = {}


def pattern_of(path: str) -> re.Pattern[str]:
    """Return the expression for a path as the table writes it: `...` at the end stands for all that follows."""
    if path not in PATTERNS:
        words = re.escape(path.removesuffix("...")) + (".*" if path.endswith("...") else "")
        PATTERNS[path] = re.compile(words)
    return PATTERNS[path]


class Table:
    """The whole file."""

    def __init__(self, text: str) -> None:
        self.groups: dict[str, frozenset[str]] = {"everybody": frozenset(EVERYBODY)}
        self.lines: list[Line] = []
        self.by_path: dict[str, list[Line]] = {}
        for number, raw in enumerate(text.splitlines(), start=1):
            line = raw.split("#")[0].strip()
            if "|" in line:
                self.lines.append(self.read(number, line))
            elif line:
                name, _, members = line.partition("=")
                self.groups[name.strip()] = self.people(members, number)

    def people(self, words: str, number: int) -> frozenset[str]:
        """Return the players that these words mean."""
        found: set[str] = set()
        for word in (each.strip() for each in words.split(",")):
            if word not in self.groups and word not in EVERYBODY:
                raise ValueError(
                    f"{NAME}:{number}: nobody is called {word!r}; the players stand in tests/trust/stage.py"
                )
            found |= self.groups.get(word, {word})
        return frozenset(found)

    def read(self, number: int, line: str) -> Line:
        """Read one sentence."""
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 5:
            raise ValueError(f"{NAME}:{number}: a line is: who | relation | methods | addresses | outcome")
        who, relations, methods, paths, outcome = cells
        if outcome not in OUTCOMES:
            raise ValueError(f"{NAME}:{number}: {outcome!r} is none of {', '.join(sorted(OUTCOMES))}")
        relation = frozenset(each.strip() for each in relations.split(","))
        return Line(number, self.people(who, number), relation, methods, tuple(paths.split()), outcome)

    def expected(self, who: str, relation: str, method: str, path: str) -> tuple[str, Line | None]:
        """Return the outcome for a cell, and the first line that speaks of it.

        Who may open an address by other methods, in whatever relation, learns of this one that it is none: 405.
        """
        if path not in self.by_path:
            self.by_path[path] = [line for line in self.lines if line.speaks_of(path)]
        mine = [line for line in self.by_path[path] if who in line.who]
        opening = [line for line in mine if line.outcome == "opens"]
        said = [line for line in mine if line.about(method) and line.relations & {relation, "any"}]
        if opening and not any(line.about(method) for line in opening) and (not said or said[0].methods == "any"):
            return "405", opening[0]
        for line in said:
            return line.outcome, line
        return "", None

    def named(self, path: str) -> bool:
        """Tell whether some line speaks of an address, other than the last ones that speak of all."""
        return any(line.speaks_of(path) for line in self.lines if line.paths != ("...",))


def read_table() -> Table:
    """Read the file."""
    return Table(FILE.read_text())


def missing_lines(table: Table, known: Iterable[Route]) -> list[str]:
    """Return what to write for each address of which the table says nothing."""
    return [
        f"{NAME}: write who may open it, such as:  "
        f"case worker | {'own caseload' if route.named or route.parts else '-'} | GET POST | {route.path} | opens"
        for route in known
        if not table.named(route.path)
    ]


@dataclass(frozen=True)
class Cell:
    """One request that the table decides."""

    who: str
    relation: str
    method: str
    route: Route
    thing: Thing

    def __str__(self) -> str:
        return f"{self.who} | {self.relation} | {self.method} | {self.route.path}"


def every_cell(stage: Stage, walked: Iterable[Route]) -> Iterator[Cell]:
    """Walk every address, method, player and relation; of people one looks at each, since their words differ."""
    for route in walked:
        things = stage.things.get(route.named) or [absent(route)]
        known = route.named in stage.things
        for who in EVERYBODY:
            met: set[str] = set()
            for thing in things:
                relation = stage.relation(who, thing) if known else "-"
                again = relation in met
                met.add(relation)
                for method in route.methods:
                    reads = method == "GET"
                    fresh = not again and (reads or route.named or who not in SECONDS)
                    if fresh or (reads and route.named == "person"):
                        yield Cell(who, relation, method, route, thing)


def absent(route: Route) -> Thing:
    """Return a thing that does not exist, for this address."""
    return Thing(NO_NUMBER if route.named == "vacancy" else NO_KEY)


def outcome_of(who: str, status: int, place: str) -> str:
    """Return the word of the table for an answer. A form shown again (400, 409) was open to its reader."""
    if status in {301, 302, 303}:
        if place.startswith("/toegang/login/"):
            return "signs in"
        again = place.startswith(("/toegang/2fa/reauthenticate/", "/toegang/reauthenticate/"))
        if who in {ONE_FACTOR, NOT_ENROLLED} and (again or place == "/toegang/2fa/"):
            return "second factor"
        return "proves again" if again else "opens"
    if status < 300 or status in {400, 409, 422, 429}:
        return "opens"
    return str(status)
