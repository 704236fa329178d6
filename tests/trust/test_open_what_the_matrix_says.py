"""Every address x method x role x relation against the hand-written tables: who opens what, and finds whose words."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.db import connection
from django.http import HttpResponse, HttpResponseNotFound
from django.urls import clear_url_caches
from django.views import defaults

from doorstroom.accounts.declarations import ROLES
from doorstroom.notices.models import Notice

from .canaries import Canary, Sentence, read_sentences
from .matrix import Cell, Table, absent, every_cell, every_route, read_table
from .stage import ANONYMOUS, EVERYBODY, PLAYERS, Stage
from .walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.matrix]
CHANGING = re.compile(rb'value="[A-Za-z0-9]{64}"|[0-9a-f-]{36}|\b\d{4,6}\b')  # the form's token, and the key asked for
Said = dict[Cell, str]
WORK_SIDE = read_table().groups["work side"]


@pytest.fixture(scope="module")
def said() -> tuple[Table, Said]:
    """Return what the table says of every cell; filled by the walk."""
    return read_table(), {}


@pytest.fixture(scope="module")
def walk(stage: Stage, said: tuple[Table, Said], django_db_blocker: pytest.FixtureRequest) -> Iterator[Walk]:
    """Visit every cell once for all tests of this file: a refusal as a bare number, which saves a third of the time."""
    table, expected = said
    for cell in every_cell(stage, every_route()):
        expected[cell], line = table.expected(cell.who, cell.relation, cell.method, cell.route.path)
        if line is not None:
            line.decided.add("yes")
    made = Walk(stage)
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:  # type: ignore[attr-defined]
        patch.setattr(defaults, "page_not_found", lambda *_args, **_more: HttpResponseNotFound())
        clear_url_caches()  # Django keeps the function by its name
        made.go(worth_asking(stage, expected))
    clear_url_caches()
    yield made


def worth_asking(stage: Stage, expected: Said) -> Iterator[Cell]:
    """Yield every cell; on PostgreSQL every allowed one, and of the refused the first per address and role.

    A second person in the same relation is another cell only where somebody may open it, and finds other words.
    """
    seen: set[tuple[str, ...]] = set()
    roles = {name: stage.player(name).membership.role for name in PLAYERS}
    for cell, outcome in expected.items():
        place = (cell.route.path, roles.get(cell.who, cell.who))
        if connection.vendor != "postgresql":
            place = (cell.route.path, cell.who, cell.relation, cell.method)
        if outcome == "opens" or place not in seen:
            seen.add(place)
            yield cell


def test_every_cell_of_the_matrix_is_as_it_was_written_down(walk: Walk, said: tuple[Table, Said]) -> None:
    table, expected = said
    wrong = [
        f"{visit.cell}: the table says {expected[visit.cell] or 'nothing'}, the answer is: {visit.outcome}"
        for visit in walk.visits
        if visit.outcome != expected[visit.cell]
    ]
    idle = [f"line {line.number} decides nothing" for line in table.lines if not line.decided]
    assert not [*wrong, *idle], f"{len(walk.visits)} cells\n" + "\n".join([*wrong, *idle])


def test_nobody_finds_words_of_a_person_that_the_table_does_not_name(walk: Walk, stage: Stage) -> None:
    leaks: dict[str, str] = {}
    for visit in walk.visits:
        who = visit.cell.who
        for canary in visit.found:
            if not allowed(stage, who, canary):
                leaks.setdefault(f"{who} | {stands(stage, who, canary)} | {canary.field}", str(visit.cell))
    assert not leaks, "\n".join(f"{leak}   at {place}" for leak, place in leaks.items())


def test_whoever_may_find_words_of_a_person_does(walk: Walk, stage: Stage) -> None:
    found = {(visit.cell.who, canary) for visit in walk.visits for canary in visit.found}
    may = [(who, canary) for who in EVERYBODY for canary in walk.canaries.planted if allowed(stage, who, canary)]
    blind = [f"{who} | {canary.field} of {canary.person}" for who, canary in may if (who, canary) not in found]
    assert len(may) > 100
    assert len(blind) <= 0.02 * len(may), f"{len(may) - len(blind)} of {len(may)}\n" + "\n".join(blind)


def test_whoever_finds_words_of_a_person_stands_in_the_read_log_of_that_person(walk: Walk) -> None:
    untold = [f"{visit.cell}: {', '.join(sorted(visit.untold))}" for visit in walk.visits if visit.untold]
    assert not untold, "\n".join(untold)


def test_neither_a_log_nor_a_mail_holds_words_of_somebody_else(walk: Walk, stage: Stage) -> None:
    assert not walk.canaries.in_text(" ".join(walk.heard.words))
    names = {str(stage.player(name).user.pk): name for name in PLAYERS}
    people = {str(told.person.pk): name for name, told in stage.people.items()}
    written = {(to, canary, str(visit.cell)) for visit in walk.visits for to, canary in visit.mailed}
    wrong = [
        f"{canary.field} of {canary.person} to {names.get(to) or people.get(to) or to} by {cell}"
        for to, canary, cell in written
        if canary.person != people.get(to) and not (to in names and allowed(stage, names[to], canary))
    ]
    assert not wrong, "\n".join(wrong)
    for name in PLAYERS:
        for notice in Notice.objects.filter(user_id=stage.player(name).user.pk):
            found = walk.canaries.in_text(f"{notice.subject} {notice.body}")
            assert not [canary for canary in found if not allowed(stage, name, canary)], notice.template


def allowed(stage: Stage, who: str, canary: Canary) -> bool:
    """Tell whether the hand-written table names this field for somebody in this relation."""
    if canary.party and who in WORK_SIDE and str(stage.player(who).membership.organisation_id) != canary.party:
        return False
    return any(each.allows(who, stands(stage, who, canary), canary.field) for each in sentences())


@cache
def sentences() -> list[Sentence]:
    """Read the table of whose words may reach whom, once."""
    return read_sentences(read_table().groups)


def stands(stage: Stage, who: str, canary: Canary) -> str:
    """Return how somebody stands to the person of a word."""
    return relations(stage)[who, canary.person]


@cache
def relations(stage: Stage) -> dict[tuple[str, str], str]:
    """Return how everybody stands to each person, once."""
    return {
        (who, name): "stranger" if who == ANONYMOUS else told.relation(stage.player(who))
        for who in EVERYBODY
        for name, told in stage.people.items()
    }


def test_what_is_refused_answers_as_what_does_not_exist(stage: Stage) -> None:
    table, differing, compared = read_table(), [], 0
    seen: set[tuple[str, str]] = set()
    for cell in every_cell(stage, every_route()):
        if not cell.route.named or (cell.route.path, cell.method) in seen or not admits(table, cell):
            continue
        if table.expected(cell.who, cell.relation, cell.method, cell.route.path)[0] != "404":
            continue
        seen.add((cell.route.path, cell.method))
        real, none = (
            stage.ask_and_forget(cell.who, cell.method, cell.route.filled(stage, thing))
            for thing in (cell.thing, absent(cell.route))
        )
        compared += 1
        if seen_by_a_stranger(real) != seen_by_a_stranger(none):
            differing.append(f"{cell}: {real.status_code} {none.status_code}")
    assert compared > 40
    assert not differing


def seen_by_a_stranger(answer: HttpResponse) -> tuple[object, ...]:
    """Return everything of an answer, but for what differs each time."""
    return answer.status_code, CHANGING.sub(b"", answer.content), sorted(answer.headers)


def admits(table: Table, cell: Cell) -> bool:
    """Tell whether this player may do this with another object at the same address."""
    return any(
        line.outcome == "opens" and cell.who in line.who and line.speaks_of(cell.route.path) for line in table.lines
    )


def test_every_role_of_the_product_is_played(stage: Stage) -> None:
    played = {stage.player(name).membership.role for name in PLAYERS}
    assert set(ROLES) <= played, "give the role a player in tests/conftest.py and in PLAYERS of tests/trust/stage.py"


def test_every_kind_of_object_that_an_address_names_stands_on_the_stage(stage: Stage) -> None:
    missing = {kind for route in every_route() for _name, kind in route.parts if kind} - stage.things.keys()
    assert not missing, "make one in tests/trust/stage.py"
