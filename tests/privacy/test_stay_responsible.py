"""Responsible by structure: closed lists that only a reviewed change can widen, and rules over every room."""

import re
from pathlib import Path

from django.apps import apps

from doorstroom.core.actors import SYSTEM
from doorstroom.core.machines import MACHINES
from doorstroom.core.permissions import every_grant
from doorstroom.core.personal import PERSONAL, SPECIAL

SOURCE = Path(__file__).resolve().parents[2] / "src"

# Why data may be used. None of these is finding out who breaks a rule, and none may be added without an ADR.
PURPOSES = {"guidance", "mediation", "own_data", "service", "upkeep"}

# Moves that a machine may hold a permission for: none of them takes anything from a person.
MACHINE_MOVES = {("privacy.AccessRequest", "ready"), ("privacy.AccessRequest", "expire")}

# A move with such a name says no to somebody, or takes something away: it must be marked as adverse.
SAYS_NO = re.compile(r"^(refuse|reject|not_yet|deny|sanction|reduce|recover|exclude|block)")


def test_data_is_used_for_reviewed_purposes_and_none_of_them_is_enforcement():
    used = {grant.ground.purpose.code for permission, grant in every_grant() if not permission.code.startswith("test.")}
    used |= {table.purpose.code for table in PERSONAL.values() if table.purpose}
    used |= {column.purpose.code for table in PERSONAL.values() for column in table.columns.values() if column.purpose}
    assert used <= PURPOSES


def test_a_machine_holds_only_moves_that_were_reviewed():
    held = {
        (label, move.code)
        for label, machine in MACHINES.items()
        for move in machine.moves.values()
        if SYSTEM in {grant.role for grant in move.who.grants} and not label.startswith("test")
    }
    assert held <= MACHINE_MOVES
    assert not [pair for pair in held if MACHINES[pair[0]].moves[pair[1]].adverse]


def test_every_move_that_says_no_is_marked_as_adverse():
    silent = [
        f"{label}.{move.code}"
        for label, machine in MACHINES.items()
        for move in machine.moves.values()
        if SAYS_NO.match(move.code) and not move.adverse
    ]
    assert not silent


def test_no_person_carries_a_score_by_name_or_by_shape():
    """A number about a person and a job is a fit; a number about a person alone would be a score of that person."""
    named = re.compile(r"score|rating|risk|grade|rank|probab|chance|kans|risico", re.IGNORECASE)
    about_a_choice = {"people.WantedOccupation.rank"}  # the order in which the person wants them
    found = [
        f"{label}.{name}"
        for label, table in PERSONAL.items()
        for name in table.columns
        if named.search(name)
        and not any(field.name == "vacancy" for field in table.model._meta.concrete_fields)
        and f"{label}.{name}" not in about_a_choice
    ]
    assert not found
    assert "vacancy" in {field.name for field in apps.get_model("matching", "Match")._meta.concrete_fields}


def test_no_code_page_or_form_speaks_of_fraud_or_of_the_risk_that_somebody_is():
    suspicious = re.compile(r"fraud|risk_?score|risico_?score|trust_?score|betrouwbaarheids_?score", re.IGNORECASE)
    paths = [*SOURCE.rglob("doorstroom/**/*.py"), *SOURCE.rglob("templates/**/*.html")]
    assert len(paths) > 300
    assert not [str(path.relative_to(SOURCE)) for path in paths if suspicious.search(path.read_text())]


def test_special_data_reaches_no_list_of_work():
    """A group opens reserved vacancies by a human's choice; no role on the side of work sees such a column."""
    special = {
        (table.model, name)
        for table in PERSONAL.values()
        for name, column in table.columns.items()
        if column.sort is SPECIAL
    }
    assert special
    work = {"employer", "agency_consultant", "account_manager"}
    shown = [
        f"{permission.code} to {grant.role.code}"
        for permission, grant in every_grant()
        for model, name in special
        if permission.model is model and grant.role.code in work and (grant.sees is None or name in grant.sees)
    ]
    assert not shown
