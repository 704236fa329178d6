"""One walk over every cell of the matrix: what each player gets, whose words stand in it, and who was told."""

import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponse
from django.utils.cache import has_vary_header

from doorstroom.accounts import middleware, queries
from doorstroom.accounts.models import Membership, User
from doorstroom.common.dates import today
from doorstroom.core.models import ReadLogEntry
from doorstroom.notices.models import Notice
from doorstroom.people.choices import Step

from .canaries import Canaries, Canary
from .matrix import Cell, outcome_of
from .stage import Stage

PUBLISH = {
    "titel": "Bakker", "omschrijving": "U bakt brood.", "beroep": "urn:stage:baker", "urenMin": 24, "urenMax": 36,
    "postcode": "2611 AB", "plaats": "Delft", "begindatum": "2030-01-01",
}  # fmt: skip
BODIES = {
    "api/v1/vacatures": PUBLISH,
    "api/v1/vacatures/<nummer>": PUBLISH,
    "api/v1/vacatures/<nummer>/sluitingen": {"reden": "vervuld"},
    "api/v1/verwijzingen/<code>/antwoorden": {"antwoord": "aannemen"},
    "api/v1/sectordeals/<deal>/plekken": {"plekken": 3},
}
# Words of an account say who is signed in; a look at a person is about the person's own tables.
ACCOUNT = ("User.", "Notice.")


@dataclass
class Visit:
    """What came of one cell."""

    cell: Cell
    outcome: str
    found: set[Canary] = field(default_factory=set)
    untold: set[str] = field(default_factory=set)  # whose words stand in the answer without a row in the read log
    in_parts: bool = False  # whether htmx would get another answer
    mailed: set[tuple[str, Canary]] = field(default_factory=set)  # to whom this request wrote which words


class Heard(logging.Handler):
    """Keeps what the product writes to its logs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.words: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record as it would be written."""
        self.words.append(self.format(record))


@cache
def forms(stage: Stage) -> dict[str, str]:
    """Return what to fill in where an empty form would change nothing, so that something is told to somebody."""
    cast, day = stage.cast, f"{today() + timedelta(days=7):%Y-%m-%d}"
    filled: dict[str, dict[str, object]] = {
        "personen/<person_id>/banen/groep/": {"group": "banenafspraak", "on": "ja"},
        "kandidaten/samen/": {"what": "step", "wie": stage.people["sam"].person.pk},
        "kandidaten/<person>/klantmanager/": {"case_worker": cast.intake_worker.user.pk, "words": "Let op de trap"},
        "kandidaten/<person>/nog-niet/": {"reason": "cv"},
        "kandidaten/<person>/sleutel/": {"on": "ja"},
        "kandidaten/<person>/overdragen/": {"to": cast.the_hague.pk},
        "kandidaten/<person>/stoppen/": {"reason": "work"},
        "plan/<person>/nieuw/<what>/": {"words": "Naar de open dag", "due_on": day, "who": "person"},
        "overnemen/<transfer>/": {"answer": "accept"},
        "samenvoegen/<keep>/<gone>/": {"ja": "1"},
        "personen/<person_id>/banen/<number>/voorstellen/": {"message": "Is dit iets?"},
        "kennismakingen/<key>/nee/": {"reason": "filled"},
        "reacties/<key>/nee/": {"reason": "travel"},
        "klopt-niet/<doubt_id>/": {"answer": "Wij kijken het na.", "effect": "changed"},
        "verwijzingen/<key>/<kind>/": {"reason": "unreachable", "words": "Neemt niet op"},
        "vacatures/<number>/stand/": {"status": "withdrawn"},
        "sectordeals/<key>/mensen/aanmelden/": {"person": stage.people["mia"].person.pk, "consented": "on"},
    }
    return {path: urlencode(given) for path, given in filled.items()}


@contextmanager
def remembered_accounts() -> Iterator[None]:
    """Look up each session, its account and its roles once: they are the same for every cell."""
    sessions: dict[str | None, dict[str, Any]] = {}
    users: dict[object, User | None] = {}
    roles: dict[object, list[Membership]] = {}

    def user(self: ModelBackend, key: object) -> User | None:
        if key not in users:
            users[key] = real_user(self, key)
        return copy(users[key])

    def memberships(whose: User) -> list[Membership]:
        if whose.pk not in roles:
            roles[whose.pk] = real_roles(whose)
        return [copy(each) for each in roles[whose.pk]]

    def load(self: SessionStore) -> dict[str, Any]:
        if self.session_key not in sessions:
            sessions[self.session_key] = real_load(self)
        return dict(sessions[self.session_key])

    real_load = SessionStore.load
    real_user, real_roles = AuthenticationBackend.get_user, middleware.memberships_of
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SessionStore, "load", load)
        patch.setattr(AuthenticationBackend, "get_user", user)
        patch.setattr(middleware, "memberships_of", memberships)
        patch.setattr(queries, "team_ids_of", cache(queries.team_ids_of))
        yield


class Walk:
    """Visits cells; what a request changes is undone before the next."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.canaries, self.visits = stage, Canaries(stage), list[Visit]()
        stage.make_overviews()  # with the planted words
        self.known = set(Notice.objects.values_list("pk", flat=True))
        self.heard = Heard()
        self.names = {str(told.person.pk): name for name, told in stage.people.items()}

    def go(self, cells: Iterable[Cell]) -> None:
        """Visit cells, with an ear on the logs."""
        root = logging.getLogger()
        root.addHandler(self.heard)
        try:
            with remembered_accounts():
                for cell in cells:
                    self.visits.append(self.visit(cell))
        finally:
            root.removeHandler(self.heard)

    def visit(self, cell: Cell) -> Visit:
        """Do the request of one cell, and where the page depends on it also ask the part that htmx asks."""
        visit = self.asked(cell, {})
        if cell.method == "GET" and visit.outcome == "opens" and cell.route.path.endswith("/stap/<step>/"):
            for step in Step.values:  # each part of a profile shows other words
                other = self.asked(Cell(cell.who, cell.relation, "GET", cell.route.at(step), cell.thing), {})
                visit.found |= other.found
                visit.untold |= other.untold
        if visit.in_parts and visit.outcome == "opens":
            part = self.asked(cell, {"HX-Request": "true"})
            visit.found |= part.found
            visit.untold |= part.untold
        return visit

    def asked(self, cell: Cell, headers: dict[str, str]) -> Visit:
        """Do one request and look at everything that comes back."""
        more: dict[str, Any] = {"headers": headers}
        if cell.route.path in BODIES and cell.method in {"POST", "PUT"}:
            more["data"] = json.dumps(BODIES[cell.route.path])
            more["content_type"] = "application/json"
        elif cell.method == "POST":
            more["data"] = forms(self.stage).get(cell.route.path, "")
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
        visit.in_parts = cell.method == "GET" and has_vary_header(answer, "HX-Request")
        visit.found = self.canaries.found(answer)
        seen = {canary.person for canary in visit.found if not canary.field.startswith(ACCOUNT)}
        if seen:
            told = ReadLogEntry.objects.filter(by_user=self.stage.player(cell.who).user.pk)
            visit.untold = seen - {self.names.get(str(key), "") for key in told.values_list("person_id", flat=True)}
        if cell.method != "GET" and answer.status_code < 400:
            for notice in Notice.objects.exclude(pk__in=self.known):
                words = self.canaries.in_text(f"{notice.subject} {notice.body}")
                visit.mailed |= {(str(notice.user_id or notice.person_id), canary) for canary in words}
        return visit
