"""Measures the pages of who works with many open cases, on a scratch database that it fills and removes again."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import BaseCommand
from django.db import connection, models
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from doorstroom.accounts.declarations import AGENCY_CONSULTANT, ALDERMAN, CASE_WORKER
from doorstroom.accounts.models import Membership, Organisation, User
from doorstroom.benefits.models import Report
from doorstroom.cases.declarations import CASELOAD
from doorstroom.cases.models import Appointment, Intake, LanePlace
from doorstroom.common.dates import today
from doorstroom.core.models import Promise, Tie, label_of
from doorstroom.deals.choices import FunnelStep, Stand, Status, WhyReturned
from doorstroom.deals.declarations import LIVE_REFERRAL
from doorstroom.deals.models import LIVE, Deal, Enrolment, Partner, Reached, Referral, TargetGroup, Terms
from doorstroom.people.models import Person, Visibility
from doorstroom.reference.models import LabourMarketRegion, Municipality

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
REGION, PARTNERS, BATCH = "AM21", 10, 1000
DEAL_DAYS = 300
WARM = 5  # the first requests read templates and plans


class Command(BaseCommand):
    """`manage.py measure_pages`: p50, p95 and queries of caseload, inbox and cockpit with 20,000 open cases."""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        """Declare what can be chosen."""
        parser.add_argument("--cases", type=int, default=20_000)
        parser.add_argument("--requests", type=int, default=60)

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill, ask each page many times, print."""
        plain = settings.STORAGES | {"staticfiles": {"BACKEND": PLAIN}}  # needs no collected files
        with scratch_database(), override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=plain):
            began = time.monotonic()
            world = World(options["cases"])
            self.stdout.write(f"{options['cases']} open cases on {connection.vendor}: {time.monotonic() - began:.0f} s")
            self.stdout.write(f"{'page':34}{'p50 ms':>8}{'p95 ms':>8}{'work ms':>9}{'queries':>9}{'KB':>6}")
            for name, member, path in world.pages():
                self.stdout.write(measured(name, member, path, options["requests"]))


@contextmanager
def scratch_database() -> Iterator[None]:
    """Make an empty database beside the own one, answer requests on it as the product would, and remove it."""
    with TemporaryDirectory(prefix="doorstroom-measure-") as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "measure.sqlite3")
        own = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with override_settings(REQUESTS_AS_ROLE=settings.RUNTIME_ROLE if connection.vendor != "sqlite" else ""):
                yield
        finally:
            caches["host"].clear()
            connection.creation.destroy_test_db(own, verbosity=0)


def measured(name: str, member: Membership, path: str, requests: int) -> str:
    """Ask a page so often, and return a line with what it took."""
    client = signed_in(member)
    took, asked, work = [], 0, 0.0

    def count(execute: Any, *given: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*given)

    for number in range(requests + WARM):
        asked, clock = 0, time.perf_counter()
        if number == WARM:
            work = cpu_seconds()
        with connection.execute_wrapper(count):
            response = client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}")
        if number >= WARM:
            took.append((time.perf_counter() - clock) * 1000)
    work = (cpu_seconds() - work) * 1000 / requests
    size = len(response.content) / 1000
    return f"{name:34}{part(took, 0.5):8.0f}{part(took, 0.95):8.0f}{work:9.0f}{asked:9}{size:6.0f}"


