"""Understands rows of a file as vacancies, and says in plain Dutch what is wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT
from doorstroom.common import numbers
from doorstroom.common.dates import read_day
from doorstroom.common.text import say
from doorstroom.core.uploads import Batch, Checked, Problem, SourceRow
from doorstroom.reference.actions import note_unknown
from doorstroom.reference.choices import Licence
from doorstroom.reference.models import Occupation, OccupationSkill, OccupationTitle, Postcode, Skill
from doorstroom.reference.queries import find_occupations

from .. import advert, gateways, rules
from ..choices import CameVia
from ..declarations import SERVE_EMPLOYER
from ..models import Employer
from ..rules import NewFirm, SkillAsked, VacancyDraft

MOST_LOOKED_UP = 100  # unknown titles for which we look for something near
NEED = say("Vul dit in.")
NOT_A_NUMBER = say("“{text}” is geen getal. Gebruik cijfers.")
NOT_HOURS = say("“{text}” zijn geen uren per week. Schrijf 36 of 24-36.")
NOT_PAY = say("“{text}” is geen loon per maand. Schrijf 2500 of 2500-2900.")
NOT_A_DAY = say("“{text}” is geen datum die bestaat. Schrijf 2026-12-01 of 1-12-2026.")
NOT_IN_LIST = say("“{text}” kennen we niet. Kies uit: {choices}.")
NO_OCCUPATION = say("Het beroep “{text}” kennen we niet. Bedoelt u: {near}?")
NOTHING_NEAR = say("Het beroep “{text}” kennen we niet. Vul een ander woord in.")
NO_SKILL = say("De vaardigheid “{text}” kennen we niet. Haal haar weg of kies een ander woord.")
NO_PLACE = say("Deze postcode kennen we niet. Vul ook de plaats in.")
NO_FIRM = say("Dit bedrijf staat niet in het bestand van uw regio. Voeg het eerst toe.")
DAY_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y")
# The translation names why_en and instead_en: the reasons stand in the list in both languages.
SHUTS_OUT = say("“{words}”: {why} {instead}")
FORMULA = say("Hier staat een formule: “{text}”. Zet de uitkomst in de cel.")
COLUMN_OF = {
    "title": "titel",
    "text": "tekst",
    "hours_min": "uren",
    "hours_max": "uren",
    "pay_min": "loon",
    "pay_max": "loon",
    "start_on": "begint",
    "closes_on": "sluit",
    "positions": "plekken",
    "place": "plaats",
    "street": "straat",
    "reference": "kenmerk",
    "contact_name": "contactpersoon",
    "contact_email": "email",
    "contact_phone": "telefoon",
}
CONTRACTS = {word: code for code, word in gateways.CONTRACTS.items()} | {
    "fulltime": "fixed_term",
    "onbepaaldetijd": "permanent",
    "bepaaldetijd": "fixed_term",
    "uitzenden": "agency",
    "bbl": "learning",
}
LICENCES = {code.lower(): code for code in Licence.values} | {"heftruck": "forklift", "beveiligingspas": "security"}
ANSWERS = {"": False, "nee": False, "n": False, "0": False, "ja": True, "j": True, "1": True, "x": True}


@dataclass
class Words:
    """What the texts in a file may refer to, loaded once for all its rows."""

    occupations: dict[str, int]
    names: dict[int, str]
    skills: dict[str, int]
    places: dict[str, str]
    usual: dict[int, list[int]]
    near: dict[str, str]


def key(row: SourceRow) -> str:
    """Return the publisher's own number."""
    return row.cells["kenmerk"].strip().casefold()


def plain(text: str) -> str:
    """Return a title without capitals, gender marks and brackets, by which it is looked up."""
    text = re.sub(r"\((.*?)\)|\b[mvx](/[mvx])+\b", " ", text.casefold())
    return " ".join(re.sub(r"[^\w/+#.-]+", " ", text).split())


