"""What can be done with accounts: sign up, invite, change or end a role, choose a role, set up the office."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import F, Q
from django.utils import timezone

from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb

from .declarations import (
    ACCOUNT_CLOSED,
    ACCOUNT_REOPENED,
    ADMIN_MADE,
    APPOINT_ADMIN,
    CHANGE_OWN_SETTINGS,
    CHOOSE_ROLE,
    FUNCTIONAL_ADMIN,
    INSTALLED,
    INVITED,
    JOB_SEEKER,
    MANAGE_MEMBERSHIPS,
    MANAGE_ORGANISATIONS,
    MANAGE_USERS,
    MEMBERSHIP_CHANGED,
    MEMBERSHIP_ENDED,
    ORGANISATION_ADDED,
    ORGANISATION_CHANGED,
    RESET_FACTOR,
    RESET_LOST_FACTOR,
    ROLE_CHOSEN,
    ROLE_FITS,
    ROLES,
    SECOND_FACTOR_RESET,
    SET_UP,
    SETTINGS_CHANGED,
    SIGNED_OUT_ELSEWHERE,
    SIGNED_UP,
    TEAM_ADDED,
)
from .models import NO_ADDRESS, Installation, Membership, Organisation, Session, Team, User

ORGANISATION_FIELDS = ("kind", "name", "municipality_id", "kvk", "phone", "email", "active")


@verb(user=CHANGE_OWN_SETTINGS)
def sign_up(*, actor: Actor, user: User, today: date) -> Membership:
    """Give somebody who made an account the role of job seeker."""
    membership = Membership.objects.create(user=user, role=JOB_SEEKER.code, since=today)
    record(SIGNED_UP, by=actor, about=user)
    return membership


@verb(MANAGE_USERS, organisation=MANAGE_ORGANISATIONS)
def invite(
    *,
    actor: Actor,
    organisation: Organisation,
    email: str,
    name: str,
    role: str,
    team_ids: Sequence[UUID] = (),
    today: date,
) -> Membership:
    """Give somebody a role at an organisation; a new user gets a link to choose a password (news for `notices`)."""
    _role_fits(role, organisation)
    user = User.objects.select_for_update().filter(email=email.lower()).first()
    if user is None:
        user = _new_user(email, name)
    elif not user.is_active:
        raise Refusal("inactive", say("Dit account is afgesloten. Neem contact op met de beheerder."))
    membership, new = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, defaults={"since": today}
    )
    if not new and (membership.until is None or membership.until > today):
        raise Refusal("already_there", say("Deze gebruiker heeft deze rol al."))
    Membership.objects.filter(pk=membership.pk).update(since=today, until=None)
    membership.teams.set(organisation.teams.filter(pk__in=team_ids))
    record(INVITED, by=actor, about=membership, role=role, organisation=organisation.name, user=str(user.pk))
    return membership


@verb(membership=MANAGE_MEMBERSHIPS)
def invite_again(*, actor: Actor, membership: Membership) -> None:
    """Send the invitation once more."""
    place = membership.organisation.name if membership.organisation else ""
    record(INVITED, by=actor, about=membership, role=membership.role, organisation=place, user=str(membership.user_id))


@verb(membership=MANAGE_MEMBERSHIPS)
def change_membership(
    *, actor: Actor, membership: Membership, role: str, team_ids: Sequence[UUID]
) -> Membership | Unchanged:
    """Change role and teams; every open session of the user ends, so that nothing stays open under the old role."""
    organisation = membership.organisation
    if organisation is None:
        raise Refusal("no_organisation", say("Deze rol hoort bij het kantoor zelf en kan niet veranderen."))
    wanted = set(organisation.teams.filter(pk__in=team_ids).values_list("pk", flat=True))
    if role == membership.role and wanted == set(membership.teams.values_list("pk", flat=True)):
        return UNCHANGED
    if membership.user_id == actor.user_id and role != membership.role:
        raise Refusal("own_role", say("U kunt uw eigen rol niet veranderen. Vraag een andere beheerder."))
    _role_fits(role, organisation)
    if organisation.memberships.filter(user=membership.user_id, role=role).exclude(pk=membership.pk).exists():
        raise Refusal("already_there", say("Deze gebruiker heeft deze rol al."))
    membership.role = role
    membership.save(update_fields=["role"])
    membership.teams.set(organisation.teams.filter(pk__in=wanted))
    _end_sessions(membership.user_id)
    record(MEMBERSHIP_CHANGED, by=actor, about=membership, role=role)
    return membership


@verb(membership=MANAGE_MEMBERSHIPS)
def end_membership(*, actor: Actor, membership: Membership, today: date) -> Membership | Unchanged:
    """End somebody's access in a role, from the next request on."""
    if membership.until is not None and membership.until <= today:
        return UNCHANGED
    if membership.user_id == actor.user_id:
        raise Refusal("own_access", say("U kunt uw eigen toegang niet beëindigen. Vraag een andere beheerder."))
    membership.until = today
    membership.save(update_fields=["until"])
    _end_sessions(membership.user_id)
    record(MEMBERSHIP_ENDED, by=actor, about=membership, role=membership.role)
    return membership


