"""Vacancies of the region: which firm asks which work, on what terms."""

from dataclasses import replace
from datetime import date, timedelta

from . import agencies
from .adverts import Offer, text
from .careers import capital
from .dice import Dice, words
from .firms import Firm
from .names import professional
from .neighbourhoods import BY_PC4
from .streets import address
from .wages import floor
from .work import Ask, Work, World

ODD_TITLES = frozenset(
    words(
        "juf;meester;nanny;oppas;vuilnisman;trucker;controller;accountant;straathoekwerker;apk-keurmeester;patissier;jobcoach;"
        "winterschilder;projectleider;barman;barvrouw;naaister;wijkagent;uitbener;docent;ober;serveerster;caissière;"
        "verkoper winkel;leidster kinderdagverblijf;peuterspeelzaalleidster;roomservice medewerker;jurist bezwaar "
        "en beroep;"
        "medewerker vleesverwerking;winkelbeveiliger;docent wiskunde;docent Nederlands",
        ";",
    )
)


class Market:
    """Who may offer work: the firms, larger ones more often, and the work they know."""

    def __init__(self, world: World, firms: list[Firm], consultants: list[str]) -> None:
        self.world, self.firms = world, firms
        self.consultants = consultants  # by agency: who picks up the telephone
        self.pull = [firm.size**0.4 for firm in firms]


def offer(seed: int, number: int, market: Market, today: date, *, firm: Firm | None = None, code: str = "") -> Offer:
    """Return the n-th vacancy; `firm` and `code` fix who asks what."""
    dice = Dice(seed, "offer", number)
    firm = firm or dice.choices(market.firms, market.pull)[0]
    work = market.world.by_code[code] if code else _work(dice, market.world, firm)
    agency = agencies.choose(dice, work.sector) if not code and _goes_via_agency(dice, work) else None
    irregular = dice.chance(work.craft.irregular if work.craft else 0.2)
    hours = _hours(dice, work)
    published = today - timedelta(days=dice.near(0, 75, 6))
    status = dice.weighted({"open": 94.0, "filled": 4.0, "withdrawn": 2.0})
    if code:
        status = "open"
    contract = _contract(dice, work, agency)
    education = max(0, work.education - (1 if dice.chance(0.15) and not work.regulated else 0))
    dutch = max(0, work.dutch - (1 if work.education < 4 and dice.chance(0.25) else 0))
    licences = tuple(licence for licence in work.licences if _needed(dice, licence, contract))
    must, nice = _skills(dice, work)
    place = (
        firm.address
        if dice.chance(0.85) or firm.size < 40
        else address(dice, BY_PC4[firm.address.postcode[:4]], home=False)
    )
    pay = _pay(dice, work, published, contract)
    who = professional(dice.under("contact"))
    contact = (
        firm.contact_name if dice.chance(0.4) else " ".join(part for part in (who.first, who.infix, who.last) if part)
    )
    if agency is not None:
        contact = market.consultants[agency]
    name = (
        dice.one([title for title in work.titles if title not in ODD_TITLES] or [work.name])
        if dice.chance(0.22)
        else work.name
    )
    many = {1: 74.0, 2: 14, 3: 7, 5: 4, 10: 1}
    found = Offer(
        number=number,
        firm=firm,
        agency=agency,
        hidden=agency is not None and dice.chance(0.8),
        work=work,
        title=_title(dice, name, hours, irregular, contract, work.sector),
        text="",
        hours=hours,
        pay=pay if dice.chance(0.9) else None,
        contract=contract,
        address=place,
        start=today + timedelta(days=dice.near(0, 70, 12)),
        published=published,
        closes=today + timedelta(days=dice.near(4, 60, 25)) if dice.chance(0.7) else None,
        status=status,
        dutch=dutch,
        education=education,
        licences=licences,
        irregular=irregular,
        positions=dice.weighted(many) if work.education <= 3 else 1,
        must=must,
        nice=nice,
        contact_name=contact,
        via="form" if agency is not None or dice.chance(0.8) else "service_point",
    )
    return replace(found, text=text(dice.under("text"), found, name))


def _work(dice: Dice, world: World, firm: Firm) -> Work:
    weights = {code: float(weight) for code, weight in firm.trade.hires.items() if code in world.by_code}
    beyond = [work for work in world.sector(firm.trade.sector) if not work.code]
    if beyond and dice.chance(0.45):
        return dice.one(beyond)
    return world.by_code[dice.weighted(weights)]


def _goes_via_agency(dice: Dice, work: Work) -> bool:
    return dice.chance(0.42 if work.isco[0] in "89" else 0.2 if work.isco[0] in "45" else 0.12)


def _contract(dice: Dice, work: Work, agency: int | None) -> str:
    if agency is not None and dice.chance(0.88):
        return "agency"
    learning = (
        0.1 if work.education in {2, 3} and work.sector in {"care", "construction", "industry", "security"} else 0
    )
    return dice.weighted({"fixed_term": 60.0, "permanent": 34.0, "learning": 100 * learning})


def _hours(dice: Dice, work: Work) -> tuple[int, int]:
    low, high = work.hours
    steps = [hours for hours in (8, 10, 12, 16, 20, 24, 28, 32, 36, 38, 40) if low <= hours <= high]
    first = dice.one(steps)
    last = dice.one([hours for hours in steps if first <= hours <= first + 12])
    return first, last


def _needed(dice: Dice, licence: str, contract: str) -> bool:
    return dice.chance({"vca": 0.6, "vog": 0.7, "B": 0.8, "haccp": 0.5}.get(licence, 0.95)) and contract != "learning"


def _skills(dice: Dice, work: Work) -> tuple[tuple[Ask, ...], tuple[Ask, ...]]:
    essential = list(work.essential)
    must = dice.some(essential, min(len(essential), dice.randint(3, 6)))
    rest = [ask for ask in (*essential, *work.optional) if ask not in must]
    return tuple(must), tuple(dice.some(rest, dice.randint(1, 4)))


def _pay(dice: Dice, work: Work, published: date, contract: str) -> tuple[int, int]:
    low, high = work.pay
    if contract == "learning":
        high = low + (high - low) // 3
    first = low + (high - low) * dice.triangular(0, 0.55, 0.1)
    last = first + (high - low) * dice.triangular(0.08, 0.6, 0.3)
    least = floor(published)
    first = max(least, round(first / 10) * 10)
    return first, max(first + 40, min(round(high * 1.04 / 10) * 10, round(last / 10) * 10))


SHIFTS = {
    "transport": ("avonddienst", "vroege dienst", "dagdienst"), "industry": ("tweeploegendienst", "avonddienst"),
    "cleaning": ("avond", "vroege ochtend"), "retail": ("weekend", "avond"), "hospitality": ("weekend", "avond"),
    "security": ("nachtdienst", "weekend"),
}  # fmt: skip


def _title(dice: Dice, name: str, hours: tuple[int, int], irregular: bool, contract: str, sector: str) -> str:
    title = capital(name)
    if contract == "learning":
        return f"Leerling {name} (bbl)"
    ending = dice.weighted({"": 62.0, "hours": 18, "m/v": 8, "shift": 7})
    if ending == "hours":
        return f"{title} ({hours[0]}-{hours[1]} uur)" if hours[0] != hours[1] else f"{title} ({hours[0]} uur)"
    if ending == "m/v":
        return f"{title} (m/v/x)"
    shifts = SHIFTS.get(sector)
    if ending == "shift" and irregular and shifts:
        return f"{title}, {dice.one(shifts)}"
    return title
