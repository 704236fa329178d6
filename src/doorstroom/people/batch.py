"""People from a file: a row is somebody of the own municipality, known by the municipality's own client number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from doorstroom.common.dates import read_day
from doorstroom.common.numbers import is_bsn, is_phone, postcode
from doorstroom.common.text import say, unwritable
from doorstroom.core.actors import SYSTEM
from doorstroom.core.models import Promise, Tie, TrailEntry, UploadRow
from doorstroom.core.uploads import Batch, Checked, Column, Done, Problem, SourceRow, TakenBack, UploadKind, register
from doorstroom.reference.choices import LanguageLevel
from doorstroom.reference.queries import find_occupations

from . import rules
from .actions import Registration, change_from_file, register_person
from .choices import Situation
from .declarations import REGISTERED, UPLOAD
from .models import Person

DAY_FORMS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
LONGEST = {"clientnummer": 20, "voornaam": 60, "tussenvoegsel": 20, "achternaam": 80, "huisnummer": 10, "straat": 80}
SITUATIONS = {
    "bijstand": Situation.SOCIAL_ASSISTANCE,
    "bijstandsuitkering": Situation.SOCIAL_ASSISTANCE,
    "ww": Situation.UNEMPLOYMENT,
    "wwuitkering": Situation.UNEMPLOYMENT,
    "geen": Situation.NO_BENEFIT,
    "geenuitkering": Situation.NO_BENEFIT,
    "werkt": Situation.WORKING,
    "werkend": Situation.WORKING,
}
MISSING = say("Vul deze cel in.")
UNREADABLE = say("In deze cel staan tekens die wij niet kunnen bewaren.")
TOO_LONG = say("Deze tekst is te lang. Er mogen hooguit {most} tekens in.")
A_BSN = say("Dit lijkt een BSN. Gebruik het eigen nummer van uw gemeente.")
NO_DAY = say("“{text}” is geen datum die bestaat. Schrijf een datum als 21-11-1985.")
NO_BIRTH = say("De geboortedatum {text} kan niet kloppen. De persoon is dan {age} jaar.")
NO_POSTCODE = say("“{text}” is geen postcode. Schrijf een postcode als 2611 AB.")
NO_MAIL = say("“{text}” is geen e-mailadres.")
NO_PHONE = say("“{text}” is geen telefoonnummer. Schrijf het als 06 12345678.")
NO_HOURS = say("“{text}” is geen aantal uren. Vul een getal in van 1 tot en met 48.")
HOURS_TURNED = say("Het maximum is lager dan het minimum.")
NO_OCCUPATION = say("Dit beroep staat niet in de lijst: “{text}”. Kies een ander woord of laat de cel leeg.")
NO_SITUATION = say("“{text}” kennen wij niet. Kies bijstand, ww, geen of werkend.")
NO_LEVEL = say("“{text}” is geen taalniveau. Kies A1, A2, B1, B2, C1 of C2.")
GONE_ON = say("Er is intussen iets met deze persoon gedaan. De inschrijving blijft daarom staan.")
CHANGED_SINCE = say("De gegevens zijn daarna nog aangepast. Zij blijven daarom staan.")

COLUMNS = (
    Column("clientnummer", "D-10234", required=True, also=("klantnummer", "client_number")),
    Column("voornaam", "Fatima", required=True),
    Column("tussenvoegsel", "el"),
    Column("achternaam", "Amrani", required=True),
    Column("geboortedatum", "21-11-1985"),
    Column("e-mail", "fatima@voorbeeld.nl", also=("email", "e-mailadres")),
    Column("telefoon", "06 12345678", also=("telefoonnummer",)),
    Column("postcode", "2611 AB", required=True),
    Column("huisnummer", "12"),
    Column("straat", "Oude Delft"),
    Column("situatie", "bijstand", help=say("bijstand, ww, geen of werkend")),
    Column("uren_min", "16"),
    Column("uren_max", "32"),
    Column("gewenst_beroep", "schoonmaker"),
    Column("nederlands", "B1", help=say("taalniveau van A1 tot en met C2")),
)


@dataclass
class Reading:
    """One row on its way from cells to a person."""

    cells: Mapping[str, str]
    person: dict[str, Any] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    wanted: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, column: str, sentence: str, **facts: Any) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(Problem(column, sentence, facts))


def check(batch: Batch, rows: Sequence[SourceRow]) -> list[Checked]:
    """Read every row; say in plain words what is wrong."""
    return [_checked(row, _read(row.cells, batch)) for row in rows]


def _checked(row: SourceRow, read: Reading) -> Checked:
    shows = {name: text for name, text in row.cells.items() if text}
    return Checked(row, read, shows, tuple(read.problems))


def _read(cells: Mapping[str, str], batch: Batch) -> Reading:
    read = Reading({name: text.strip() for name, text in cells.items()})
    for column in COLUMNS:
        text = read.cells[column.name]
        if column.required and not text:
            read.wrong(column.name, MISSING)
        if unwritable(text):
            read.wrong(column.name, UNREADABLE)
        elif len(text) > LONGEST.get(column.name, 254):
            read.wrong(column.name, TOO_LONG, most=LONGEST.get(column.name, 254))
    if not read.problems:
        _name_and_reach(read)
        _birth(read, batch.today)
        _work(read, batch)
    return read


def _name_and_reach(read: Reading) -> None:
    cells = read.cells
    if is_bsn(cells["clientnummer"]) and cells["clientnummer"].isdigit():
        read.wrong("clientnummer", A_BSN)
    neat = postcode(cells["postcode"])
    if neat is None:
        read.wrong("postcode", NO_POSTCODE, text=cells["postcode"])
    if cells["e-mail"]:
        try:
            validate_email(cells["e-mail"])
        except ValidationError:
            read.wrong("e-mail", NO_MAIL, text=cells["e-mail"])
    if cells["telefoon"] and (not is_phone(cells["telefoon"]) or len(cells["telefoon"]) > 20):
        read.wrong("telefoon", NO_PHONE, text=cells["telefoon"])
    situation = SITUATIONS.get(re.sub(r"[^a-z]", "", cells["situatie"].lower()))
    if cells["situatie"] and situation is None:
        read.wrong("situatie", NO_SITUATION, text=cells["situatie"])
    read.person |= {
        "client_number": cells["clientnummer"],
        "first_name": cells["voornaam"],
        "infix": cells["tussenvoegsel"],
        "last_name": cells["achternaam"],
        "postcode": neat or "",
        "house_number": cells["huisnummer"],
        "street": cells["straat"],
        "email": cells["e-mail"].lower(),
        "phone": cells["telefoon"],
    }
    if situation is not None:
        read.person["situation"] = situation.value


def _birth(read: Reading, today: date) -> None:
    text = read.cells["geboortedatum"]
    if not text:
        return
    born = read_day(text, DAY_FORMS)
    if born is None:
        read.wrong("geboortedatum", NO_DAY, text=text)
        return
    age = rules.age_on(born, today)
    if 14 <= age <= 100:
        read.person["birth_date"] = born
    else:
        read.wrong("geboortedatum", NO_BIRTH, text=text, age=age)


def _work(read: Reading, batch: Batch) -> None:
    low, high = _hours(read, "uren_min"), _hours(read, "uren_max")
    if low and high and high < low:
        read.wrong("uren_max", HOURS_TURNED)
    read.profile |= {name: value for name, value in (("hours_min", low), ("hours_max", high)) if value}
    if low and not high:
        read.profile["hours_max"] = max(low, 40)
    if high and not low:
        read.profile["hours_min"] = min(high, 16)
    level = read.cells["nederlands"].upper()
    if level and level not in LanguageLevel.names:
        read.wrong("nederlands", NO_LEVEL, text=read.cells["nederlands"])
    elif level:
        read.profile["dutch"] = LanguageLevel[level].value
    text = read.cells["gewenst_beroep"]
    if text:
        known = batch.memory.setdefault("occupations", {})
        if text not in known:
            hits = find_occupations(text, 1)
            known[text] = hits[0].concept.pk if hits else None
        if known[text] is None:
            read.wrong("gewenst_beroep", NO_OCCUPATION, text=text)
        else:
            read.wanted.append(known[text])


def _hours(read: Reading, column: str) -> int | None:
    text = read.cells[column]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= 48):
        read.wrong(column, NO_HOURS, text=text)
        return None
    return int(text)


def carry_out(batch: Batch, rows: Sequence[Checked]) -> list[Done]:
    """Register who is new; change what the file knows better of who is known; do nothing twice."""
    numbers = [row.value.person["client_number"] for row in rows]
    known = {
        person.client_number: person
        for person in Person.objects.filter(controller=batch.organisation_id, client_number__in=numbers)
    }
    return [_take_in(batch, row, known.get(row.value.person["client_number"])) for row in rows]


def _take_in(batch: Batch, row: Checked, known: Person | None) -> Done:
    read: Reading = row.value
    number = row.row.number
    if known is None:
        given = Registration(**read.person, profile=read.profile, wanted=read.wanted)
        person = register_person(
            actor=batch.actor, organisation_id=batch.organisation_id, given=given, today=batch.today
        )
        return Done(number, "created", person.pk, person.name, person_id=person.pk)
    changed: Any = change_from_file(actor=batch.actor, person=known.pk, given=read.person, profile=read.profile)
    if not changed:
        return Done(number, "unchanged", known.pk, known.name, person_id=known.pk)
    return Done(number, "changed", known.pk, known.name, before=changed, person_id=known.pk)


def take_back(batch: Batch, rows: Sequence[UploadRow]) -> list[TakenBack]:
    """Take people out whom nobody went on with, and put changed data back as they were."""
    return [_taken_back(row) for row in rows]


def _taken_back(row: UploadRow) -> TakenBack:
    person = Person.objects.select_for_update(of=("self",)).filter(pk=row.about_id).first()
    if person is None:
        return TakenBack(row)
    if row.outcome == "created":
        by_people = TrailEntry.objects.filter(person_id=person.pk).exclude(by_role=SYSTEM.code)
        if person.user_id is not None or by_people.exclude(event=REGISTERED.code).exists():
            return TakenBack(row, GONE_ON)
        _remove(person.pk)
        return TakenBack(row)
    fresh, old = row.before["new"], row.before["old"]
    if any(str(getattr(_holder(person, name), name)) != value for name, value in fresh.items()):
        return TakenBack(row, CHANGED_SINCE)
    for name, value in old.items():
        holder = _holder(person, name)
        kept = holder._meta.get_field(name).to_python(None if value == "None" else value)
        setattr(holder, name, kept)
    person.save()
    person.profile.save()
    return TakenBack(row)


def _holder(person: Person, name: str) -> Any:
    return person if hasattr(person, name) else person.profile


def _remove(person_id: UUID) -> None:
    Tie.objects.filter(person_id=person_id).delete()
    Promise.objects.filter(person_id=person_id).delete()
    Person.objects.filter(pk=person_id).delete()


PEOPLE = register(
    UploadKind(
        code="mensen",
        label=say("Mensen"),
        permission=UPLOAD,
        columns=COLUMNS,
        key=lambda row: row.cells["clientnummer"].strip(),
        check=check,
        carry_out=carry_out,
        take_back=take_back,
        address=lambda row: reverse("people_profile_of", args=[row.about_id]),
        back="cases_caseload",
        lead=say("Schrijf veel mensen tegelijk in. Wie al bekend is, herkennen wij aan het clientnummer."),
    )
)
