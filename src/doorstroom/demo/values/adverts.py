"""The words of a vacancy, put together as its firm or agency would write it."""

import re
from dataclasses import dataclass
from datetime import date

from . import offers
from .careers import capital, listed
from .dice import Dice
from .firms import Firm
from .streets import Address
from .work import Ask, Work

NOT_AT_A_DESK = frozenset({"thuiswerken", "bureaustoel", "laptop"})


SCHOOLS = frozenset({"primary-school", "high-school", "vocational"})


ONLY_BY_HAND = frozenset(
    {"heftruck", "schoenen", "gereedschap", "VCA", "woon-werkverkeer", "ploegen", "kleding", "trekker"}
)


OUT_ON_THE_ROAD = frozenset({"netwerkmonteur", "landmeter", "handhaver", "laborant", "verpleegkundige", "fotograaf"})


ONCE = (
    "reiskosten",
    "vrije dagen",
    "vast contract",
    "cao",
    "toeslag",
    "leren",
    "scholing",
    "cursus",
    "fiets",
    "vakantie",
)


FULL_TIME = "per maand bij een volledige werkweek"


GUIDES = re.compile("leerling|stagiair|nieuwe (collega|mensen)|leidt|stuurt|coacht|jongere")


@dataclass(frozen=True)
class Offer:
    """A vacancy, as the firm or its agency would write it."""

    number: int
    firm: Firm
    agency: int | None  # which of the region's agencies publishes it
    hidden: bool
    work: Work
    title: str
    text: str
    hours: tuple[int, int]
    pay: tuple[int, int] | None
    contract: str
    address: Address
    start: date
    published: date
    closes: date | None
    status: str
    dutch: int
    education: int
    licences: tuple[str, ...]
    irregular: bool
    positions: int
    must: tuple[Ask, ...]
    nice: tuple[Ask, ...]
    contact_name: str
    via: str  # employers.choices.CameVia


def text(dice: Dice, found: Offer, name: str) -> str:
    """Write the vacancy: an agency's, a short one by a small firm, or one with headings."""
    opening = _agency_opening(dice, found, name) if found.hidden else _opening(dice, found, name)
    asks, gives, does = _asks(dice, found, name), _gives(dice, found), _does(dice, found)
    contact, tells = found.contact_name.split()[0], found.work.craft is not None
    closing = dice.one(offers.CLOSING).format(contact=contact)
    small = found.firm.size < 30 and not found.hidden
    shape = dice.weighted({"headings": 50.0, "short": 60 if small else 12, "bullets": 30, "letter": 20})
    if shape == "short":
        work = " ".join(_sentences(does[: dice.randint(2, 3)], tells))
        return "\n\n".join([f"{opening} {work}", " ".join(asks), f"{gives[0]} {_prose(dice, gives[1:])}", closing])
    if shape == "letter":
        where = _where(dice, found)
        work = f"{where} {' '.join(_sentences(does, tells))}"
        return "\n\n".join(
            [opening, work, " ".join(asks), f"Daar staat iets tegenover. {gives[0]} {_prose(dice, gives[1:])}", closing]
        )
    heads = dice.one(HEADINGS)
    if shape == "bullets":
        parts = [
            _listing([f"Je {line}" if found.work.craft else capital(line) for line in does]),
            _listing([line.rstrip(".") for line in asks]),
            _listing([gives[0].rstrip("."), *map(capital, gives[1:])]),
        ]
    else:
        where = _where(dice, found)
        parts = [
            f"{where} {' '.join(_sentences(does, tells))}",
            " ".join(asks),
            f"{gives[0]}\n{_listing(list(map(capital, gives[1:])))}",
        ]
    blocks = [f"{head}\n{part}" for head, part in zip(heads, parts, strict=True)]
    if dice.chance(0.2):
        blocks[1], blocks[2] = blocks[2], blocks[1]
    return "\n\n".join([opening, *blocks, closing])


HEADINGS = (
    ("Wat ga je doen?", "Wat vragen we?", "Wat bieden we?"),
    ("Je werk", "Jij", "Wij bieden"),
    ("Zo ziet je dag eruit", "Dit breng je mee", "Dit krijg je van ons"),
    ("De baan", "Wie zoeken we?", "Dit staat ertegenover"),
    ("Wat je doet", "Wie je bent", "Wat je krijgt"),
)


def _opening(dice: Dice, found: Offer, name: str) -> str:
    trade = found.firm.trade
    own = found.work.sector
    if found.work.isco[0] == "4":
        own = "office"
    elif own == trade.sector:
        own = offers.HOOKS_OF_TRADE.get(trade.code, trade.sector)
    hook = dice.one(offers.HOOKS.get(own, offers.HOOKS["office"]))
    about = found.firm.about
    called = f"leerling {name}" if found.contract == "learning" else name
    plain = (
        f"{found.firm.name} zoekt {_number(found.positions)}{called if found.positions == 1 else 'nieuwe collega’s'}."
    )
    return " ".join(dice.one(((hook, about), (about, plain), (plain, about), (hook, plain), (about, hook))))


def _number(positions: int) -> str:
    return "een " if positions == 1 else {2: "twee ", 3: "drie ", 5: "vijf ", 10: "tien "}[positions]


