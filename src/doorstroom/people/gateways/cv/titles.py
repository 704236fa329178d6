"""Telling a job's title, the name of an employer and a place apart, by how words end and by known names."""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
ENDS = re.compile(
    r"(?:medewerk(?:er|ster)|medew|assistente?|manager|chauffeur|monteur|verkop(?:er|ster)|verkoopster|adviseur|"
    r"adviseuse|"
    r"leid(?:er|ster)|coordinator|coordinatrice|begeleid(?:er|ster)|verzorgende|verpleegkundige|kundige|hulp|meester|"
    r"vrouw|bode|ist|iste|eur|euse|icien|ticus|loog|arts|kok|ober|bakker|slager|kapper|kapster|lasser|schilder|"
    r"timmerman|"
    r"metselaar|stratenmaker|schoonma(?:ker|akster)|pak(?:ker|ster)|pick(?:er|ster)|werk(?:er|ster)|bezorg(?:er|ster)|"
    r"rijder|koerier|machinist|operator|beveiliger|portier|docent|docente|leraar|lerares|leerkracht|juf|"
    r"onderwijzer(?:es)?|instructeur|trainer|coach|consultant|consulent|consulente|secretaresse|secretaris|"
    r"receptioniste?|"
    r"telefoniste?|boekhoud(?:er|ster)|administrateur|controller|accountant|analist|analyst|developer|ontwikkelaar|"
    r"programmeur|engineer|ingenieur|technicus|technician|tester|designer|ontwerper|architect|beheerder|planner|"
    r"inkoper|koper|teamleider|supervisor|voorman|uitvoerder|opzichter|bouwer|maker|monster|stagiaire?|stage|intern|"
    r"trainee|vrijwillig(?:er|ster)|oppas|nanny|gastouder|gast(?:heer|vrouw)|bediening|barista|barman|barkeeper|"
    r"afwas(?:ser|hulp)?|vakkenvuller|caissiere?|kassiere?|hovenier|tuinman|tuinder|boer|plukker|oogst|"
    r"orderpicker|heftruckchauffeur|magazijn|director|directeur|officer|clerk|worker|driver|cleaner|teacher|nurse|"
    r"cook|chef|waiter|waitress|bartender|cashier|seller|salesman|representative|vertegenwoordiger|executive|"
    r"associate|agent|specialist|expert|lead|head|helper|carer|caregiver|receptionist|secretary|accountancy|"
    r"mechanic|electrician|plumber|carpenter|welder|painter|builder|labourer|laborer|guard|attendant|"
    r"steward|stewardess|packer|picker|handler|loader|foreman|editor|writer|translator|interpreter|tolk|vertaler|"
    r"vertaalster|journalist|photographer|fotograaf|musician|zzp'er|zzper|freelancer?|ondernemer|eigenaar|owner|"
    r"founder|"
    r"recruiter|intercedente?|jurist|lawyer|advocaat|notaris|scientist|researcher|onderzoeker|promovendus|"
    r"pedagoog|psycholoog|therapeut|fysiotherapeut|apotheker|tandarts|dokter|kraamverzorgende|"
    r"bediende|conducteur|conductrice|postbode|bezorging|voorzitter|penningmeester|bestuurslid|lid|scout|"
    r"mantelzorger|huishouding|productiewerk|inpakwerk|kassa|tutor|mentor|lecturer|administrator|co-?ordinator)$"
)
WEAK_END = re.compile(r"[a-z]{3,}(?:er|ster|aar|eur|ent|ant|or|ist)$")
FIRM = re.compile(
    r"\b(?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|ltd|gmbh|inc|llc|plc|s\.?a|s\.?r\.?l|sp|stichting|vereniging|gemeente|"
    r"ministerie|provincie|universiteit|university|hogeschool|college|school|basisschool|roc|mbo|hotel|restaurant|cafe|"
    r"brasserie|eetcafe|ziekenhuis|hospital|medisch centrum|umc|bakkerij|slagerij|groep|group|holding|transport|"
    r"logistics|logistiek|services|service|supermarkt|supermarkten|schoonmaak|schoonmaakbedrijf|bouwbedrijf|bouw|"
    r"aannemersbedrijf|zorggroep|thuiszorg|zorg|woonzorgcentrum|verpleeghuis|verzorgingshuis|kinderopvang|"
    r"uitzendbureau|"
    r"uitzend|bureau|company|corporation|corp|bank|hoveniers|garage|autobedrijf|installatie|techniek|kwekerij|"
    r"boekhandel|winkel|market|store|shop|foundation|council|institute|instituut|theater|museum|bibliotheek|"
    r"postnl|dhl|ups|ns|ing|abn|uwv|kpn|ah|ikea|hema|lidl|aldi|jumbo|albert heijn|gamma|praxis|action|kruidvat|"
    r"etos|blokker|bijenkorf|randstad|tempo[ -]team|en zn|en zonen|& zn|gebroeders|gebr|bedrijf|fabriek|factory|"
    r"partners|consultancy|solutions|systems|international|nederland|netherlands|europe|kliniek|clinic|"
    r"voedselbank|buurthuis|wijkcentrum|leger des heils|humanitas|rode kruis|club|kerk|moskee)\b"
)  # fmt: skip
TITLE_FIRST = re.compile(
    r"^(?:medewerker|assistent|hoofd|junior|senior|leerling|aankomend|manager|chef|head of|vp|stage|stagiair|hulp)\b"
)
PLACE_SUFFIX = re.compile(
    r"\b(?:nederland|netherlands|the netherlands|belgie|duitsland|germany|polen|poland|turkije|syrie|marokko|spanje|"
    r"holland|nl|uk|london|londen|warsaw|damascus|aleppo|kyiv|istanbul|berlin|antwerpen|brussel|brussels|remote)$"
)
EXTRA = re.compile(
    r"\((?:m/v/x|m/v|v/m|m/f|[0-9]+ ?(?:uur|u|hours|uren)[^)]*|fulltime|parttime|full-time|part-time|"
    r"[^)]*stage[^)]*)\)",
    re.I,
)


