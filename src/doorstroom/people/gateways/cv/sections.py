"""Headings of a CV, in Dutch and English, and which part of the CV they begin."""

import re
from functools import cache

from .lines import Line

WORK, SCHOOL, COURSE, LANGUAGE, SKILL, LICENCE, PERSONAL, OTHER = (
    "work", "school", "course", "language", "skill", "licence", "personal", "other",
)  # fmt: skip

HEADINGS = {
    WORK: """werkervaring|relevante werkervaring|overige werkervaring|werk|ervaring|ervaringen|arbeidsverleden|loopbaan|
        carriere|werkverleden|beroepservaring|praktijkervaring|professionele ervaring|relevante ervaring|vrijwilligerswerk|
        vrijwilligersfuncties|vrijwillige inzet|stage|stages|stage ervaring|stageervaring|bijbanen|bijbaan|nevenfuncties|
        nevenactiviteiten|bestuurlijke ervaring|bestuurswerk|functies|loopbaanoverzicht|werkgeschiedenis|arbeidservaring|
        experience|work experience|professional experience|employment|employment history|work history|career|
        career history|relevant experience|relevant work experience|previous experience|other experience|volunteering|
        volunteer work|volunteer experience|voluntary work|internships|internship|jobs|career summary|
        professional background|positions held|mijn werk|waar ik werkte|mantelzorg en vrijwilligerswerk|opdrachten|
        projecten|projects|projectervaring|uitzendwerk|zzp opdrachten|betaald werk|onbetaald werk|
        work and volunteering|werk en stage|overzicht werkervaring|job history""",
    SCHOOL: """opleiding|opleidingen|onderwijs|scholing|opleidingen en cursussen|opleiding en cursussen|studie|studies|
        diploma s|diplomas|schoolopleiding|vooropleiding|opleidingen en trainingen|opleiding en training|
        opleiding en scholing|gevolgde opleidingen|education|education and training|academic background|
        qualifications|academic qualifications|schooling|school|mijn opleiding|studieverleden|training and education|
        educational background|opleidingen en diploma s|scholing en cursussen""",
    COURSE: """cursussen|cursus|trainingen|cursussen en trainingen|trainingen en cursussen|certificaten|
        certificaten en cursussen|cursussen en certificaten|certificeringen|diploma s en certificaten|bijscholing|
        courses|certificates|certifications|certification|training|trainings|courses and certificates|
        licenses and certifications|licences and certificates|workshops|overige cursussen|professional development""",
    LANGUAGE: """talen|talenkennis|taalvaardigheid|taalvaardigheden|taal|kennis van talen|languages|language skills|
        language|mijn talen|talen en niveau""",
    SKILL: """vaardigheden|competenties|vaardigheden en competenties|kennis en vaardigheden|skills|key skills|
        core skills|technical skills|technische vaardigheden|computervaardigheden|computerkennis|automatisering|
        ict vaardigheden|it vaardigheden|it kennis|kerncompetenties|kwaliteiten|sterke punten|expertise|competences|
        competencies|digital skills|digitale vaardigheden|software|pc vaardigheden|computer skills|
        persoonlijke vaardigheden|soft skills|hard skills|wat ik kan|dit kan ik|eigenschappen|
        persoonlijke eigenschappen|vakkennis|strengths|core competencies|professional skills|it skills|vaardigheden en talen|
        skills and competences""",
    LICENCE: """rijbewijs|rijbewijzen|driving licence|driving license|driver s license|rijbewijs en vervoer|
        rijbewijzen en certificaten|vervoer|licences|licenses|papieren|rijbewijs en papieren""",
    PERSONAL: """personalia|persoonsgegevens|persoonlijke gegevens|contact|contactgegevens|gegevens|personal details|
        personal information|contact details|contact information|personal data|mijn gegevens|adresgegevens|address""",
    OTHER: """profiel|over mij|profielschets|persoonlijk profiel|samenvatting|wie ben ik|profile|summary|about me|
        personal statement|objective|professional summary|hobby s|hobbys|hobby|interesses|hobby s en interesses|
        interests|hobbies|hobbies and interests|interests and hobbies|referenties|references|referees|referentie|overig|
        overige|overige informatie|diversen|additional information|publicaties|publications|awards|prijzen|motivatie|
        vrije tijd|bijzonderheden|doel|wat zoek ik|ik zoek|beschikbaarheid|availability|career objective|
        persoonlijke interesses|vrijetijdsbesteding|social media|links|curriculum vitae|cv|about|intro|introductie|
        overige gegevens|personal profile|wat ik zoek|mijn doel|sollicitatie""",
}
MARKS = re.compile(r"[^a-z0-9 ]+")


@cache
def _lexicon() -> dict[str, str]:
    return {" ".join(name.split()): kind for kind, names in HEADINGS.items() for name in names.split("|")}


def _plain(text: str) -> str:
    import unicodedata

    folded = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    folded = folded.replace("&", " en ").replace("/", " en ").replace("+", " en ")
    return " ".join(MARKS.sub(" ", folded).split())


@cache
def section_of(text: str) -> str:
    """Return which part of a CV a text begins, or an empty string when it is no heading."""
    if len(text) > 60 or not any(letter.isalpha() for letter in text):
        return ""
    plain = re.sub(r"^(?:[0-9]{1,2}|[ivx]{1,4}) ", "", _plain(text))
    lexicon = _lexicon()
    for form in (plain, plain.replace(" en ", " and "), plain.replace(" and ", " en "), plain.replace(" ", "")):
        if form in lexicon:
            return lexicon[form]
    first, _, rest = plain.partition(" en ")
    if rest and first in lexicon and rest in lexicon:
        return lexicon[first]
    first, _, rest = plain.partition(" and ")
    if rest and first in lexicon and rest in lexicon:
        return lexicon[first]
    return ""


def split(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Cut a CV at its headings; what stands before the first has no kind."""
    parts: list[tuple[str, list[Line]]] = [("", [])]
    for line in lines:
        kind, rest = _begins(line)
        if kind:
            parts.append((kind, []))
            if rest is not None:
                parts[-1][1].append(rest)
        else:
            if line.fresh:
                parts.append(("", []))
            parts[-1][1].append(line)
    return [part for part in parts if part[1]]


def _begins(line: Line) -> tuple[str, Line | None]:
    """Return the part that a line begins, with what follows on the same line."""
    text = line.text.strip()
    whole = section_of(text.replace("\t", " "))
    if whole and not line.bullet:
        return whole, None
    if line.bullet:
        return "", None
    if len(line.cells) > 1 and (kind := section_of(line.cells[0])):
        rest = Line(line.cells[1:], bold=line.bold, size=line.size, gap=True)
        return kind, rest
    before, colon, after = text.partition(":")
    if colon and after.strip() and (kind := section_of(before)) and kind in {LANGUAGE, LICENCE, SKILL}:
        return kind, Line([after], gap=True)
    return "", None