def words_of(batch: Batch) -> Words:
    """Return the look-ups of this run, loaded at its first rows."""
    if "words" not in batch.memory:
        occupations: dict[str, int] = {}
        titles = OccupationTitle.objects.filter(occupation__retired=False).order_by("pk")
        for title, number in titles.values_list("title", "occupation_id"):
            occupations.setdefault(plain(title), number)
        names, by_name = {}, Occupation.objects.filter(retired=False).order_by("-pk")
        for number, uri, dutch, english in by_name.values_list("pk", "uri", "name_nl", "name_en"):
            occupations |= {plain(name): number for name in (english, dutch) if name} | {uri: number}
            names[number] = dutch or english
        skills: dict[str, int] = {}
        for number, uri, dutch, english in (
            Skill.objects.filter(retired=False).order_by("-pk").values_list("pk", "uri", "name_nl", "name_en")
        ):
            skills |= {plain(name): number for name in (english, dutch) if name} | {uri: number}
        usual: dict[int, list[int]] = {}
        asks = OccupationSkill.objects.filter(essential=True, retired=False, skill__retired=False).order_by("pk")
        for occupation, skill in asks.values_list("occupation_id", "skill_id"):
            usual.setdefault(occupation, []).append(skill)
        places = dict(Postcode.objects.order_by("pc4").values_list("pc4", "place"))
        batch.memory["words"] = Words(occupations, names, skills, places, usual, {})
    return batch.memory["words"]  # type: ignore[no-any-return]


def check(batch: Batch, rows: Sequence[SourceRow]) -> list[Checked]:
    """Understand rows as vacancies; say in plain Dutch what is wrong."""
    words = words_of(batch)
    firms = _firms(batch, rows)
    return [_Row(row, words, batch, firms).checked() for row in rows]


def count_unknown(batch: Batch) -> None:
    """Count each title that this file names and we do not know, once a file."""
    note_unknown([("occupation", text) for text in words_of(batch).near], source="import")


def _firms(batch: Batch, rows: Sequence[SourceRow]) -> dict[str, Employer]:
    """Return the firms that an account manager's rows name, by KvK number and by name."""
    if batch.actor.role != ACCOUNT_MANAGER:
        return {}
    if "firms" not in batch.memory:
        found: dict[str, Employer] = {}
        for firm in SERVE_EMPLOYER.visible(batch.actor).order_by("-pk"):
            found |= {firm.name.casefold(): firm} | ({firm.kvk: firm} if firm.kvk else {})
        batch.memory["firms"] = found
    return batch.memory["firms"]  # type: ignore[no-any-return]


