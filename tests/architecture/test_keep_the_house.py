"""House rules, kept by tests instead of by memory."""

import ast
import re
import string
import subprocess
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.checks import run_checks
from django.db.models import UUIDField
from django.urls import reverse

from doorstroom.core.actors import SYSTEM
from doorstroom.core.checks import routes
from doorstroom.core.machines import MACHINES
from doorstroom.core.navigation import ENTRIES
from doorstroom.core.permissions import REGISTRY, every_grant
from doorstroom.core.trail import EVENTS
from doorstroom.core.verbs import VERBS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
PYTHON = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts and path.stat().st_size]
TEMPLATES = list(SOURCE.rglob("templates/**/*.html"))


def test_the_start_is_refused_to_nobody_and_every_view_has_a_policy():
    assert run_checks(tags=["policy"]) == []
    assert len(list(routes())) > 20


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_file_has_one_sentence_about_what_it_owns_and_fits_a_sitting(path):
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text)), "say in a module docstring what this file owns"
    assert text.count("\n") <= 450, "split this file by what it owns"


def test_browsers_are_started_only_where_the_test_command_looks_for_them():
    tests = [path for path in TRACKED if re.fullmatch(r"tests/.*\.py", path)]
    marked = [path for path in tests if "mark.browser" in (ROOT / path).read_text()]
    assert marked
    assert {path.split("/")[1] for path in marked} - {"architecture"} == {"ui", "journeys"}


def test_a_page_asks_in_one_way_whether_htmx_wants_a_part_of_it():
    asking = {str(path.relative_to(SOURCE / "doorstroom")) for path in PYTHON if "htmx" in strings(path)}
    assert asking == {"core/pages.py", "accounts/middleware.py"}, "ask doorstroom.core.pages.asks_a_part"


