"""What can be done with a vacancy: put on, keep as a draft, change, close, open again."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.http import Http404

from doorstroom.accounts.declarations import AGENCY_CONSULTANT
from doorstroom.accounts.models import Organisation
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb

from .. import declarations, rules
from ..choices import VacancyStatus
from ..declarations import PUBLISH_VACANCY
from ..models import Employer, Vacancy, VacancyNumber, VacancySkill
from ..rules import VacancyDraft
from .firms import firm_for

COLUMNS = (
    "title",
    "text",
    "occupation_id",
    "hours_min",
    "hours_max",
    "pay_min",
    "pay_max",
    "contract",
    "street",
    "postcode",
    "place",
    "start_on",
    "closes_on",
    "dutch",
    "education",
    "irregular_hours",
    "positions",
    "contact_name",
    "contact_email",
    "contact_phone",
)
CLOSED = (VacancyStatus.FILLED, VacancyStatus.WITHDRAWN)
STALE = say("Een collega heeft deze vacature intussen aangepast. Hieronder staat nog wat u typte.")
IS_CLOSED = say("Deze vacature is gesloten. Zet haar eerst weer open.")


@verb(PUBLISH_VACANCY)
def publish_vacancy(*, actor: Actor, organisation_id: UUID, given: VacancyDraft, today: date) -> Vacancy | Unchanged:
    """Put a vacancy on, or keep it as a draft; putting the same one on again changes nothing."""
    if organisation_id != actor.organisation_id:
        raise Http404
    refuse(given, today)
    if _is_on(organisation_id, given):
        return UNCHANGED
    organisation = Organisation.objects.get(pk=organisation_id)
    employer = firm_for(actor, organisation, given)
    number = take_numbers(1)[0]  # waits for another request of this moment, such as the first click of two
    if _is_on(organisation_id, given):
        return UNCHANGED
    if given.reference and Vacancy.objects.filter(organisation=organisation, reference=given.reference).exists():
        raise Refusal("reference", say("Uw eigen nummer staat al bij een andere vacature."))
    vacancy = Vacancy(number=number, organisation=organisation, region_id=organisation.region_id)
    if given.id is not None:
        vacancy.pk = given.id
    vacancy.reference, vacancy.came_via = given.reference, given.came_via
    vacancy.status = VacancyStatus.OPEN if given.publish else VacancyStatus.DRAFT
    vacancy.published_on = today
    write(vacancy, given, employer, hidden(actor, employer, given.hirer_hidden))
    vacancy.save(force_insert=True)
    VacancySkill.objects.bulk_create(skills_of(vacancy, given))
    event = declarations.PUBLISHED if given.publish else declarations.DRAFTED
    record(event, by=actor, about=vacancy, number=vacancy.number)
    return vacancy


def _is_on(organisation_id: UUID, given: VacancyDraft) -> bool:
    return given.id is not None and Vacancy.objects.filter(pk=given.id, organisation=organisation_id).exists()


@verb(vacancy=PUBLISH_VACANCY)
def change_vacancy(
    *, actor: Actor, vacancy: Vacancy, given: VacancyDraft, today: date, version: str = ""
) -> Vacancy | Unchanged:
    """Change a vacancy; `version` is the stamp of what the person saw, so that nobody's work is overwritten."""
    if version and version != stamp(vacancy):
        raise Refusal("changed_meanwhile", STALE)
    if vacancy.status in CLOSED:
        raise Refusal("closed", IS_CLOSED)
    refuse(given, today)
    employer = firm_for(actor, vacancy.organisation, given, vacancy)
    before = facts_of(vacancy)
    write(vacancy, given, employer, hidden(actor, employer, given.hirer_hidden))
    puts_on = vacancy.status == VacancyStatus.DRAFT and given.publish
    if not puts_on and facts_of(vacancy) == before and not change_skills(vacancy, given):
        return UNCHANGED
    if puts_on:
        change_skills(vacancy, given)
        vacancy.status, vacancy.published_on = VacancyStatus.OPEN, today
    vacancy.save()
    event = declarations.PUBLISHED if puts_on else declarations.CHANGED
    record(event, by=actor, about=vacancy, number=vacancy.number)
    return vacancy


