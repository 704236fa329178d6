"""Makes CVs in many layouts, each with what a careful reader takes from it: to hold the reader to all of them alike."""

import csv
import io
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

TITLES = Path(__file__).parents[1] / "reference" / "everyday_titles.csv"
ENGLISH = (
    *(
        "Office Manager",
        "Senior Software Engineer",
        "Waitress",
        "Kitchen Porter",
        "Warehouse Operative",
        "Nurse",
        "Sous Chef",
    ),
    *(
        "Marketing Assistant",
        "HR Business Partner",
        "Truck Driver",
        "Cleaner",
        "Primary School Teacher",
        "Data Analyst",
    ),
    *("Account Manager", "Receptionist", "Electrician", "Project Coordinator", "Sales Associate", "Research Assistant"),
)
NAMES = (
    *(
        "Van Dalen Groep",
        "Kruidenhof",
        "Brightloom",
        "De Vier Winden",
        "Zonneveld BV",
        "Gemeente Oosterwolde",
        "Stichting Samen",
    ),
    *(
        "Hotel Amstelzicht",
        "Bakkerij Wuisman",
        "Boekelaar & Co",
        "Northgate Ltd.",
        "Noordzee Transport",
        "Basisschool De Wegwijzer",
    ),
    *(
        "Zorggroep Aldeborg",
        "Tulpentuin",
        "Restaurant De Gouden Karper",
        "Lumenaar Energie",
        "Pepperkite Media",
        "Kwekerij Blank",
    ),
    *(
        "Installatiebedrijf Hoekema",
        "Waterschap Zuiderpolder",
        "Fietspunt Wierda",
        "Universiteit Maasoever",
        "Albatros Logistiek",
    ),
    *(
        "Meridian Foods",
        "Schildersbedrijf Prins",
        "Thuiszorg Dichtbij",
        "Drukkerij Jongsma",
        "Café 't Hoekje",
        "Verzekerd Zeker",
    ),
)
PLACES = ("Utrecht", "Den Haag", "Zwolle", "Assen", "Tilburg", "Leeuwarden")
DUTIES_NL = (
    *(
        "Klanten helpen en bestellingen verwerken",
        "Voorraad bijhouden",
        "Werken in ploegen",
        "Nieuwe collega's inwerken",
    ),
    *(
        "Invoering van een nieuw systeem in {y}",
        "Lid van de ondernemingsraad ({y}-{z})",
        "Rapporten maken en overleg met het team",
    ),
    *(
        "Verzuim teruggebracht van 8% in {y} naar 4% in {z}",
        "Sinds {y} ook de planning",
        "Machines instellen, onderhoud en schoonmaak",
    ),
)
DUTIES_EN = (
    *("Helped customers and processed orders", "Kept stock", "Worked in shifts", "Trained new colleagues in {y}"),
    *(
        "Rolled out a new system ({y}-{z})",
        "Cut costs from 8% in {y} to 4% in {z}",
        "Wrote reports and met with the team",
    ),
)
MONTHS_NL = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT_NL = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

# T title, E employer, P period, L place; a tab is a tab, / the next line.
LAYOUTS = (
    *(
        "P/T/E",
        "P/E/T",
        "T/E/P",
        "T/P/E",
        "E/T/P",
        "E/P/T",
        "T, E/P",
        "T - E/P",
        "E, L/T/P",
        "P/T, E, L",
        "P\tT/E",
        "T\tP/E",
    ),
    *(
        "E\tP/T",
        "P: T bij E",
        "T bij E (P)",
        "T, E (P)",
        "E - T (P)",
        "P | T | E",
        "T | E | P",
        "P\tT\tE",
        "T bij E/P",
        "T (P)/E",
    ),
    *(
        "T/E | P",
        "T/P | E",
        "E (P)/T",
        "T/E, L/P",
        "P/T/E, L",
        "T/E/L/P",
        "E | L | P/T",
        "P\tT, E, L",
        "P - T, E",
        "P\tE/T",
        "P T, E",
    ),
    *("Functie: T/Werkgever: E/Periode: P", "Periode: P/Bedrijf: E/Plaats: L/Functie: T", "T/Werkgever: E/Periode: P"),
    *("T\tE\tP", "E\tT\tP", "P/T bij E", "P, T, E", "T/E · L/P", "T · E/P · L", "E – L/T – P", "T @ E/P"),
)


