"""What can be known of vacancies and firms: lists, cards, hirers, suggestions of skills."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language, gettext, ngettext

from doorstroom.accounts.models import User
from doorstroom.common.dates import today as this_day
from doorstroom.core.actors import Actor
from doorstroom.reference.actions import note_unknown
from doorstroom.reference.choices import EducationLevel, LanguageLevel, Licence
from doorstroom.reference.models import Occupation, Postcode, Skill
from doorstroom.reference.queries import find_skills, labels, link_title, skills_for, suggest_skills
from doorstroom.ui.components.words import euro

from . import advert
from .choices import VacancyStatus
from .declarations import PUBLISH_VACANCY, SERVE_EMPLOYER
from .models import ContactMoment, Employer, Vacancy, VacancySkill
from .rules import AskedSkill, Card

MOST_SUGGESTED = 24
LONGEST_TEXT = 5_000  # letters, as the form allows
MOST_LINES = 40
SMALL_WORDS = frozenset(
    {"de", "het", "een", "en", "of", "van", "met", "op", "in", "aan", "te", "voor", "a", "the", "and"}
)


def open_vacancies(region: str, today: date | None = None) -> QuerySet[Vacancy]:
    """Return the vacancies of a region that people can react to now."""
    day = today or this_day()
    return Vacancy.objects.filter(
        Q(closes_on=None) | Q(closes_on__gte=day), region_id=region, status=VacancyStatus.OPEN
    ).order_by("number")


def firm_of(vacancy: Vacancy, organisation_id: UUID | None = None) -> str:
    """Return the name of the firm; of a hidden hirer only the agency, unless it is the own organisation that asks."""
    if vacancy.hirer_hidden and vacancy.organisation_id != organisation_id:
        return gettext("een opdrachtgever van {agency}").format(agency=vacancy.organisation.name)
    return vacancy.employer.name


def hours_words(least: int, most: int) -> str:
    """Return hours a week in words."""
    if least == most:
        return gettext("{hours} uur per week").format(hours=most)
    return gettext("{least} tot {most} uur per week").format(least=least, most=most)


def pay_words(least: int | None, most: int | None) -> str:
    """Return the pay a month in words, or "" when nothing is said."""
    if least and most and least != most:
        return gettext("{least} tot {most} per maand bij een hele werkweek").format(least=euro(least), most=euro(most))
    amount = least or most
    return gettext("{amount} per maand bij een hele werkweek").format(amount=euro(amount)) if amount else ""


def vacancy_card(vacancy: Vacancy, organisation_id: UUID | None = None) -> Card:
    """Return a vacancy in words; give it with employer, organisation and occupation selected."""
    asked = asked_skills(vacancy)
    language = get_language() or "nl"
    return Card(
        number=vacancy.number,
        title=vacancy.title,
        firm=firm_of(vacancy, organisation_id),
        place=vacancy.place,
        occupation=labels([vacancy.occupation], language)[0][0],
        hours=hours_words(vacancy.hours_min, vacancy.hours_max),
        pay=pay_words(vacancy.pay_min, vacancy.pay_max),
        contract=str(vacancy.get_contract_display()),
        dutch=str(LanguageLevel(vacancy.dutch).label) if vacancy.dutch else "",
        education=str(EducationLevel(vacancy.education).label) if vacancy.education else "",
        licences=tuple(str(Licence(code).label) for code in vacancy.licences if code in Licence.values),
        must=tuple(each for each in asked if each.must),
        nice=tuple(each for each in asked if not each.must),
    )


def asked_skills(vacancy: Vacancy) -> list[AskedSkill]:
    """Return what a vacancy asks, in the reader's language and in the order of the alphabet."""
    rows = list(VacancySkill.objects.filter(vacancy=vacancy).select_related("skill"))
    names = labels([row.skill for row in rows], get_language() or "nl")
    found = [AskedSkill(row.skill_id, name, row.must) for row, (name, _) in zip(rows, names, strict=True)]
    return sorted(found, key=lambda each: each.name)


def own_vacancies(actor: Actor, *, status: str = "", text: str = "") -> QuerySet[Vacancy]:
    """Return the vacancies of the own organisation, newest first, narrowed by state and by words."""
    rows = PUBLISH_VACANCY.visible(actor).select_related("employer", "organisation").order_by("-number")
    if status in VacancyStatus.values:
        rows = rows.filter(status=status)
    for word in text.split()[:5]:
        match = Q(title__icontains=word) | Q(place__icontains=word) | Q(employer__name__icontains=word)
        match |= Q(reference__iexact=word)
        rows = rows.filter(match | Q(number=int(word)) if re.fullmatch(r"[0-9]{1,9}", word) else match)
    return rows


def counts_by_status(actor: Actor) -> dict[str, int]:
    """Return how many vacancies the own organisation has in each state."""
    counted = PUBLISH_VACANCY.visible(actor).aggregate(
        **{str(status.value): Count("pk", filter=Q(status=status)) for status in VacancyStatus}
    )
    return {str(name): int(count) for name, count in counted.items()}


def hirers_of(organisation_id: UUID) -> QuerySet[Employer]:
    """Return the firms for which an organisation published, by name."""
    return Employer.objects.filter(vacancies__organisation=organisation_id).distinct().order_by("name", "pk")


