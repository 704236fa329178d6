"""Firms of the region, all invented: what they do, what they are called, whom they hire."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import contact
from .dice import Dice, words
from .names import professional
from .neighbourhoods import BY_PC4, site
from .streets import Address, address

# Halves of names that we joined ourselves; a name of a real firm is left out in `firm_name`.
FIRST = words(
    "Wulp Zilt Helm Kaag Lis Meers Vloed Riet Haver Klaver Schelp Zand Wier Duin Gors Plevier Linde Vlier Zwaluw Tarwe "
    "Boek Eb Mosk Korst Ster Zon Wolken Parel Anker Baken Tij Golf Zeil Spaar Vaart Kroos Distel Hazel Iepen Kwikstaart"
)
SECOND = words(
    "stede waarde zate rode akker vaart hof berg dam oever kamp horst wende laar zicht kade mare brink voort haven "
    "weide hoek rak gors lust sprong burcht vonder meent dreef"
)
FAMILY_FIRST = words(
    "Brede Kamer Wester Ooster Zuider Noorder Hoge Lange Dorre Ooms Krul Spaar Vogel Water Klooster Moer Ruige Schoon "
    "Kaar Stoop Dubbel Groene Helle Wilgen Kraaien"
)
FAMILY_SECOND = words("zee sluis veld kamp meer burg stein waal horst wijk beek loo dam hoek berg laar camp molen")
REAL = frozenset(
    words(
        "westerkamp westerveld westerwijk oosterveld oosterwijk oosterhoek noorderveld zuiderveld langeveld langenberg "
        "hogeveld vogelaar schoonhoven schoonveld schoonbeek schoonderwoerd kloosterman watersluis waterhof lindehof "
        "klaverhof duinrode lindelaar zonnehof zonhof zonweide ankerhof parelhof sterrenburg helmond lisse kaagdam "
        "zuidersluis westersluis oostersluis vogelzee duinhof duinzicht zandvoort lindenhof vaartdam kamerbeek "
        "vogelwijk "
        "zwaluwhof wolkenberg hoogeveen tarwekamp havermeent vogelveld klaverweide waterberg hazelhof hazelaar "
        "boekhorst "
        "westermolen kloosterveld kloosterhof duinberg zandvaart zandoever groenewijk groeneveld groenekamp "
        "schoonzicht "
        "breedeveld hogeland kraaienhorst wilgenhof vogelhorst noordersluis rietveld rietberg baken helmhof lindeberg "
        "oostermeer westermeer noordermeer zuidermeer watermolen groenemeer groenestein langemeer hogeberg hogekamp"
    )
)
GROWING = frozenset({"grower", "flowers", "farm"})
BIG_SITES = frozenset(
    {"warehouse", "factory-food", "factory-metal", "process", "haulage", "parcel", "waste", "transit"}
)
WORKSHOPS = frozenset(
    words(
        "cleaning builder installer garage laundry groundworks scaffolds roofer painter plaster glass telecom "
        "movers taxi "
        "carwash wholesale catering security"
    )
)
WORK_AREAS = ("2516", "2521", "2288", "2627", "2676", "2497", "2544", "2491", "2671")


@dataclass(frozen=True)
class Trade:
    """A kind of firm."""

    code: str
    sector: str
    firms: int
    size: tuple[int, int]
    noun: str
    names: tuple[str, ...]
    hires: dict[str, int]  # starter code of an occupation -> weight
    about: tuple[str, ...]


@dataclass(frozen=True)
class Firm:
    """An invented firm."""

    number: int
    name: str
    trade: Trade
    kvk: str
    size: int
    address: Address
    phone: str
    domain: str
    about: str
    contact_name: str


@cache
def trades() -> dict[str, Trade]:
    """Return the kinds of firms by code."""
    lines = (Path(__file__).parent / "trades.txt").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines[1:]:
        code, sector, firms, size, noun, names, hires, about = line.split("|")
        low, high = size.split("-")
        weights = {occupation: int(weight) for occupation, weight in (hire.split(":") for hire in words(hires))}
        found[code] = Trade(
            code, sector, int(firms), (int(low), int(high)), noun, tuple(names.split(";")), weights,
            tuple(about.split(";")),
        )  # fmt: skip
    return found


def stem(dice: Dice) -> str:
    """Return an invented word that sounds like a place."""
    return _joined(dice, FIRST, SECOND)


def family(dice: Dice) -> str:
    """Return an invented family name for a firm."""
    name = _joined(dice, FAMILY_FIRST, FAMILY_SECOND)
    return f"Van {name}" if dice.chance(0.18) else name


def _joined(dice: Dice, first: list[str], second: list[str]) -> str:
    while True:
        word = dice.one(first) + dice.one(second)
        if word.lower() not in REAL:
            return word


def firm_name(dice: Dice, trade: Trade) -> str:
    """Return a name that suits the trade."""
    return dice.one(trade.names).format(stem=stem(dice), family=family(dice), family2=family(dice))


def firms(seed: int, count: int) -> list[Firm]:
    """Return the firms of the region, spread over the trades, no two of one name."""
    weights = {code: float(trade.firms) for code, trade in trades().items()}
    kinds = list(trades())
    taken: set[str] = set()
    found = []
    for number in range(count):
        dice = Dice(seed, "firm", number)
        trade = trades()[kinds[number] if number < len(kinds) else dice.weighted(weights)]
        name = firm_name(dice, trade)
        while name in taken:
            name = firm_name(dice, trade)
        taken.add(name)
        place = site(dice, trade.code in GROWING)
        if trade.code in BIG_SITES or (trade.code in WORKSHOPS and dice.chance(0.7)):
            place = BY_PC4[dice.one(WORK_AREAS)]
        if " aan Zee" in name or "Strandpaviljoen" in name:
            place = BY_PC4[dice.one(("2586", "2583", "2554", "2684"))]
        business = place.pc4 in WORK_AREAS and trade.code in BIG_SITES | WORKSHOPS
        low, high = trade.size
        size = round(low * (high / low) ** (dice.random() ** 1.7))
        contact_name = professional(dice.under("contact"))
        found.append(
            Firm(
                number,
                name,
                trade,
                contact.kvk(number + 100),
                size,
                address(dice, place, home=False, business=business),
                contact.landline(dice, place.town),
                contact.firm_domain(name),
                dice.one(trade.about),
                " ".join(part for part in (contact_name.first, contact_name.infix, contact_name.last) if part),
            )
        )
    return found
