"""How an upload reads on the screen: its state, its problems and its results in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import Upload, UploadRow
from .uploads import UploadKind

STATUS = {
    Upload.Status.CHECKING: (_("Wordt gecontroleerd"), "info"),
    Upload.Status.CHECKED: (_("Wacht op uw akkoord"), "warning"),
    Upload.Status.RUNNING: (_("Wordt ingelezen"), "info"),
    Upload.Status.DONE: (_("Ingelezen"), "ok"),
    Upload.Status.UNDOING: (_("Wordt teruggedraaid"), "info"),
    Upload.Status.UNDONE: (_("Teruggedraaid"), "neutral"),
    Upload.Status.DROPPED: (_("Niet ingelezen"), "neutral"),
    Upload.Status.REFUSED: (_("Niet te lezen"), "danger"),
}
OUTCOME = {
    "created": (_("Nieuw"), "ok"),
    "changed": (_("Aangepast"), "info"),
    "unchanged": (_("Was al zo"), "neutral"),
}
DELIMITER = {";": _("puntkomma's"), ",": _("komma's"), "\t": _("tabs")}


def status_words(row: Upload) -> dict[str, Any]:
    """Return the label and tone of the state of an upload."""
    label, tone = STATUS[Upload.Status(row.status)]
    return {"label": label, "tone": tone}


def told(found: dict[str, Any]) -> str:
    """Return a stored sentence with its facts, in the reader's language."""
    words: str = found["words"]
    return gettext(words).format(**found["facts"])


def problem_rows(row: Upload, *, advice: bool = False) -> list[dict[str, Any]]:
    """Return the problems of an upload, or what could be better in it, in the reader's language."""
    chosen = [each for each in row.problems if each.get("advice", False) is advice]
    return [{"row": each["row"], "column": each["column"], "words": told(each)} for each in chosen]


def result_rows(kind: UploadKind, rows: Iterable[UploadRow]) -> list[dict[str, Any]]:
    """Return what became of these rows, each with its link."""
    return [
        {
            "number": row.number,
            "label": row.label,
            "url": kind.address(row),
            "outcome": OUTCOME[row.outcome][0],
            "tone": OUTCOME[row.outcome][1],
            "kept_because": gettext(row.kept_because) if row.kept_because else "",
        }
        for row in rows
    ]


def form_words(row: Upload) -> str:
    """Return how the file was read: form, delimiter and encoding."""
    form = row.reading.get("form")
    if form == "xlsx":
        return gettext("Excel, blad “{sheet}”").format(sheet=row.reading.get("sheet", ""))
    if form == "csv":
        delimiter = DELIMITER[row.reading["delimiter"]]
        return gettext("CSV met {delimiter}, letters in {encoding}").format(
            delimiter=delimiter, encoding=row.reading["encoding"]
        )
    return gettext("vacatures in JobPosting (JSON-LD)")
