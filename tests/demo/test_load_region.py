"""Loading the demo: all or nothing, never over real people, and nobody's home is empty."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from doorstroom.accounts.models import Membership, User
from doorstroom.benefits.models import Report
from doorstroom.cases.models import Appointment, Goal, Intake, LaneDesk
from doorstroom.core.models import Promise, ReadLogEntry, TrailEntry
from doorstroom.employers.models import Vacancy
from doorstroom.introductions.models import Introduction
from doorstroom.people.models import Person

# PostgreSQL is filled with the same region by the tests of the desk.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROLES = (
    "job_seeker",
    "case_worker",
    "account_manager",
    "agency_consultant",
    "employer",
    "alderman",
    "functional_admin",
)


def demo(*options: str) -> str:
    out = StringIO()
    call_command("demo", "--seekers", "140", "--vacancies", "160", "--quiet", *options, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def small_region(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock():
        yield demo()
        call_command("flush", "--no-input", verbosity=0)


def test_a_first_call_brings_the_region_and_a_second_one_leaves_it_alone(small_region: str) -> None:
    assert "140 people, 160 vacancies" in small_region
    before = (Person.objects.count(), Vacancy.objects.count(), Introduction.objects.count(), User.objects.count())
    assert "stands already" in demo("--seed", "2")
    assert before == (
        Person.objects.count(),
        Vacancy.objects.count(),
        Introduction.objects.count(),
        User.objects.count(),
    )


def test_who_works_in_the_region_is_known_by_name_to_others_and_no_job_seeker_is(small_region: str) -> None:
    staff = Membership.objects.exclude(role="job_seeker").values_list("user", flat=True)
    assert set(User.objects.filter(works_here=True).values_list("pk", flat=True)) == set(staff)
    assert User.objects.filter(works_here=False).exists()


def test_every_role_with_a_page_of_its_own_has_a_sign_in(small_region: str) -> None:
    for role in ROLES:
        assert Membership.objects.filter(user__email=f"{role}@demo.doorstroom.example", role=role).count() == 1


def test_nobody_behind_a_sign_in_comes_home_to_an_empty_page(small_region: str) -> None:
    seeker = Person.objects.get(last_name="Bouali", first_name="Samira")
    own = Introduction.objects.filter(person=seeker)
    assert {"interested", "proposed"} <= set(own.values_list("status", flat=True))
    assert TrailEntry.objects.filter(person_id=seeker.pk).count() > 5
    assert ReadLogEntry.objects.filter(person_id=seeker.pk).exists()
    firm = Membership.objects.get(user__email="employer@demo.doorstroom.example")
    assert Introduction.objects.filter(organisation=firm.organisation).exists()
    assert Promise.objects.filter(owner=firm.organisation_id, closed_at__isnull=True).exists()


def test_what_was_played_on_a_past_day_says_that_day(small_region: str) -> None:
    for entry in TrailEntry.objects.filter(event="introductions.interested"):
        made = Introduction.objects.get(pk=entry.about_id)
        assert made.started_at <= entry.at
    assert len({entry.at.date() for entry in TrailEntry.objects.filter(event__startswith="introductions.")}) > 5


def test_every_live_introduction_holds_one_open_promise(small_region: str) -> None:
    live = Introduction.objects.filter(status__in=("proposed", "interested", "invited", "contact", "talking"))
    assert live.count() > 20
    for row in live:
        assert Promise.objects.filter(about_id=row.pk, closed_at__isnull=True).count() == 1


def test_counts_prints_one_line_per_kind(small_region: str) -> None:
    out = StringIO()
    call_command("counts", stdout=out)
    lines = out.getvalue().splitlines()
    assert "people.Person 140" in lines
    assert "employers.Vacancy 160" in lines
    assert lines == sorted(lines)


def test_a_case_worker_s_day_is_alive(small_region: str) -> None:
    worker = User.objects.get(email__startswith="case_worker@")
    seeker = User.objects.get(email__startswith="job_seeker@")
    assert Intake.objects.filter(status="decided").count() >= 5 and Intake.objects.filter(status="open").exists()
    assert set(Appointment.objects.filter(case_worker=worker).values_list("status", flat=True)) >= {
        "offered", "planned", "held", "no_show",
    }  # fmt: skip
    assert Goal.objects.filter(person__user_id=seeker.pk, by_person=True).exists()
    assert Report.objects.filter(status="withdrawn", why_withdrawn="job_kept").exists()
    assert LaneDesk.objects.count() == 3
