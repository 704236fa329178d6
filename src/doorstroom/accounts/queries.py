"""What can be known about this office, its users and their roles."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from doorstroom.common.dates import today as this_day
from doorstroom.common.text import say
from doorstroom.core.actors import Actor

from .declarations import PROFESSIONAL_CODES, ROLES, StepState, setup_step
from .models import Installation, Membership, Organisation, Session, User

DEMO_ADDRESS = "@demo.doorstroom.example"


@dataclass(frozen=True)
class Office:
    """What this installation is; before it was set up, what the settings say."""

    region_code: str
    name: str
    theme: str
    set_up: bool


def office() -> Office:
    """Return what this installation is; every page asks, so it is remembered for a minute or until it changes."""
    known: Office | None = caches["host"].get(Installation.REMEMBERED)
    if known is None:
        row = Installation.objects.first()
        if row is None:
            known = Office(settings.REGION_CODE, settings.REGION_NAME, settings.REGION_CODE, False)
        else:
            known = Office(row.region_id, row.name, row.theme, True)
        caches["host"].set(Installation.REMEMBERED, known, 60)
    return known


def running(today: date | None = None) -> Q:
    """Return the condition under which a membership holds, as `Membership.runs` tells it of one row."""
    day = today or this_day()
    return (
        (Q(until__isnull=True) | Q(until__gt=day))
        & Q(since__lte=day, user__is_active=True, role__in=ROLES)
        & (Q(organisation__isnull=True) | Q(organisation__active=True))
    )


def open_sessions(user: User) -> "QuerySet[Session]":
    """Return where somebody is signed in now."""
    return Session.objects.filter(user=user, expire_date__gt=timezone.now())


def memberships_of(user: User) -> list[Membership]:
    """Return the roles in which a user can work today, the oldest first.

    Every request asks this, of a user with few memberships: to sift and order them here takes a third of the time.
    """
    day = this_day()
    rows = [row for row in user.memberships.select_related("organisation") if row.runs(day)]
    return sorted(rows, key=lambda row: (row.since, row.pk))


def team_ids_of(membership: Membership) -> frozenset[UUID]:
    """Return the teams in which somebody works by a membership; without an organisation there are none."""
    if membership.organisation_id is None:
        return frozenset()
    rows = Membership.teams.through.objects.filter(membership_id=membership.pk)
    return frozenset(rows.values_list("team_id", flat=True))


def acting_as(membership: Membership, here: Office | None = None) -> Actor:
    """Return the actor of a membership; without an organisation it belongs to this office's region."""
    organisation = membership.organisation
    return Actor(
        role=ROLES[membership.role],
        name=membership.user.name,
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        team_ids=team_ids_of(membership),
        region_code=organisation.region_id if organisation else (here or office()).region_code,
    )


def demo_doors() -> "QuerySet[Membership]":
    """Return the roles that the demo opens with one click; none outside the demo."""
    rows = Membership.objects.filter(running(), user__email__endswith=DEMO_ADDRESS)
    if not settings.DEMO:
        rows = rows.none()
    return rows.select_related("user", "organisation").order_by("role", "user__name")


def password_link(user: User) -> str:
    """Return a link by which a user sets a password, once; it runs out after PASSWORD_RESET_TIMEOUT."""
    token = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    return f"{settings.SITE_ADDRESS}{path}"


def missing_municipalities(region_code: str, today: date | None = None) -> list[tuple[str, str]]:
    """Return (code, name) of the region's municipalities that have no organisation yet, by name."""
    day = today or this_day()
    row = Installation.objects.select_related("region").filter(region_id=region_code).first()
    if row is None:
        return []
    members = row.region.memberships.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    there = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, municipality__isnull=False)
    fresh = members.exclude(municipality_id__in=there.values("municipality_id")).select_related("municipality")
    return sorted({(each.municipality_id, each.municipality.name) for each in fresh}, key=lambda pair: pair[1])


def _region_state(_actor: Actor) -> StepState:
    here = office()
    return StepState(here.set_up, {"name": here.name})


def _organisations_state(actor: Actor) -> StepState:
    count = Organisation.objects.filter(region_id=actor.region_code, active=True).count()
    return StepState(count > 0, {"count": count})


def _users_state(actor: Actor) -> StepState:
    staff = Membership.objects.filter(running(), role__in=PROFESSIONAL_CODES, organisation__region_id=actor.region_code)
    count = staff.exclude(user=actor.user_id).values("user_id").distinct().count()
    return StepState(count > 0, {"count": count})


setup_step(10, "region", say("Uw regio"), "accounts/panel_setup_region.html", _region_state)
setup_step(20, "organisations", say("Organisaties"), "accounts/panel_setup_organisations.html", _organisations_state)
setup_step(40, "users", say("Eerste gebruikers"), "accounts/panel_setup_users.html", _users_state)