class _Row:
    """One row on its way from text to a vacancy."""

    def __init__(self, row: SourceRow, words: Words, batch: Batch, firms: Mapping[str, Employer]) -> None:
        self.row, self.words, self.batch, self.firms = row, words, batch, firms
        self.problems: list[Problem] = []

    def checked(self) -> Checked:
        """Return the row as understood."""
        draft = self._draft()
        if draft is not None and not self.problems:
            for obstacle in rules.obstacles(draft, self.batch.today):
                self._wrong(COLUMN_OF.get(obstacle.name, obstacle.name), obstacle.sentence, **obstacle.facts)
        if draft is None or self.problems:
            return Checked(self.row, draft, {}, tuple(self.problems))
        return Checked(self.row, draft, self._shows(draft), (), tuple(self._advice(draft)))

    def _advice(self, draft: VacancyDraft) -> Iterator[Problem]:
        """Yield words that may shut people out without need; the row is taken in all the same."""
        for column, text in (("titel", draft.title), ("tekst", draft.text)):
            for each in advert.wording(text, self.batch.today):
                facts = {"words": each.words} | {"why": each.why["nl"], "instead": each.instead["nl"]}
                yield Problem(column, SHUTS_OUT, facts | {"why_en": each.why["en"], "instead_en": each.instead["en"]})

    def _wrong(self, column: str, sentence: str, **facts: Any) -> None:
        problem = Problem(column, sentence, facts)
        if problem not in self.problems:
            self.problems.append(problem)

    def _text(self, column: str, *, needed: bool = False) -> str:
        text = self.row.cells[column].strip()
        if needed and not text:
            self._wrong(column, NEED)
        return text

    def _draft(self) -> VacancyDraft | None:
        hours = self._span("uren", NOT_HOURS, needed=True)
        pay = self._span("loon", NOT_PAY)
        occupation = self._occupation()
        postcode, place = self._place()
        must, nice = self._skills("moet"), self._skills("mooi")
        start, closes = self._day("begint"), self._day("sluit")
        given = {
            "reference": self._text("kenmerk", needed=True),
            "title": self._text("titel", needed=True),
            "text": self._text("tekst", needed=True),
            "contract": self._choice("contract", CONTRACTS, self._usual_contract()),
            "positions": self._number("plekken", 1),
            "dutch": self._level("nederlands", gateways.LANGUAGES),
            "education": self._level("opleiding", gateways.EDUCATIONS),
            "licences": self._licences(),
            "irregular_hours": self._choice("onregelmatig", ANSWERS, False),
            "employer_id": self._firm(),
            "new_firm": self._hirer(),
        }
        if self.problems or hours is None or occupation is None:
            return None
        if not must and not nice:
            nice = self.words.usual.get(occupation, [])
        return VacancyDraft(
            **given,
            occupation_id=occupation,
            hours_min=hours[0],
            hours_max=hours[1],
            pay_min=pay[0] if pay else None,
            pay_max=pay[1] if pay else None,
            postcode=postcode,
            place=place,
            street=self._text("straat"),
            start_on=start or self.batch.today,
            closes_on=closes,
            came_via=CameVia.UPLOAD,
            contact_name=self._text("contactpersoon"),
            contact_email=self._text("email").lower(),
            contact_phone=self._text("telefoon"),
            skills=tuple(SkillAsked(skill, skill in must) for skill in dict.fromkeys([*must, *nice])),
        )

    def _span(self, column: str, words: str, *, needed: bool = False) -> tuple[int, int] | None:
        text = self._text(column, needed=needed)
        if not text:
            return None
        if text.startswith("="):
            self._wrong(column, FORMULA, text=text[:40])
            return None
        neat = re.sub(r"[€\s]|(?<=[0-9])[.,](?=[0-9]{3}(?![0-9]))|,-", "", text.lower())
        found = re.fullmatch(r"([0-9]{1,6})(?:[.,]0+)?(?:(?:-|–|/|tot(?:enmet)?|t/m)([0-9]{1,6})(?:[.,]0+)?)?", neat)
        if found is None:
            self._wrong(column, words, text=text[:40])
            return None
        return int(found[1]), int(found[2] or found[1])

    def _number(self, column: str, usual: int) -> int:
        text = self._text(column)
        if not text:
            return usual
        if not re.fullmatch(r"[0-9]{1,6}", text):
            self._wrong(column, FORMULA if text.startswith("=") else NOT_A_NUMBER, text=text[:40])
            return usual
        return int(text)

    def _day(self, column: str) -> date | None:
        text = self._text(column)
        if not text or text.casefold() in {"per direct", "direct", "zsm", "zo snel mogelijk"}:
            return None
        day = read_day(text, DAY_FORMS)
        if day is None:
            self._wrong(column, FORMULA if text.startswith("=") else NOT_A_DAY, text=text[:40])
        return day

    def _choice(self, column: str, choices: Mapping[str, Any], usual: Any) -> Any:
        text = self._text(column)
        neat = re.sub(r"[^a-z0-9]", "", text.casefold())
        if not text:
            return usual
        if neat in choices:
            return choices[neat]
        self._wrong(column, NOT_IN_LIST, text=text[:40], choices=", ".join(word for word in list(choices)[:4] if word))
        return usual

    def _usual_contract(self) -> str:
        return "agency" if self.batch.actor.role == AGENCY_CONSULTANT else "fixed_term"

    def _level(self, column: str, levels: Sequence[str]) -> int:
        places = {re.sub(r"[^a-z0-9]", "", level.casefold()): number for number, level in enumerate(levels) if level}
        found: int = self._choice(column, places, 0)
        return found

    def _licences(self) -> tuple[str, ...]:
        found = []
        for word in filter(None, (part.strip() for part in self._text("papieren").split(","))):
            neat = word.casefold().removeprefix("rijbewijs ")
            if neat in LICENCES:
                found.append(LICENCES[neat])
            else:
                self._wrong("papieren", NOT_IN_LIST, text=word[:40], choices=", ".join(LICENCES))
        return tuple(dict.fromkeys(found))

    def _skills(self, column: str) -> list[int]:
        found = []
        for word in filter(None, (part.strip() for part in self._text(column).split(","))):
            number = self.words.skills.get(word) or self.words.skills.get(plain(word))
            if number is not None:
                found.append(number)
            elif self.row.cells["beroep"] and column == "mooi" and len(word) > 60:
                continue  # a sentence from a job site, not a skill
            else:
                self._wrong(column, NO_SKILL, text=word[:60])
        return found

    def _occupation(self) -> int | None:
        named = self._text("beroep")
        text = self._text("titel") if not named or re.match(r"https?://|urn:", named) else named
        number = self.words.occupations.get(named) or self.words.occupations.get(plain(text))
        if number is not None:
            return number
        if text:
            near = self._near(text[:80])
            self._wrong("beroep", NO_OCCUPATION if near else NOTHING_NEAR, text=text[:80], near=near)
        return None

    def _near(self, text: str) -> str:
        known = self.words.near
        if text not in known and len(known) < MOST_LOOKED_UP:
            found = find_occupations(text, 3)
            known[text] = ", ".join(dict.fromkeys(self.words.names.get(hit.concept.pk, "") for hit in found))
        return known.get(text, "")

    def _place(self) -> tuple[str, str]:
        text = self._text("postcode", needed=True)
        postcode = numbers.postcode(text)
        if text and postcode is None:
            self._wrong("postcode", say("“{text}” is geen postcode. Schrijf 2512 AB."), text=text[:20])
        place = self._text("plaats") or self.words.places.get((postcode or "")[:4], "")
        if postcode and not place:
            self._wrong("plaats", NO_PLACE)
        return postcode or "", place

    def _firm(self) -> UUID | None:
        """Return the firm for which an account manager brings this row."""
        if self.batch.actor.role != ACCOUNT_MANAGER:
            return None
        name, number = self._text("werkgever"), re.sub(r"[ .]", "", self._text("kvk"))
        firm = self.firms.get(number) or self.firms.get(name.casefold())
        if firm is None:
            self._wrong("kvk" if number else "werkgever", NO_FIRM if name or number else NEED)
        return firm.pk if firm else None

    def _hirer(self) -> NewFirm | None:
        """Return the firm to which an agency hires out, if the row names one."""
        name, number = self._text("werkgever"), self._text("kvk")
        if self.batch.actor.role != AGENCY_CONSULTANT or not name:
            return None
        if number and rules.kvk(number) is None:
            self._wrong("kvk", say("Een KvK-nummer heeft acht cijfers."))
        return NewFirm(name[:120], rules.kvk(number) or "", self._text("plaats"))

    def _shows(self, draft: VacancyDraft) -> dict[str, str]:
        """Return the row as the preview shows it: what we made of it."""
        hours = f"{draft.hours_min}-{draft.hours_max}" if draft.hours_min != draft.hours_max else str(draft.hours_max)
        pay = "-".join(str(each) for each in dict.fromkeys((draft.pay_min, draft.pay_max)) if each)
        return {
            "kenmerk": draft.reference,
            "titel": draft.title,
            "beroep": self.words.names[draft.occupation_id],
            "uren": hours,
            "loon": pay,
            "postcode": draft.postcode,
            "plaats": draft.place,
            "begint": draft.start_on.isoformat(),
            "contract": gateways.CONTRACTS[draft.contract],
            "werkgever": draft.new_firm.name if draft.new_firm else self._text("werkgever"),
        }