@verb(user=MANAGE_USERS)
def close_account(*, actor: Actor, user: User, today: date) -> User | Unchanged:
    """Let nobody in under this account any more: its roles end, and so does every session that is open."""
    if user.pk == actor.user_id:
        raise Refusal("own_account", say("U kunt uw eigen account niet afsluiten. Vraag een andere beheerder."))
    if not user.is_active:
        return UNCHANGED
    for membership in user.memberships.select_for_update().filter(Q(until__isnull=True) | Q(until__gt=today)):
        membership.until = today
        membership.save(update_fields=["until"])
        record(MEMBERSHIP_ENDED, by=actor, about=membership, role=membership.role)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_sessions(user.pk)
    record(ACCOUNT_CLOSED, by=actor, about=user)
    return user


@verb(user=MANAGE_USERS)
def reopen_account(*, actor: Actor, user: User) -> User | Unchanged:
    """Let somebody be invited again; the roles of before stay ended."""
    if user.is_active:
        return UNCHANGED
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(ACCOUNT_REOPENED, by=actor, about=user)
    return user


@verb(user=RESET_FACTOR)
def reset_second_factor(*, actor: Actor, user: User) -> User | Unchanged:
    """Take away the second factor of somebody who works here; a new one is needed at the next sign-in."""
    return _without_factor(actor, user)


@verb(RESET_LOST_FACTOR)
def reset_lost_factor(*, actor: Actor, email: str) -> User | Unchanged:
    """Take away the second factor of who called about it, by the address of the account, if there is one."""
    found = RESET_LOST_FACTOR.visible(actor).filter(email=email).first()
    return _without_factor(actor, RESET_LOST_FACTOR.lock(actor, found)) if found else UNCHANGED


def _without_factor(actor: Actor, user: User) -> User | Unchanged:
    if user.pk == actor.user_id:
        raise Refusal("own_factor", say("Uw eigen tweede stap wist u niet hier. Vraag een andere beheerder."))
    gone, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    if not gone:
        return UNCHANGED
    _end_sessions(user.pk)
    record(SECOND_FACTOR_RESET, by=actor, about=user)
    return user


@verb(membership=CHOOSE_ROLE)
def choose_role(*, actor: Actor, membership: Membership, today: date) -> Membership:
    """Work in another of one's own roles from now on."""
    if membership.since > today or (membership.until is not None and membership.until <= today):
        raise Refusal("ended", say("Deze rol is afgelopen."))
    record(ROLE_CHOSEN, by=actor, about=membership, role=membership.role)
    return membership


@verb(user=CHANGE_OWN_SETTINGS)
def change_settings(*, actor: Actor, user: User, **given: str) -> User | Unchanged:
    """Change one's own name, phone number or language."""
    changed = [part for part in ("name", "phone", "language") if part in given and getattr(user, part) != given[part]]
    if not changed:
        return UNCHANGED
    for part in changed:
        setattr(user, part, given[part])
    user.save(update_fields=changed)
    record(SETTINGS_CHANGED, by=actor, about=user, parts=changed)
    return user


@verb(user=CHANGE_OWN_SETTINGS)
def sign_out_elsewhere(*, actor: Actor, user: User, here: str) -> User:
    """End all sessions of oneself but the one with this key, which must be bound to the account anew."""
    _end_sessions(user.pk, but=here)
    record(SIGNED_OUT_ELSEWHERE, by=actor, about=user)
    return user


@verb(MANAGE_ORGANISATIONS)
def add_organisation(*, actor: Actor, kind: str, name: str, **given: Any) -> Organisation:
    """Add an organisation to the region of the actor."""
    _one_after_another()
    if Organisation.objects.filter(region_id=actor.region_code, kind=kind, name__iexact=name).exists():
        raise Refusal("already_there", say("{name} staat er al."), name=name)
    _kvk_is_free(given.get("kvk", ""))
    organisation = Organisation.objects.create(kind=kind, name=name, region_id=actor.region_code, **given)
    record(ORGANISATION_ADDED, by=actor, about=organisation, name=name)
    return organisation


@verb(MANAGE_ORGANISATIONS)
def add_municipalities(
    *, actor: Actor, municipalities: Sequence[str], names: Mapping[str, str], service_point: bool
) -> list[Organisation] | Unchanged:
    """Add the chosen municipalities of the region at once, and the employer service point if wanted."""
    _one_after_another()
    kind, region = Organisation.Kind, actor.region_code
    there = Organisation.objects.filter(region_id=region)
    known = set(there.values_list("municipality_id", flat=True))
    fresh = [
        Organisation(kind=kind.MUNICIPALITY, name=f"Gemeente {names[code]}", region_id=region, municipality_id=code)
        for code in municipalities
        if code in names and code not in known
    ]
    if service_point and not there.filter(kind=kind.SERVICE_POINT).exists():
        fresh.append(Organisation(kind=kind.SERVICE_POINT, name="Werkgeversservicepunt", region_id=region))
    for organisation in Organisation.objects.bulk_create(fresh):
        record(ORGANISATION_ADDED, by=actor, about=organisation, name=organisation.name)
    return fresh or UNCHANGED