def _agency_opening(dice: Dice, found: Offer, name: str) -> str:
    line = dice.one(offers.AGENCY).format(noun=found.firm.trade.noun, town=found.address.town, title=name)
    if dice.chance(0.6):
        line = f"{line} {found.firm.about}" if "jaar" not in found.firm.about else line
    return line


def _where(dice: Dice, found: Offer) -> str:
    where = dice.one(found.work.craft.where) if found.work.craft else ""
    return f"Je werkt {where}." if where else f"Je gaat aan de slag in {found.address.town}."


def _does(dice: Dice, found: Offer) -> list[str]:
    if found.work.craft:
        does = [line for line in found.work.craft.does if found.contract != "learning" or not GUIDES.search(line)]
        return dice.some(does, dice.randint(3, 5))
    named = [ask.name for ask in (*found.must, *found.nice) if ask.dutch]
    return dice.some(named, 4) if len(named) > 1 else [f"het werk van {found.work.name}, van begin tot eind"]


def _sentences(does: list[str], tells: bool) -> list[str]:
    if not does:
        return []
    if not tells:  # the names of skills are infinitives: list them
        return [f"Je werk: {listed(does)}."]
    lines = [f"Je {line}." for line in does[:-2]] if len(does) > 2 else [f"Je {does[0]}."]
    tail = does[-2:] if len(does) > 2 else does[1:]
    if tail:
        lines.append(f"Je {' en je '.join(tail)}.")
    return lines


def _asks(dice: Dice, found: Offer, name: str) -> list[str]:
    kind = (
        "none"
        if found.work.education <= 1 and dice.chance(0.75)
        else "much"
        if found.pay and found.pay[0] > 3100
        else "some"
    )
    lines = [] if found.contract == "learning" else [dice.one(offers.EXPERIENCE[kind]).format(work=name)]
    if found.contract == "learning":
        lines.append("Je wilt werken en leren tegelijk; een dag per week ga je naar school.")
    else:
        lines.append(dice.one(offers.EDUCATION[found.education]))
    lines.append(dice.one(offers.DUTCH[found.dutch]))
    lines += [dice.one(offers.LICENCES[licence]) for licence in found.licences if licence in offers.LICENCES]
    names = [ask.name for ask in found.must if ask.dutch][: dice.randint(2, 3)]
    if names:
        lines.append(dice.one(offers.CAN).format(skills=listed(names)))
    shop = (
        found.firm.trade.sector in {"retail", "personal", "hospitality"}
        and found.work.sector == found.firm.trade.sector
    )
    lines.append(dice.one(offers.IRREGULAR if found.irregular else offers.SHOP_DAYS if shop else offers.DAYTIME))
    return [line for line in dict.fromkeys(lines) if line]


def _gives(dice: Dice, found: Offer) -> list[str]:
    if found.pay:
        low, high = (f"{amount:,}".replace(",", ".") for amount in found.pay)
        first = dice.one((
            f"Een salaris tussen {low} en {high} euro bruto {FULL_TIME}.",
            f"Je verdient {low} tot {high} euro bruto {FULL_TIME}.",
            f"Tussen {low} en {high} euro per maand (bruto, bij een volledige werkweek), afhankelijk van je ervaring.",
        ))  # fmt: skip
    else:
        first = "Het salaris bespreken we met je; we volgen de cao."
    kind = {
        "agency": "een uitzendcontract",
        "permanent": dice.one(("meteen een vast contract", "een vaste baan")),
        "fixed_term": dice.one(
            ("een contract voor een jaar", "een jaarcontract, daarna graag vast", "een contract voor zeven maanden")
        ),
        "learning": "een leerbaan met een diploma aan het einde",
    }[found.contract]
    hours = (
        f"{found.hours[0]} tot {found.hours[1]} uur per week"
        if found.hours[0] != found.hours[1]
        else f"{found.hours[0]} uur per week"
    )
    perks = offers.AGENCY_PERKS if found.contract == "agency" else offers.PERKS.get(found.firm.trade.sector, ())
    spent = {"cao"} if found.pay is None else set()
    if found.contract in {"permanent", "learning"} or "vast" in kind:
        spent.add("vast contract")
    if not found.irregular:
        spent |= {"avond", "zondag", "ploegen", "rooster"}
    spent |= NOT_AT_A_DESK if found.work.isco[0] in "56789" or found.work.code in OUT_ON_THE_ROAD else ONLY_BY_HAND
    if found.firm.trade.code not in SCHOOLS:
        spent.add("schoolvakanties")
    more: list[str] = []
    for perk in (*dice.some(perks, len(perks)), *dice.some(offers.PERKS_FOR_ALL, len(offers.PERKS_FOR_ALL))):
        about = next((word for word in ONCE if word in perk), perk)
        if (
            not any(word in perk for word in spent)
            and len(more) < 4
            and (len(more) < 2 or perk in offers.PERKS_FOR_ALL)
        ):
            more.append(perk)
            spent.add(about)
    return [first, f"{kind} ({hours})", *more]


def _prose(dice: Dice, gives: list[str]) -> str:
    return f"{dice.one(('Je krijgt', 'Je krijgt van ons', 'Wij geven je'))} {listed(gives)}."


def _listing(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
