"""The second line of defence: with every filter of the application gone, the database itself shows nobody."""

import datetime
import os
import re
import subprocess
import sys
import uuid
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.db.models import NOT_PROVIDED
from django.http import HttpResponse

from doorstroom.core import fence, startup
from doorstroom.core.fence import NobodyActs, act_as, machine_scope, now_acting
from doorstroom.core.personal import PERSONAL
from doorstroom.core.policies import ONLY_ADDED_TO, person_column, personal_tables, policy, through

ON_POSTGRESQL = pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="policies exist on PostgreSQL only")


def in_a_request(actor, work):
    """Do work as the product does it: inside a request of this actor, under the runtime role."""
    found = []

    def view(_request):
        act_as(actor)
        found.append(work())
        return HttpResponse()

    fence.fence(view)(None)
    return found[0]


def fill(person_id):
    """Lay one row about a person in every table that holds people, whatever its columns are."""
    for model in personal_tables():
        row = model()
        for field in model._meta.concrete_fields:
            if field.primary_key and not field.is_relation and field.default is NOT_PROVIDED:
                if isinstance(field, models.UUIDField):
                    setattr(row, field.attname, person_id if field.attname == "person_id" else uuid.uuid4())
                continue
            if field.column == person_column(model):
                setattr(row, field.attname, person_id)
            elif field.is_relation:
                setattr(row, field.attname, _key(field.related_model))
            elif field.default is NOT_PROVIDED and not field.null:
                setattr(row, field.attname, _value(field))
        if model._meta.label == "people.Person":
            row.pk, row.user_id = person_id, None
        row.save_base(force_insert=True, raw=True)


def _key(model):
    pk = model._meta.pk
    while pk.is_relation:
        pk = pk.related_model._meta.pk
    return uuid.uuid4() if isinstance(pk, models.UUIDField) else 1 if isinstance(pk, models.IntegerField) else "AM21"


def _value(field):
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.DateTimeField):
        return datetime.datetime.now(datetime.UTC)
    if isinstance(field, models.DateField):
        return datetime.date(2026, 1, 1)
    if isinstance(field, models.BinaryField):
        return b"x"
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.JSONField):
        return {}
    return 1 if isinstance(field, models.IntegerField | models.DecimalField) else "x"