@verb(organisation=MANAGE_ORGANISATIONS)
def change_organisation(*, actor: Actor, organisation: Organisation, **given: Any) -> Organisation | Unchanged:
    """Change an organisation; one that is not active gives nobody access."""
    changed = [part for part in ORGANISATION_FIELDS if part in given and getattr(organisation, part) != given[part]]
    if not changed:
        return UNCHANGED
    if given.get("active") is False and organisation.pk == actor.organisation_id:
        raise Refusal("own_organisation", say("U werkt zelf bij deze organisatie. U kunt haar niet uitzetten."))
    if "kvk" in changed:
        _one_after_another()
        _kvk_is_free(given["kvk"])
    for part in changed:
        setattr(organisation, part, given[part])
    organisation.save(update_fields=changed)
    record(ORGANISATION_CHANGED, by=actor, about=organisation, name=organisation.name)
    return organisation


@verb(organisation=MANAGE_ORGANISATIONS)
def add_team(*, actor: Actor, organisation: Organisation, name: str, task: str) -> Team:
    """Add a team to an organisation."""
    if organisation.teams.filter(name__iexact=name).exists():
        raise Refusal("already_there", say("{name} staat er al."), name=name)
    team = Team.objects.create(organisation=organisation, name=name, task=task)
    record(TEAM_ADDED, by=actor, about=team, name=name)
    return team


@verb(SET_UP)
def install(*, actor: Actor, region_code: str, name: str, theme: str) -> Installation | Unchanged:
    """Say which region this office serves, under which name and in which colours."""
    row = Installation.objects.select_for_update().first()
    if row is not None and (row.region_id, row.name, row.theme) == (region_code, name, theme):
        return UNCHANGED
    if row is not None and row.region_id != region_code and _has_organisations(row.region_id):
        raise Refusal("in_use", say("Er zijn al organisaties in deze regio. De regio kan niet meer veranderen."))
    given = {"region_id": region_code, "name": name, "theme": theme}
    row, _ = Installation.objects.update_or_create(pk=Installation.ONLY, defaults=given)
    record(INSTALLED, by=actor, about=row, region=region_code, theme=theme)
    return row


@verb(APPOINT_ADMIN)
def make_first_admin(*, actor: Actor, email: str, name: str, today: date) -> User:
    """Make the administrator of a new office, from the command line of the server itself."""
    user = User.objects.filter(email=email.lower()).first() or _new_user(email, name)
    membership, _ = Membership.objects.get_or_create(
        user=user, organisation=None, role=FUNCTIONAL_ADMIN.code, defaults={"since": today}
    )
    Membership.objects.filter(pk=membership.pk).update(until=None)
    record(ADMIN_MADE, by=actor, about=user)
    return user


def new_user_without_address(name: str, language: str = "nl") -> User:
    """Make a user of whom no mail address is known; nobody can sign in there with a password."""
    user = _new_user(f"{uuid4()}{NO_ADDRESS}", name)
    user.language = language
    user.save(update_fields=["language"])
    return user


def _new_user(email: str, name: str) -> User:
    user = User.objects.create_user(email, name=name)
    # The link to choose a password goes to this address, so whoever uses it has proven the address.
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def _role_fits(role: str, organisation: Organisation) -> None:
    if role not in ROLES or organisation.kind not in ROLE_FITS.get(role, ()):
        raise Refusal("role_does_not_fit", say("Deze rol past niet bij dit soort organisatie."))


def _one_after_another() -> None:
    """Hold the office's one row, so that of two who add the same organisation the second finds what the first did."""
    Installation.objects.select_for_update(no_key=True).first()


def _kvk_is_free(kvk: str) -> None:
    if kvk and Organisation.objects.filter(kvk=kvk).exists():
        raise Refusal("kvk_taken", say("Er is al een organisatie met dit KvK-nummer."))


def forget_sessions() -> int:
    """Remove the rows of sessions that are over; return how many."""
    removed, _by_table = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return removed


def _end_sessions(user_id: UUID, but: str = "") -> None:
    """End every session of a user: none fits the account any more, and their rows go, but for that of who asks."""
    User.objects.filter(pk=user_id).update(session_series=F("session_series") + 1)
    Session.objects.filter(user=user_id).exclude(session_key=but).delete()


def _has_organisations(region_code: str) -> bool:
    return Organisation.objects.filter(region_id=region_code).exists()
