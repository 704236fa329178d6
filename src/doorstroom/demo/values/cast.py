"""The people behind the demo's sign-ins, written by hand so that a first visit shows something whole."""

from dataclasses import replace
from datetime import date, timedelta

from .careers import Job, Town
from .lives import EXPERT, GOOD, SOME, Life, live
from .names import Name
from .schooling import MBO4, PRIMARY, VMBO, Course
from .streets import Address

SEEKER, PLAIN_SEEKER = 0, 1  # their numbers among the lives

SIGN_INS = {  # who opens which door: role -> name
    "job_seeker": "Samira Bouali",
    "job_seeker_plain": "Filmon Tekle",
    "case_worker": "Ilse van Noort",
    "intake": "Sharda Mahabir",
    "account_manager": "Dennis Vermeulen",
    "agency_consultant": "Yasemin Polat",
    "rival_agency": "Mike Dijkhuizen",
    "employer": "Rachid Tahiri",
    "alderman": "Marjolein Hofstra",
    "functional_admin": "Petra Schouten",
}
ABOUT = {
    SEEKER: (
        "Ik werkte zes jaar op de klantenservice van een webwinkel. Het bedrijf is gestopt, dus ik zoek iets nieuws. "
        "Mensen bellen mij boos op en hangen vriendelijk op, daar ben ik trots op. Ik werk precies en ik leer nieuwe "
        "programma's snel. Mijn dochter gaat naar school, dus het liefst werk ik overdag. Een team waar je samen "
        "luncht "
        "zou fijn zijn."
    ),
    PLAIN_SEEKER: (
        "Ik wil graag werken. Ik ben sterk en ik ben nooit te laat. Ik leer Nederlands op school. Ik werkte in een "
        "magazijn en in een hotel. Ik heb een fiets."
    ),
}
OFFERS = (  # what the firm behind the employer's sign-in asks
    "klantenservice",
    "klantenservice",
    "receptionist",
    "administratief-medewerker",
    "helpdeskmedewerker",
    "callcentermedewerker",
)


def seeker(seed: int, town: Town, today: date) -> Life:
    """Return the job seeker of the demo: experienced, wanted, close to many jobs."""
    work = town.world.by_code
    done = [
        _job(
            town,
            seed,
            "winkelmedewerker",
            "Verkoopmedewerker",
            "Bijbaan naast school: klanten helpen, kassa en de winkel netjes houden.",
            (2011, 9),
            (2014, 6),
        ),
        _job(
            town,
            seed,
            "administratief-medewerker",
            "Medewerker backoffice",
            "Orders invoeren, dossiers bijhouden en mail beantwoorden.",
            (2014, 9),
            (2019, 12),
        ),
        _job(
            town,
            seed,
            "klantenservice",
            "Medewerker klantenservice",
            "Vragen beantwoorden per telefoon, mail en chat, klachten oplossen en nieuwe collega's inwerken.",
            (2020, 2),
            None,
            today - timedelta(days=75),
        ),
    ]
    levels = {
        "complaints": EXPERT,
        "phone": EXPERT,
        "chat-support": EXPERT,
        "crm": GOOD,
        "customer-friendly": EXPERT,
        "listen": EXPERT,
        "data-input": GOOD,
        "email": GOOD,
        "computer": GOOD,
        "typing-fast": GOOD,
        "reception": SOME,
        "coach-colleagues": GOOD,
        "dutch-speaking": EXPERT,
        "dutch-writing": GOOD,
        "english": GOOD,
        "arabic": GOOD,
        "archive": SOME,
        "stress": GOOD,
        "teamwork": GOOD,
        "cash-register": GOOD,
    }
    wanted = tuple(work[code] for code in ("klantenservice", "receptionist", "administratief-medewerker"))
    return replace(
        live(seed, SEEKER, town, today),
        name=Name("Samira", "", "Bouali"),
        origin="ma",
        woman=True,
        born=date(today.year - 33, 5, 14),
        arrived=None,
        address=Address("Joubertstraat", "84", "2572KR", "Den Haag"),
        municipality="GM0518",
        email="samira@mail.example",
        situation="unemployment",
        dutch=5,
        languages=("ar", "en"),
        education=MBO4,
        plain=False,
        courses=(
            Course("Vmbo theoretisch", VMBO, today.year - 17),
            Course("Commercieel medewerker", MBO4, today.year - 13),
        ),
        jobs=tuple(done),
        wanted=wanted,
        skills=_skills(town, levels),
        licences=("B",),
        hours=(24, 32),
        irregular=False,
        travel=45,
        modes=("bike", "transit"),
        pay_min=2700,
        registered=today - timedelta(days=60),
        available=today,
    )


def plain_seeker(seed: int, town: Town, today: date) -> Life:
    """Return the job seeker who reads little Dutch yet."""
    work = town.world.by_code
    done = [
        _job(
            town,
            seed,
            "keukenhulp",
            "Keukenhulp",
            "Afwassen en groente snijden.",
            (today.year - 5, 3),
            (today.year - 4, 10),
        ),
        _job(
            town,
            seed,
            "housekeeping",
            "Medewerker housekeeping",
            "Kamers schoonmaken en bedden opmaken.",
            (today.year - 3, 1),
            (today.year - 2, 8),
        ),
        _job(
            town,
            seed,
            "orderpicker",
            "Orderpicker",
            "Bestellingen verzamelen met een scanner.",
            (today.year - 2, 10),
            None,
            today - timedelta(days=260),
        ),
    ]
    levels = {
        "order-picking": GOOD,
        "packing": GOOD,
        "scanner": GOOD,
        "rooms-clean": GOOD,
        "beds-make": GOOD,
        "tempo": GOOD,
        "dish-wash": GOOD,
        "physical": GOOD,
        "punctual": EXPERT,
        "teamwork": GOOD,
        "sanitary-clean": SOME,
    }
    return replace(
        live(seed, PLAIN_SEEKER, town, today),
        name=Name("Filmon", "", "Tekle"),
        origin="er",
        woman=False,
        born=date(today.year - 29, 2, 3),
        arrived=today.year - 6,
        address=Address("Meppelweg", "312", "2543BK", "Den Haag"),
        municipality="GM0518",
        email="filmon@post.example",
        situation="social_assistance",
        dutch=2,
        languages=("ti",),
        education=PRIMARY,
        plain=True,
        courses=(
            Course("Basisschool in Keren", PRIMARY, today.year - 15),
            Course("Inburgering, Nederlands A2", PRIMARY, today.year - 2),
        ),
        jobs=tuple(done),
        wanted=tuple(work[code] for code in ("orderpicker", "housekeeping", "magazijnmedewerker")),
        skills=_skills(town, levels),
        licences=("AM",),
        hours=(32, 40),
        irregular=True,
        travel=45,
        modes=("bike", "transit"),
        pay_min=None,
        registered=today - timedelta(days=300),
        available=today,
    )


def _job(
    town: Town,
    seed: int,
    code: str,
    title: str,
    what: str,
    start: tuple[int, int],
    end: tuple[int, int] | None,
    until: date | None = None,
) -> Job:
    firm = (town.hiring.get(code) or town.firms)[seed % 3 - 1]
    return Job(town.world.by_code[code], title, firm.name, date(*start, 1), date(*end, 28) if end else until, what)


def _skills(town: Town, levels: dict[str, int]) -> dict[int, int]:
    return {town.skills[code].key: level for code, level in levels.items() if code in town.skills}