def employer_file(actor: Actor, *, text: str = "", manager: str = "", sector: str = "") -> QuerySet[Employer]:
    """Return the firms that this actor serves, by name, narrowed by words, manager and sector."""
    offered = Q(vacancies__status=VacancyStatus.OPEN, vacancies__hirer_hidden=False)
    rows: Any = (
        SERVE_EMPLOYER.visible(actor).select_related("sector").annotate(open_count=Count("vacancies", filter=offered))
    )
    for word in text.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(place__icontains=word) | Q(kvk=word))
    if manager == "mine" and actor.user_id is not None:
        rows = rows.filter(account_manager_id=actor.user_id)
    elif manager == "nobody":
        rows = rows.filter(account_manager_id=None)
    if sector:
        rows = rows.filter(sector_id=sector)
    ordered: QuerySet[Employer] = rows.order_by("name", "pk")
    return ordered


def vacancies_at(employer: Employer, organisation_id: UUID | None) -> QuerySet[Vacancy]:
    """Return the vacancies at a firm that a colleague may know: hidden hirers only for their own agency."""
    known = ~Q(status=VacancyStatus.DRAFT) & Q(hirer_hidden=False)
    rows = Vacancy.objects.filter(known | Q(organisation=organisation_id), employer=employer)
    return rows.select_related("organisation").order_by("-number")


def steps_due(actor: Actor, today: date) -> QuerySet[ContactMoment]:
    """Return the next steps that this account manager noted and that are due today or late."""
    rows = ContactMoment.objects.filter(next_on__isnull=False, next_on__lte=today)
    rows = rows.filter(by_user=actor.user_id) if actor.user_id else rows.none()
    return rows.select_related("employer").order_by("next_on", "pk")


def user_name(user_id: UUID | None) -> str:
    """Return the name of a user, or "" when there is none."""
    user = User.objects.filter(pk=user_id).first() if user_id else None
    return user.name if user else ""


def place_of(postcode: str) -> str:
    """Return the place of a postcode, or "" when it is not known."""
    row = Postcode.objects.filter(pc4=postcode[:4]).first()
    return row.place if row else ""


def suggested_skills(occupation: Occupation | None, text: str = "", search: str = "") -> list[Skill]:
    """Return the skills that an occupation, a vacancy text or a search suggest, each once, best first."""
    found: dict[int, Skill] = {hit.concept.pk: hit.concept for hit in find_skills(search, 6)} if search.strip() else {}
    for skill in _in_text(text):
        found.setdefault(skill.pk, skill)
    if occupation is not None:
        for asked in skills_for(occupation)[:MOST_SUGGESTED]:
            found.setdefault(asked.skill_id, asked.skill)
    return list(found.values())[:MOST_SUGGESTED]


def _in_text(text: str) -> Iterable[Skill]:
    """Yield the skills of which every word of some length stands in one phrase of a text."""
    phrases = [phrase.strip() for phrase in re.split(r"[.;:,•\n\r\-–]+", text) if 3 < len(phrase.strip()) < 120]
    for phrase in phrases[:MOST_LINES]:
        words = set(re.findall(r"\w+", phrase.lower()))
        for hit in find_skills(phrase, 3):
            asked = set(re.findall(r"\w+", hit.matched.lower())) - SMALL_WORDS
            if asked and asked <= words:
                yield hit.concept


def skill_names(skills: list[Skill]) -> list[tuple[int, str]]:
    """Return skills by number with their name in the reader's language."""
    names = labels(skills, get_language() or "nl")
    return [(skill.pk, name) for skill, (name, _) in zip(skills, names, strict=True)]


def positions_words(count: int) -> str:
    """Return the number of places in words."""
    return ngettext("{count} plaats", "{count} plaatsen", count).format(count=count)


def skills_by_id(keys: Iterable[int]) -> list[Skill]:
    """Return the skills with these numbers that are in use."""
    return list(Skill.objects.filter(pk__in=list(keys)).order_by("pk"))


@dataclass(frozen=True)
class Advert:
    """A pasted text as a draft: what the form starts with, and which words of the text told it."""

    initial: dict[str, Any]
    told: list[tuple[str, str, str]]  # (what it is about, what was understood, the words)


def read_advert(text: str) -> Advert:
    """Return the draft of a vacancy that a text holds; the employer looks at it before anything is put on."""
    initial: dict[str, Any] = {"text": text[:LONGEST_TEXT]}
    told: list[tuple[str, str, str]] = []
    for each in advert.read(text):
        initial[each.field] = each.value
        told.append((each.field, advert.in_words(each), each.words))
    title = str(initial.get("title", ""))
    linked = link_title(title) if title else None
    if linked is not None and linked.best is not None:
        name = labels([linked.best], get_language() or "nl")[0][0]
        initial |= {"occupation": linked.best.pk, "occupation_text": name}
        told.append(("occupation", name, title))
    elif title:
        initial["occupation_text"] = title
        note_unknown([("occupation", title)], source="vacancy")
    for hit in suggest_skills(text, limit=8):
        if not hit.probable:
            told.append(("skill", labels([hit.skill], get_language() or "nl")[0][0], hit.piece))
    return Advert(initial, told)
