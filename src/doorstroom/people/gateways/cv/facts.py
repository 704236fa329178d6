"""Finds languages, licences and papers, and what somebody says to be able to do."""

import re
from collections.abc import Sequence

from .draft import Can, Paper, Tongue
from .lines import Line

TONGUES = {
    "nl": "nederlands|dutch|niederlandisch", "en": "engels|english", "de": "duits|german|deutsch", "fr": "frans|french",
    "es": "spaans|spanish", "pt": "portugees|portuguese", "ar": "arabisch|arabic|marokkaans", "tr": "turks|turkish",
    "pl": "pools|polish|polski", "uk": "oekraiens|oekraïens|ukrainian", "ti": "tigrinya|tigrigna",
    "fa": "perzisch|farsi|persian|dari", "so": "somalisch|somali", "bg": "bulgaars|bulgarian",
    "ro": "roemeens|romanian",
    "hi": "hindi|hindoestaans|hindustani", "zh": "chinees|chinese|mandarin|kantonees|cantonese",
    "pap": "papiaments|papiamento|papiamentu", "ru": "russisch|russian", "it": "italiaans|italian",
    "ur": "urdu|oerdoe", "ku": "koerdisch|kurdish|sorani|kurmanji", "ber": "berbers|tamazight|berber|tarifit",
    "el": "grieks|greek", "hu": "hongaars|hungarian", "cs": "tsjechisch|czech", "sv": "zweeds|swedish",
    "da": "deens|danish", "no": "noors|norwegian", "fi": "fins|finnish", "hr": "kroatisch|croatian",
    "sr": "servisch|serbian", "bs": "bosnisch|bosnian", "sq": "albanees|albanian", "am": "amhaars|amharic",
    "sw": "swahili", "vi": "vietnamees|vietnamese", "th": "thais|thai", "id": "indonesisch|indonesian",
    "ja": "japans|japanese", "fy": "fries|frisian", "sk": "slowaaks|slovak", "lt": "litouws|lithuanian",
    "ps": "pashto|pasjtoe", "ta": "tamil", "srn": "sranan|sranantongo|surinaams",
}  # fmt: skip
TONGUE = {code: re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.I) for code, names in TONGUES.items()}
LEVEL = (  # values of reference.choices.LanguageLevel
    (6, r"moedertaal|native|mother ?tongue|tweetalig|bilingual|\bC2\b"),
    (
        5,
        r"\bC1\b|vloeiend|fluent|uitstekend|excellent|zeer goed|heel goed|very good|proficient|full professional|"
        r"\*{5}|●{5}",
    ),
    (2, r"\bA2\b|beetje|basic|basis|elementair|elementary|beginner|redelijk basis|matig|limited"),
    (1, r"\bA1\b|paar woorden|few words|beginnend"),
    (3, r"\bB1\b|redelijk|voldoende|gemiddeld|intermediate|conversational|gesprek|fair|moderate|average"),
    (4, r"\bB2\b|goed|good|gevorderd|advanced|upper|professional working|working proficiency"),
)
PAPERS = (
    ("forklift", r"heftruck\w*|forklift|vorkheftruck\w*"),
    ("vca", r"\bvca\b|\bb-vca\b|\bvol-vca\b"),
    ("big", r"\bbig[- ]registratie|\bbig[- ]geregistreerd|\bBIG[- ](?:reg|nummer)"),
    ("security", r"beveiligingspas|beveiligerspas|grijze pas|groene pas|security pass"),
    ("code95", r"\bcode ?95\b"),
    ("haccp", r"\bhaccp\b"),
    ("vog", r"\bvog\b|verklaring omtrent (?:het )?gedrag"),
)
DRIVING = re.compile(
    r"(?i:rijbewij[sz]\w*|driv(?:ing|er'?s?|ers)[ -]*licen[cs]e\w*)(?:\s*(?:(?i:categorie|cat\.?|category|"
    r"in bezit van|class|en auto)|:|\t|\(|-|–))*\s*"
    r"(?P<codes>(?:(?:AM|A1|A2|A|BE|B1|B|C1E|C1|CE|C|DE|D1|D|T|E)\b(?:\s*[,/&+]\s*|\s+(?:en|and)\s+|\s+)?)+)"
)
DRIVING_AFTER = re.compile(
    r"(?<![A-Za-z])(?P<codes>(?:(?:AM|BE|B|C1|CE|C|D)\b(?:\s*[,/&+]\s*|\s+en\s+|-)?)+)[- ]*(?i:rijbewijs|"
    r"driving licen[cs]e|driver'?s licen[cs]e)"
)
YES = re.compile(
    r"(?:rijbewijs|driving licen[cs]e|driver'?s licen[cs]e)\s*:?\s*(?:ja|yes|in bezit|valid|full|nederlands|dutch|eu)",
    re.I,
)
CODES = {
    "AM": ["AM"],
    "B": ["B"],
    "BE": ["B"],
    "B1": ["B"],
    "C": ["C"],
    "C1": ["C"],
    "CE": ["CE"],
    "C1E": ["CE"],
    "D": ["D"],
    "DE": ["D"],
    "D1": ["D"],
}
NO = re.compile(r"\b(?:geen|niet|no|none|bezig met|binnenkort|wil graag|learning)\b", re.I)
CUT = re.compile(r"\t+|\s*[,;|•·●▪✓]\s*|\s+/\s+|\s+–\s+|\.\s+|\s+en\s+(?=[a-zà-ý-]+$)|\s+and\s+(?=[a-zà-ý-]+$)")
SPLIT_NOT = re.compile(r"[,;|•·]|\t")


