"""What the pages of the desk gather from the rooms below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django_tasks_db.models import DBTaskResult

from doorstroom.accounts.declarations import AGENCY_CONSULTANT, CASE_WORKER, JOB_SEEKER
from doorstroom.cases.declarations import OPEN_CASELOAD
from doorstroom.common.dates import today
from doorstroom.core.actors import Actor
from doorstroom.core.jobs import FAILED, JOBS, Recurring
from doorstroom.core.models import JobRun, NewsDelivery
from doorstroom.employers.declarations import SEE_VACANCY, SERVE_EMPLOYER
from doorstroom.employers.models import Employer, Vacancy
from doorstroom.introductions.models import Introduction
from doorstroom.notices.models import Notice
from doorstroom.people.declarations import SEE
from doorstroom.people.models import Person
from doorstroom.promises.queries import Owed, owed_by


@dataclass(frozen=True)
class Waiting:
    """A line of the home page: a step, what it is about, and the page where it is taken."""

    owed: Owed
    about: str
    href: str


def waiting_for(actor: Actor, limit: int = 10) -> list[Waiting]:
    """Return what waits for this actor, each with its subject and its page, in a constant number of queries."""
    steps = owed_by(actor, today(), limit)
    introductions = {
        row.pk: row
        for row in Introduction.objects.filter(pk__in=[step.about_id for step in steps]).select_related("vacancy")
    }
    names = _names(actor, [step.person_id for step in steps])
    lines = []
    for step in steps:
        introduction = introductions.get(step.about_id)
        name = names.get(step.person_id, "") if step.person_id else ""
        title = introduction.vacancy.title if introduction else ""
        lines.append(
            Waiting(step, ": ".join(part for part in (name, title) if part), _place(actor, step, introduction))
        )
    return lines


def _names(actor: Actor, keys: Iterable[UUID | None]) -> dict[UUID, str]:
    if actor.role != CASE_WORKER:
        return {}
    people: list[Person] = list(SEE.visible(actor).filter(pk__in=[key for key in keys if key]))
    return {person.pk: person.name for person in people}


# Steps of a case worker that have a page of their own; the others are taken in the person's dossier.
PAGES = {"benefits.EmployerCall": "benefits_call", "cases.Intake": "cases_intake_one", "cases.PostIt": "cases_post_it"}


def _place(actor: Actor, step: Owed, introduction: Introduction | None) -> str:
    if actor.role == CASE_WORKER and step.about_model in PAGES:
        return reverse(PAGES[step.about_model], args=[step.about_id])
    if actor.role == CASE_WORKER and step.about_model == "matching.Doubt":
        return reverse("matching_doubts")
    if actor.role == CASE_WORKER and step.about_model == "cases.DoubleDossier":
        return reverse("cases_doubles")
    if actor.role == CASE_WORKER and step.about_model == "privacy.Transfer":
        return reverse("privacy_arrivals")
    if actor.role == CASE_WORKER and step.person_id:
        return reverse("cases_person", args=[step.person_id])
    if step.about_model == "deals.Referral" and actor.role == AGENCY_CONSULTANT:
        return reverse("deals_referral", args=[step.about_id])
    if step.about_model == "deals.Enrolment" and actor.role == AGENCY_CONSULTANT:
        return reverse("deals_screen", args=[step.about_id])
    if step.about_model == "placements.Placement":
        return reverse("placements_list")
    if introduction is not None:
        return reverse("introductions_mine" if actor.role == JOB_SEEKER else "introductions_work")
    return reverse("home")


@dataclass(frozen=True)
class Rhythm:
    """A recurring job, its latest run, and how it goes: never, late, running, failed or done."""

    job: Recurring
    run: JobRun | None
    goes: str

    @property
    def wrong(self) -> bool:
        """Tell whether somebody must look at it."""
        return self.goes in {"late", "failed"}

    @property
    def label(self) -> str:
        """Return what the job does, in the reader's language."""
        return gettext(self.job.label)

    @property
    def often(self) -> str:
        """Return how often the job runs."""
        if self.job.at is not None:
            return gettext("elke dag om {time}").format(time=f"{self.job.at:%H:%M}")
        hours, minutes = divmod(self.job.minutes, 60)
        if minutes:
            return ngettext("elke minuut", "elke {count} minuten", self.job.minutes).format(count=self.job.minutes)
        return ngettext("elk uur", "elke {count} uur", hours).format(count=hours)


SPARE = timedelta(minutes=10)  # a worker looks at the clock every ten seconds, but may be busy


def rhythms(now: datetime | None = None) -> list[Rhythm]:
    """Return every recurring job with its latest run; what goes wrong first, then by name."""
    now = now or timezone.now()
    newest = JobRun.objects.filter(job__in=JOBS).values("job").annotate(due=Max("due_at")).order_by("job")
    wanted = Q(*(Q(job=row["job"], due_at=row["due"]) for row in newest), _connector=Q.OR)
    latest = {run.job: run for run in JobRun.objects.filter(wanted)} if newest else {}
    rows = [Rhythm(job, latest.get(code), _goes(job, latest.get(code), now)) for code, job in JOBS.items()]
    return sorted(rows, key=lambda row: (not row.wrong, row.label))


def _goes(job: Recurring, run: JobRun | None, now: datetime) -> str:
    if run is None:
        return "never"
    if run.due_at < job.last_due(now - SPARE):
        return "late"
    if run.finished_at is None:
        return "running"
    return "failed" if run.result == FAILED else "done"


def health_figures() -> dict[str, int]:
    """Return what waits and what failed."""
    tasks = DBTaskResult.objects.aggregate(
        waiting=Count("id", filter=Q(status="READY")), failed=Count("id", filter=Q(status="FAILED"))
    )
    return {
        "waiting": tasks["waiting"],
        "failed": tasks["failed"],
        "mail": Notice.objects.filter(state=Notice.State.WAITING).count(),
        "news": NewsDelivery.objects.filter(heard_at__isnull=True).count(),
    }


@dataclass(frozen=True)
class Found:
    """What a search found, per kind, at most twenty of each."""

    people: list[Person]
    vacancies: list[Vacancy]
    firms: list[Employer]

    def __bool__(self) -> bool:
        return bool(self.people or self.vacancies or self.firms)


def search(actor: Actor, words: str) -> Found:
    """Find people, vacancies and employers among those that this actor may open."""
    people: list[Person] = []
    firms: list[Employer] = []
    if OPEN_CASELOAD.held_by(actor):
        condition = Q()
        for word in words.split()[:5]:
            condition &= Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(client_number=word)
        people = list(SEE.visible(actor).filter(condition).order_by("last_name", "first_name", "id")[:20])
    if SERVE_EMPLOYER.held_by(actor):
        firms = list(SERVE_EMPLOYER.visible(actor).filter(name__icontains=words).order_by("name", "id")[:20])
    by_number = Q(number=int(words)) if words.isdecimal() and len(words) < 10 else Q()
    named = (
        Q(title__icontains=words) | Q(occupation__name_nl__icontains=words) | Q(occupation__name_en__icontains=words)
    )
    vacancies = list(SEE_VACANCY.visible(actor).filter(named | by_number).order_by("-published_on", "-number")[:20])
    return Found(people, vacancies, firms)
