"""Which partner could be asked for whom, and why: the machine proposes, a person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from doorstroom.core.fence import machine_scope
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.models import Vacancy
from doorstroom.matching.choices import Word
from doorstroom.matching.models import Admission, Feedback
from doorstroom.matching.queries import Brought, brought_by

from .. import rules
from ..choices import Status
from ..models import Capacity, Deal, Enrolment, Partner, PartnerWeek, Referral


@machine_scope("deals.partners")
def partners_on(deal_id: UUID, day: date) -> list[Partner]:
    """Return the partners of a deal that take part on a day, by name, each with its places of that week."""
    rows = Partner.objects.filter(Q(until__isnull=True) | Q(until__gt=day), deal=deal_id, since__lte=day)
    return list(_with_room(rows, day).select_related("organisation").order_by("organisation__name", "pk"))


def _with_room(rows: QuerySet[Partner], day: date) -> QuerySet[Partner]:
    week = rules.monday(day)
    held = PartnerWeek.objects.filter(partner=OuterRef("pk"), week=week)
    agreed = Capacity.objects.filter(partner=OuterRef("pk"), from_week__lte=week).order_by("-from_week")
    places = Coalesce(Subquery(held.values("places")[:1]), Subquery(agreed.values("places")[:1]), Value(0))
    mine = Referral.objects.filter(partner=OuterRef("pk")).order_by().values("partner")

    def counted(condition: Q) -> Coalesce:
        figure = mine.filter(condition).annotate(figure=Count("pk")).values("figure")
        return Coalesce(Subquery(figure, output_field=IntegerField()), Value(0))

    return rows.annotate(
        places=places,
        taken=Coalesce(Subquery(held.values("taken")[:1]), Value(0)),
        had=counted(Q()),
        placed=counted(Q(status=Status.PLACED)),
    )


@dataclass(frozen=True)
class Offered:
    """An open vacancy of a partner."""

    number: int
    title: str
    place: str
    firm: str
    organisation_id: UUID
    organisation: str


@machine_scope("deals.partners")
def on_offer(deal_id: UUID, *, organisation: UUID | None = None, person: UUID | None = None) -> dict[int, Offered]:
    """Return the open vacancies of a deal's partners, or of one of them, by number.

    What is reserved for a group is left out, and for one person also what that person said no to; a group that a case
    worker opened to the person counts.
    """
    rows = Vacancy.objects.filter(status=VacancyStatus.OPEN)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    else:
        rows = rows.filter(organisation__in=Partner.objects.filter(deal=deal_id).values("organisation"))
    free = Q(reserved_for="")
    if person is not None:
        opened = Admission.objects.filter(person=person, ended_at__isnull=True)
        free |= Q(reserved_for__in=opened.values("group"))
        refused = Feedback.objects.filter(person=person, word=Word.NO, taken_back_at__isnull=True)
        rows = rows.exclude(pk__in=refused.values("vacancy"))
    names = ("number", "title", "place", "employer__name", "organisation_id", "organisation__name")
    return {row[0]: Offered(*row) for row in rows.filter(free).order_by("number").values_list(*names)}


@machine_scope("deals.proposals")
def proposals(deal: Deal, enrolments: Sequence[Enrolment], today: date) -> tuple[list[rules.Proposal], list[Partner]]:
    """Return whom to ask for each of these people, and the partners that take part."""
    partners = partners_on(deal.pk, today)
    people = [row.person_id for row in enrolments]
    offered = on_offer(deal.pk)
    found = brought_by(people, offered.keys(), deal.region_id)
    fits = fits_of(found, offered, partners)
    return rules.spread(people, choices_of(partners), fits, _barred(enrolments, partners)), partners


def next_partner(enrolment: Enrolment, today: date) -> rules.Proposal | None:
    """Return the partner to ask next for one person, or None when nobody has room."""
    found, _partners = proposals(enrolment.deal, [enrolment], today)
    return found[0] if found else None


def choices_of(partners: Sequence[Partner]) -> list[rules.Choice]:
    """Return partners as they can be compared: room this week and past result."""
    return [
        rules.Choice(row.pk, row.places - row.taken, row.had, row.placed)  # type: ignore[attr-defined]
        for row in partners
    ]


def fits_of(
    found: Mapping[UUID, Brought], offered: Mapping[int, Offered], partners: Sequence[Partner]
) -> dict[tuple[UUID, UUID], rules.Fits]:
    """Return how each person fits each partner's vacancies."""
    owners = {partner.organisation_id: partner.pk for partner in partners}
    fits: dict[tuple[UUID, UUID], rules.Fits] = {}
    for person, brought in found.items():
        for one in brought.fits:
            partner = owners.get(offered[one.number].organisation_id)
            if partner is not None:
                held = fits.get((person, partner), rules.Fits())
                fits[person, partner] = rules.Fits(held.vacancies + 1, max(held.best, one.percent))
    return fits


def _barred(enrolments: Sequence[Enrolment], partners: Sequence[Partner]) -> dict[UUID, set[UUID]]:
    """Return the partners that are not proposed: who had the person before, and who the person was not told of."""
    barred = {
        row.person_id: {partner.pk for partner in partners if str(partner.pk) not in row.told} for row in enrolments
    }
    had = Referral.objects.filter(enrolment__in=[row.pk for row in enrolments])
    for person, partner in had.values_list("person_id", "partner_id"):
        barred[person].add(partner)
    return barred


def why_words(why: Sequence[Sequence[object]]) -> list[str]:
    """Return the reasons for a partner in the reader's language."""
    return [gettext(rules.REASONS[str(code)]).format(**dict(facts)) for code, facts in why]  # type: ignore[call-overload]
