"""The stage for every test: a hostile set-up, and a cast that always holds rival, colleague and wrong region."""

import fcntl
import functools
import gc
import hashlib
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.cache import cache
from django.db import connection
from django.db.models.query import QuerySet
from django.test import Client
from playwright.sync_api import Browser, Playwright

import dev
from doorstroom.accounts.declarations import (
    ACCOUNT_MANAGER,
    AGENCY_CONSULTANT,
    ALDERMAN,
    CASE_WORKER,
    EMPLOYER,
    FUNCTIONAL_ADMIN,
    JOB_SEEKER,
)
from doorstroom.accounts.models import Membership, Organisation, Team, User
from doorstroom.common.dates import today
from doorstroom.core.actors import Actor, Role
from doorstroom.core.keys import make_ring
from doorstroom.core.machines import tie
from doorstroom.employers.models import Employer, Vacancy
from doorstroom.matching import crowd, live
from doorstroom.people.declarations import OWN_SELF
from doorstroom.people.models import Person, Profile, Visibility
from doorstroom.reference.models import LabourMarketRegion, Municipality, Occupation
from doorstroom.reference.queries import switch

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


LONGEST = (
    "test_open_what_the_matrix_says",
    "test_walk_every_page",
    "test_refuse_hostile_input",
    "test_replay_sector_deal",
    "test_import_esco",
    "test_keep_pages_small",
    "test_start_in_production",
    "test_answer_whatever_programs_send",
    "test_see_what_the_oracle_says",
    "test_conserve_people",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process waits for another at the end; on PostgreSQL leave out what
    asks no database or says the same of every one, since that was proven a moment ago.
    """
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        return
    config.hook.pytest_deselected(items=[item for item in items if not differs_by_database(item)])
    items[:] = [item for item in items if differs_by_database(item)]


def pytest_collection_finish() -> None:
    """What was imported until now stays: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


def differs_by_database(item: pytest.Item) -> bool:
    """Tell whether a test was given a database, and could say something else of another one."""
    fixtures = getattr(item, "fixturenames", ())
    if item.get_closest_marker("one_database") is not None:
        return False
    return item.get_closest_marker("django_db") is not None or any(
        name in fixtures for name in ("db", "transactional_db", "django_db_setup")
    )


def one_process(*commands: str, then: str = "") -> list[str]:
    """Return how to run commands of Django, and code after them, in one process: to start one takes two seconds."""
    calls = "\n".join(f"call_command(*{command.split()!r})" for command in commands)
    code = f"from django.core.management import call_command\n{calls}\n{then}"
    return [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code]


@functools.cache
def migrated() -> Path:
    """Return a migrated SQLite database that fits these very migrations and the rows that are laid after them.

    It is made once, and kept for other processes and the next run: migrating takes ten seconds.
    """
    digest = hashlib.sha256((dev.ROOT / "requirements" / "dev.txt").read_bytes())
    for name in ("migrations/*.py", "apps.py", "choices.py"):
        for path in sorted((dev.ROOT / "src").glob(f"**/{name}")):
            digest.update(path.read_bytes())
    own = f"doorstroom-migrated-{os.getuid()}-"
    kept = Path(tempfile.gettempdir()) / f"{own}{digest.hexdigest()[:16]}.sqlite3"
    with kept.with_name(f"{own}lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process migrates while the others wait for it
        if not kept.exists():
            for older in kept.parent.glob(f"{own}*.sqlite3"):
                older.unlink()
            with tempfile.TemporaryDirectory(prefix=own) as folder:
                surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
                surroundings |= {"DOORSTROOM_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
                migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
                subprocess.run(migrate, cwd=dev.ROOT, env=surroundings, check=True)
                Path(folder, "doorstroom.sqlite3").rename(kept)
    return kept


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """Begin with what was migrated before; migrating then finds nothing to do."""
    if connection.vendor != "sqlite":
        return django_db_keepdb
    shutil.copyfile(migrated(), connection.settings_dict["TEST"]["NAME"])  # goes with this process's own folder
    return True


@pytest.fixture(autouse=True, scope="session")
def keys_to_the_store() -> None:
    """Give the test's own surroundings wrapping keys."""
    path = Path(settings.KEYS_FILE)
    if not path.exists():
        make_ring(path)


@pytest.fixture(autouse=True)
def unordered_lists_come_shuffled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that asks for no order gets none, so that no test passes by luck."""
    fetch = QuerySet._fetch_all

    def fetch_and_shuffle(rows: QuerySet) -> None:
        fresh = rows._result_cache is None
        fetch(rows)
        if fresh and not rows.ordered and isinstance(rows._result_cache, list):
            random.shuffle(rows._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_and_shuffle)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """No test sees the lists that another left in this process."""
    cache.clear()
    for held in (live, crowd, switch):
        held.forget()
    yield
    for held in (live, crowd, switch):
        held.forget()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing outside this machine is reached."""
    connect = socket.socket.connect

    def connect_here(this: socket.socket, address: object) -> None:
        if this.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
            host = str(address[0])
            if not (host.startswith("127.") or host in {"::1", "localhost"}):
                raise AssertionError(f"a test tried to reach {host}")
        connect(this, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


MOST_SECONDS, MOST_MEGABYTES = 5.0, 256


@dataclass
class Effort:
    """What a row of requests cost: how many, which were slow."""

    asked: int = 0
    slow: list[str] = field(default_factory=list)

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Time one request."""
        began = time.monotonic()
        yield
        self.asked += 1
        if time.monotonic() - began > MOST_SECONDS:
            self.slow.append(what)


def megabytes(name: str) -> float:
    """Return what this process holds now (VmRSS), or held at most since the last reset (VmHWM)."""
    said = Path("/proc/self/status").read_text()
    return int(said.split(f"{name}:")[1].split()[0]) / 1024


@pytest.fixture
def effort() -> Iterator[Effort]:
    """Hold a row of hostile requests to its limits: no answer takes long, and memory grows by little."""
    Path("/proc/self/clear_refs").write_text("5")  # the highest mark begins anew
    before, effort = megabytes("VmRSS"), Effort()
    yield effort
    assert not effort.slow, effort.slow[:5]
    assert megabytes("VmHWM") - before < MOST_MEGABYTES


@dataclass(frozen=True)
class Player:
    """A user with one membership, ready to act or to sign in."""

    user: User
    membership: Membership
    actor: Actor


def play(name: str, role: Role, organisation: Organisation | None = None, *teams: Team) -> Player:
    """Make a user who plays a role."""
    player = unsaved(name, role, organisation, *teams)
    player.user.save()
    player.membership.save()
    player.membership.teams.add(*teams)  # which asks nothing when there are none
    return player


def unsaved(name: str, role: Role, organisation: Organisation | None = None, *teams: Team) -> Player:
    """Think up a user who plays a role, of whom the database knows nothing yet."""
    address, works_here = f"{name.lower().replace(' ', '.')}@test.example", role is not JOB_SEEKER
    user = User(email=address, name=name, works_here=works_here, password=UNUSABLE_PASSWORD_PREFIX)
    membership = Membership(user=user, organisation=organisation, role=role.code)
    actor = Actor(
        role=role,
        name=name,
        user_id=user.pk,
        organisation_id=organisation.pk if organisation else None,
        team_ids=frozenset(team.pk for team in teams),
        region_code=organisation.region_id if organisation else "AM21",
    )
    return Player(user, membership, actor)


@dataclass(frozen=True)
class Cast:
    """Everybody a test about access needs, always with a colleague, a rival and somebody from elsewhere."""

    delft: Organisation
    the_hague: Organisation
    rotterdam: Organisation  # another region
    agency: Organisation
    rival_agency: Organisation
    firm: Organisation
    rival_firm: Organisation
    service_point: Organisation
    intake: Team
    case_worker: Player
    colleague: Player
    intake_worker: Player
    case_worker_elsewhere: Player
    consultant: Player
    rival_consultant: Player
    employer: Player
    rival_employer: Player
    account_manager: Player
    alderman: Player
    admin: Player
    seeker: Player
    other_seeker: Player

    def players(self) -> list[Player]:
        """Return everybody."""
        return [value for value in vars(self).values() if isinstance(value, Player)]


@pytest.fixture
def cast(db: None) -> Cast:
    """Put the cast on the stage."""
    return make_cast()


def make_cast() -> Cast:
    """Make everybody, and the organisations for which they work; a table at once, since nearly every test asks it."""
    LabourMarketRegion.objects.bulk_create(
        [LabourMarketRegion(code=code) for code in ("AM21", "AM22")], ignore_conflicts=True
    )
    towns = (("GM0503", "Delft"), ("GM0518", "'s-Gravenhage"), ("GM0599", "Rotterdam"))
    Municipality.objects.bulk_create(
        [Municipality(code=code, name=name) for code, name in towns], ignore_conflicts=True
    )
    kinds = Organisation.Kind

    def organisation(name: str, kind: str, region: str = "AM21", municipality: str | None = None) -> Organisation:
        return Organisation(name=name, kind=kind, region_id=region, municipality_id=municipality)

    parties = {
        "delft": organisation("Gemeente Delft", kinds.MUNICIPALITY, municipality="GM0503"),
        "the_hague": organisation("Gemeente Den Haag", kinds.MUNICIPALITY, municipality="GM0518"),
        "rotterdam": organisation("Gemeente Rotterdam", kinds.MUNICIPALITY, "AM22", "GM0599"),
        "agency": organisation("Uitzendbureau Vlot", kinds.TEMP_AGENCY),
        "rival_agency": organisation("Uitzendbureau Rap", kinds.TEMP_AGENCY),
        "firm": organisation("Bakkerij De Korst", kinds.EMPLOYER),
        "rival_firm": organisation("Brood en Zo", kinds.EMPLOYER),
        "service_point": organisation("Werkgeversservicepunt Haaglanden", kinds.SERVICE_POINT),
    }
    Organisation.objects.bulk_create(parties.values())
    delft, firm = parties["delft"], parties["firm"]
    intake = Team.objects.create(organisation=delft, name="Intake Delft", task=Team.Task.INTAKE)
    players = {
        "case_worker": unsaved("Karin Visser", CASE_WORKER, delft),
        "colleague": unsaved("Koen Bos", CASE_WORKER, delft),
        "intake_worker": unsaved("Ineke Prins", CASE_WORKER, delft, intake),
        "case_worker_elsewhere": unsaved("Ron Maas", CASE_WORKER, parties["rotterdam"]),
        "consultant": unsaved("Ilse Vlot", AGENCY_CONSULTANT, parties["agency"]),
        "rival_consultant": unsaved("Rik Rap", AGENCY_CONSULTANT, parties["rival_agency"]),
        "employer": unsaved("Bram Korst", EMPLOYER, firm),
        "rival_employer": unsaved("Zoe Zo", EMPLOYER, parties["rival_firm"]),
        "account_manager": unsaved("Anna Kok", ACCOUNT_MANAGER, parties["service_point"]),
        "alderman": unsaved("Wil Bestuur", ALDERMAN, parties["the_hague"]),
        "admin": unsaved("Femke Baas", FUNCTIONAL_ADMIN, delft),
        "seeker": unsaved("Sam Zoeker", JOB_SEEKER),
        "other_seeker": unsaved("Olga Ander", JOB_SEEKER),
    }
    User.objects.bulk_create([player.user for player in players.values()])
    Membership.objects.bulk_create([player.membership for player in players.values()])
    players["intake_worker"].membership.teams.add(intake)
    return Cast(intake=intake, **parties, **players)


@pytest.fixture
def client_of() -> Callable[[Player], Client]:
    """Make test clients whose session was opened with a password and a second factor."""

    def make(player: Player) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(player.user)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": 1, "email": player.user.email},
            {"method": "mfa", "at": 1, "type": "totp"},
        ]
        session["account_authentication_methods_user"] = str(player.user.pk)  # allauth binds them to the user
        session["membership"] = str(player.membership.pk)
        session.save()
        return client

    return make


def code_of(secret: str) -> str:
    """Return the code that an app shows now: the middle one of those the door takes, never one about to run out."""
    counters = list(yield_hotp_counters_from_time())
    return f"{hotp_value(secret, counters[len(counters) // 2]):06d}"


@pytest.fixture
def person_of(cast: Cast) -> Callable[..., Person]:
    """Make the person behind a seeker's account, with profile, keys and the tie to the own account."""

    def make(player: Player | None = None, **fields: object) -> Person:
        player = player or cast.seeker
        first, _, last = player.user.name.partition(" ")
        given = {"first_name": first, "last_name": last, "postcode": "2611AB", "controller": cast.delft, **fields}
        person = Person.objects.create(user_id=player.user.pk, **given)
        Profile.objects.create(person=person, travel_modes=["bike", "transit"])
        Visibility.objects.create(person=person)
        tie(person.pk, player.user.pk, OWN_SELF, person.pk)
        return person

    return make


@pytest.fixture
def vacancy_of(cast: Cast) -> Callable[..., Vacancy]:
    """Make an open vacancy of an organisation (the firm by default)."""

    def make(organisation: Organisation | None = None, **fields: object) -> Vacancy:
        organisation = organisation or cast.firm
        occupation, _ = Occupation.objects.get_or_create(
            uri="urn:test:baker", defaults={"name_nl": "bakker", "name_en": "baker", "isco": "7512"}
        )
        employer, _ = Employer.objects.get_or_create(
            name=organisation.name, region_id=organisation.region_id, defaults={"organisation": organisation}
        )
        given: dict[str, object] = {
            "number": 1001 + Vacancy.objects.count(),
            "organisation": organisation,
            "region_id": organisation.region_id,
            "employer": employer,
            "title": "Bakker",
            "occupation": occupation,
            "text": "U bakt brood.",
            "hours_min": 24,
            "hours_max": 36,
            "postcode": "2611AB",
            "place": "Delft",
            "start_on": today(),
        }
        return Vacancy.objects.create(**(given | fields))

    return make


@pytest.fixture
def time_machine_day() -> Callable[..., time_machine.travel]:
    """Travel some time ahead from now: `with time_machine_day(minutes=6): …`."""

    def ahead(**span: float) -> time_machine.travel:
        return time_machine.travel(datetime.now(UTC) + timedelta(**span), tick=False)

    return ahead


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start the Chromium of this machine, once for all tests of a process; nothing is downloaded."""
    path = os.environ.get("DOORSTROOM_CHROMIUM") or dev.chromium()
    if not path:
        pytest.skip("Chromium is not installed: apt-get install chromium-headless-shell")
    # Playwright runs an event loop in this thread, and Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
    yield chromium
    chromium.close()