@dataclass
class Made:
    """A CV and its jobs: title, employer, begin, end."""

    name: str
    content: bytes
    jobs: list[tuple[str, str, str, str]]
    layout: str
    dates: str


def _dates(english: bool) -> list[str]:
    both = ["m/y-", "m-y/m", "y-y", "mon y-", "dd-mm-y", "y-m", "m.y", "'y", "month y", "Mon 'y", "dd month y"]
    return both if english else [*both, "van tot", "tem"]


class Writer:
    """Writes one period as one person does, always alike."""

    def __init__(self, chance: random.Random, english: bool) -> None:
        self.english, self.style = english, chance.choice(_dates(english))
        self.dash = chance.choice([" - ", " – ", "-", " — ", " to " if english else " tot ", " / "])
        if self.style in {"dd-mm-y", "y-m", "m/y-", "m.y", "m-y/m"} and self.dash in {"-", " / "}:
            self.dash = " – "
        self.now = chance.choice(
            ["present", "now", "Present", "current"] if english else ["heden", "nu", "Heden", "nu"]
        )
        self.names = MONTHS_EN if english else MONTHS_NL
        self.abbreviated = [name[:3] for name in MONTHS_EN] if english else SHORT_NL
        self.dot = chance.choice(["", "."])
        self.lasts = chance.random() < 0.2

    def one(self, year: int, month: int, day: int) -> str:
        """Write one date."""
        short = self.abbreviated[month - 1]
        month_name = self.names[month - 1]
        return {
            "m/y-": f"{month:02}/{year}",
            "m-y/m": f"{month:02}-{year}",
            "y-y": str(year),
            "mon y-": f"{short}{self.dot} {year}",
            "dd-mm-y": f"{day:02}-{month:02}-{year}",
            "y-m": f"{year}-{month:02}",
            "m.y": f"{month:02}.{year}",
            "'y": f"'{year % 100:02}",
            "month y": f"{month_name} {year}",
            "Mon 'y": f"{short} '{year % 100:02}",
            "dd month y": f"{day} {month_name} {year}",
            "van tot": f"{month_name} {year}",
            "tem": f"{short}{self.dot} {year}",
        }[self.style]

    def period(self, begin: tuple[int, int], end: tuple[int, int] | None) -> tuple[str, str, str]:
        """Write a period; with what the reader should make of its ends."""
        first, last = self.one(*begin, 1), self.one(*end, 28) if end else self.now
        text = {"van tot": f"van {first} tot {last}", "tem": f"{first} t/m {last}"}.get(
            self.style, f"{first}{self.dash}{last}"
        )
        if end is None and self.style in {"month y", "mon y-"} and not self.lasts and begin[1] % 2:
            text = f"since {first}" if self.english else f"sinds {first}"
        if self.lasts and end:
            text += f" ({end[0] - begin[0] + 1} {'years' if self.english else 'jaar'})"
        months = self.style not in {"y-y", "'y"}
        ends = [f"{year}-{month:02}" if months else str(year) for year, month in (begin, *([end] if end else []))]
        return text, ends[0], ends[1] if end else ""


def make(seed: int, layout: str | None = None) -> Made:
    """Make one CV."""
    chance = random.Random(seed)
    english = chance.random() < 0.4
    layout = layout or chance.choice(LAYOUTS)
    writer = Writer(chance, english)
    if english:
        titles = list(ENGLISH)
    else:
        with TITLES.open(encoding="utf-8", newline="") as file:
            titles = [row["title"].strip() for row in csv.DictReader(file)]
        titles = [
            t[:1].upper() + t[1:]
            for t in titles
            if t.replace(" ", "").replace("-", "").isalpha() and len(t.split()) < 4 and " bij " not in t
        ]
    chosen = chance.sample(titles, 4)
    employers = chance.sample(NAMES, 4)
    year, jobs, entries = 2024, [], []
    for number, (title, employer) in enumerate(zip(chosen, employers, strict=True)):
        end = None if number == 0 and chance.random() < 0.6 else (year, chance.randint(1, 12))
        begin = (year - chance.randint(2, 4), chance.randint(1, 12))
        text, first, last = writer.period(begin, end)
        jobs.append((title, employer, first, last))
        entries.append((title, employer, text, chance.choice(PLACES), begin[0]))
        year = begin[0] - chance.randint(0, 1)
    lines = _lines(chance, english, layout, writer, entries)
    if chance.random() < 0.5:
        return Made("made.txt", _plain(chance, lines), jobs, layout, writer.style)
    return Made("made.docx", _word(lines), jobs, layout, writer.style)


