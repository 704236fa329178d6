"""The sentences of each room and their English: found in the source, compared with the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.apps import AppConfig, apps
from django.utils.translation.template import templatize

KEYWORDS: dict[str, None] = dict.fromkeys(
    ("say", "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "npgettext")
)


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands in the source, with its place."""

    words: str
    plural: str
    context: str
    place: str


def rooms() -> list[AppConfig]:
    """Return Doorstroom's own apps."""
    return [config for config in apps.get_app_configs() if config.name.startswith("doorstroom.")]


def sentences(room: Path) -> Iterator[Sentence]:
    """Find every marked sentence of a room, in Python and in templates."""
    for path in sorted(room.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _python(path.read_text(), str(path.relative_to(room)))
    for path in sorted([*room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.txt")]):
        lines = templatize(path.read_text()).splitlines()
        yield from _python("\n".join(line.lstrip() for line in lines), str(path.relative_to(room)))


def _python(source: str, place: str) -> Iterator[Sentence]:
    for line, function, words, _comments in extract_python(BytesIO(source.encode()), KEYWORDS, [], {}):
        parts = [part for part in (words if isinstance(words, tuple | list) else (words,)) if part is not None]
        context = parts.pop(0) if "pgettext" in function else ""
        if parts and parts[0]:
            yield Sentence(parts[0], parts[1] if len(parts) > 1 else "", context, f"{place}:{line}")


def catalogue(room: Path) -> Catalog:
    """Read a room's English catalogue; an empty one when there is none."""
    path = room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def without_english(room: Path) -> list[Sentence]:
    """Return the sentences of a room that have no English yet."""
    english = catalogue(room)
    missing: dict[tuple[str, str], Sentence] = {}
    for sentence in sentences(room):
        message = english.get(sentence.words, context=sentence.context or None)
        if message is None or message.fuzzy or not _complete(message.string):
            missing.setdefault((sentence.words, sentence.context), sentence)
    return list(missing.values())


def no_longer_said(room: Path) -> list[str]:
    """Return the sentences of a catalogue that the room does not say any more."""
    said = {sentence.words for sentence in sentences(room)}
    return [words for words in (_first(message.id) for message in catalogue(room)) if words and words not in said]


def _first(words: str | list[str] | tuple[str, ...]) -> str:
    return words if isinstance(words, str) else words[0]


def _complete(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)
