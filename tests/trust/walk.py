"""One walk over every cell of the matrix: what each player gets, whose words stand in it, and who was told."""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from doorstroom.core.models import ReadLogEntry

from .canaries import Canaries, Canary
from .matrix import Cell, outcome_of
from .stage import Stage

PUBLISH = {
    "titel": "Bakker", "omschrijving": "U bakt brood.", "beroep": "urn:stage:baker", "urenMin": 24, "urenMax": 36,
    "postcode": "2611 AB", "plaats": "Delft", "begindatum": "2030-01-01",
}  # fmt: skip
CLOSE = {"reden": "vervuld"}
# Where an empty form names nothing.
FORMS = {"personen/<person_id>/banen/groep/": "group=banenafspraak&on=ja"}
# Words of an account say who is signed in; a look at a person is about the person's own tables.
ACCOUNT = ("User.", "Notice.")


@dataclass
class Visit:
    """What came of one cell."""

    cell: Cell
    outcome: str
    found: set[Canary] = field(default_factory=set)
    untold: set[str] = field(default_factory=set)  # whose words stand in the answer without a row in the read log


class Heard(logging.Handler):
    """Keeps what the product writes to its logs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.words: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record as it would be written."""
        self.words.append(self.format(record))


class Walk:
    """Visits cells; what a request changes is undone before the next."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.canaries, self.visits = stage, Canaries(stage), list[Visit]()
        self.heard = Heard()
        self.names = {str(told.person.pk): name for name, told in stage.people.items()}

    def go(self, cells: Iterable[Cell]) -> None:
        """Visit cells, with an ear on the logs."""
        root = logging.getLogger()
        root.addHandler(self.heard)
        try:
            for cell in cells:
                self.visits.append(self.visit(cell))
        finally:
            root.removeHandler(self.heard)

    def visit(self, cell: Cell) -> Visit:
        """Do the request of one cell, and for a page also the part of it that htmx asks."""
        visit = self.asked(cell, {})
        if cell.method == "GET" and visit.outcome == "opens" and not cell.route.path.startswith(("api/", "toegang/")):
            part = self.asked(cell, {"HX-Request": "true"})
            visit.found |= part.found
            visit.untold |= part.untold
        return visit

    def asked(self, cell: Cell, headers: dict[str, str]) -> Visit:
        """Do one request and look at everything that comes back."""
        more: dict[str, Any] = {"headers": headers}
        if cell.route.path.startswith("api/") and cell.method in {"POST", "PUT"}:
            more["data"] = json.dumps(CLOSE if cell.route.path.endswith("sluitingen") else PUBLISH)
            more["content_type"] = "application/json"
        elif cell.method == "POST":
            more["data"] = FORMS.get(cell.route.path, "")
        path = cell.route.filled(self.stage, cell.thing) + ("?zoek=bakker&q=qz" if cell.method == "GET" else "")
        try:
            with transaction.atomic():
                answer = self.stage.ask(cell.who, cell.method, path, **more)
                visit = self.looked(cell, answer)
                transaction.set_rollback(True)
        except Exception as trouble:
            return Visit(cell, f"{type(trouble).__name__}: {trouble}"[:200])
        return visit

    def looked(self, cell: Cell, answer: HttpResponse) -> Visit:
        """Look for planted words, and for the rows of the read log that go with them."""
        visit = Visit(cell, outcome_of(cell.who, answer.status_code, answer.headers.get("Location", "")))
        visit.found = self.canaries.found(answer)
        seen = {canary.person for canary in visit.found if not canary.field.startswith(ACCOUNT)}
        if seen:
            told = ReadLogEntry.objects.filter(by_user=self.stage.player(cell.who).user.pk)
            visit.untold = seen - {self.names.get(str(key), "") for key in told.values_list("person_id", flat=True)}
        return visit
