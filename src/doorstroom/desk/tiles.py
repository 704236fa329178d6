"""The figures on the home page: each opens the list that it counts."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext

from doorstroom.accounts.declarations import (
    ACCOUNT_MANAGER,
    AGENCY_CONSULTANT,
    ALDERMAN,
    CASE_WORKER,
    EMPLOYER,
    FUNCTIONAL_ADMIN,
    PROFESSIONAL_CODES,
)
from doorstroom.accounts.models import Membership, Organisation
from doorstroom.cases.choices import WaitsFor
from doorstroom.cases.declarations import OPEN_CASELOAD
from doorstroom.common.dates import today
from doorstroom.core.actors import Actor
from doorstroom.deals.queries.cockpit import running_deals
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.declarations import PUBLISH_VACANCY, SERVE_EMPLOYER
from doorstroom.introductions.choices import Status
from doorstroom.introductions.declarations import ANSWER_AS_EMPLOYER
from doorstroom.notices.models import Notice
from doorstroom.promises.queries import open_promises


@dataclass(frozen=True)
class Tile:
    """A figure, what it counts, and the page that shows the rows."""

    label: str
    value: int
    href: str


def tiles(actor: Actor) -> list[Tile]:
    """Return the figures of this actor's home page; a job seeker's home has steps and ways on instead."""
    return FIGURES[actor.role](actor) if actor.role in FIGURES else []


def _case_worker(actor: Actor) -> list[Tile]:
    caseload = reverse("cases_caseload")
    late = open_promises(actor).filter(due__lt=today()).count()
    return [
        Tile(gettext("Mensen in uw caseload"), OPEN_CASELOAD.visible(actor).filter(active=True).count(), caseload),
        Tile(gettext("Stappen die te laat zijn"), late, f"{caseload}?wacht={WaitsFor.LATE}"),
    ]


def _work_side(actor: Actor) -> list[Tile]:
    work, vacancies = reverse("introductions_work"), reverse("employers_vacancies")
    counted = ANSWER_AS_EMPLOYER.visible(actor).aggregate(
        interested=Count("pk", filter=Q(status=Status.INTERESTED)),
        invited=Count("pk", filter=Q(status=Status.INVITED)),
        contact=Count("pk", filter=Q(status=Status.CONTACT)),
    )
    return [
        Tile(
            gettext("Open vacatures"),
            PUBLISH_VACANCY.visible(actor).filter(status=VacancyStatus.OPEN).count(),
            vacancies,
        ),
        Tile(gettext("Wachten op uw antwoord"), counted["interested"], work),
        Tile(gettext("Wachten op de werkzoekende"), counted["invited"], work),
        Tile(gettext("In contact"), counted["contact"], work),
    ]


def _account_manager(actor: Actor) -> list[Tile]:
    firms = SERVE_EMPLOYER.visible(actor).count()
    return [Tile(gettext("Werkgevers in de regio"), firms, reverse("employers_file")), *_work_side(actor)]


def _alderman(actor: Actor) -> list[Tile]:
    return [
        Tile(
            gettext("{deal}: banen van {target}").format(deal=deal.name, target=deal.target),
            placed,
            reverse("deals_deal", args=[deal.pk]),
        )
        for deal, placed in running_deals(actor)
    ]


def _admin(_actor: Actor) -> list[Tile]:
    running = Q(until__isnull=True) | Q(until__gt=today())
    users = Membership.objects.filter(running, role__in=PROFESSIONAL_CODES)
    return [
        Tile(gettext("Gebruikers"), users.values("user").distinct().count(), reverse("accounts_users")),
        Tile(
            gettext("Organisaties"), Organisation.objects.filter(active=True).count(), reverse("accounts_organisations")
        ),
        Tile(
            gettext("Mail die niet aankwam"),
            Notice.objects.filter(state=Notice.State.FAILED).count(),
            reverse("notices_outbox"),
        ),
    ]


FIGURES = {
    CASE_WORKER: _case_worker,
    EMPLOYER: _work_side,
    AGENCY_CONSULTANT: _work_side,
    ACCOUNT_MANAGER: _account_manager,
    ALDERMAN: _alderman,
    FUNCTIONAL_ADMIN: _admin,
}
