"""What can be done with a firm in the region's file: add, change, note a contact, name its account manager."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT
from doorstroom.accounts.models import Membership, Organisation
from doorstroom.accounts.queries import running
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb

from .. import declarations, rules
from ..declarations import OWN_FIRM, SERVE_EMPLOYER
from ..models import ContactMoment, Employer, Vacancy
from ..rules import NewFirm, VacancyDraft

KNOWN = say("Een bedrijf met KvK-nummer {kvk} staat al in het bestand.")
NO_KVK = say("Een KvK-nummer heeft acht cijfers.")
WHICH_FIRM = say("Kies voor welk bedrijf deze vacature is.")
FIRM_COLUMNS = (
    "name",
    "kvk",
    "sector_id",
    "size",
    "street",
    "house_number",
    "postcode",
    "place",
    "phone",
    "email",
    "website",
    "about",
    "contact_name",
)


@verb(SERVE_EMPLOYER)
def add_employer(*, actor: Actor, given: dict[str, Any]) -> Employer:
    """Add a firm to the region's file; a KvK number that is there already is refused."""
    known = known_by_kvk(given.get("kvk", ""))
    if known is not None:
        raise Refusal("known_employer", KNOWN, kvk=known.kvk)
    fields = {name: given[name] for name in FIRM_COLUMNS if name in given}
    employer = Employer(region_id=actor.region_code, account_manager_id=actor.user_id, **fields)
    _save(employer)
    record(declarations.EMPLOYER_ADDED, by=actor, about=employer)
    return employer


@verb(employer=SERVE_EMPLOYER)
def change_employer(*, actor: Actor, employer: Employer, given: dict[str, Any]) -> Employer | Unchanged:
    """Change what the region's file says of a firm."""
    return _change(actor, employer, given)


@verb(employer=OWN_FIRM)
def change_own_firm(*, actor: Actor, employer: Employer, given: dict[str, Any]) -> Employer | Unchanged:
    """Change what the region's file says of the own firm."""
    return _change(actor, employer, given)


def _change(actor: Actor, employer: Employer, given: dict[str, Any]) -> Employer | Unchanged:
    if given.get("version", stamp_of(employer)) != stamp_of(employer):
        raise Refusal("changed_meanwhile", say("Iemand heeft deze gegevens intussen aangepast. Uw tekst staat er nog."))
    known = known_by_kvk(given.get("kvk", ""))
    if known is not None and known.pk != employer.pk:
        raise Refusal("known_employer", KNOWN, kvk=known.kvk)
    changed = [name for name in FIRM_COLUMNS if name in given and getattr(employer, name) != given[name]]
    if not changed:
        return UNCHANGED
    for name in changed:
        setattr(employer, name, given[name])
    _save(employer, changed)
    record(declarations.EMPLOYER_CHANGED, by=actor, about=employer)
    return employer


def _save(employer: Employer, changed: list[str] | None = None) -> None:
    """Save a firm; somebody may have put the same KvK number in the file at this very moment."""
    try:
        with transaction.atomic():
            employer.save(update_fields=changed)
    except IntegrityError:
        raise Refusal("known_employer", KNOWN, kvk=employer.kvk) from None


@verb(employer=SERVE_EMPLOYER)
def note_contact(*, actor: Actor, employer: Employer, given: dict[str, Any], today: date) -> ContactMoment | Unchanged:
    """Note what was said with a firm, for everybody in the region who serves it; the same note twice counts once."""
    if actor.user_id is None or actor.organisation_id is None:
        raise Http404
    if not today - timedelta(days=3650) <= given["on"] <= today:
        raise Refusal("on", say("Een contactmoment was vandaag of eerder."))
    if given.get("next_on") is not None and given["next_on"] < today:
        raise Refusal("next_on", say("De volgende stap ligt in het verleden."))
    names = ("kind", "on", "spoke_with", "summary", "next_step", "next_on")
    fields = {name: given[name] for name in names if name in given}
    if employer.contact_moments.filter(by_user=actor.user_id, **fields).exists():
        return UNCHANGED
    organisation = Organisation.objects.get(pk=actor.organisation_id)
    moment = ContactMoment.objects.create(
        employer=employer,
        by_user=actor.user_id,
        by_name=actor.name[:120],
        by_organisation=organisation.name,
        **fields,
    )
    record(declarations.CONTACT_NOTED, by=actor, about=employer)
    return moment


