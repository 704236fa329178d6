"""What account managers note after a talk with an employer."""

from dataclasses import dataclass
from datetime import date, timedelta

from .dice import Dice
from .firms import Firm

KINDS = {"phone": 46.0, "visit": 22, "mail": 17, "video": 8, "event": 7}
SAID = {
    "phone": (
        "Gebeld over openstaande plekken. Zoeken nu vooral mensen voor {work}. Leeftijd maakt niet uit, op tijd "
        "komen wel.",
        "Teruggebeld op verzoek. Vraag over loonkostensubsidie: uitleg gegeven, rekenvoorbeeld volgt per mail.",
        "Kort gesproken. Geen vacatures dit kwartaal; na de zomer verwachten ze weer ruimte.",
        "Belde zelf: twee mensen vertrokken, met spoed vervanging nodig voor {work}.",
        "Nagevraagd hoe het gaat met de kandidaat die vorige maand begon. Gaat goed, contract wordt verlengd.",
        "Niet bereikt, boodschap achtergelaten bij de receptie.",
        "Wil een open dag houden voor werkzoekenden. Voorstel: een woensdagmiddag, groep van tien.",
        "Ontevreden: van drie voorgestelde kandidaten kwam er een opdagen. Excuses gemaakt, volgende keer bellen "
        "we vooraf.",
    ),
    "visit": (
        "Rondleiding gehad. Schoon, licht en een rustig team. Geschikt voor mensen die lang niet gewerkt hebben.",
        "Op bezoek geweest. Groeien van {size} naar meer mensen. Willen graag leerbanen aanbieden voor {work}.",
        "Kennismaking met de nieuwe bedrijfsleider. Staat open voor proefplaatsingen, liefst twee dagen meelopen "
        "vooraf.",
        "Samen door de vacatures gelopen. Eis 'mbo 4' gaat eraf bij {work}: ervaring telt ook.",
        "Bezocht met een collega van UWV. Gesproken over taal op de werkvloer: een les per week in de kantine kan.",
    ),
    "mail": (
        "Vacature voor {work} ontvangen per mail en opgenomen.",
        "Rekenvoorbeeld loonkostensubsidie gestuurd.",
        "Gevraagd om de werktijden: vroege dienst begint om 6.30 uur, bus rijdt dan nog niet. Zoeken naar een "
        "oplossing.",
        "Uitnodiging voor de banenmarkt gestuurd; ze komen met een kraam.",
        "Bedankbriefje ontvangen: de kandidaat is aangenomen.",
    ),
    "video": (
        "Videogesprek met personeelszaken over het werven voor {work}. Ze willen anoniem werven proberen.",
        "Afgestemd wie de kandidaten belt: wij doen het eerste gesprek, zij nodigen binnen drie dagen uit.",
    ),
    "event": (
        "Gesproken op de ondernemersbijeenkomst. Interesse in mensen uit de bijstand, wil eerst uitleg.",
        "Stond op de banenmarkt in het stadhuis: veertien gesprekken, vier mensen komen meelopen.",
        "Ontbijt met ondernemers uit de wijk. Belooft voor het einde van het jaar twee plekken.",
    ),
}
NEXT = ("Terugbellen over de vacature", "Kandidaten voorstellen", "Langsgaan voor een rondleiding",
    "Rekenvoorbeeld sturen",
        "Navragen hoe de proefweek ging", "Uitnodigen voor de banenmarkt",
        "Afspraak maken met de leidinggevende")  # fmt: skip


@dataclass(frozen=True)
class Talk:
    """One contact moment with an employer."""

    kind: str
    on: date
    said: str
    next_step: str
    next_on: date | None


def talks(seed: int, firm: Firm, works: list[str], today: date) -> list[Talk]:
    """Return the contact moments with a firm in the last year, oldest first; the last may ask a next step."""
    dice = Dice(seed, "talks", firm.number)
    count = dice.weighted({0: 25.0, 1: 30, 2: 22, 3: 12, 4: 7, 6: 4})
    days = sorted(_working(today - timedelta(days=dice.near(1, 380, 40))) for _ in range(count))
    found = []
    for index, on in enumerate(days):
        kind = dice.weighted(KINDS)
        said = dice.one(SAID[kind]).format(work=dice.one(works), size=firm.size)
        follows = index == count - 1 and dice.chance(0.6)
        next_on = _working(today + timedelta(days=dice.near(-12, 35, 6))) if follows else None
        found.append(
            Talk(
                kind,
                on,
                said,
                dice.one(NEXT) if follows else "",
                next_on if next_on is None or next_on > on else _working(on + timedelta(days=7)),
            )
        )
    return found


def _working(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
