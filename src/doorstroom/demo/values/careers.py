"""Careers: which work somebody came to do, job after job, and what lies within reach now."""

from dataclasses import dataclass
from datetime import date, timedelta

from .dice import Dice, words
from .firms import Firm
from .names import Origin
from .work import Ask, Work, World

STARTERS = words(
    "vakkenvuller keukenhulp orderpicker bezorger-bestelbus schoonmaker productiemedewerker kassamedewerker bediening "
    "inpakker tuinbouwmedewerker postbezorger fastfoodmedewerker winkelmedewerker magazijnmedewerker "
    "callcentermedewerker"
)

# What newcomers find first, and hardly any of it is what they did before.
FIRST_HERE = words(
    "schoonmaker orderpicker housekeeping keukenhulp productiemedewerker tuinbouwmedewerker inpakker "
    "productiemedewerker-voeding sorteerder-bloemen opperman bezorger-bestelbus wasserijmedewerker fietskoerier"
)

ABROAD = {"care": "ziekenhuis", "education": "school", "hospitality": "restaurant", "retail": "winkel",
    "green": "boerderij",
          "construction": "bouwbedrijf", "industry": "fabriek", "transport": "transportbedrijf",
          "security": "bewakingsdienst",
          "government": "gemeente"}  # fmt: skip

OWN_SHOPS = frozenset(
    words("kapper kleermaker bakker slager automonteur fietsenmaker timmerman schilder winkelmedewerker")
)

# Work that hardly exists elsewhere in this form, or that nobody names so.
ONLY_HERE = frozenset(
    words(
        "trambestuurder conducteur luchthavenbeveiliger klantmanager medewerker-burgerzaken taaldocent-nt2 "
        "thuishulp gastouder "
        "buurtsportcoach gastvrouw-zorg steriel-medewerker zonnepanelenmonteur verzorgende-ig helpende jeugdzorgwerker "
        "begeleider-gehandicaptenzorg begeleider-ggz wijkverpleegkundige kraamverzorgende schuldhulpverlener handhaver "
        "evenementenbeveiliger glasvezelmonteur brandwacht verkeersregelaar fietskoerier sorteerder-bloemen "
        "schoonmaker-zorg voorwerker-schoonmaak pedagogisch-medewerker activiteitenbegeleider intercedent "
        "jongerenwerker vakkenvuller postbezorger pedicure"
    )
)

GENDERED = frozenset(
    words(
        "caissière;barman;barvrouw;serveerster;ober;naaister;juf;meester;nanny;vuilnisman;winterschilder;leidster "
        "kinderdagverblijf;"
        "peuterspeelzaalleidster;oppas;docent;controller;patissier",
        ";",
    )
)

# How much likelier women than men did this work; the region's people as they are, not as they should be.
LEANS = {"care": 2.2, "education": 2.0, "construction": 0.18, "industry": 0.45, "transport": 0.5, "office": 1.5,
         "security": 0.5, "ict": 0.5, "cleaning": 1.3, "green": 0.7, "personal": 1.6}  # fmt: skip
LEANS_OF_WORK = {
    "kraamverzorgende": 40,
    "doktersassistent": 9,
    "tandartsassistent": 9,
    "pedagogisch-medewerker": 7,
    "pedicure": 8,
}


@dataclass(frozen=True)
class Job:
    """Work that somebody did."""

    work: Work
    title: str
    employer: str
    start: date
    end: date | None
    what: str
    abroad: bool = False


class Town:
    """What lives draw from: the work that exists, the firms, the words for skills."""

    def __init__(self, world: World, firms: list[Firm], agencies: list[str], skills: dict[str, Ask]) -> None:
        self.world, self.firms, self.agencies, self.skills = world, firms, agencies, skills
        self.hiring: dict[str, list[Firm]] = {}
        for firm in firms:
            for code in firm.trade.hires:
                self.hiring.setdefault(code, []).append(firm)
        self.by_sector: dict[str, list[Firm]] = {}
        for firm in firms:
            self.by_sector.setdefault(firm.trade.sector, []).append(firm)

    def employer(self, dice: Dice, work: Work) -> str:
        """Return where somebody may have done this work."""
        hiring = self.hiring.get(work.code) or self.by_sector.get(work.sector) or self.firms
        firm = dice.one(hiring).name
        return f"{firm}, via {dice.one(self.agencies)}" if work.isco[0] in "89" and dice.chance(0.3) else firm


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def listed(words: list[str]) -> str:
    """Return words as Dutch lists them: a, b en c."""
    return " en ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def main_work(
    dice: Dice,
    world: World,
    education: int,
    dutch: int,
    woman: bool,
    age: int,
    abroad: bool = False,
    below: float = 0.2,
) -> Work:
    """Draw the work of somebody's life: within reach of school and language, seldom far below what was learned."""

    def pull(work: Work) -> float:
        if abroad and work.code in ONLY_HERE:
            return 0.0
        if work.education > education or work.dutch > dutch + (1 if age > 30 else 0):
            return 0.0
        far_below = max(0, education - work.education - 1)
        lean = LEANS_OF_WORK.get(work.code) or LEANS.get(work.sector, 1.0)
        return work.people * (below**far_below) * (lean if woman else 1 / lean)

    return world.draw(dice, ("main", education, dutch, woman, age > 30, abroad, below), pull)


