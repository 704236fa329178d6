"""The region's temp agencies, invented, each with the sectors it knows best."""

from dataclasses import dataclass

from .dice import Dice


@dataclass(frozen=True)
class Agency:
    """A temp agency; without sectors it serves all."""

    name: str
    town: str
    pc4: str
    sectors: frozenset[str] = frozenset()


AGENCIES = (
    Agency("Uitzendbureau Wulpvoort", "Den Haag", "2511"),
    Agency("Gorswerk Uitzenden", "Den Haag", "2512"),
    Agency("Tijhaven Personeel", "Den Haag", "2516"),
    Agency("Vlierkrachten", "Delft", "2611"),
    Agency("Meerskant Flex", "Rijswijk", "2288"),
    Agency("Lisvonder Westland", "Naaldwijk", "2671", frozenset({"green", "transport", "industry"})),
    Agency("Kroosdam Logistiek", "Den Haag", "2521", frozenset({"transport", "industry", "retail"})),
    Agency("Haverrak Zorgkrachten", "Den Haag", "2595", frozenset({"care", "education"})),
    Agency("Plevierhoek Techniek", "Delft", "2627", frozenset({"construction", "industry", "science", "ict"})),
    Agency("Mosklust Horecateam", "Den Haag", "2586", frozenset({"hospitality", "culture"})),
    Agency("Schelprak Kantoorkrachten", "Den Haag", "2595", frozenset({"office", "finance", "government", "commerce"})),
    Agency("Zeilmeent Werkt", "Monster", "2681", frozenset({"green", "cleaning", "construction"})),
)


def choose(dice: Dice, sector: str) -> int:
    """Return the number of an agency that serves this sector, a specialist likelier than a generalist."""
    weights = {
        number: 5.0 if sector in agency.sectors else 2.0 if not agency.sectors else 0.1
        for number, agency in enumerate(AGENCIES)
    }
    return dice.weighted(weights)
