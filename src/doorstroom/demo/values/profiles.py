"""What people write about themselves, in their own words and at their own level of Dutch. Never a name or health."""

from .careers import capital, listed
from .dice import Dice
from .lives import Life

SINCE = {
    "unemployment": (
        "Mijn contract is afgelopen en daarom zoek ik nieuw werk.",
        "Mijn vorige werkgever ging kleiner verder, zonder mij.",
        "Na een reorganisatie kwam ik op straat te staan. Dat was schrikken, nu kijk ik vooruit.",
        "Het bedrijf waar ik werkte is gestopt.",
        "Mijn baan verhuisde naar een andere stad, ik niet.",
        "Ik zit nu zonder werk en dat bevalt me niet.",
        "Mijn werkgever verloor een grote klant, en ik mijn baan.",
        "Het was een tijdelijke baan. Nu wil ik iets vasts.",
    ),
    "social_assistance": (
        "Ik ben een tijd thuis geweest en wil weer aan de slag.",
        "Ik heb lang gezocht en geef niet op.",
        "Na een moeilijke tijd ben ik er weer klaar voor.",
        "Ik wil mijn eigen geld verdienen en onder de mensen zijn.",
        "Ik doe nu vrijwilligerswerk in de buurt, maar ik wil een echte baan.",
        "Mijn dagen zijn te stil. Werk geeft mij ritme.",
        "Ik begin graag met een paar dagen en bouw dan op.",
        "Werken is voor mij meer dan geld: ik mis collega's.",
        "Ik heb cursussen gedaan en wil die nu gebruiken.",
        "De laatste jaren waren lastig. Nu gaat het goed en wil ik verder.",
        "Ik ben klaar met thuiszitten.",
        "Samen met mijn klantmanager zoek ik naar iets wat past.",
        "Ik heb voor mijn moeder gezorgd. Nu heb ik weer tijd om te werken.",
    ),
    "no_benefit": (
        "Ik zoek een baan waarin ik kan groeien.",
        "Mijn partner werkt, en ik wil dat ook weer.",
        "Ik heb geen uitkering en wil snel beginnen.",
        "Ik heb een tijd voor de kinderen gezorgd en heb nu weer ruimte.",
        "Ik ben een paar maanden weggeweest en zoek nu iets vasts.",
    ),
    "working": (
        "Ik heb werk, maar er zit geen groei meer in.",
        "Mijn tijdelijke contract loopt bijna af.",
        "Ik werk nu, maar de reis is te ver.",
        "Ik heb een baan en zoek iets wat beter bij me past.",
    ),
}
PARENT = (
    "Mijn kinderen gaan naar school, dus overdag heb ik tijd.",
    "Ik breng de kinderen om half negen weg, daarna kan ik werken.",
    "Met school van de kinderen kan ik tussen negen en drie.",
)
YOUNG = (
    "Ik ben net van school en wil ervaring opdoen.",
    "School was niets voor mij, werken wel.",
    "Ik weet nog niet precies wat ik wil, maar ik wil wel beginnen.",
    "Een leerbaan lijkt me mooi: werken en een diploma halen.",
)
OLDER = (
    "Ik heb veel ervaring en leer jonge collega's graag iets.",
    "Op mijn leeftijd weet je wat werken is.",
    "Ik heb nog een paar goede jaren te gaan en wil die gebruiken.",
    "Bij mij hoef je niet bang te zijn dat ik na een half jaar weer weg ben.",
)
LIKES = (
    "Waar ik goed in ben: {skills}.",
    "Wat ik graag doe: {skills}.",
    "Mijn sterke kanten: {skills}.",
    "Dit kan ik goed: {skills}.",
    "Wat mij makkelijk afgaat: {skills}.",
    "Vraag mij gerust voor dingen als {skills}.",
)
DONE = (
    "Ik heb {years} jaar gewerkt, het langst als {work}.",
    "Mijn laatste baan was {work}. Dat deed ik met plezier.",
    "Ik werkte als {work} en ken het vak goed.",
    "Als {work} leerde ik doorpakken als het druk is.",
    "Ik was {work} en zou dat zo weer doen.",
    "Het werk als {work} beviel me: je ziet aan het einde van de dag wat je hebt gedaan.",
)
SELF = (
    "Collega's noemen mij rustig en eerlijk.",
    "Ik kom op tijd en meld me als er iets is.",
    "Ik leer snel als iemand het een keer voordoet.",
    "Ik houd van aanpakken en zie zelf wat er moet gebeuren.",
    "Met mij kun je lachen, ook op maandag.",
    "Ik ben precies. Half werk kan ik niet laten liggen.",
    "Ik werk het liefst in een klein team.",
    "Ik praat makkelijk met iedereen, van de directeur tot de schoonmaker.",
    "Ik ben geen prater, wel een werker.",
    "Drukte vind ik niet erg, zolang iedereen weet wat hij moet doen.",
    "Ik houd van orde.",
    "Ik wil graag begrijpen waarom iets zo gaat.",
    "Ik blijf beleefd, ook als een ander dat niet is.",
    "Een grap op zijn tijd hoort erbij.",
    "Ik ben trots op wat ik met mijn handen kan maken.",
    "Ik vraag liever een keer te veel dan dat het misgaat.",
    "Mijn oude baas zei: op jou kan ik bouwen.",
    "Ik heb geduld, ook met mensen die dat niet hebben.",
    "Ik houd mijn hoofd koel als het spannend wordt.",
    "Alleen werken kan ik ook prima.",
    "Als ik iets afspreek, dan doe ik het.",
    "Ik ben nieuwsgierig en pak graag nieuwe dingen op.",
    "Ik sta vroeg op en ben dan meteen wakker.",
    "Ik zie snel wat een ander nodig heeft.",
    "Voor een collega die vastloopt maak ik tijd.",
    "Ik geef niet snel op.",
    "Ik houd van een opgeruimde werkplek.",
    "Ik zeg eerlijk wat ik vind, maar wel netjes.",
    "Ik ben handig en los graag iets op.",
    "Mensen vertellen mij makkelijk hun verhaal.",
)
HOPES = (
    "Ik hoop op een plek waar ik langer kan blijven.",
    "Een vast rooster zou fijn zijn.",
    "Ik zoek een baas die zegt waar het op staat.",
    "Een cursus doen naast het werk wil ik graag.",
    "Liefst op fietsafstand.",
    "Ik zoek een team waar je samen luncht.",
    "Doorgroeien hoeft niet meteen, maar mag wel.",
    "Geef me een proefdag, dan laat ik het zien.",
    "Ik hoop op collega's bij wie ik mezelf kan zijn.",
    "Duidelijke afspraken vind ik belangrijk.",
    "Ik wil graag weten waar ik aan toe ben.",
    "Een vast contract zou rust geven.",
    "Ik wil nog wel een diploma halen.",
)
TIMES = (
    "Avonden en weekenden vind ik geen probleem.",
    "Vroeg beginnen vind ik fijn.",
    "Onregelmatige diensten ben ik gewend.",
)
DAYS = ("Het liefst werk ik overdag.", "In het weekend wil ik bij mijn gezin zijn.", "Ik werk graag op vaste dagen.")
FREE = (
    "In mijn vrije tijd fiets ik naar zee.",
    "Ik kook graag voor veel mensen.",
    "Op zaterdag sta ik langs het voetbalveld bij mijn zoon.",
    "Ik heb een volkstuin in de buurt.",
    "Ik zing in een koor.",
    "Ik sleutel graag aan oude fietsen.",
    "Ik lees veel.",
    "Ik help in het buurthuis met de taalles.",
    "In het weekend wandel ik met de hond in de duinen.",
    "Ik bak taarten voor elke verjaardag in de familie.",
    "Ik train twee keer in de week.",
    "Ik naai mijn eigen kleren.",
    "Ik kijk graag naar oude films.",
)
SIMPLE = (
    "Ik wil graag werken.",
    "Ik kan goed werken met mijn handen.",
    "Ik ben sterk en ik ben nooit te laat.",
    "Ik leer Nederlands op school.",
    "Ik oefen Nederlands, elke dag een beetje.",
    "Ik ben rustig en ik luister goed.",
    "Ik werk graag met andere mensen.",
    "Ik heb een fiets en ik kan snel beginnen.",
    "Ik wil Nederlands leren op het werk.",
    "Ik heb twee kinderen. Zij gaan naar school.",
    "Ik vind schoon en netjes werken belangrijk.",
    "Ik vraag het als ik iets niet weet.",
)
SWITCH = (
    "Ik wil nu iets anders: werken als {work}.",
    "Het liefst word ik {work}. Ervaring heb ik nog niet, zin wel.",
    "Ik ben toe aan ander werk. {Work} lijkt mij mooi.",
)
BEFORE = ("Vroeger was ik {work}.", "Ik was {work} in mijn land.", "In mijn land werkte ik als {work}.")


