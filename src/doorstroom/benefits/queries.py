"""Reading reports and counting the jobs that were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from doorstroom.core.actors import Actor

from . import rules
from .choices import SHOWN_OF, CallStatus, KnowsScheme, ReportStatus, WhyWithdrawn
from .declarations import COUNT_KEPT, SEE_REPORT
from .models import EmployerCall, Report


def kind_words(code: str) -> str:
    """Return the name of a kind of benefit in the reader's language."""
    row = rules.kind(code)
    return row.name(get_language() or "nl") if row else code


def scheme_words(code: str) -> str:
    """Return the name of a job-keeping scheme."""
    row = rules.scheme(code)
    return row.name_nl if row else ""


def kind_choices(day: date) -> list[tuple[str, str]]:
    """Return the benefits of a day, to choose from."""
    return [(row.code, row.name(get_language() or "nl")) for row in rules.kinds_on(day)]


def reports_of(actor: Actor) -> QuerySet[Report]:
    """Return the reports that this actor may open, the latest first."""
    rows: QuerySet[Report] = SEE_REPORT.visible(actor).order_by("-reported_on", "-id")
    return rows


@dataclass(frozen=True)
class Kept:
    """One figure about keeping jobs, with the name under which its rows are listed."""

    code: str
    label: str
    count: int


def kept_figures(actor: Actor, since: date | None = None, until: date | None = None) -> list[Kept]:
    """Count reports of the own municipality; each figure counts exactly the rows that `kept_rows` lists."""
    counts = _period(actor, since, until).aggregate(**{code: Count("pk", filter=_of(code)) for code in SHOWN_OF})
    return [Kept(code, str(label), counts[code]) for code, label in SHOWN_OF.items()]


def kept_rows(actor: Actor, code: str, since: date | None = None, until: date | None = None) -> QuerySet[Report]:
    """Return the reports behind a figure, the latest first."""
    return _period(actor, since, until).filter(_of(code)).order_by("-reported_on", "id")


def own_firms(actor: Actor, rows: Iterable[Report]) -> dict[UUID, str]:
    """Return the last employer on those of these reports that this actor may open as a whole."""
    own: QuerySet[Report] = SEE_REPORT.visible(actor).filter(pk__in=[row.pk for row in rows])
    return {row.pk: row.last_employer for row in own}


def _period(actor: Actor, since: date | None, until: date | None) -> QuerySet[Report]:
    rows: QuerySet[Report] = COUNT_KEPT.visible(actor).exclude(last_employer="")
    if since:
        rows = rows.filter(reported_on__gte=since)
    return rows.filter(reported_on__lte=until) if until else rows


def _of(code: str) -> Q:
    calls = EmployerCall.objects.filter(report=OuterRef("pk"))
    withdrawn = Q(status=ReportStatus.WITHDRAWN, why_withdrawn=WhyWithdrawn.JOB_KEPT)
    conditions = {
        "unknown": Q(Exists(calls.filter(knew_scheme=KnowsScheme.NO))),
        "called": Q(Exists(calls.filter(tries__gt=0))),
        "kept": Q(Exists(calls.filter(status=CallStatus.KEPT))) | withdrawn,
        "withdrawn": withdrawn,
    }
    return conditions.get(code, Q(pk__isnull=False))