def strings(path: Path) -> set[str]:
    """Return the attributes and texts that a file's code names."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    texts = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    return texts | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def test_templates_hold_no_inline_style_or_script():
    found = [
        str(path.relative_to(SOURCE))
        for path in TEMPLATES
        if re.search(r"\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", path.read_text())
    ]
    assert not found


def test_every_template_is_used():
    text = "\n".join(path.read_text() for path in [*PYTHON, *TEMPLATES])
    allauth = ("account/", "mfa/", "allauth/")  # overridden by name
    unused = []
    for path in TEMPLATES:
        name = str(path).split("/templates/", 1)[1]
        if name.startswith(allauth) or re.fullmatch(r"\d{3}\.html", name):
            continue
        chosen_by_name = f'"{name.rpartition("_")[0]}_{{' in text  # f"people/step_{...}.html"
        if name not in text and Path(name).stem not in text and not chosen_by_name:
            unused.append(name)
    assert not unused


def test_every_permission_is_granted_to_somebody():
    assert not [code for code, permission in REGISTRY.items() if not permission.grants and not code.startswith("test.")]


def test_every_field_profile_names_fields_that_exist():
    wrong = []
    for permission, grant in every_grant():
        names = {
            name
            for field in permission.model._meta.get_fields()
            for name in (field.name, getattr(field, "attname", ""))
        }
        wrong += [f"{permission.code}: {name}" for name in (*(grant.sees or ()), *grant.writes) if name not in names]
    assert not wrong


def test_every_event_sentence_uses_only_facts_that_it_declares():
    for event in EVENTS.values():
        used = {name for _, name, _, _ in string.Formatter().parse(event.sentence) if name}
        assert used <= {"who", *event.facts, *event.personal}, event.code


def test_no_machine_makes_an_adverse_move():
    for machine in MACHINES.values():
        for move in machine.moves.values():
            if move.adverse:
                assert SYSTEM not in {grant.role for grant in move.who.grants}, f"{machine.model.__name__}.{move.code}"


def test_every_live_state_can_be_left_and_every_move_leads_somewhere():
    for machine in MACHINES.values():
        for state in machine.live:
            assert any(state in move.origins for move in machine.moves.values()), state


def test_every_verb_takes_its_rows_through_a_door():
    assert VERBS
    shut = [name for name, verb in VERBS.items() if not verb.verb_doors and not verb.verb_needs]
    assert not shut


def test_every_menu_entry_leads_to_a_page():
    assert ENTRIES and all(reverse(entry.route) for entry in ENTRIES)


def test_personal_tables_have_keys_that_cannot_be_counted():
    for model in apps.get_app_config("people").get_models():
        assert isinstance(model._meta.pk, UUIDField) or model._meta.pk.is_relation, model.__name__


def test_no_name_speaks_of_fraud_or_risk_scores():
    suspicious = re.compile(r"fraud|risk_?score|risico_?score|trust_?score", re.IGNORECASE)
    names = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if suspicious.search(field.name) or suspicious.search(model.__name__)
    ]
    assert not names
    assert not [path for path, _name, _view in routes() if suspicious.search(path)]


def test_nothing_tracked_names_a_machine_or_a_registry():
    pattern = re.compile(r"/work/|/root/|/home/\w+/|--(extra-)?index-url|pypi\.org/simple")
    found = []
    for name in TRACKED:
        path = ROOT / name
        if path.suffix in {".woff2", ".png", ".jpg"} or not path.exists() or path == Path(__file__):
            continue
        if pattern.search(path.read_text(errors="ignore")):
            found.append(name)
    assert not found


def test_unfinished_work_stands_in_the_list_of_unfinished_work():
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b")
    marked = [str(path.relative_to(ROOT)) for path in [*PYTHON, *TEMPLATES] if marks.search(path.read_text())]
    listed = (ROOT / "docs" / "unfinished.md").read_text()
    assert not [path for path in marked if path not in listed]


def test_every_room_stands_on_the_map():
    readme = (ROOT / "README.md").read_text()
    rooms = [path.name for path in (SOURCE / "doorstroom").iterdir() if (path / "__init__.py").exists()]
    assert not [room for room in rooms if f"`{room}`" not in readme]


def test_links_between_documents_lead_somewhere():
    broken = []
    for name in TRACKED:
        if not name.endswith(".md"):
            continue
        for target in re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", (ROOT / name).read_text()):
            if not ((ROOT / name).parent / target).exists():
                broken.append(f"{name}: {target}")
    assert not broken


def test_every_model_has_a_line_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    own = [model for model in apps.get_models() if model.__module__.startswith("doorstroom.")]
    missing = [f"{model._meta.app_label}.{model.__name__}" for model in own]
    assert not [name for name in missing if f"`{name}`" not in glossary]


def test_the_publiccode_file_holds_what_the_standard_asks():
    described = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    asked = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"}
    assert asked | {"description", "legal", "maintenance", "localisation"} <= described.keys()
    assert described["legal"]["license"] == "EUPL-1.2"
    assert described["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    for words in described["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


# Who may read and write beyond the acting user, on PostgreSQL: everything else goes through a permission (ADR 0008).
MAY_OPEN_A_MACHINE_SCOPE = {
    "core/fence.py",  # defines it
    "core/jobs.py",  # each job names its purpose
    "core/verbs.py",  # after every door was opened as the actor: a verb also writes what others must see
    "cases/queries/lists.py",  # the names of the guides of two dossiers with one number
    "deals/queries/cockpit.py",  # counts of a whole deal, for its parties; open ones without small figures
    "deals/queries/proposing.py",  # how many people a partner had, and which partner had whom
    "deals/views/agreements.py",  # the signed text of a deal, for every party
    "benefits/views.py",  # counting what was kept in the own municipality
    "matching/crowd.py",  # visible people without a name, for the employer's list
    "matching/queries/candidates.py",
    "cases/queries/policy.py",  # how full a lane is, as a number: it also counts people whom the reader does not guide
    "matching/queries/fits.py",  # how a person whose door was opened fits vacancies
    "notices/actions.py",  # laying a letter to somebody else in the outbox
    "privacy/views/dossiers.py",  # how many rows a merge would move, as numbers
    "privacy/views/glass.py",  # the administrator checks who opened a dossier in need
    "notices/views.py",  # the demo's letter box
    "privacy/queries/dossiers.py",  # how many rows a merge would move, for the administrator who opened both doors
    "accounts/middleware.py",  # whose session this is, and the routes by which somebody comes in who is nobody yet
    "accounts/management_views.py",  # whether a colleague has a second factor
    "interop/rest.py",  # whose token this is
    "privacy/queries/own_account.py",  # where rows name the account of who asks, and nothing else of them
}


def test_only_the_listed_modules_open_a_machine_scope():
    opening = {
        str(path.relative_to(SOURCE / "doorstroom"))
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Name | ast.Attribute | ast.FunctionDef)
        and {getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", "")} & {"machine_scope"}
    }
    assert opening == MAY_OPEN_A_MACHINE_SCOPE
