"""The figures of one deal, counted from its rows in a fixed number of queries; each can be opened to those rows."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Max, Q, Value, When

from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.fence import machine_scope

from .. import forecast as forecasting
from .. import rules
from ..choices import FunnelStep, Stand, Status, WhyLeft, WhyReturned
from ..declarations import SEE_STAND
from ..models import LIVE, Deal, Enrolment, Partner, Reached, Referral

MOST_STUCK = 20
OPEN_STATES = (Status.OPEN, Status.SEEN, Status.NEED_INFO)
PLACES = (
    Stand.TO_SCREEN, Stand.READY, "asked", Status.ACCEPTED, Status.INTRODUCED, Status.INTERVIEW, Status.OFFER,
    Stand.PLACED, Stand.LEFT,
)  # fmt: skip
RANK = {
    status: rank for rank, status in enumerate((Status.ACCEPTED, Status.INTRODUCED, Status.INTERVIEW, Status.OFFER), 1)
}
PLACE_WORDS = {
    Stand.TO_SCREEN: say("Wacht op de screening"),
    Stand.READY: say("Klaar om te verwijzen"),
    "asked": say("Partner gevraagd"),
    Status.ACCEPTED: say("Aangenomen door een partner"),
    Status.INTRODUCED: say("Voorgesteld bij een werkgever"),
    Status.INTERVIEW: say("In gesprek"),
    Status.OFFER: say("Baan aangeboden"),
    Stand.PLACED: say("Aan het werk"),
    Stand.LEFT: say("Gestopt"),
}
DEFINITIONS = {
    "enrolled": say("Mensen die wij aanmeldden en die meetellen voor het doel."),
    "screened": say("Mensen die wij aanmeldden en die gescreend zijn."),
    "referred": say("Mensen die minstens één keer naar een partner verwezen zijn."),
    "accepted": say("Mensen die minstens één partner aannam."),
    "introduced": say("Mensen die minstens één keer bij een werkgever voorgesteld zijn."),
    "interview": say("Mensen met minstens één afgesproken gesprek."),
    "offer": say("Mensen aan wie een baan aangeboden is."),
    "placed": say("Mensen die door deze sectordeal een baan hebben."),
    "beside": say("Mensen die wij aanmeldden uit een groep die niet meetelt voor het doel."),
}


@dataclass
class Share:
    """One partner in the funnel."""

    key: UUID
    organisation: UUID
    name: str
    steps: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FunnelStep.values, 0))  # referrals
    medians: dict[str, float | None] = field(default_factory=lambda: dict.fromkeys(FunnelStep.values))
    open: int = 0
    late: int = 0
    returned: int = 0


@dataclass(frozen=True)
class Cockpit:
    """Everything the cockpit shows of a deal on a day."""

    deal: Deal
    day: date
    partners: int
    reached: Mapping[str, int]  # people who reached a step, counting groups only
    beside: Mapping[str, int]  # the same for groups that do not count
    where: Mapping[str, int]  # where the counting people stand now; adds up to the enrolled
    left: Mapping[str, int]
    medians: Mapping[str, float | None]
    shares: list[Share]
    returned: Mapping[str, int]
    late: int
    stuck: list[Referral]
    weekly: list[tuple[date, int, int]]  # Monday, enrolled, placed
    forecast: forecasting.Forecast | None

    @property
    def line(self) -> str:
        """Return target, enrolled, interviews and jobs in one line, for who reads no screen."""
        reached = self.reached
        return (
            f"target {self.deal.target}, enrolled {reached['enrolled']}, interviews {reached['interview']}, "
            f"jobs {reached['placed']}, partners {self.partners}, beside the target {self.beside['enrolled']}"
        )


@machine_scope("deals.cockpit")
def cockpit(deal: Deal, day: date) -> Cockpit:
    """Count a deal: seven queries, however many people take part."""
    partners = list(Partner.objects.filter(deal=deal).select_related("organisation").order_by("organisation__name"))
    shares = {row.pk: Share(row.pk, row.organisation_id, row.organisation.name) for row in partners}
    where, left, counting = _where(deal)
    returned = _referrals(deal, shares, day)
    medians = _medians(deal, shares)
    reached, beside, weekly = _flows(deal, counting, day)
    late = sum(share.late for share in shares.values())
    stuck = Referral.objects.filter(deal=deal, status__in=LIVE, due__lt=day).order_by("due", "pk")
    return Cockpit(
        deal=deal,
        day=day,
        partners=sum(1 for row in partners if row.until is None or row.until > day),
        reached=reached,
        beside=beside,
        where=where,
        left=left,
        medians=medians,
        shares=list(shares.values()),
        returned=returned,
        late=late,
        stuck=list(stuck[:MOST_STUCK]) if late else [],
        weekly=weekly,
        forecast=_forecast(deal, weekly, day),
    )


def _where(deal: Deal) -> tuple[dict[str, int], dict[str, int], set[UUID]]:
    """Return where the counting people stand now, why people left, and which groups count."""
    where, left = dict.fromkeys(map(str, PLACES), 0), dict.fromkeys(WhyLeft.values, 0)
    counting: set[UUID] = set()
    rows = Enrolment.objects.filter(deal=deal).order_by().values_list("group", "group__counts", "status", "reason")
    for group, counts, status, reason, count in rows.annotate(count=Count("*")):
        if not counts:
            continue
        counting.add(group)
        if status != Stand.REFERRED:
            where[status] += count
        if status == Stand.LEFT:
            left[reason] += count
    # Somebody with several partners stands where the furthest of them is.
    furthest = Max(Case(*(When(status=status, then=Value(rank)) for status, rank in RANK.items()), default=Value(0)))
    live = Referral.objects.filter(
        deal=deal, status__in=LIVE, enrolment__group__in=counting, enrolment__status=Stand.REFERRED
    )
    people = live.order_by().values("enrolment").annotate(furthest=furthest)
    names = {0: "asked"} | {rank: str(status) for status, rank in RANK.items()}
    where |= people.aggregate(**{name: Count("furthest", filter=Q(furthest=rank)) for rank, name in names.items()})
    return where, left, counting


def _referrals(deal: Deal, shares: dict[UUID, Share], day: date) -> dict[str, int]:
    """Note what each partner has open, late and handed back; return the reasons of hand-backs."""
    returned = dict.fromkeys(WhyReturned.values, 0)
    rows = Referral.objects.filter(deal=deal).order_by().values_list("partner", "status", "reason")
    counted = rows.annotate(count=Count("*"), late=Count("due", filter=Q(due__lt=day)))
    for partner, status, reason, count, late in counted:
        share = shares[partner]
        if status in LIVE:
            share.open += count
            share.late += late
        elif status == Status.RETURNED:
            share.returned += count
            returned[reason] += count
    return returned


def _medians(deal: Deal, shares: dict[UUID, Share]) -> dict[str, float | None]:
    """Return the median days to each step, and note steps and medians per partner."""
    whole: dict[str, Counter[int]] = defaultdict(Counter)
    per: dict[UUID, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    rows = Reached.objects.filter(deal=deal).order_by().values_list("step", "partner", "days")
    for step, partner, days, count in rows.annotate(count=Count("*")):
        whole[step][days] += count
        if partner is not None:
            per[partner][step][days] += count
    for partner, steps in per.items():
        shares[partner].steps |= {step: sum(days.values()) for step, days in steps.items()}
        shares[partner].medians |= {step: rules.median_of(days) for step, days in steps.items()}
    return {str(step): rules.median_of(whole[step]) for step in FunnelStep}


def _flows(
    deal: Deal, counting: set[UUID], day: date
) -> tuple[dict[str, int], dict[str, int], list[tuple[date, int, int]]]:
    """Return who reached each step, in and beside the target, and the weeks so far."""
    reached, beside = ({str(step): 0 for step in FunnelStep} for _ in range(2))
    weeks: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    by_day = Case(When(step__in=(FunnelStep.ENROLLED, FunnelStep.PLACED), then="on"))  # only these two are drawn
    rows = Reached.objects.filter(deal=deal, first=True).order_by().annotate(day=by_day)
    found = rows.values_list("step", "day", "group").annotate(count=Count("*"))
    for step, on, group, count in found:
        counts = group in counting
        (reached if counts else beside)[step] += count
        if counts and on is not None:
            weeks[rules.monday(on)][step == FunnelStep.PLACED] += count
    start, last = rules.monday(deal.starts_on), rules.monday(min(day, deal.ends_on))
    weekly = []
    while start <= last:
        weekly.append((start, weeks[start][0], weeks[start][1]))
        start += timedelta(days=7)
    return reached, beside, weekly


def _forecast(deal: Deal, weekly: list[tuple[date, int, int]], day: date) -> forecasting.Forecast | None:
    """Return where the deal ends; this week counts as begun, so it is both seen and still to come."""
    whole = [placed for monday, _enrolled, placed in weekly if monday + timedelta(days=7) <= day]
    under_way = sum(placed for monday, _enrolled, placed in weekly if monday + timedelta(days=7) > day)
    found = forecasting.forecast(whole, (deal.ends_on - day).days / 7, deal.target - under_way)
    if found is None:
        return None
    return forecasting.Forecast(found.middle + under_way, found.low + under_way, found.high + under_way, found.chance)


def behind(deal: Deal, figure: str) -> dict[str, Any]:
    """Return the condition of the rows behind a figure."""
    step = FunnelStep.ENROLLED if figure == "beside" else FunnelStep(figure)
    return {"deal": deal, "first": True, "step": step, "group__counts": figure != "beside"}


@machine_scope("deals.cockpit")
def per_partner(deal: Deal, figure: str) -> list[tuple[str, int]]:
    """Return a figure by partner, the largest first; the empty name is of people who have no partner yet."""
    rows = Reached.objects.filter(**behind(deal, figure)).order_by().values_list("partner__organisation__name")
    return sorted(
        ((name or "", count) for name, count in rows.annotate(count=Count("pk"))), key=lambda row: (-row[1], row[0])
    )


def running_deals(actor: Actor, most: int = 6) -> list[tuple[Deal, int]]:
    """Return the deals that run in sight of this actor, each with its jobs: the latest and the largest first."""
    deals = list(SEE_STAND.visible(actor).filter(closed_on__isnull=True).order_by("-starts_on", "-target", "pk")[:most])
    with machine_scope("deals.cockpit"):
        rows = Reached.objects.filter(deal__in=deals, first=True, step=FunnelStep.PLACED, group__counts=True)
        jobs = dict(rows.order_by().values_list("deal").annotate(count=Count("pk")))
    return [(deal, jobs.get(deal.pk, 0)) for deal in deals]


@dataclass(frozen=True)
class Compared:
    """One's own partner beside the deal, and beside the median of the others where there are enough."""

    step: str
    own: int
    deal: int
    others: float | None