def about(seed: int, life: Life, today_year: int) -> str:
    """Return how somebody tells about himself or herself; empty for those who have not written yet."""
    dice = Dice(seed, "about", life.number)
    if dice.chance(0.13):
        return ""
    return _simple(dice, life) if life.dutch <= 2 else _full(dice, life, today_year - life.born.year)


def _simple(dice: Dice, life: Life) -> str:
    said = dice.some([line for line in SIMPLE if "fiets" not in line or "bike" in life.modes], dice.randint(2, 3))
    abroad = [job for job in life.jobs if job.abroad]
    here = [job for job in life.jobs if not job.abroad]
    if abroad and dice.chance(0.6):
        said.insert(0, dice.one(BEFORE).format(work=abroad[-1].work.name))
    if here and dice.chance(0.7):
        said.append(f"In Nederland werkte ik als {here[-1].work.name}.")
    if life.wanted and dice.chance(0.6):
        said.append(f"Ik wil graag werken als {life.wanted[0].name}.")
    return " ".join(dict.fromkeys(said))


def _full(dice: Dice, life: Life, age: int) -> str:
    opening = dice.one([line for line in SINCE[life.situation] if "paar dagen" not in line or life.hours[0] <= 24])
    if age < 24 and life.situation != "working":
        opening = dice.one([line for line in YOUNG if "niets voor mij" not in line or life.education <= 2])
    elif age > 54 and dice.chance(0.6):
        opening = dice.one(OLDER)
    elif life.woman and 27 < age < 47 and life.hours[1] <= 28 and dice.chance(0.5):
        opening = dice.one(PARENT)
    said = [opening]
    here = [job for job in life.jobs if not job.abroad]
    if here and life.years >= 1 and dice.chance(0.75):
        longest = max(here, key=lambda job: (job.end or life.available) - job.start)
        usual = DONE if here[-1].work.isco[0] in "6789" else DONE[:-1]
        line = dice.one(usual[1:] if life.years < 3 else usual)
        work = longest.work if "{years}" in line else here[-1].work
        said.append(line.format(years=life.years, work=work.name))
    switches = bool(here and life.wanted) and life.wanted[0].sector not in {job.work.sector for job in here}
    if switches:
        wish = life.wanted[0].name
        said.append(dice.one(SWITCH).format(work=wish, Work=capital(wish)))
    strong = [ask for ask in life.strong if ask.dutch]
    if strong and dice.chance(0.8):
        names = [ask.name for ask in strong[: dice.randint(2, 3)]]
        said.append(dice.one(LIKES).format(skills=listed(names)))
    said += dice.some(SELF, dice.randint(1, 2))
    if dice.chance(0.5):
        days = [line for line in DAYS if "gezin" not in line or age > 28]
        said.append(dice.one(TIMES if life.irregular else days))
    if dice.chance(0.5):
        said.append(dice.one([line for line in HOPES if "fiets" not in line or "bike" in life.modes]))
    if dice.chance(0.3):
        said.append(dice.one([line for line in FREE if "mijn zoon" not in line or 32 < age < 54]))
    return " ".join(capital(line) for line in dict.fromkeys(said))
