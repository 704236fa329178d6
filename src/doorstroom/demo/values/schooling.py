"""What people learned: names of courses by sector and level, and the years that fit a life."""

from dataclasses import dataclass

from .dice import Dice
from .names import Origin

NONE, PRIMARY, VMBO, MBO2, MBO4, HBO, WO = range(7)
LEAVES_AT = {NONE: 16, PRIMARY: 16, VMBO: 17, MBO2: 19, MBO4: 21, HBO: 23, WO: 25}

NAMES: dict[str, tuple[str, str, str, str]] = {  # by sector: mbo 2 or 3, mbo 4, hbo, university
    "care": ("Helpende zorg en welzijn;Dienstverlening zorg;Zorghulp", "Mbo-verpleegkunde;Persoonlijk begeleider;"
             "Doktersassistent;Sociaal werker", "Hbo-verpleegkunde;Social work;Pedagogiek", "Psychologie;Sociologie"),
    "ict": ("Medewerker ICT support;ICT-medewerker", "ICT-beheerder;Software developer;Netwerkbeheer", "Informatica;"
            "Business IT & management;Communicatie en multimedia", "Informatica;Kunstmatige intelligentie"),
    "transport": ("Logistiek medewerker;Chauffeur wegvervoer;Luchtvaartdienstverlening",
    "Manager transport en logistiek;"
                  "Logistiek teamleider", "Logistics management", "Technische bedrijfskunde"),
    "construction": ("Timmerman;Schilder;Monteur elektrotechnische installaties;Infra", "Middenkader bouw;"
                     "Technicus elektrotechniek;Uitvoerder bouw", "Bouwkunde;Civiele techniek", "Civiele techniek"),
    "hospitality": ("Kok;Gastheer/gastvrouw;Medewerker fastservice", "Leidinggevende keuken;Manager horeca;"
                    "Leisure & hospitality", "Hotelmanagement;Facility management", "Bedrijfskunde"),
    "retail": ("Verkoper;Verkoopspecialist;Brood en banket", "Manager retail;Ondernemer retail",
    "Ondernemerschap en retail",
               "Bedrijfskunde"),
    "cleaning": ("Medewerker facilitaire dienstverlening;Schoonmaak basisvakopleiding", "Facilitair leidinggevende",
                 "Facility management", "Bedrijfskunde"),
    "industry": ("Allround operator;Monteur mechatronica;Autotechnicus;Constructiewerker", "Technicus engineering;"
                 "Middenkader engineering;Procestechniek", "Werktuigbouwkunde;Elektrotechniek", "Werktuigbouwkunde"),
    "office": ("Medewerker secretariaat en receptie;Ondersteunende administratieve beroepen",
               "Managementassistent;Medewerker human resource management;Juridisch-administratief dienstverlener",
               "Bedrijfskunde;Human resource management", "Bedrijfskunde;Rechten"),
    "finance": ("Financieel administratief medewerker", "Bedrijfsadministrateur;Junior assistent-accountant",
                "Finance & control;Accountancy", "Economie"),
    "commerce": ("Medewerker klantcontact;Verkoper", "Commercieel medewerker;Medewerker marketing en communicatie",
                 "Commerciële economie;Communicatie", "Communicatiewetenschap"),
    "education": ("Helpende welzijn;Pedagogisch medewerker kinderopvang",
    "Onderwijsassistent;Gespecialiseerd pedagogisch "
                  "medewerker", "Pabo;Tweedegraads lerarenopleiding", "Pedagogische wetenschappen"),
    "green": ("Medewerker groene leefomgeving;Hovenier;Teelt", "Vakbekwaam teler;Opzichter groene ruimte",
              "Tuinbouw en agribusiness", "Biologie"),
    "security": ("Beveiliger 2;Handhaver toezicht en veiligheid", "Coördinator beveiliging;Publieke veiligheid",
                 "Integrale veiligheidskunde", "Criminologie"),
    "government": ("Publieksdienstverlening", "Juridisch-administratief dienstverlener",
    "Social work;Sociaal juridische "
                   "dienstverlening;Bestuurskunde", "Bestuurskunde;Rechten"),
    "culture": ("Medewerker evenementenorganisatie;Mediamaker", "Mediavormgever;Podium- en evenemententechnicus",
                "Communicatie en multimedia;Vormgeving", "Kunstgeschiedenis"),
    "personal": ("Kapper;Sport en bewegen", "Schoonheidsspecialist;Coördinator sport en bewegen", "Sportkunde",
    "Bewegingswetenschappen"),
    "science": ("Laboratoriumtechniek", "Chemisch-fysisch analist;Middenkader bouw", "Chemie;Civiele techniek",
    "Natuurkunde"),
}  # fmt: skip
VMBO_NAMES = ("Vmbo kader", "Vmbo basis", "Vmbo theoretisch", "Mavo", "Mbo entree")
OLD_VMBO = {True: ("Huishoudschool", "Lbo", "Mavo", "Leao", "Lhno"), False: ("Lts", "Lts", "Lbo", "Mavo", "Leao")}
SCHOOL_ABROAD = {
    NONE: "Basisschool in {town}", PRIMARY: "Basisschool in {town}", VMBO: "Middelbare school in {town}",
    MBO2: "Middelbare school in {town}", MBO4: "Vakopleiding in {town}, {field}", HBO: "Hogeschool in {town}, {field}",
    WO: "Universiteit in {town}, {field}",
}  # fmt: skip