def cpu_seconds() -> float:
    """Return what this process, and on PostgreSQL the one that serves it, worked so far: a busy machine leaves it."""
    own = time.process_time()
    if connection.vendor != "postgresql":
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not told.exists():  # the database runs on another machine
        return own
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return own + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def part(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def signed_in(member: Membership) -> Client:
    """Return a browser in which this member signed in with both factors."""
    client = Client()
    client.force_login(member.user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": 1, "email": member.user.email},
        {"method": "mfa", "at": 1, "type": "totp"},
    ]
    session["account_authentication_methods_user"] = str(member.user.pk)
    session["membership"] = str(member.pk)
    session.save()
    return client


class World:
    """One case worker and one agency with all open cases, in a deal with ten partners and a year of history."""

    def __init__(self, cases: int) -> None:
        self.day = today()
        self.offices()
        self.people = list(self.persons(cases))
        self.guided()
        self.deal()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def pages(self) -> list[tuple[str, Membership, str]]:
        """Return what is measured, and for whom."""
        caseload, inbox = reverse("cases_caseload"), reverse("deals_inbox")
        return [
            ("caseload", self.worker, caseload),
            ("caseload, promises due today", self.worker, f"{caseload}?wacht=today"),
            ("caseload, last page", self.worker, f"{caseload}?page=9999"),
            ("inbox of the agency", self.consultant, inbox),
            ("inbox, too late", self.consultant, f"{inbox}?te-laat=1"),
            ("cockpit, agency", self.consultant, reverse("deals_deal", args=[self.agreed.pk])),
            ("cockpit, alderman", self.alderman, reverse("deals_deal", args=[self.agreed.pk])),
            ("figure behind the cockpit", self.worker, reverse("deals_figure", args=[self.agreed.pk, "referred"])),
            ("people of a deal", self.worker, reverse("deals_people", args=[self.agreed.pk])),
        ]

    def offices(self) -> None:
        """Make the organisations and who works there."""
        LabourMarketRegion.objects.get_or_create(code=REGION)
        Municipality.objects.get_or_create(code="GM0518", defaults={"name": "'s-Gravenhage"})
        kinds = Organisation.Kind
        self.town = Organisation.objects.create(
            name="Gemeente", kind=kinds.MUNICIPALITY, region_id=REGION, municipality_id="GM0518"
        )
        self.agencies = [
            Organisation.objects.create(name=f"Bureau {number:02}", kind=kinds.TEMP_AGENCY, region_id=REGION)
            for number in range(PARTNERS)
        ]
        self.worker = self.member("worker", CASE_WORKER.code, self.town)
        self.alderman = self.member("alderman", ALDERMAN.code, self.town)
        self.consultant = self.member("consultant", AGENCY_CONSULTANT.code, self.agencies[0])

    def member(self, name: str, role: str, office: Organisation) -> Membership:
        """Make somebody with a role."""
        user = User.objects.create_user(f"{name}@measure.example", name=name.title())
        return Membership.objects.create(user=user, organisation=office, role=role)

    def persons(self, cases: int) -> Iterator[Person]:
        """Make people with plain names, spread over a year and a few situations."""
        rows = [
            Person(
                first_name=f"Voor{number % 997}", last_name=f"Achter{number}", postcode="2511AB", place="Den Haag",
                controller=self.town, situation=("social_assistance", "unemployment")[number % 2],
                registered_on=self.day - timedelta(days=number % DEAL_DAYS),
            )
            for number in range(cases)
        ]  # fmt: skip
        yield from Person.objects.bulk_create(rows, BATCH)

    def guided(self) -> None:
        """Let everybody be guided by one case worker, with an intake, a lane, a report, a talk now and then."""
        people, owner, day = self.people, self.worker.user, self.day
        save(Visibility, (Visibility(person=row, own_key=at % 3 > 0, second_key=at % 3 > 1)
                          for at, row in enumerate(people)))  # fmt: skip
        save(Tie, (Tie(person_id=row.pk, party=owner.pk, ground=CASELOAD.code, subject=row.pk) for row in people))
        intakes = [Intake(person=row, owner=owner.pk, opened_on=row.registered_on, status="decided") for row in people]
        save(Intake, intakes)
        save(LanePlace, (
            LanePlace(person=row, intake=intakes[at], organisation=self.town, lane="mediation", owner=owner.pk,
                      status="running", since=row.registered_on)
            for at, row in enumerate(people) if at % 5
        ))  # fmt: skip
        save(Report, (
            Report(person=row, owner=self.town.pk, kind="social_assistance", status="done",
                   reported_on=row.registered_on)
            for at, row in enumerate(people) if at % 2
        ))  # fmt: skip
        save(Appointment, (
            Appointment(person=row, case_worker=owner, status="held",
                        starts_at=timezone.now() - timedelta(days=at % 90))
            for at, row in enumerate(people) if at % 3
        ))  # fmt: skip
        step = f"{label_of(LanePlace)}:running"
        save(Promise, (
            Promise(person_id=row.pk, owner=owner.pk, step=step, about_model=label_of(Person), about_id=row.pk,
                    due=day + timedelta(days=at % 40 - 10))
            for at, row in enumerate(people) if at % 4
        ))  # fmt: skip

    def deal(self) -> None:
        """Enrol everybody; all were handed back once and are now with the agency that is measured."""
        day, began = self.day, self.day - timedelta(days=DEAL_DAYS)
        self.agreed = deal = Deal.objects.create(
            region_id=REGION, lead=self.town, name="Meten", intention_on=began, starts_on=began,
            ends_on=day + timedelta(days=65), target=500,
        )  # fmt: skip
        terms = Terms.objects.create(deal=deal, from_day=began)
        groups = [TargetGroup.objects.create(deal=deal, name=name, counts=name == "A") for name in "AB"]
        partners = [Partner.objects.create(deal=deal, organisation=row, since=began) for row in self.agencies]
        rows = [
            Enrolment(person=row, deal=deal, group=groups[at % 10 == 0], terms=terms, status=Stand.REFERRED,
                      enrolled_on=row.registered_on, enrolled_by=self.worker.user.pk, text_version="1")
            for at, row in enumerate(self.people)
        ]  # fmt: skip
        save(Enrolment, rows)
        live, reasons, now = list(LIVE), list(WhyReturned.values), partners[0]
        sent = []
        for at, row in enumerate(rows):
            began = row.enrolled_on
            told = {"person_id": row.person_id, "enrolment": row, "deal": deal, "terms": terms, "counts_from": began}
            sent.append(Referral(code=f"N{at:07}", partner=now, organisation_id=now.organisation_id, opened_on=began,
                                 status=live[at % len(live)], due=day + timedelta(days=at % 30 - 8),
                                 **told))  # fmt: skip
            then = partners[1 + at % (PARTNERS - 1)]
            sent.append(Referral(code=f"T{at:07}", partner=then, organisation_id=then.organisation_id,
                                 opened_on=began, status=Status.RETURNED, reason=reasons[at % len(reasons)],
                                 ended_on=day, **told))  # fmt: skip
        save(Referral, sent)
        save(Tie, (Tie(person_id=row.person_id, party=row.organisation_id, ground=LIVE_REFERRAL.code, subject=row.pk)
                   for row in sent if row.status != Status.RETURNED))  # fmt: skip
        save(Reached, self.steps(rows, sent[::2]))

    def steps(self, rows: list[Enrolment], sent: list[Referral]) -> Iterator[Reached]:
        """Walk everybody down the funnel, fewer at each step."""
        for at, (row, referral) in enumerate(zip(rows, sent, strict=True)):
            for depth, step in enumerate(FunnelStep.values[:-1]):
                if at % (depth + 1):
                    break
                partner: UUID | None = referral.partner_id if depth > 1 else None
                on = min(self.day, row.enrolled_on + timedelta(days=depth * 3))
                yield Reached(
                    person_id=row.person_id, deal_id=row.deal_id, enrolment=row, group_id=row.group_id,
                    partner_id=partner, referral=referral if depth > 1 else None, step=step, on=on,
                    days=(at * 7 + depth) % 23, first=True,
                )  # fmt: skip


def save(model: type[models.Model], rows: Any) -> None:
    """Write many rows."""
    model._default_manager.bulk_create(rows, BATCH)
