"""Who hears of a step, and through which letter: nobody learns it by chance."""

from uuid import UUID

from django.urls import reverse

from doorstroom.accounts.declarations import AGENCY_CONSULTANT
from doorstroom.accounts.models import Membership, User
from doorstroom.accounts.queries import running
from doorstroom.notices.actions import tell

from .declarations import guide_of
from .models import Referral

MOST_READERS = 10


def to_partner(referral: Referral, letter: str, why: str = "") -> None:
    """Tell the consultants of the partner; nothing of the person stands in the letter."""
    for user_id in consultants(referral.organisation_id):
        tell(
            template=f"deals/partner_{letter}",
            user_id=user_id,
            context={"code": referral.code, "deal": referral.deal.name, "why": why},
            link=reverse("deals_inbox"),
        )


def to_guide(referral: Referral, why: str) -> None:
    """Tell the case worker who guides the person; a team sees it on its home page."""
    guide = guide_of(referral)
    if User.objects.filter(pk=guide).exists():
        link = reverse("deals_referral", args=[referral.pk])
        context = {"code": referral.code, "partner": referral.partner.organisation.name, "why": why}
        tell(template="deals/guide_step", user_id=guide, context=context, link=link)


def to_seeker(referral: Referral, partner: str, why: str) -> None:
    """Tell the person a step, in plain words."""
    context = {"partner": partner, "why": why}
    tell(template="deals/seeker_step", person_id=referral.person_id, context=context, link=reverse("deals_mine"))


def consultants(organisation: UUID) -> list[UUID]:
    """Return the consultants of an agency who hear of its referrals."""
    rows = Membership.objects.filter(running(), organisation=organisation, role=AGENCY_CONSULTANT.code)
    return list(dict.fromkeys(rows.order_by("since", "pk").values_list("user_id", flat=True)[:MOST_READERS]))