def level_of(text: str) -> int | None:
    """Return the level in a language that the words tell."""
    return next((level for level, pattern in LEVEL if re.search(pattern, text, re.I)), None)


def tongues(lines: Sequence[Line]) -> list[Tongue]:
    """Return the languages in a part about languages."""
    found: dict[str, Tongue] = {}
    for number, line in enumerate(lines):
        text = line.text
        spots = sorted((match.start(), code) for code, pattern in TONGUE.items() for match in pattern.finditer(text))
        for place, (start, code) in enumerate(spots):
            end = spots[place + 1][0] if place + 1 < len(spots) else len(text)
            level = level_of(text[start:end])
            if level is None and len(spots) == 1:
                before = level_of(text[:start])
                after = lines[number + 1].text if number + 1 < len(lines) else ""
                alone = not any(pattern.search(after) for pattern in TONGUE.values())
                level = before or (level_of(after) if alone and len(after.split()) < 5 else None)
            if code not in found:
                found[code] = Tongue(code, level, text.replace("\t", "  "))
    return list(found.values())


def papers(lines: Sequence[Line], *, section: bool = False) -> list[Paper]:
    """Return licences and papers; in a part about licences a bare letter counts too."""
    found: dict[str, Paper] = {}
    for line in lines:
        text = line.text.replace("\t", " ")
        if NO.search(text):
            continue
        letters = [match["codes"] for match in (*DRIVING.finditer(text), *DRIVING_AFTER.finditer(text))]
        if section and not letters:
            letters = [
                part for part in re.split(r"\s*[,;/&+•|]\s*|\s+(?:en|and)\s+", text.strip(" .")) if part in CODES
            ]
        if not letters and YES.search(text):
            letters = ["B"]
        for code in re.findall(r"\b(?:AM|A1|A2|A|BE|B1|B|C1E|C1|CE|C|DE|D1|D)\b", " ".join(letters)):
            for licence in CODES.get(code, []):
                found.setdefault(licence, Paper(licence, text))
        for code, pattern in PAPERS:
            if re.search(pattern, text, re.I):
                found.setdefault(code, Paper(code, text))
    return list(found.values())


def skills(lines: Sequence[Line]) -> list[Can]:
    """Return what a part about skills names, cut into single things."""
    found: dict[str, Can] = {}
    for line in lines:
        text = line.text
        head, colon, rest = text.partition(":")
        if colon and rest.strip() and len(head.split()) <= 4:
            text = rest
        for part in CUT.split(text):
            neat = part.strip(" .,:;()-–*•")
            neat = re.sub(
                r"\s*[(\[]?\s*(?:goed|good|basis|basic|uitstekend|gevorderd|advanced|expert|redelijk|[0-9]/[0-9]+|"
                r"[●○★☆]+)\s*[)\]]?$",
                "",
                neat,
                flags=re.I,
            )
            if 3 <= len(neat) <= 60 and any(letter.isalpha() for letter in neat) and len(neat.split()) <= 8:
                found.setdefault(neat.lower(), Can(neat, line.text.replace("\t", "  ")))
    return list(found.values())[:60]