def fold(text: str) -> str:
    """Return a text in lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


@cache
def places() -> frozenset[str]:
    """Return the names of Dutch places and municipalities."""
    names = {"den haag", "den bosch", "the hague", "'s-gravenhage"}
    for file_name, column in (("postcodes.csv", "place"), ("municipalities.csv", "name")):
        with (REFERENCE / "places" / file_name).open(encoding="utf-8", newline="") as file:
            names |= {fold(row[column]).partition(" (")[0] for row in csv.DictReader(file)}
    return frozenset(names)


@cache
def known() -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of occupations, and the last words of these names."""
    names: set[str] = set()
    with (REFERENCE / "vocabulary" / "occupations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for cell in (row["name_nl"], row["name_en"], row["titles_nl"], row["titles_en"]):
                names.update(fold(name).strip() for name in cell.split("|") if name)
    return frozenset(names), frozenset(name.split()[-1] for name in names if len(name.split()[-1]) > 3)


def is_place(text: str) -> bool:
    """Tell whether a text is no more than a place."""
    plain = fold(text).strip(" .,()")
    if plain in places():
        return True
    parts = [part.strip() for part in re.split(r"[,/]| - ", plain) if part.strip()]
    return bool(parts) and all(
        part in places() or PLACE_SUFFIX.fullmatch(part) or COUNTRIES.fullmatch(part) or REGION.fullmatch(part)
        for part in parts
    )


@lru_cache(maxsize=4096)
def title_score(text: str) -> float:
    """Return how much a text looks like a job's title, higher is more; a rule of thumb for words, never for people."""
    plain = re.sub(r"\s+", " ", EXTRA.sub("", fold(text))).strip(" .,:;-")
    words = re.findall(r"[a-z][a-z'/-]*", plain)
    if not words:
        return -3.0
    names, heads = known()
    score = 0.0
    if plain in names:
        score += 4
    head = re.split(r"\b(?:bij|voor|in|van|op|met|of|for|at|en|and|de|het|afdeling)\b", plain)[0].split()
    ends = {words[0], words[-1], *(head[-1:] if head else ())}
    if any(ENDS.search(word.strip("'/-")) for word in ends):
        score += 2.5
    elif any(word in heads for word in ends) or any(ENDS.search(word.strip("'/-")) for word in words[:6]):
        score += 1.5
    elif WEAK_END.search(words[-1]) or WEAK_END.search(words[0]):
        score += 0.7
    if TITLE_FIRST.search(plain):
        score += 1
    if words[0] in {"in", "te", "op", "at", "on", "door", "via", "with", "met", "voor", "for"}:
        score -= 1.5
    if FIRM.search(plain):
        score -= 1.6
    if is_place(text):
        score -= 4
    if len(words) > 8:
        score -= 1.5
    return score


COUNTRIES = re.compile(
    r"(?:the )?(?:netherlands|nederland|belgium|belgie|germany|duitsland|poland|polen|france|frankrijk|spain|spanje|"
    r"italy|italie|portugal|turkey|turkije|turkiye|syria|syrie|morocco|marokko|eritrea|ethiopia|ethiopie|sudan|soedan|"
    r"somalia|somalie|suriname|curacao|aruba|bonaire|indonesia|indonesie|india|pakistan|afghanistan|iran|iraq|irak|"
    r"ukraine|oekraine|russia|rusland|romania|roemenie|bulgaria|bulgarije|hungary|hongarije|greece|griekenland|"
    r"cyprus|malta|croatia|kroatie|serbia|servie|bosnia|bosnie|albania|albanie|kosovo|slovakia|slowakije|slovenia|"
    r"czech republic|czechia|tsjechie|austria|oostenrijk|switzerland|zwitserland|luxembourg|luxemburg|denmark|"
    r"denemarken|sweden|zweden|norway|noorwegen|finland|ireland|ierland|scotland|schotland|wales|england|engeland|"
    r"united kingdom|great britain|verenigd koninkrijk|uk|usa|us|united states|verenigde staten|canada|mexico|"
    r"brazil|brazilie|argentina|argentinie|colombia|venezuela|chile|chili|peru|china|japan|south korea|zuid-korea|"
    r"taiwan|vietnam|thailand|philippines|filipijnen|malaysia|singapore|australia|australie|new zealand|"
    r"nieuw-zeeland|south africa|zuid-afrika|nigeria|ghana|kenya|kenia|uganda|oeganda|egypt|egypte|tunisia|tunesie|"
    r"algeria|algerije|libya|libie|lebanon|libanon|jordan|jordanie|israel|saudi arabia|uae|lithuania|litouwen|latvia|"
    r"letland|estonia|estland|moldova|moldavie|georgia|georgie|armenia|armenie)"
)
REGION = re.compile(
    r"(?:.* area|.* en omgeving|regio .*|(?:north|south|noord|zuid)[ -](?:holland|brabant)|zeeland|utrecht|gelderland|"
    r"overijssel|flevoland|drenthe|groningen|friesland|fryslan|limburg|hybride?|remote|thuis|on-?site|op locatie|"
    r"hybrid work|greater .*)"
)
BY_AGENCY = re.compile(r"\bvia\b|\buitzend|\bdetacher|\bthrough\b")


@lru_cache(maxsize=4096)
def placeish(text: str) -> bool:
    """Tell whether a text reads as a place: a known one, or a name with a country or a region behind it."""
    if is_place(text):
        return True
    parts = [part.strip(" .()") for part in re.split(r"[,/()·|]| - ", fold(text)) if part.strip(" .()")]
    known_parts = [part in places() or bool(COUNTRIES.fullmatch(part) or REGION.fullmatch(part)) for part in parts]
    if parts and all(known_parts):
        return True
    strange = len(parts) - sum(known_parts)
    return (
        bool(parts) and bool(COUNTRIES.fullmatch(parts[-1]) or known_parts[0]) and strange <= 1 < len(parts)
        and all(len(part.split()) <= 2 for part in parts) and not FIRM.search(fold(text)) and title_score(text) < 1
    )  # fmt: skip


@lru_cache(maxsize=4096)
def firm_score(text: str) -> float:
    """Return how much a text looks like the name of an employer; what it is not counts as much as what it is."""
    plain = fold(text).strip(" .,:;-")
    words = plain.split()
    if not any(letter.isalpha() for letter in plain):
        return -3.0
    score = 0.0
    if FIRM.search(plain):
        score += 1.6
    if BY_AGENCY.search(plain):
        score += 0.5
    first = text.strip(" (\"'")[:1]
    score += 0.4 if first.isupper() or first.isdigit() else -0.6
    # A name has capitals in it; what somebody did has them at the beginning only.
    names = [word for word in text.split() if word[:1].isupper()]
    score += 0.5 if len(names) > 1 or (len(words) == 1 and names) else 0.0
    if placeish(text):
        score -= 3
    if len(words) > 7:
        score -= 1
    return score - 0.35 * max(0.0, title_score(text))