def compared(figures: Cockpit, organisation: UUID | None) -> list[Compared]:
    """Return an agency's own funnel beside the deal; empty for who is no partner."""
    own = next((share for share in figures.shares if share.organisation == organisation), None)
    if own is None:
        return []
    rest = [share for share in figures.shares if share is not own]
    found = []
    for step in ("referred", "accepted", "introduced", "interview", "offer", "placed"):
        counts = Counter(share.steps[step] for share in rest)
        others = rules.median_of(counts) if len(rest) >= rules.ENOUGH_OTHERS else None
        whole = sum(share.steps[step] for share in figures.shares)
        found.append(Compared(step, own.steps[step], whole, others))
    return found


@dataclass(frozen=True)
class OpenDeal:
    """A deal as anybody may know it: small figures are left out, and with them what would give them away."""

    name: str
    target: int
    partners: int
    reached: tuple[tuple[str, int | None], ...]
    shares: tuple["OpenShare", ...]


@dataclass(frozen=True)
class OpenShare:
    """One partner's referrals as anybody may know them."""

    name: str
    reached: tuple[int | None, ...]  # one for each of SHARE_STEPS


@machine_scope("deals.open_figures")
def open_deals(region: str) -> list[OpenDeal]:
    """Return the signed deals of a region with figures that are safe for small numbers."""
    deals = list(Deal.objects.filter(region=region).exclude(status="intention").order_by("-starts_on", "name"))
    rows = Reached.objects.filter(deal__in=deals, first=True, group__counts=True).order_by()
    counts: dict[tuple[UUID, str], int] = {
        (deal, step): count for deal, step, count in rows.values_list("deal", "step").annotate(count=Count("pk"))
    }
    partners: dict[UUID, list[Partner]] = defaultdict(list)
    for partner in Partner.objects.filter(deal__in=deals).select_related("organisation").order_by("organisation__name"):
        partners[partner.deal_id].append(partner)
    sent = Reached.objects.filter(deal__in=deals, step__in=SHARE_STEPS, group__counts=True, partner__isnull=False)
    by = {
        (partner, step): count
        for partner, step, count in sent.order_by().values_list("partner", "step").annotate(count=Count("*"))
    }
    chains = {deal.pk: [counts.get((deal.pk, step), 0) for step in OPEN_STEPS] for deal in deals}
    found = []
    for deal in deals:
        reached = _safe(chains[deal.pk])
        cells = [[by.get((partner.pk, step), 0) for step in SHARE_STEPS] for partner in partners[deal.pk]]
        shown = rules.open_table(cells)
        left_out = {step for step, count in reached if count is None}  # the shares of what is left out add up to it
        shares = tuple(
            OpenShare(
                partner.organisation.name,
                tuple(None if step in left_out else value for step, value in zip(SHARE_STEPS, row, strict=True)),
            )
            for partner, row in zip(partners[deal.pk], shown, strict=True)
        )
        found.append(OpenDeal(deal.name, deal.target, len(partners[deal.pk]), reached, shares))
    return found


SHARE_STEPS = (FunnelStep.REFERRED, FunnelStep.INTERVIEW, FunnelStep.PLACED)
OPEN_STEPS = (FunnelStep.ENROLLED, FunnelStep.REFERRED, FunnelStep.INTERVIEW, FunnelStep.PLACED)


def _safe(chain: list[int]) -> tuple[tuple[str, int | None], ...]:
    """Suppress a funnel: no figure that is shown, and no difference of two that are, tells of a few people."""
    shown: list[int | None] = []
    for count in chain:
        known = [earlier for earlier in shown if earlier is not None]
        few = 0 < count < rules.SMALLEST or any(0 < earlier - count < rules.SMALLEST for earlier in known)
        shown.append(None if few else count)
    return tuple((str(step), count) for step, count in zip(OPEN_STEPS, shown, strict=True))
