"""Uploads: files of rows that come in by preview, confirmation, result and undo. Rooms register their kinds here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from doorstroom.common.text import say

from .actors import Actor
from .models import Upload, UploadRow
from .permissions import SERVICE, Grant, Permission, own_ground
from .trail import EventType

OWN_UPLOADS = own_ground("own_uploads", say("bestanden van uw eigen organisatie"), SERVICE, "organisation")
UPLOADS = Permission("core.uploads", say("Bestanden inlezen"), Upload)  # each kind grants it to its own roles

BROUGHT = EventType("core.upload_brought", say("{who} bracht een bestand: {rows} rijen."), facts=("kind", "rows"))
DROPPED = EventType("core.upload_dropped", say("{who} las een bestand toch niet in."), facts=("kind",))
CONFIRMED = EventType(
    "core.upload_confirmed", say("{who} liet een bestand inlezen: {rows} rijen."), facts=("kind", "rows")
)
FINISHED = EventType(
    "core.upload_finished",
    say("Het bestand is ingelezen: {created} nieuw, {changed} aangepast."),
    facts=("kind", "created", "changed", "unchanged"),
)
UNDO_ASKED = EventType("core.upload_undo_asked", say("{who} draaide een ingelezen bestand terug."), facts=("kind",))
UNDONE = EventType(
    "core.upload_undone", say("Het ingelezen bestand is teruggedraaid: {rows} rijen."), facts=("kind", "rows")
)

Outcome = Literal["created", "changed", "unchanged"]


@dataclass(frozen=True)
class Column:
    """A column of the file: its Dutch heading, an example, and other headings that mean the same."""

    name: str
    example: str
    required: bool = False
    also: tuple[str, ...] = ()
    help: str = ""  # Dutch source words


@dataclass(frozen=True)
class SourceRow:
    """A row as it stands in the file: its number there, and its text by column name (every column is present)."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken in: a Dutch source sentence with {facts}; `column` is empty for the row as a whole."""

    column: str
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """A row as it was understood. With problems it is left out; `value` is what carrying out needs."""

    row: SourceRow
    value: Any = None
    shows: Mapping[str, str] = field(default_factory=dict)  # column name -> how the preview shows it
    problems: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()  # what could be better; the row is taken in all the same


@dataclass(frozen=True)
class Done:
    """What became of one row. `before` is what `take_back` needs: old values, and a stamp to see later changes by."""

    number: int
    outcome: Outcome
    about_id: UUID
    label: str  # what the result page calls it: "1042 Magazijnmedewerker"
    before: Mapping[str, Any] = field(default_factory=dict)
    person_id: UUID | None = None


@dataclass(frozen=True)
class TakenBack:
    """Whether one row could be taken back; if not, the Dutch source sentence that says why."""

    row: UploadRow
    kept_because: str = ""


@dataclass
class Batch:
    """One run over a file: who asked for it, and room to remember look-ups between its chunks of rows."""

    actor: Actor
    upload_id: UUID
    today: date
    memory: dict[str, Any] = field(default_factory=dict)

    @property
    def organisation_id(self) -> UUID:
        """Return the organisation for which the file is read."""
        if self.actor.organisation_id is None:
            raise ValueError("an upload belongs to an organisation")
        return self.actor.organisation_id


@dataclass(frozen=True)
class UploadKind:
    """A kind of file that a room takes in.

    `key` names the row (the publisher's own number): the same key twice in one file is a problem, and a later
    upload of the same key changes the same thing. `check` is called with some hundreds of rows at a time, in the
    preview and again just before `carry_out`, which runs inside one transaction with the progress it makes and gets
    only the rows without problems. `take_back` undoes rows of an earlier upload, also some hundreds at a time.
    """

    code: str
    label: str  # Dutch source words: "Vacatures"
    permission: Permission
    columns: tuple[Column, ...]
    key: Callable[[SourceRow], str]
    check: Callable[[Batch, Sequence[SourceRow]], list[Checked]]
    carry_out: Callable[[Batch, Sequence[Checked]], list[Done]]
    take_back: Callable[[Batch, Sequence[UploadRow]], list[TakenBack]]
    address: Callable[[UploadRow], str]  # where the result page links a row to
    after_check: Callable[[Batch], None] | None = None  # once, when the preview is ready
    back: str = "core_uploads"  # route of the page that leads here
    posting: Callable[[Mapping[str, Any]], dict[str, str]] | None = None  # schema.org JobPosting -> text by column
    lead: str = ""  # Dutch source words above the form


KINDS: dict[str, UploadKind] = {}


def register(kind: UploadKind) -> UploadKind:
    """Offer a kind of upload, to the roles that hold its permission."""
    if kind.code in KINDS:
        raise ValueError(f"upload kind {kind.code} is registered twice")
    KINDS[kind.code] = kind
    known = {grant.role for grant in UPLOADS.grants}
    roles = {grant.role: None for grant in kind.permission.grants}
    UPLOADS.add(*(Grant(role, OWN_UPLOADS) for role in roles if role not in known))
    return kind


def kinds_of(actor: Actor) -> list[UploadKind]:
    """Return the kinds of upload that this actor may bring."""
    return [kind for kind in KINDS.values() if kind.permission.held_by(actor)]