@contextmanager
def undone():
    """Take everything back, before anything looks at the loose ends of these rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def counts():
    """Count the rows of every table that holds people, without any filter of ours."""
    found = {}
    with connection.cursor() as cursor:
        for model in personal_tables():
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
            found[model._meta.db_table] = cursor.fetchone()[0]
    return found


def test_every_table_that_the_registry_calls_personal_leads_to_a_person():
    walked = {model._meta.label for model in personal_tables()}
    declared = {label for label, table in PERSONAL.items() if table.path}
    assert declared - walked == set()


# What hangs on an account and has no policy: a key of an account, and no name, address or word of anybody.
WITHOUT_A_POLICY = {
    "accounts.Session",  # read before it is known who asks
    "deals.DeskMember",
    "interop.ApiToken",
}


def test_every_table_that_hangs_on_an_account_is_fenced_but_those_that_are_listed():
    walked = {model._meta.label for model in personal_tables()}
    assert {label for label, table in PERSONAL.items() if table.account} - walked == WITHOUT_A_POLICY


def test_no_table_hides_its_person_under_another_name():
    odd = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if "person" in field.attname and isinstance(field, models.UUIDField) and field.column != person_column(model)
    ]
    assert not odd, "call the column person_id, so that its policy is found"


@ON_POSTGRESQL
def test_every_table_that_holds_people_is_fenced_for_its_owner_too(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid"
            " WHERE relrowsecurity AND relforcerowsecurity AND polname = 'doorstroom'"
        )
        assert {name for (name,) in cursor.fetchall()} == {model._meta.db_table for model in personal_tables()}
        cursor.execute("SELECT count(*) FROM pg_matviews WHERE schemaname = 'public'")
        assert cursor.fetchone() == (0,)  # a materialised view would show every row to everybody


@ON_POSTGRESQL
def test_without_any_filter_nobody_sees_a_person_they_have_nothing_to_do_with(cast, person_of):
    with undone():
        known = {player.actor.name: in_a_request(player.actor, counts) for player in cast.players()}
        fill(uuid.uuid4())
        before = counts()
        assert all(before.values()), "a table stayed empty, so it proves nothing"
        leaks = {
            (player.actor.name, table): number
            for player in cast.players()
            for table, number in in_a_request(player.actor, counts).items()
            if number > known[player.actor.name][table] and not _of_the_office(player, table)
        }
        assert leaks == {}
    accounts = {"accounts_user", "accounts_membership"}  # of the cast themselves; of people there was nothing to know
    assert {table for held in known.values() for table, number in held.items() if number} == accounts


def _of_the_office(player, table):
    """The administrator reads the outbox without the words of the letters."""
    return player.actor.role.code == "functional_admin" and table == "notices_notice"


@ON_POSTGRESQL
def test_without_any_filter_a_person_sees_the_own_rows_and_no_more(cast, person_of):
    own = person_of()
    with undone():
        fill(uuid.uuid4())
        found = in_a_request(cast.seeker.actor, counts)
        assert found["people_person"] == found["people_profile"] == found["people_visibility"] == 1
        assert found["people_experience"] == found["introductions_introduction"] == 0
    assert own.user_id == cast.seeker.user.pk


@ON_POSTGRESQL
def test_a_row_about_a_hidden_person_is_refused_in_the_same_words_as_one_about_nobody(cast, person_of):
    hidden = person_of()
    said = set()
    for key in (hidden.pk, uuid.uuid4()):
        with pytest.raises(DatabaseError) as refused, undone():
            in_a_request(cast.case_worker.actor, lambda key=key: _ask(key))
        said.add(str(refused.value))
    assert said == {'new row violates row-level security policy for table "cases_keyrequest"'}


def _ask(person_id):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_keyrequest (id, person_id, owner, status, reason, asked_at)"
            " VALUES (gen_random_uuid(), %s, gen_random_uuid(), 'waiting', '', now())",
            [person_id],
        )


@ON_POSTGRESQL
def test_a_unique_number_does_not_tell_that_somebody_is_known_elsewhere(cast, person_of):
    person_of(client_number="D-1001")
    said = set()
    for number in ("D-1001", "D-1002"):
        with pytest.raises(DatabaseError) as refused, undone():
            in_a_request(cast.case_worker_elsewhere.actor, lambda number=number: _register(cast.delft.pk, number))
        said.add(str(refused.value))
    assert said == {'new row violates row-level security policy for table "people_person"'}


def _register(controller_id, number):
    person = apps.get_model("people.Person")
    person.objects.create(
        controller_id=controller_id, client_number=number, first_name="A", last_name="B", postcode="1"
    )


@ON_POSTGRESQL
def test_an_ended_tie_closes_the_rows_at_once(cast, person_of):
    person_of()
    assert in_a_request(cast.seeker.actor, counts)["people_person"] == 1
    apps.get_model("core.Tie").objects.update(until=datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=1))
    assert in_a_request(cast.seeker.actor, counts)["people_person"] == 0


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_served_one_remembers_nothing_for_the_next(cast):
    in_a_request(cast.case_worker.actor, lambda: None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('doorstroom.user', true), current_setting('doorstroom.role', true)")
        assert not any(cursor.fetchone())


@ON_POSTGRESQL
def test_a_machine_scope_ends_with_its_block_also_when_it_fails(cast, person_of):
    person_of()

    def work():
        with machine_scope("test.look"):
            inside = counts()["people_person"]
        with pytest.raises(DatabaseError), transaction.atomic(), machine_scope("test.fail"):
            connection.cursor().execute("SELECT 1/0")
        return inside, counts()["people_person"]

    assert in_a_request(cast.rival_employer.actor, work) == (1, 0)


@ON_POSTGRESQL
def test_a_failed_answer_leaves_nothing_behind(cast):
    def view(_request):
        act_as(cast.admin.actor)
        cast.delft.name = "Half"
        cast.delft.save()
        return HttpResponse(status=500)

    fence.fence(view)(None)
    cast.delft.refresh_from_db()
    assert cast.delft.name == "Gemeente Delft"


@ON_POSTGRESQL
def test_the_owner_of_the_tables_may_not_serve_people(db, capsys):
    assert "owns the tables" in startup.wrong_role()


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "door", [["-c", "import config.wsgi"], ["manage.py", "worker", "--once"]], ids=["web", "worker"]
)
def test_a_server_under_the_wrong_role_stops_with_exit_code_one(door):
    url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{connection.settings_dict['NAME']}"
    surroundings = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    done = subprocess.run(
        [sys.executable, *door], cwd=settings.ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("Doorstroom does not start. The database role")


@ON_POSTGRESQL
def test_the_runtime_role_holds_rows_and_no_tables(db):
    role = settings.RUNTIME_ROLE
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            cursor.execute(
                "SELECT has_table_privilege(%s, %s, 'SELECT'), has_table_privilege(%s, %s, 'UPDATE'),"
                " has_table_privilege(%s, %s, 'DELETE'), has_table_privilege(%s, %s, 'TRUNCATE')",
                [role, table] * 4,
            )
            changes = model not in ONLY_ADDED_TO
            assert cursor.fetchone() == (True, changes, changes, False), table


@ON_POSTGRESQL
def test_the_time_limits_hold_in_the_session(db):
    with connection.cursor() as cursor:
        for name, limit in (
            ("statement_timeout", "10s"),
            ("lock_timeout", "5s"),
            ("idle_in_transaction_session_timeout", "30s"),
        ):
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (limit,)


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="pragmas exist on SQLite only")
def test_the_pragmas_hold_in_the_session(db):
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000, "synchronous": 1}
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="PostgreSQL shows nothing instead")
def test_on_sqlite_code_that_acts_for_nobody_cannot_reach_a_person(cast):
    person = apps.get_model("people.Person")

    def view(_request):
        with pytest.raises(NobodyActs, match="people_person holds people"):
            person.objects.count()
        act_as(cast.seeker.actor)
        assert person.objects.count() == 0
        return HttpResponse()

    fence.fence(view)(None)
    assert now_acting().machine == "test"


def test_no_policy_goes_round_in_circles(db):
    """A policy asks the ties, and where a table has no person of its own its parent: nothing that leads back."""
    for model in personal_tables():
        asked = set(re.findall(r'FROM "?(\w+)"?', policy(model))) - {"core_tie"}
        asked &= {other._meta.db_table for other in personal_tables()}
        parent = through(model)
        assert asked <= ({parent[1]._meta.db_table} if parent else set()), model._meta.label
