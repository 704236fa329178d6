"""Carries understood rows out: put on, changed by the publisher's own number, taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from doorstroom.accounts.declarations import AGENCY_CONSULTANT
from doorstroom.accounts.models import Organisation
from doorstroom.common.text import say
from doorstroom.core.models import UploadRow
from doorstroom.core.trail import record_all
from doorstroom.core.uploads import Batch, Checked, Done, TakenBack

from .. import declarations
from ..actions.firms import hirer, own_firm
from ..actions.vacancies import COLUMNS, facts_of, skills_of, take_numbers, write
from ..choices import CameVia, VacancyStatus
from ..declarations import REACTIONS
from ..models import Employer, Vacancy, VacancySkill
from ..rules import NewFirm, VacancyDraft

SINCE_CHANGED = say("Deze vacature is intussen aangepast. Ze blijft staan.")
REACTED = say("Iemand heeft al op deze vacature gereageerd. Ze blijft staan.")


def carry_out(batch: Batch, rows: Sequence[Checked]) -> list[Done]:
    """Put these vacancies on, or change those that the publisher brought before under the same number."""
    organisation = Organisation.objects.get(pk=batch.organisation_id)
    references = [each.value.reference for each in rows]
    held = {
        row.reference: row
        for row in Vacancy.objects.filter(organisation=organisation, reference__in=references).select_for_update(
            of=("self",)
        )
    }
    asked: dict[UUID, dict[int, bool]] = {row.pk: {} for row in held.values()}
    for skill in VacancySkill.objects.filter(vacancy__in=list(asked)):
        asked[skill.vacancy_id][skill.skill_id] = skill.must
    firms = _Firms(batch, organisation, [each.value for each in rows])
    fresh = [each for each in rows if each.value.reference not in held]
    numbers_left = iter(take_numbers(len(fresh))) if fresh else iter(())
    made, changed, done = [], [], []
    now = timezone.now()
    for each in rows:
        given: VacancyDraft = each.value
        firm = firms.of(given)
        hides = firms.hides(firm)
        vacancy = held.get(given.reference)
        if vacancy is None:
            vacancy = Vacancy(
                number=next(numbers_left),
                organisation=organisation,
                region_id=organisation.region_id,
                reference=given.reference,
                came_via=CameVia.UPLOAD,
                published_on=batch.today,
                changed_at=now,
            )
            write(vacancy, given, firm, hides)
            made.append((vacancy, given))
            done.append(Done(each.row.number, "created", vacancy.pk, _label(vacancy), {}))
            continue
        before = facts_of(vacancy) | {"status": vacancy.status}
        write(vacancy, given, firm, hides)
        if vacancy.status == VacancyStatus.WITHDRAWN:  # the publisher offers it again; what is filled stays filled
            vacancy.status = VacancyStatus.OPEN
        wanted = {skill.skill_id: skill.must for skill in skills_of(vacancy, given)}
        if facts_of(vacancy) | {"status": vacancy.status} == before and wanted == asked[vacancy.pk]:
            done.append(Done(each.row.number, "unchanged", vacancy.pk, _label(vacancy), {}))
            continue
        changed.append((vacancy, given))
        old = {"facts": _plain(before), "skills": [[key, must] for key, must in asked[vacancy.pk].items()]}
        done.append(Done(each.row.number, "changed", vacancy.pk, _label(vacancy), old))
    return _keep(batch, made, changed, done)


def _keep(
    batch: Batch,
    made: list[tuple[Vacancy, VacancyDraft]],
    changed: list[tuple[Vacancy, VacancyDraft]],
    done: list[Done],
) -> list[Done]:
    """Write everything in a handful of statements, with the trail, and remember the stamp for an undo."""
    Vacancy.objects.bulk_create([vacancy for vacancy, _ in made])
    stamps = {vacancy.pk: vacancy.changed_at.isoformat() for vacancy, _ in made}
    stamps |= _save(vacancy for vacancy, _ in changed)
    VacancySkill.objects.filter(vacancy__in=[vacancy.pk for vacancy, _ in changed]).delete()
    VacancySkill.objects.bulk_create(
        skill for vacancy, given in (*made, *changed) for skill in skills_of(vacancy, given)
    )
    for event, rows in ((declarations.PUBLISHED, made), (declarations.CHANGED, changed)):
        record_all(event, by=batch.actor, about=[(vacancy, {"number": vacancy.number}) for vacancy, _ in rows])
    return [
        each
        if each.about_id not in stamps
        else Done(each.number, each.outcome, each.about_id, each.label, {**each.before, "stamp": stamps[each.about_id]})
        for each in done
    ]


def _save(vacancies: Iterable[Vacancy]) -> dict[UUID, str]:
    now, rows = timezone.now(), list(vacancies)
    for vacancy in rows:
        vacancy.changed_at = now
    columns = [name.removesuffix("_id") for name in COLUMNS]
    Vacancy.objects.bulk_update(rows, [*columns, "licences", "employer", "hirer_hidden", "status", "changed_at"])
    return {vacancy.pk: now.isoformat() for vacancy in rows}


class _Firms:
    """The firms where the work of one chunk of rows is."""

    def __init__(self, batch: Batch, organisation: Organisation, given: Sequence[VacancyDraft]) -> None:
        self.batch, self.organisation = batch, organisation
        self.by_id = Employer.objects.in_bulk([each.employer_id for each in given if each.employer_id])
        self.hirers = self._known([each.new_firm for each in given if each.new_firm])

    def _known(self, named: Sequence[NewFirm]) -> dict[tuple[str, str], Employer]:
        """Return the firms that an agency knows, remembered between chunks, and those of these KvK numbers."""
        if "hirers" not in self.batch.memory:
            used = Employer.objects.filter(vacancies__organisation=self.organisation, kvk="").distinct()
            self.batch.memory["hirers"] = {("", firm.name.casefold()): firm for firm in used.order_by("-pk")}
        known: dict[tuple[str, str], Employer] = self.batch.memory["hirers"]
        missing = {firm.kvk for firm in named if firm.kvk and (firm.kvk, "") not in known}
        return known | {(firm.kvk, ""): firm for firm in Employer.objects.filter(kvk__in=missing)}

    def of(self, given: VacancyDraft) -> Employer:
        """Return the firm of one row."""
        if given.employer_id is not None:
            return self.by_id[given.employer_id]
        if given.new_firm is not None:
            kvk = given.new_firm.kvk
            key = (kvk, "" if kvk else given.new_firm.name.casefold())
            if key not in self.hirers:
                fresh = hirer(self.batch.actor, self.organisation, given.new_firm)
                self.hirers[key] = self.batch.memory["hirers"][key] = fresh
            return self.hirers[key]
        if "own_firm" not in self.batch.memory:
            self.batch.memory["own_firm"] = own_firm(self.organisation)
        return self.batch.memory["own_firm"]  # type: ignore[no-any-return]

    def hides(self, firm: Employer) -> bool:
        """Tell whether the hirer stays hidden: an agency's always does in an upload."""
        return self.batch.actor.role == AGENCY_CONSULTANT and firm.organisation_id != self.organisation.pk