@verb(vacancy=PUBLISH_VACANCY)
def end_vacancy(*, actor: Actor, vacancy: Vacancy, status: str) -> Vacancy | Unchanged:
    """Close a vacancy as filled or withdrawn."""
    if status not in CLOSED:
        raise Refusal("status", say("Kies of de vacature vervuld of ingetrokken is."))
    if vacancy.status == status:
        return UNCHANGED
    if vacancy.status in CLOSED:
        raise Refusal("closed", say("Deze vacature is intussen al gesloten."))
    vacancy.status = status
    vacancy.save(update_fields=["status", "changed_at"])
    record(declarations.ENDED, by=actor, about=vacancy, number=vacancy.number, status=status)
    return vacancy


@verb(vacancy=PUBLISH_VACANCY)
def reopen_vacancy(*, actor: Actor, vacancy: Vacancy, today: date) -> Vacancy | Unchanged:
    """Open a closed vacancy again; a closing date that has passed is dropped."""
    if vacancy.status == VacancyStatus.OPEN:
        return UNCHANGED
    if vacancy.status not in CLOSED:
        raise Refusal("draft", say("Dit is nog een concept. Plaats de vacature eerst."))
    vacancy.status = VacancyStatus.OPEN
    if vacancy.closes_on is not None and vacancy.closes_on < today:
        vacancy.closes_on = None
    vacancy.save(update_fields=["status", "closes_on", "changed_at"])
    record(declarations.REOPENED, by=actor, about=vacancy, number=vacancy.number)
    return vacancy


def refuse(given: VacancyDraft, today: date) -> None:
    """Raise the first thing that stands in the way of a vacancy."""
    for obstacle in rules.obstacles(given, today):
        raise Refusal(obstacle.name, obstacle.sentence, **obstacle.facts)


def take_numbers(count: int) -> range:
    """Take so many new vacancy numbers; the row is locked until the transaction ends."""
    VacancyNumber.objects.get_or_create(pk=1)
    row = VacancyNumber.objects.select_for_update(of=("self",)).get(pk=1)
    highest = Vacancy.objects.aggregate(most=Max("number"))["most"] or 0
    first = max(row.last, highest) + 1
    row.last = first + count - 1
    row.save(update_fields=["last"])
    return range(first, first + count)


def write(vacancy: Vacancy, given: VacancyDraft, employer: Employer, hides: bool) -> None:
    """Put what was written down into a vacancy, without saving it."""
    for name in COLUMNS:
        setattr(vacancy, name, getattr(given, name))
    vacancy.licences, vacancy.employer, vacancy.hirer_hidden = sorted(given.licences), employer, hides


def facts_of(vacancy: Vacancy) -> dict[str, Any]:
    """Return what a publisher can change about a vacancy, its skills apart."""
    facts = {name: getattr(vacancy, name) for name in COLUMNS}
    return facts | {
        "licences": list(vacancy.licences),
        "employer_id": vacancy.employer_id,
        "hirer_hidden": vacancy.hirer_hidden,
    }


def skills_of(vacancy: Vacancy, given: VacancyDraft) -> list[VacancySkill]:
    """Return the unsaved skills of a vacancy; a skill that is both a must and nice is a must."""
    asked = {each.skill_id: each.must for each in sorted(given.skills, key=lambda each: each.must)}
    return [VacancySkill(vacancy=vacancy, skill_id=skill, must=must) for skill, must in asked.items()]


def change_skills(vacancy: Vacancy, given: VacancyDraft) -> bool:
    """Make the skills of a vacancy what was written down; tell whether that changed anything."""
    wanted = {each.skill_id: each for each in skills_of(vacancy, given)}
    held = {each.skill_id: each for each in VacancySkill.objects.filter(vacancy=vacancy)}
    if {key: each.must for key, each in wanted.items()} == {key: each.must for key, each in held.items()}:
        return False
    VacancySkill.objects.filter(vacancy=vacancy).delete()
    VacancySkill.objects.bulk_create(wanted.values())
    return True


def stamp(vacancy: Vacancy) -> str:
    """Return what changes with every change of a vacancy."""
    return vacancy.changed_at.isoformat()


def hidden(actor: Actor, employer: Employer, chosen: bool | None) -> bool:
    """Tell whether the hirer is hidden: only agencies hide one, and they do unless they chose otherwise."""
    if actor.role != AGENCY_CONSULTANT or employer.organisation_id == actor.organisation_id:
        return False
    return True if chosen is None else chosen
