"""Gives a CV to the child that opens it, and says in words why a file could not be read."""

import json
import subprocess  # the child is our own module, started without a shell
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from doorstroom.common.text import say

from .draft import Draft, from_data

MOST_BYTES = 8_000_000
PATIENCE = 15  # seconds by the clock; the child's own limit counts its work, so a busy machine is no reason to refuse
CHILD = "doorstroom.people.gateways.cv"
SOURCE = Path(__file__).resolve().parents[4]

SENTENCES = {
    "empty": say("Dit bestand is leeg. Kies een ander bestand."),
    "too_large": say("Dit bestand is te groot. Een cv mag hooguit 8 MB zijn."),
    "too_long": say("Dit bestand is te lang voor een cv. Kies een bestand van hooguit 25 bladzijden."),
    "bomb": say("Dit bestand is niet veilig te openen. Sla uw cv opnieuw op als pdf en probeer het nog eens."),
    "slow": say("Dit bestand is te ingewikkeld om te lezen. Sla uw cv opnieuw op als pdf en probeer het nog eens."),
    "broken": say("Dit bestand is beschadigd. Sla uw cv opnieuw op en probeer het nog eens."),
    "encrypted": say("Op dit bestand zit een wachtwoord. Sla uw cv op zonder wachtwoord en probeer het nog eens."),
    "macros": say("In dit bestand zit een programma (macro). Sla uw cv op als gewoon Word-bestand of als pdf."),
    "program": say("In deze pdf zit een programma. Sla uw cv opnieuw op als gewone pdf."),
    "two_kinds": say("Dit bestand is twee soorten tegelijk. Sla uw cv opnieuw op als pdf of Word-bestand."),
    "other_name": say("De naam van dit bestand past niet bij wat erin staat. Sla uw cv opnieuw op als pdf of "
    "Word-bestand."),
    "old_word": say("Dit is een oud Word-bestand. Sla het op als docx of als pdf."),
    "rtf": say("Dit is een rtf-bestand. Sla het op als Word-bestand of als pdf."),
    "html": say("Dit is een webpagina. Sla uw cv op als pdf of als Word-bestand."),
    "picture": say("Dit is een foto. Wij kunnen daarin geen tekst lezen. Vul uw profiel stap voor stap in, of "
    "typ uw cv over."),
    "no_text": say("In dit bestand staan alleen plaatjes, geen tekst. Vul uw profiel stap voor stap in, of typ "
    "uw cv over."),
    "not_europass": say("In dit bestand vinden wij geen cv van Europass. Kies een ander bestand."),
    "nothing_found": say("Wij vinden in dit bestand geen werk, school of talen. Vul uw profiel stap voor stap in."),
    "unknown": say("Dit soort bestand kennen wij niet. Kies een pdf, een Word-bestand, odt, tekst of Europass."),
}  # fmt: skip


@dataclass(frozen=True)
class Unread:
    """A CV that could not be read, and why."""

    code: str

    @property
    def sentence(self) -> str:
        """Return the Dutch source sentence for the person."""
        return SENTENCES.get(self.code, SENTENCES["broken"])


def read_cv(content: bytes, name: str, today: date) -> Draft | Unread:
    """Have a CV read in a child process and return its draft, or why there is none."""
    if len(content) > MOST_BYTES:
        return Unread("too_large")
    if not content:
        return Unread("empty")
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", CHILD, name[-200:], today.isoformat()],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            env={"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Unread("slow")
    if done.returncode < 0:
        return Unread("slow")
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return Unread("bomb")
    if "refused" in answer:
        return Unread(str(answer["refused"]))
    return from_data(answer)