def _label(vacancy: Vacancy) -> str:
    return f"{vacancy.number} {vacancy.title}"


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as JSON can hold them."""
    return {name: _word(value) for name, value in facts.items()}


def _word(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def take_back(batch: Batch, rows: Sequence[UploadRow]) -> list[TakenBack]:
    """Withdraw what was put on and set back what was changed, unless somebody went on with it."""
    keys = [row.about_id for row in rows]
    held = {
        row.pk: row
        for row in Vacancy.objects.filter(pk__in=keys, organisation=batch.organisation_id).select_for_update(
            of=("self",)
        )
    }
    reacted = set().union(*(ask(keys) for ask in REACTIONS)) if REACTIONS else set()
    found, withdrawn, restored, skills = [], [], [], []
    for row in rows:
        vacancy = held.get(row.about_id)
        if vacancy is None or vacancy.changed_at.isoformat() != row.before.get("stamp"):
            found.append(TakenBack(row, SINCE_CHANGED))
        elif vacancy.pk in reacted:
            found.append(TakenBack(row, REACTED))
        elif row.outcome == "created":
            vacancy.status = VacancyStatus.WITHDRAWN
            withdrawn.append(vacancy)
            found.append(TakenBack(row))
        else:
            for name, value in row.before["facts"].items():
                setattr(vacancy, name, _day_again(name, value))
            skills += [VacancySkill(vacancy=vacancy, skill_id=skill, must=must) for skill, must in row.before["skills"]]
            restored.append(vacancy)
            found.append(TakenBack(row))
    _save([*withdrawn, *restored])
    VacancySkill.objects.filter(vacancy__in=restored).delete()
    VacancySkill.objects.bulk_create(skills)
    ended = [(vacancy, {"number": vacancy.number, "status": str(vacancy.status)}) for vacancy in withdrawn]
    record_all(declarations.ENDED, by=batch.actor, about=ended)
    set_back = [(vacancy, {"number": vacancy.number}) for vacancy in restored]
    record_all(declarations.CHANGED, by=batch.actor, about=set_back)
    return found


def _day_again(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in {"start_on", "closes_on"} and value else value
