"""Streets and house numbers by postcode area: the kind of name each neighbourhood has, not a register of addresses."""

from dataclasses import dataclass

from .dice import Dice, words

# The letters that Dutch postcodes use; SA, SD and SS were never given out.
LETTERS = "ABCDEGHJKLMNPRSTVWXZ"
NEVER = {"SA", "SD", "SS"}

PAINTERS = "Rembrandtstraat Hobbemastraat Vermeerstraat Jan_Steenstraat Van_Ostadestraat Teniersstraat Ruysdaelstraat"
TREES = "Beukstraat Eikstraat Iepenlaan Kastanjelaan Lindelaan Berkenstraat Populierlaan Essenstraat Wilgstraat"
FLOWERS = "Anemoonstraat Asterstraat Irisstraat Goudsbloemlaan Dahliastraat Tulpstraat Begoniastraat Papaverstraat"
FRUITS = "Appelstraat Perenstraat Kersenstraat Pruimstraat Abrikozenstraat Druivenstraat Vlierboomstraat"
BIRDS = "Merelstraat Lijsterlaan Kievitlaan Spechtlaan Zwaluwstraat Leeuweriklaan Reigerstraat Patrijslaan"
HEROES = "Trompstraat Piet_Heinstraat De_Ruyterstraat Evertsenstraat Van_Speijkstraat Tasmanstraat Barentszstraat"
BOERS = "Paul_Krugerlaan Joubertstraat Bothastraat Kaapstraat Transvaalstraat Pretoriusstraat Kempstraat"
ISLANDS = "Javastraat Sumatrastraat Celebesstraat Balistraat Bankastraat Timorstraat Molukkenstraat Lombokstraat"
RIVERS = "Maasstraat Rijnstraat Waalstraat Lekstraat IJsselstraat Amstelstraat Vechtstraat Scheldestraat"
COMPOSERS = "Mozartlaan Bachlaan Beethovenlaan Haydnlaan Verdilaan Chopinlaan Brahmslaan Schubertlaan"
PLACES = "Dedemsvaartweg Hoogeveenlaan Assenlaan Meppelweg Zwollestraat Deventerstraat Ruinerwoldstraat Coevordenstraat"
SCIENTISTS = "Nobelstraat Huygenslaan Leeghwaterstraat Röntgenweg Edisonstraat Newtonstraat Snelliusstraat"
OLD = "Molenstraat Kerkstraat Nieuwstraat Achterom Voldersgracht Korte_Poten Hofstraat Herenstraat Prinsenstraat"
NEW = "Zilvermeeuwlaan Waterkers Rietgras Lisdodde Veenmos Weidemolen Zonnedauw Boterbloem Kattenstaart Dotterbloem"
VILLAGE = "Dorpsstraat Kerklaan Molenweg Julianastraat Wilhelminastraat Emmastraat Oranjelaan Prins_Bernhardstraat"
GLASS = "Tomatenlaan Druivenlaan Kasteellaan Tuinderslaan Kwekerslaan Orchideestraat Anjerlaan Fresiastraat Lierweg"
SEA = "Zeestraat Duinstraat Havenstraat Schelpenlaan Visserstraat Keizerstraat Badhuisstraat Haringkade"
WORK = "Ambachtsweg Nijverheidsweg Industrieweg Handelskade Transportweg Energieweg Ondernemingsweg Lorentzweg"
STUDY = "Oude_Delft Phoenixstraat Hugo_de_Grootstraat Balthasar_van_der_Polweg Roland_Holstlaan Buitenhofdreef"

THEMES: dict[str, str] = {
    "2511": OLD, "2512": OLD, "2513": OLD, "2514": OLD, "2515": PAINTERS, "2516": RIVERS, "2517": HEROES,
    "2518": HEROES, "2521": RIVERS, "2522": RIVERS, "2523": RIVERS, "2524": RIVERS, "2525": PAINTERS,
    "2526": PAINTERS, "2531": PLACES, "2532": PLACES, "2533": PLACES, "2541": PLACES, "2542": PLACES,
    "2543": PLACES, "2544": PLACES, "2545": PLACES, "2546": COMPOSERS, "2547": COMPOSERS, "2548": NEW,
    "2551": COMPOSERS, "2552": COMPOSERS, "2553": NEW, "2554": SEA, "2555": COMPOSERS, "2561": FLOWERS,
    "2562": TREES, "2563": TREES, "2564": FRUITS, "2565": TREES, "2566": BIRDS, "2571": BOERS, "2572": BOERS,
    "2573": BOERS, "2574": BOERS, "2581": SEA, "2582": HEROES, "2583": SEA, "2584": SEA, "2585": ISLANDS,
    "2586": SEA, "2587": SEA, "2591": TREES, "2592": TREES, "2593": ISLANDS, "2595": ISLANDS, "2596": ISLANDS,
    "2597": TREES, "2611": STUDY, "2612": SCIENTISTS, "2613": PAINTERS, "2614": FLOWERS, "2622": RIVERS,
    "2623": STUDY, "2624": STUDY, "2625": COMPOSERS, "2628": SCIENTISTS, "2282": TREES, "2283": FLOWERS,
    "2284": FRUITS, "2285": BIRDS, "2286": NEW, "2287": COMPOSERS,
}  # fmt: skip
NEWER_TOWNS = ("2491", "2492", "2493", "2495", "2496", "2497", "2498", "2288", "2289")
VILLAGES = ("2635", "2636", "3155", "2291", "2292", "2295")


@dataclass(frozen=True)
class Place:
    """A postcode area with its town, municipality code and inhabitants."""

    pc4: str
    town: str
    municipality: str
    inhabitants: int


@dataclass(frozen=True)
class Address:
    """Where somebody lives or a firm stands."""

    street: str
    number: str
    postcode: str
    town: str


def streets_of(pc4: str) -> list[str]:
    """Return the street names that this area draws from."""
    if pc4 in THEMES:
        names = THEMES[pc4]
    elif pc4 in NEWER_TOWNS:
        names = NEW
    elif pc4 in VILLAGES:
        names = VILLAGE
    else:
        names = f"{VILLAGE} {GLASS}"
    return _split(names)


def address(dice: Dice, place: Place, *, home: bool = True, business: bool = False) -> Address:
    """Draw an address: the same street always has the same postcode letters per stretch of numbers."""
    street = dice.one(_split(WORK) if business else streets_of(place.pc4))
    number = dice.near(1, 240 if not business else 90, 40)
    stretch = Dice(0, "letters", place.pc4, street, number // 60)
    letters = "SA"
    while letters in NEVER:
        letters = stretch.one(LETTERS) + stretch.one(LETTERS)
    addition = dice.one(("", "", "", "", "", "", "A", "B", "C")) if home else ""
    return Address(street, f"{number}{addition}", f"{place.pc4}{letters}", place.town)


def _split(names: str) -> list[str]:
    return [name.replace("_", " ") for name in words(names)]