@verb(employer=SERVE_EMPLOYER)
def name_account_manager(*, actor: Actor, employer: Employer, user_id: UUID) -> Employer | Unchanged:
    """Name the account manager whom the firm can call."""
    if employer.account_manager_id == user_id:
        return UNCHANGED
    if not account_managers(actor.region_code).filter(user_id=user_id).exists():
        raise Refusal("manager", say("Deze persoon is geen accountmanager in uw regio."))
    employer.account_manager_id = user_id
    employer.save(update_fields=["account_manager_id"])
    record(declarations.MANAGER_NAMED, by=actor, about=employer)
    return employer


def account_managers(region: str) -> Any:
    """Return the memberships of everybody who serves employers in a region now."""
    held = Membership.objects.filter(running(), role=ACCOUNT_MANAGER.code, organisation__region=region)
    return held.select_related("user", "organisation").order_by("user__name", "pk")


def known_by_kvk(kvk: str) -> Employer | None:
    """Return the firm with this number in the trade register, in whatever region."""
    return Employer.objects.filter(kvk=kvk).first() if kvk else None


def stamp_of(employer: Employer) -> str:
    """Return what changes with every change of a firm."""
    return rules.stamp(str(getattr(employer, name)) for name in FIRM_COLUMNS)


def own_firm(organisation: Organisation) -> Employer:
    """Return the firm behind an organisation, made from what is known of it when it is not in the file yet."""
    employer = Employer.objects.filter(organisation=organisation).first()
    if employer is None and organisation.kvk:
        Employer.objects.filter(kvk=organisation.kvk, organisation=None).update(organisation=organisation)
        employer = Employer.objects.filter(organisation=organisation).first()
    if employer is not None:
        return employer
    fields = {"region_id": organisation.region_id, "name": organisation.name}
    fields |= {"phone": organisation.phone, "email": organisation.email}
    if known_by_kvk(organisation.kvk) is None:  # else the file knows the number under another organisation
        fields["kvk"] = organisation.kvk
    return Employer.objects.get_or_create(organisation=organisation, defaults=fields)[0]


def firm_for(actor: Actor, organisation: Organisation, given: VacancyDraft, vacancy: Vacancy | None = None) -> Employer:
    """Return the firm where the work is, as far as this actor may name it; refuse another."""
    if actor.role == ACCOUNT_MANAGER:
        if given.employer_id is None:
            raise Refusal("employer", WHICH_FIRM)
        return SERVE_EMPLOYER.lock(actor, given.employer_id)  # type: ignore[no-any-return]
    if actor.role == AGENCY_CONSULTANT and given.new_firm is not None:
        return hirer(actor, organisation, given.new_firm)
    if actor.role == AGENCY_CONSULTANT and given.employer_id is not None:
        own = own_firm(organisation)
        known = Employer.objects.filter(
            Q(vacancies__organisation=organisation) | Q(pk=own.pk), pk=given.employer_id
        ).first()
        if known is None and (vacancy is None or vacancy.employer_id != given.employer_id):
            raise Refusal("employer", WHICH_FIRM)
        return known or own
    return vacancy.employer if vacancy is not None and given.employer_id is None else own_firm(organisation)


def hirer(actor: Actor, organisation: Organisation, new: NewFirm) -> Employer:
    """Return a firm to which an agency hires out: known by KvK number or by own use, else made new."""
    if new.kvk and rules.kvk(new.kvk) is None:
        raise Refusal("kvk", NO_KVK)
    found = (
        known_by_kvk(new.kvk)
        or Employer.objects.filter(vacancies__organisation=organisation, name__iexact=new.name, kvk="").first()
    )
    if found is None:
        found = Employer(region_id=organisation.region_id, name=new.name[:120], kvk=new.kvk, place=new.place[:80])
        _save(found)
        record(declarations.EMPLOYER_ADDED, by=actor, about=found)
    return found
