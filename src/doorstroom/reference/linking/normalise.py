"""Turns a title as people write it into plain words: no hours, no m/v/x, one gender form, no abbreviations."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"
LONGEST = 300  # letters of a title that are read; nobody writes a longer one

_GENDER = re.compile(
    r"\b(?:m\s*/\s*v|v\s*/\s*m|m\s*/\s*f|f\s*/\s*m|m\s*/\s*w|w\s*/\s*m|h\s*/\s*f)(?:\s*/\s*[xdn])?\b"
    r"|\bman(?:nen)?\s*/\s*vrouw(?:en)?\b|\bhij\s*/\s*zij(?:\s*/\s*hen|\s*/\s*die)?\b"
)
_HOURS = re.compile(
    r"\b\d{1,2}(?:[.,]\d+)?\s*(?:(?:-|–|/|tot|a|à|of|to)\s*\d{1,2}(?:[.,]\d+)?\s*)?"
    r"(?:u\b|uur|uren|uurs|hrs?\b|hours?\b|h\b)(?:\s*(?:per|p)[\s/.]*(?:week|wk?)\b)?"
    r"|\b[01][.,]\d+\s*(?:-\s*[01][.,]\d+\s*)?(?:fte\b)?|\bfte\b|\b(?:full|part)[\s-]?time\b|\b(?:vol|deel)tijds?\b"
)
_FORMS = re.compile(r"\((?:st)\)(?=ers?\b)")  # medewerk(st)er
_ENDINGS = re.compile(r"(?<=\w)\(-?(?:e|es|in|trice|ster|ice|euse|rice|n|s|en)\)|\(-\w+\)|(?<=\w)/-(?:\w{1,5})\b")
_JOINED = re.compile(r"\(([a-z]{3,})\)(?=[a-z])")  # (hoofd)docent
_PHRASES = (  # what Dutch schools call their teachers
    (re.compile(r"\b(?:1e|eerste|2e|tweede)[\s-]*graa?ds\b|\b(?:eerste|tweede)graads\b"), " voortgezet onderwijs "),
    (re.compile(r"\b(?:meester|juf|juffrouw|leerkracht|leraar|lerares)\b(?=\W+groep\b)"), " leraar basisonderwijs "),
    (re.compile(r"\bschool(?:meester|juf|juffrouw)\b"), " leraar basisonderwijs "),
)
_WORD = re.compile(r"[a-z0-9][a-z0-9+#]*(?:'[a-z]+)?")
# Say something about the post and the person asked, little about the work.


def _words_in(name: str) -> frozenset[str]:
    """Return the words of one of the lists, one a line."""
    return frozenset((WORDS / name).read_text(encoding="utf-8").split())


_NOISE = _words_in("noise.txt")  # say something about the post or the person asked, little about the work
_JOINING = _words_in("joining.txt")
_NOT_FEMALE = re.compile(
    r"(?:meester|master|minister|venster|klooster|register|cluster|poster|blister|polyester|pleister|bolster|"
    r"semester|toaster|booster|rooster|muster|lobster|magister|luister|duister|ekster|mister|sister|hamster|"
    r"kwartiermaster|holster|tester|invester|harvester|forester|feester|dienster|gister|boter)$"
)
_VOICED = {"f": "v", "s": "z"}


def plain(text: str) -> str:
    """Return a text in lower case without accents."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def normalise(text: str) -> list[str]:
    """Return the words of a title that tell about the work, in order, each once."""
    bare = plain(text[:LONGEST])
    bare = _GENDER.sub(" ", bare)
    bare = _FORMS.sub("st", bare)
    bare = _JOINED.sub(r"\1", bare)
    for pattern, words_for in _PHRASES:
        bare = pattern.sub(words_for, bare)
    bare = _ENDINGS.sub(" ", bare)
    bare = _HOURS.sub(" ", bare)
    found: dict[str, None] = {}
    for raw in _WORD.findall(bare):
        for word in _long().get(raw, raw).split():
            found[male(word.replace("'", ""))] = None
    telling = [word for word in found if word not in _NOISE and word not in _JOINING and not word.isdigit()]
    return telling or [word for word in found if word not in _JOINING] or list(found)