DIPLOMAS = {  # work that may only be done with a diploma of its own
    "verzorgende-ig": "Verzorgende IG", "verpleegkundige": "Mbo-verpleegkunde",
    "wijkverpleegkundige": "Hbo-verpleegkunde",
    "ziekenhuisverpleegkundige": "Hbo-verpleegkunde", "kraamverzorgende": "Verzorgende IG, uitstroom kraamzorg",
    "doktersassistent": "Doktersassistent", "apothekersassistent": "Apothekersassistent",
    "fysiotherapeut": "Fysiotherapie",
    "ergotherapeut": "Ergotherapie", "laborant": "Medisch laborant", "leerkracht-basisonderwijs": "Pabo",
    "docent-vo": "Tweedegraads lerarenopleiding", "docent-mbo": "Pedagogisch didactisch getuigschrift",
    "pedagogisch-medewerker": "Pedagogisch medewerker kinderopvang", "politieagent": "Politieacademie",
    "handhaver": "Handhaver toezicht en veiligheid", "ambulancechauffeur": "Ambulancechauffeur",
}  # fmt: skip


@dataclass(frozen=True)
class Course:
    """A school or course that somebody followed."""

    name: str
    level: int
    year: int
    finished: bool = True


def draw_level(dice: Dice, age: int, born_here: bool, origin: Origin) -> int:
    """Draw the highest education of somebody who looks for work."""
    if born_here:
        weights = {PRIMARY: 6.0, VMBO: 24, MBO2: 27, MBO4: 24, HBO: 14, WO: 5} if age < 45 else {
            PRIMARY: 10.0, VMBO: 32, MBO2: 24, MBO4: 19, HBO: 12, WO: 3}  # fmt: skip
        if age < 21:
            weights = {PRIMARY: 8, VMBO: 45, MBO2: 47}
        elif age < 24:
            weights[HBO], weights[WO] = 4, 0
    elif origin.code in {"er", "so", "ma", "bg"}:
        weights = {NONE: 16, PRIMARY: 30, VMBO: 26, MBO2: 16, MBO4: 7, HBO: 4, WO: 1}
    elif origin.code == "ua":
        weights = {VMBO: 6, MBO2: 20, MBO4: 30, HBO: 22, WO: 22}
    else:
        weights = {NONE: 7, PRIMARY: 20, VMBO: 26, MBO2: 22, MBO4: 12, HBO: 8, WO: 5}
    fitting = {level: weight for level, weight in weights.items() if LEAVES_AT[level] <= age}
    return dice.weighted(fitting or {VMBO: 1.0})


def courses(
    dice: Dice,
    level: int,
    sector: str,
    born: int,
    this_year: int,
    origin: Origin,
    arrived: int | None,
    dutch: int,
    woman: bool,
) -> list[Course]:
    """Return the schools of a life, latest last."""
    left = min(born + LEAVES_AT[level], this_year)
    found: list[Course] = []
    if arrived is not None and arrived >= left:
        field = dice.one(NAMES[sector][{MBO4: 0, HBO: 2}.get(level, 3)].split(";")).lower()
        school = SCHOOL_ABROAD[level].format(town=dice.one(origin.towns), field=field)
        found.append(Course(school, max(level, PRIMARY), left, level > NONE))
        years = this_year - arrived
        if origin.code not in {"sh", "sc", "pl", "bg"} and years >= 1 and 1 <= dutch <= 4:
            step = {1: "A1", 2: "A2", 3: "B1", 4: "B2"}[dutch]
            name = dice.one((f"Inburgering, Nederlands {step}", f"Nederlands als tweede taal, {step}"))
            found.append(Course(name, PRIMARY, min(this_year, arrived + dice.randint(1, min(5, max(1, years)))), True))
        return found
    if level >= VMBO:
        name = dice.one(OLD_VMBO[woman] if born < 1979 else VMBO_NAMES)
        if level in {HBO, WO}:
            name = "Havo" if level == HBO and dice.chance(0.7) else "Vwo"
        found.append(Course(name, VMBO if level < HBO else MBO2 if name == "Havo" else MBO4, born + 17))
    if level == PRIMARY:
        found.append(Course("Vmbo", VMBO, born + 16, finished=False) if dice.chance(0.5) and born > 1983
                     else Course("Basisschool", PRIMARY, born + 12))  # fmt: skip
    if level >= MBO2:
        shelf = {MBO2: 0, MBO4: 1, HBO: 2, WO: 3}[level]
        found.append(Course(dice.one(NAMES[sector][shelf].split(";")), level, left))
    if level in {VMBO, MBO2} and dice.chance(0.14) and born + 20 < this_year:
        tried = dice.one(NAMES[sector][1].split(";"))
        found.append(Course(tried, MBO4, born + dice.randint(18, 20), finished=False))
    return found
