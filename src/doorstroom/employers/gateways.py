"""Vacancies in foreign forms: the columns of a file, and schema.org JobPosting, both ways."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from doorstroom.common.text import say
from doorstroom.core.uploads import Column
from doorstroom.reference.models import Skill

from .models import Vacancy, VacancySkill
from .rules import Card

COLUMNS = (
    Column(
        "kenmerk",
        "MAG-0117",
        required=True,
        also=("referentie", "vacaturenummer", "identifier", "id", "reference"),
        help=say("Uw eigen nummer van de vacature. Daaraan herkennen we haar de volgende keer."),
    ),
    Column("titel", "Magazijnmedewerker", required=True, also=("functie", "functietitel", "title", "vacature")),
    Column(
        "beroep",
        "magazijnmedewerker",
        also=("occupation", "esco"),
        help=say("Onder welk beroep valt het? Leeg: we kijken naar de titel."),
    ),
    Column("tekst", "U pakt bestellingen in.", required=True, also=("omschrijving", "beschrijving", "description")),
    Column("uren", "24-36", required=True, also=("urenperweek", "hours"), help=say("Uren per week: 36 of 24-36.")),
    Column("loon", "2500-2900", also=("salaris", "pay"), help=say("Euro bruto per maand bij een hele werkweek.")),
    Column("postcode", "2512 AB", required=True, also=("postcodewerk", "postalcode")),
    Column("plaats", "Den Haag", also=("standplaats", "woonplaats", "city")),
    Column("straat", "Spui 70", also=("adres", "street")),
    Column("begint", "2026-12-01", also=("startdatum", "ingangsdatum", "start"), help=say("Leeg: zo snel mogelijk.")),
    Column("sluit", "", also=("sluitdatum", "reagerentot", "closes"), help=say("Tot en met welke dag reageren kan.")),
    Column("contract", "tijdelijk", help=say("tijdelijk, vast, uitzend of leerbaan")),
    Column("plekken", "1", also=("aantal", "aantalplekken", "positions")),
    Column("nederlands", "A2", also=("taalniveau",), help=say("A1, A2, B1, B2, C1 of C2")),
    Column("opleiding", "", also=("opleidingsniveau",), help=say("basisschool, vmbo, mbo2, mbo4, hbo of wo")),
    Column("papieren", "heftruck", also=("rijbewijs", "certificaten"), help=say("Met een komma ertussen: B, VCA, VOG")),
    Column("onregelmatig", "nee", also=("avondnachtweekend",), help=say("ja of nee")),
    Column("moet", "", also=("vaardighedenmoet",), help=say("Wat iemand echt moet kunnen, met komma's.")),
    Column(
        "mooi",
        "",
        also=("vaardigheden", "vaardighedenmooi", "skills"),
        help=say("Wat mooi meegenomen is, met komma's."),
    ),
    Column("contactpersoon", "S. Jansen", also=("contact",)),
    Column("email", "werk@voorbeeld.nl", also=("emailadres", "contactemail")),
    Column("telefoon", "070 123 4567", also=("telefoonnummer", "contacttelefoon")),
    Column("werkgever", "", also=("opdrachtgever", "bedrijf"), help=say("Alleen als u voor een ander plaatst.")),
    Column("kvk", "", also=("kvknummer",), help=say("KvK-nummer van dat bedrijf: acht cijfers.")),
)
HEADINGS = [column.name for column in COLUMNS]
CONTRACTS = {"fixed_term": "tijdelijk", "permanent": "vast", "agency": "uitzend", "learning": "leerbaan"}
EDUCATIONS = ("", "basisschool", "vmbo", "mbo2", "mbo4", "hbo", "wo")
LANGUAGES = ("", "A1", "A2", "B1", "B2", "C1", "C2")
EMPLOYMENT = {"fixed_term": "TEMPORARY", "permanent": "FULL_TIME", "agency": "CONTRACTOR", "learning": "INTERN"}
HOURS_A_MONTH = 40 * 52 / 12  # a whole working week of 40 hours
TO_MONTH = {"HOUR": HOURS_A_MONTH, "DAY": 5 * 52 / 12, "WEEK": 52 / 12, "MONTH": 1, "YEAR": 1 / 12}


def lines(vacancies: Iterable[Vacancy]) -> Iterator[list[str]]:
    """Yield vacancies as lines under HEADINGS; each names its occupation by URI, so that nothing gets lost."""
    rows = list(vacancies)
    asked: dict[tuple[Any, bool], list[str]] = {}
    for each in VacancySkill.objects.filter(vacancy__in=rows).select_related("skill").order_by("skill__name_nl"):
        asked.setdefault((each.vacancy_id, each.must), []).append(_skill_word(each.skill))
    for row in rows:
        own = row.employer.organisation_id == row.organisation_id
        yield [
            row.reference or str(row.number),
            row.title,
            row.occupation.uri,
            row.text,
            _range(row.hours_min, row.hours_max),
            _range(row.pay_min, row.pay_max),
            row.postcode,
            row.place,
            row.street,
            row.start_on.isoformat(),
            row.closes_on.isoformat() if row.closes_on else "",
            CONTRACTS[row.contract],
            str(row.positions),
            LANGUAGES[row.dutch],
            EDUCATIONS[row.education],
            ", ".join(row.licences),
            "ja" if row.irregular_hours else "nee",
            ", ".join(asked.get((row.pk, True), [])),
            ", ".join(asked.get((row.pk, False), [])),
            row.contact_name,
            row.contact_email,
            row.contact_phone,
            "" if own else row.employer.name,
            "" if own else row.employer.kvk,
        ]


def _skill_word(skill: Skill) -> str:
    """Return the word by which a skill is found back: its name, or its URI when the name holds a comma."""
    name = skill.name_nl or skill.name_en
    return skill.uri if "," in name or not name else name


def _range(low: int | None, high: int | None) -> str:
    if low and high and low != high:
        return f"{low}-{high}"
    return str(low or high or "")


def posting(vacancy: Vacancy, card: Card) -> dict[str, Any]:
    """Return a vacancy as schema.org JobPosting, with no more than its page shows."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "name": "Doorstroom", "value": str(vacancy.number)},
        "title": vacancy.title,
        "description": "<p>" + html.escape(vacancy.text).replace("\n", "<br>") + "</p>",
        "datePosted": vacancy.published_on.isoformat(),
        "jobStartDate": vacancy.start_on.isoformat(),
        "employmentType": EMPLOYMENT[vacancy.contract],
        "workHours": _range(vacancy.hours_min, vacancy.hours_max),
        "totalJobOpenings": vacancy.positions,
        "occupationalCategory": vacancy.occupation.uri,
        "skills": [each.name for each in (*card.must, *card.nice)],
        "hiringOrganization": {"@type": "Organization", "name": card.firm},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "postalCode": vacancy.postcode[:4] if vacancy.hirer_hidden else vacancy.postcode,
                "addressLocality": vacancy.place,
                "addressCountry": "NL",
            },
        },
    }
    if vacancy.closes_on:
        found["validThrough"] = vacancy.closes_on.isoformat()
    if vacancy.pay_min or vacancy.pay_max:
        low, high = vacancy.pay_min or vacancy.pay_max, vacancy.pay_max or vacancy.pay_min
        value = {"@type": "QuantitativeValue", "minValue": low, "maxValue": high, "unitText": "MONTH"}
        found["baseSalary"] = {"@type": "MonetaryAmount", "currency": "EUR", "value": value}
    return found