def _fill(layout: str, title: str, employer: str, period: str, place: str, english: bool) -> list[str]:
    words = {"T": title, "E": employer, "P": period, "L": place}
    text = layout.replace(" bij ", " at ") if english else layout
    if english:
        for nl, en in (
            ("Functie", "Position"),
            ("Werkgever", "Employer"),
            ("Periode", "Dates"),
            ("Bedrijf", "Company"),
            ("Plaats", "City"),
        ):
            text = text.replace(nl, en)
    rows = []
    for row in text.split("/"):
        made, number = "", 0
        while number < len(row):
            alone = (number == 0 or not row[number - 1].isalpha()) and (
                number + 1 == len(row) or not row[number + 1].isalpha()
            )
            made += words.get(row[number], row[number]) if alone else row[number]
            number += 1
        rows.append(made)
    return rows


Row = tuple[str, str]  # the text, and what it is: head, bold, list, gap or nothing


def _lines(
    chance: random.Random, english: bool, layout: str, writer: Writer, entries: list[tuple[str, str, str, str, int]]
) -> list[Row]:
    heads = (
        ["Profile", "Work experience", "Education", "Courses", "Languages", "Hobbies"]
        if english
        else ["Profiel", "Werkervaring", "Opleiding", "Cursussen", "Talen", "Hobby's"]
    )
    if chance.random() < 0.4:
        heads[1] = chance.choice(
            ["Employment", "Career", "Experience"] if english else ["Loopbaan", "Mijn werk", "Arbeidsverleden"]
        )
    rows: list[Row] = [("Robin de Wit", "head"), ("Amersfoort, 06-12345678, robin@mail.example", "")]
    rows += [
        (heads[0], "head"),
        ("I like to work with people since 2010." if english else "Ik werk sinds 2010 graag met mensen.", ""),
    ]
    roomy, bold_first = chance.random() < 0.6, chance.random() < 0.5
    duties, marks = (DUTIES_EN if english else DUTIES_NL), chance.choice(["list", "list", "", "none"])
    rows.append((heads[1], "head"))
    for title, employer, period, place, begin in entries:
        made = _fill(layout, title, employer, period, place, english)
        rows.append((made[0], ("gap " if roomy else "") + ("bold" if bold_first else "")))
        rows += [(row, "") for row in made[1:]]
        if marks != "none":
            for duty in chance.sample(duties, chance.randint(0, 2)):
                text = duty.format(y=begin, z=begin + 2)
                rows.append((text, "list") if marks else (f"{text}.", ""))
    school = _fill(layout, "Diploma Havo", "Lyceum De Dijk", writer.period((2004, 9), (2008, 6))[0], "Assen", english)
    rows += [(heads[2], "head"), *((row, "") for row in school)]
    rows += [(heads[3], "head"), ("BHV (2019)", ""), ("Excel, 2021", "")]
    rows += [(heads[4], "head"), ("Dutch, English" if english else "Nederlands, Engels", "")]
    rows += [
        (heads[5], "head"),
        ("Running: marathon 2019 and 2022" if english else "Hardlopen, marathon 2019 en 2022", ""),
    ]
    return rows


def _plain(chance: random.Random, lines: list[Row]) -> bytes:
    style = chance.choice(["upper", "colon", "rule"])
    mark = chance.choice(["- ", "* ", "• "])
    text = []
    for row, kind in lines:
        if kind == "head":
            text += ["", row.upper() if style == "upper" else f"{row}:" if style == "colon" else row]
            text += ["-" * len(row)] if style == "rule" else []
        else:
            text += [""] if "gap" in kind else []
            text.append((mark if kind == "list" else "") + row.replace("\t", "      "))
    return "\n".join(text).encode()


def _word(lines: list[Row]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = ""
    for row, kind in lines:
        style = {"head": '<w:pStyle w:val="Heading1"/>', "list": '<w:numPr><w:numId w:val="1"/></w:numPr>'}.get(
            kind, ""
        )
        style += '<w:spacing w:before="200"/>' if "gap" in kind else ""
        bold = "<w:rPr><w:b/></w:rPr>" if "bold" in kind else ""
        runs = "<w:r><w:tab/></w:r>".join(
            f'<w:r>{bold}<w:t xml:space="preserve">{escape(cell)}</w:t></w:r>' for cell in row.split("\t")
        )
        body += f"<w:p><w:pPr>{style}</w:pPr>{runs}</w:p>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return content.getvalue()
