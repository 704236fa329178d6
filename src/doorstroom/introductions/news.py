"""Who hears of a step, and through which letter: nobody learns it by chance."""

from uuid import UUID

from django.urls import reverse

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT, EMPLOYER
from doorstroom.accounts.models import Membership
from doorstroom.accounts.queries import running
from doorstroom.employers.models import Vacancy
from doorstroom.notices.actions import tell

from .models import Introduction

WORK_SIDE = (EMPLOYER.code, AGENCY_CONSULTANT.code, ACCOUNT_MANAGER.code)
MOST_READERS = 10


def to_seeker(introduction: Introduction, vacancy: Vacancy, letter: str, *, why: str = "") -> None:
    """Tell the person, by mail or through who guides."""
    tell(
        template=f"introductions/seeker_{letter}",
        person_id=introduction.person_id,
        context={"title": vacancy.title, "number": vacancy.number, "why": why},
        link=reverse("introductions_mine"),
    )


def to_work_side(introduction: Introduction, vacancy: Vacancy, letter: str, *, why: str = "") -> None:
    """Tell the people who work on this vacancy: the named account manager, or those of the organisation."""
    for user_id in readers(vacancy):
        tell(
            template=f"introductions/work_{letter}",
            user_id=user_id,
            context={"title": vacancy.title, "number": vacancy.number, "why": why},
            link=reverse("introductions_work_one", args=[introduction.pk]),
        )


def readers(vacancy: Vacancy) -> list[UUID]:
    """Return the users of the publishing organisation who hear of its vacancy."""
    members = Membership.objects.filter(running(), organisation=vacancy.organisation_id, role__in=WORK_SIDE)
    users = list(members.order_by("since", "pk").values_list("user_id", flat=True)[:MOST_READERS])
    named = vacancy.employer.account_manager_id
    return [named] if named in users else list(dict.fromkeys(users))