def career(
    dice: Dice, town: Town, main: Work, situation: str, career_start: date, arrived: int | None, origin: Origin,
    education: int, woman: bool, today: date,
) -> tuple[Job, ...]:  # fmt: skip
    """Walk back from the last day of work to the end of school, job after job, never two at once."""
    if situation == "working":
        end: date | None = None
    elif situation == "unemployment":
        end = today - timedelta(days=dice.near(14, 520, 90))
    elif situation == "no_benefit":
        end = today - timedelta(days=dice.near(30, 900, 150))
    else:
        end = today - timedelta(days=dice.near(240, 3900, 800))
    never = situation == "social_assistance" and dice.chance(0.09)
    last = end or today
    if never or last <= career_start + timedelta(days=120):
        return ()
    came = date(arrived, dice.randint(1, 12), 1) if arrived else None
    spans: list[tuple[date, date | None]] = []
    most = dice.randint(2, 6)
    while len(spans) < most and last > career_start + timedelta(days=100):
        longest = 6 if (last - career_start).days < 3000 else 14
        days = round(365.25 * dice.triangular(0.3, longest, 1.4))
        if situation == "unemployment" and not spans:
            days = max(days, 300)
        start = max(career_start, last - timedelta(days=days))
        if came and start < came < last:
            start = came + timedelta(days=dice.randint(60, 420)) if origin.code != "ua" else came + timedelta(days=70)
        start = start.replace(day=1)
        if last - start >= timedelta(days=75):
            spans.append((start, end))
        if came and start >= came and spans and start < came + timedelta(days=800):
            last = came - timedelta(days=dice.randint(20, 500))
        else:
            last = min(start, last) - timedelta(
                days=dice.near(0, 120, 10) if dice.chance(0.8) else dice.near(200, 1500, 400)
            )
        end = last.replace(day=min(last.day, 28))
    spans.reverse()
    trade_abroad = main_work(dice, town.world, education, 6, woman, 40, abroad=True)
    jobs: list[Job] = []
    for index, (start, until) in enumerate(spans):
        abroad = came is not None and (until or today) <= came
        age_then = (start - career_start).days / 365.25
        if abroad:
            work = trade_abroad if dice.chance(0.75) or not jobs else jobs[-1].work
            own = work.code in OWN_SHOPS and dice.chance(0.6)
            kind = (
                "eigen zaak"
                if own
                else ABROAD.get(work.sector, dice.one(("bedrijf", "familiebedrijf", "klein bedrijf")))
            )
            place = f"{capital(kind)} in {dice.one(origin.towns)}"
        else:
            final = index == len(spans) - 1
            short = ((until or today) - start).days < 1300 or education <= 2
            young = (age_then < 4 and short) or (came is not None and (start - came).days < 1500)
            work = _work_then(dice, town.world, main, jobs, final, young, came is not None, woman)
            place = town.employer(dice, work)
            if jobs and jobs[-1].work.key == work.key and jobs[-1].employer == place:
                place = town.employer(dice, work)
        named = [ask for ask in (work.essential or work.optional) if ask.dutch]
        special = [ask for ask in named if not ask.transversal]
        asks = dice.some(special if len(special) > 1 else named, dice.randint(2, 4))
        titles = [title for title in work.titles if title not in GENDERED]
        title = dice.one(titles) if titles and dice.chance(0.3) else work.name
        jobs.append(
            Job(
                work,
                capital(title),
                place,
                start,
                until,
                f"{capital(listed([ask.name for ask in asks]))}." if asks else "",
                abroad,
            )
        )
    return tuple(jobs)


def _work_then(
    dice: Dice, world: World, main: Work, jobs: list[Job], final: bool, young: bool, newcomer: bool, woman: bool
) -> Work:
    if final and dice.chance(0.85):
        return main
    if young and (main.education <= 4 or newcomer) and dice.chance(0.6 if main.education <= 3 or newcomer else 0.2):
        codes = [code for code in (FIRST_HERE if newcomer else STARTERS) if code in world.by_code]
        codes = [code for code in codes if not woman or world.by_code[code].sector != "construction"]
        if codes:
            return world.by_code[dice.one(codes)]
    near = [work for work in world.near(main) if work.education <= main.education and not work.regulated]
    if jobs and not jobs[-1].abroad and dice.chance(0.3):
        return jobs[-1].work
    return dice.one(near[:4]) if near and dice.chance(0.45) else main


def wishes(dice: Dice, world: World, main: Work, jobs: tuple[Job, ...], education: int, dutch: int) -> tuple[Work, ...]:
    """Return what somebody wants: mostly the work done last and what lies near, now and then something new."""

    def within_reach(work: Work) -> bool:
        done = any(job.work.key == work.key and not job.abroad for job in jobs)
        return work.education <= education and work.dutch <= dutch + 1 and (not work.regulated or done)

    found: list[Work] = []
    switches = dice.chance(0.14)
    if switches:
        found.append(main_work(dice, world, education, dutch, dice.chance(0.5), 25))
    for job in reversed(jobs):
        if job.work.education >= main.education - 1 or job.work.key == main.key:
            found.append(job.work)
    found += [main, *dice.some(world.near(main)[:4], dice.randint(0, 2))]
    kept: list[Work] = []
    for work in found:
        if within_reach(work) and work not in kept:
            kept.append(work)
    if not kept:
        codes = [code for code in FIRST_HERE if code in world.by_code]
        kept = [world.by_code[code] for code in dice.some(codes, 2)] or [main]
    return tuple(kept[: dice.randint(2 if switches else 1, 4)])
