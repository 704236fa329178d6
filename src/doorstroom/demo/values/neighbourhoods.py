"""Where people of the region live: inhabitants per postcode area, and who lives where, in broad strokes."""

from .dice import Dice, words
from .streets import Place

# Inhabitants in hundreds, rounded: CBS, Kerncijfers per postcode (PC4), 2021 (CC BY 4.0).
HUNDREDS = {
    ("GM0603", "Rijswijk"): "2281:46 2282:104 2283:61 2284:47 2285:82 2286:125 2287:43 2288:26 2289:18",
    ("GM1783", "Wateringen"): "2291:137 2292:29",
    ("GM1783", "Kwintsheul"): "2295:38",
    (
        "GM0518",
        "Den Haag",
    ): (
        "2491:3 2492:125 2493:82 2495:2 2496:112 2497:103 2498:58 2511:46 2512:143 2513:80 2514:36 "
        "2515:130 2516:113 2517:108 2518:113 2521:116 2522:127 2523:56 2524:68 2525:155 2526:130 2531:88 "
        "2532:60 2533:74 2541:81 2542:106 2543:65 2544:122 2545:122 2546:62 2547:81 2548:229 2551:112 "
        "2552:163 2553:100 2554:21 2555:91 2561:55 2562:112 2563:104 2564:114 2565:122 2566:66 2571:108 "
        "2572:98 2573:106 2574:73 2581:32 2582:90 2583:115 2584:71 2585:66 2586:78 2587:82 2591:74 "
        "2592:69 2593:87 2594:20 2595:89 2596:79 2597:86"
    ),
    ("GM0503", "Delft"): (
        "2611:127 2612:93 2613:131 2614:127 2622:80 2623:60 2624:136 2625:135 2627:15 2628:128 2629:3"
    ),
    ("GM1842", "Den Hoorn"): "2635:84",
    ("GM1842", "Schipluiden"): "2636:44",
    ("GM1783", "Naaldwijk"): "2671:131 2672:59 2673:32",
    ("GM1783", "Honselersdijk"): "2675:76",
    ("GM1783", "Maasdijk"): "2676:43",
    ("GM1783", "De Lier"): "2678:125",
    ("GM1783", "Monster"): "2681:141",
    ("GM1783", "Ter Heijde"): "2684:7",
    ("GM1783", "Poeldijk"): "2685:71",
    ("GM1783", "'s-Gravenzande"): "2691:139 2692:39 2693:12 2694:34",
    ("GM1842", "Maasland"): "3155:66",
}
PLACES = tuple(
    Place(pc4, town, municipality, 100 * int(hundreds))
    for (municipality, town), areas in HUNDREDS.items()
    for pc4, hundreds in (area.split(":") for area in words(areas))
)
BY_PC4 = {place.pc4: place for place in PLACES}
MUNICIPALITIES = {
    "GM0518": "Den Haag",
    "GM0503": "Delft",
    "GM1783": "Westland",
    "GM0603": "Rijswijk",
    "GM1842": "Midden-Delfland",
}

# More or fewer people than average there look for work with help of the municipality.
MORE = frozenset(
    words("2515 2516 2521 2522 2525 2526 2531 2532 2533 2541 2542 2543 2544 2545 2571 2572 2573 2574 2624 2625 2286")
)
FEWER = frozenset(words("2514 2566 2582 2585 2586 2587 2596 2597 2554 2583 2636 3155 2635 2684 2694"))
# Where firms stand: work areas and centres weigh more than their inhabitants.
BUSY = {"2511": 9, "2512": 4, "2514": 5, "2516": 9, "2521": 8, "2491": 12, "2497": 3, "2288": 12, "2289": 9, "2595": 6,
        "2612": 2, "2628": 5, "2627": 12, "2629": 20, "2671": 3, "2675": 3, "2676": 6, "2678": 2, "2691": 2, "2685": 3,
        "2586": 3, "2584": 3, "2583": 3, "2544": 2, "2554": 5, "2611": 3, "2681": 2}  # fmt: skip


def home(dice: Dice) -> Place:
    """Draw where somebody who looks for work lives."""
    return dice.choices(PLACES, _HOMES)[0]


def site(dice: Dice, green: bool = False) -> Place:
    """Draw where a firm stands; growers stand in Westland and Midden-Delfland."""
    return (
        dice.choices(_GREEN, [place.inhabitants for place in _GREEN])[0] if green else dice.choices(PLACES, _SITES)[0]
    )


def _pull(place: Place) -> float:
    return place.inhabitants * (2.4 if place.pc4 in MORE else 0.4 if place.pc4 in FEWER else 0.9)


_HOMES = [_pull(place) * (0.55 if place.municipality in {"GM1783", "GM1842"} else 1) for place in PLACES]
_SITES = [place.inhabitants * BUSY.get(place.pc4, 1) for place in PLACES]
_GREEN = [place for place in PLACES if place.municipality in {"GM1783", "GM1842"}]