def cells(given: Mapping[str, Any]) -> dict[str, str]:
    """Return a JobPosting as text by column; what it does not say stays empty, and nothing is invented."""
    address = _inside(given, "jobLocation", "address")
    firm = _inside(given, "hiringOrganization")
    contact = _inside(given, "applicationContact")
    return {
        "kenmerk": _identifier(given),
        "titel": _word(given.get("title")),
        "beroep": _uri(given.get("occupationalCategory")),
        "tekst": _plain_text(_word(given.get("description"))),
        "uren": _hours(_word(given.get("workHours"))),
        "loon": _pay(_inside(given, "baseSalary")),
        "postcode": _word(address.get("postalCode")),
        "plaats": _word(address.get("addressLocality")),
        "straat": _word(address.get("streetAddress")),
        "begint": _word(given.get("jobStartDate"))[:10],
        "sluit": _word(given.get("validThrough"))[:10],
        "contract": _contract(given.get("employmentType")),
        "plekken": _word(given.get("totalJobOpenings")),
        "mooi": ", ".join(_words(given.get("skills"))),
        "contactpersoon": _word(contact.get("name")),
        "email": _word(contact.get("email")),
        "telefoon": _word(contact.get("telephone")),
        "werkgever": _word(firm.get("name")),
        "kvk": _kvk(firm),
    }


def _inside(value: Any, *names: str) -> Mapping[str, Any]:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
        if isinstance(value, list):
            value = value[0] if value else None
    return value if isinstance(value, Mapping) else {}


def _word(value: Any) -> str:
    """Return what is said as one text, whether it stands bare, in a list or inside a named thing."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("codeValue") or value.get("value") or value.get("name") or ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _uri(value: Any) -> str:
    """Return a category only when it is a URI; codes and names of other lists would be taken for our own words."""
    text = _word(value)
    return text if text.startswith(("http://", "https://", "urn:")) else ""


def _words(value: Any) -> list[str]:
    found = [_word(each) for each in value] if isinstance(value, list) else _word(value).split(",")
    return [each.strip() for each in found if each.strip()]


def _identifier(given: Mapping[str, Any]) -> str:
    return (_word(given.get("identifier")) or _word(given.get("@id")) or _word(given.get("url")))[-60:]


def _kvk(firm: Mapping[str, Any]) -> str:
    text = _word(firm.get("identifier")) or _word(firm.get("taxID"))
    return text if re.fullmatch(r"[0-9 ]{8,10}", text) else ""


def _hours(text: str) -> str:
    found = re.findall(r"[0-9]{1,3}", text)
    return "-".join(found[:2])


def _contract(value: Any) -> str:
    kinds = {word.upper() for word in _words(value)}
    by_kind = {"INTERN": "leerbaan", "TEMPORARY": "tijdelijk", "CONTRACTOR": "uitzend"}
    return next((word for kind, word in by_kind.items() if kind in kinds), "")


def _pay(given: Mapping[str, Any]) -> str:
    value = given.get("value")
    amounts = value if isinstance(value, Mapping) else {"value": value}
    unit = TO_MONTH.get(_word(amounts.get("unitText", given.get("unitText"))).upper() or "MONTH")
    if unit is None or _word(given.get("currency")) not in {"", "EUR"}:
        return ""
    found = []
    for name in ("minValue", "maxValue", "value"):
        text = _word(amounts.get(name)).replace(",", ".")
        if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,4})?", text):
            found.append(str(round(float(text) * unit)))
    return "-".join(found[:2])


class _Words(HTMLParser):
    """Keeps the words of a description and forgets its marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "br", "li", "div", "h1", "h2", "h3", "h4"}:
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _plain_text(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    words = _Words()
    words.feed(text)
    words.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(words.parts)).strip()