@cache
def male(word: str) -> str:
    """Return the male or neutral form of a word for somebody who does a job; another word stays as it is."""
    if len(word) < 6:
        return _SHORT.get(word, word)
    for ending, other in _ENDINGS_OF_WOMEN:
        if word.endswith(ending):
            return word[: -len(ending)] + other
    if word.endswith("sters") and not _NOT_FEMALE.search(word[:-1]):
        return _agent(word[:-5]) + "s"
    if word.endswith("ster") and not _NOT_FEMALE.search(word):
        return _agent(word[:-4])
    if word.endswith(("ente", "ante", "iste")) and not word.endswith(_NEUTRAL):
        return word[:-1]
    return word


_SHORT = {"kokkin": "kok"}
_NEUTRAL = ("kante", "tante", "rente", "gemeente", "ambiente", "groente", "plante")
_ENDINGS_OF_WOMEN = (
    ("directrice", "directeur"), ("redactrice", "redacteur"), ("inspectrice", "inspecteur"), ("actrice", "acteur"),
    ("conductrice", "conducteur"), ("constructrice", "constructeur"), ("restauratrice", "restaurateur"),
    ("animatrice", "animator"), ("amatrice", "amateur"), ("auditrice", "auditor"), ("lectrice", "lector"),
    ("decoratrice", "decorateur"), ("administratrice", "administrateur"), ("distributrice", "distributeur"),
    ("importatrice", "importateur"), ("exportatrice", "exporteur"), ("illustratrice", "illustrator"),
    ("conservatrice", "conservator"), ("compositrice", "componist"), ("componiste", "componist"),
    ("atrice", "ator"), ("itrice", "itor"), ("utrice", "uteur"), ("ctrice", "ctor"), ("trice", "tor"),
    ("lerares", "leraar"), ("dienares", "dienaar"), ("kunstenares", "kunstenaar"), ("tekenares", "tekenaar"),
    ("makelares", "makelaar"), ("molenares", "molenaar"), ("handelares", "handelaar"), ("eigenares", "eigenaar"),
    ("wandelares", "wandelaar"), ("ares", "aar"),
    ("stewardess", "steward"), ("gastvrouw", "gastheer"), ("vrouwen", "mannen"), ("vrouw", "man"),
    ("euses", "eurs"), ("euse", "eur"), ("ieres", "iers"), ("iere", "ier"),
    ("loge", "loog"), ("goge", "goog"), ("grafe", "graaf"), ("sofe", "soof"), ("nome", "noom"),
    ("kokkin", "kok"), ("boerin", "boer"), ("herderin", "herder"), ("waardin", "waard"), ("kostersvrouw", "koster"),
    ("zangeres", "zanger"), ("danseres", "danser"), ("schilderes", "schilder"), ("onderwijzeres", "onderwijzer"),
    ("beeldhouweres", "beeldhouwer"), ("schrijfster", "schrijver"), ("apothekeres", "apotheker"),
    ("piloteres", "piloot"), ("pilote", "piloot"), ("advocate", "advocaat"), ("kandidate", "kandidaat"),
    ("magistrate", "magistraat"), ("diplomate", "diplomaat"), ("acrobate", "acrobaat"),
    ("eres", "er"), ("aires", "airs"), ("aire", "air"),
)  # fmt: skip


def _agent(stem: str) -> str:
    """Return the word in -er that belongs to a stem in -ster: verkoop(ster) gives verkoper."""
    if len(stem) > 3 and stem[-1] != "r" and stem[-2] == stem[-3] and stem[-2] in "aeou" and stem[-1] not in "aeiou":
        last = _VOICED.get(stem[-1], stem[-1])
        return f"{stem[:-2]}{last}er"  # schoonmaak, verpleeg, verkoop
    if stem.endswith(("jf", "rf", "lf", "ief", "uif", "oef", "eef")):
        return f"{stem[:-1]}ver"  # schrijf, werf
    if stem.endswith("r"):
        return f"{stem}der"  # bestuur, serveer
    if stem.endswith(("ijs", "eis", "uis", "oes", "ies")):
        return f"{stem[:-1]}zer"  # wijs
    short = len(stem) > 2 and stem[-1] in "bdfgklmnpst" and stem[-2] in "aeiou" and stem[-3] not in "aeiou"
    if short and not stem.endswith(("el", "er", "en", "em", "ig")):
        return f"{stem}{stem[-1]}er"  # kap, bak
    return f"{stem}er"


@cache
def _long() -> dict[str, str]:
    """Return the abbreviations with what they stand for."""
    with (WORDS / "abbreviations.csv").open(encoding="utf-8", newline="") as file:
        return {row["short"]: row["long"] for row in csv.DictReader(file, strict=True)}
