"""What happens to an upload: brought, checked, confirmed, carried out chunk by chunk, taken back, forgotten."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django_tasks import task

from doorstroom.common.dates import today as this_day
from doorstroom.common.text import say

from . import files, uploads
from .actors import Actor
from .jobs import recurring, works_for
from .models import Upload, UploadRow
from .permissions import SERVICE, UPKEEP
from .table_reader import plain
from .tables import MEGABYTE, Table, Unreadable, limit_on, read_table
from .trail import record
from .uploads import KINDS, UPLOADS, Batch, Checked, Problem, SourceRow, UploadKind
from .verbs import UNCHANGED, Refusal, Unchanged, verb

CHUNK = 250  # rows in one transaction
SAMPLE = 10  # rows shown in the preview
MOST_PROBLEMS = 5_000
DAYS_KEPT = 30
STANDS_STILL = timedelta(minutes=2)
MOST_TRIES = 3
AT_WORK = (Upload.Status.CHECKING, Upload.Status.RUNNING, Upload.Status.UNDOING)

OUR_FAULT = say("Er ging bij ons iets mis. We hebben een melding gekregen. Probeer het later nog eens.")
TWICE = say("Deze sleutel staat ook al in rij {other}. Elke rij heeft een eigen nummer nodig.")
TOO_MANY_CELLS = say("Deze rij heeft {extra} cellen meer dan de kop. Staat er een scheidingsteken te veel?")
NOT_NOW = say("Dit kan niet meer. De situatie van dit bestand is intussen veranderd.")
NOTHING_GOOD = say("Geen enkele rij kan worden ingelezen. Verbeter het bestand en breng het opnieuw.")
GONE = say("Dit bestand is ouder dan {days} dagen. Terugdraaien kan niet meer.")

Item = TypeVar("Item")


def bring(*, actor: Actor, kind: UploadKind, content: bytes, name: str) -> Upload:
    """Read a file, keep it, and have it checked; raise Unreadable when it is no good table."""
    if not kind.permission.held_by(actor):
        raise Http404
    table = read_table(content, headings_of(kind), today=this_day(), most_shown=1)
    _fits(kind, table)
    twin = _same_file(actor, kind, content, name)
    return twin or _bring(actor=actor, kind=kind, content=content, name=name, table=table)


@verb(UPLOADS)
def _bring(*, actor: Actor, kind: UploadKind, content: bytes, name: str, table: Table) -> Upload:
    if actor.user_id is None or actor.organisation_id is None:
        raise Http404
    stored = files.store(content, name=name, media_type=str(table.reading["form"]), owner=actor.organisation_id)
    upload = Upload.objects.create(
        kind=kind.code,
        by_user=actor.user_id,
        by_name=actor.name,
        by_role=actor.role.code,
        organisation=actor.organisation_id,
        region=actor.region_code,
        name=stored.name,
        file=stored,
        reading=dict(table.reading),
        total=table.total,
    )
    record(uploads.BROUGHT, by=actor, about=upload, kind=kind.code, rows=table.total)
    check_upload.enqueue(upload=str(upload.pk))
    return upload


def _same_file(actor: Actor, kind: UploadKind, content: bytes, name: str) -> Upload | None:
    """Return the upload that a double click already brought."""
    if actor.user_id is None or actor.organisation_id is None:
        return None
    recent = Upload.objects.filter(
        by_user=actor.user_id,
        organisation=actor.organisation_id,
        kind=kind.code,
        name=name,
        file__size=len(content),
        status__in=(Upload.Status.CHECKING, Upload.Status.CHECKED),
        created_at__gt=timezone.now() - STANDS_STILL,
    ).select_related("file")
    return next((each for each in recent if each.file and files.read(each.file) == content), None)


def too_large(size: int) -> Unreadable | None:
    """Return the refusal for a file of this many bytes, before anything of it is read."""
    limit = limit_on(this_day())
    if size <= limit.megabytes * MEGABYTE:
        return None
    return Unreadable("too_large", size=-(-size // MEGABYTE), most=limit.megabytes)


@verb(upload=UPLOADS)
def confirm(*, actor: Actor, upload: Upload) -> Unchanged | None:
    """Have the good rows of a checked file taken in."""
    kind = _kind_for(actor, upload)
    if upload.status in (Upload.Status.RUNNING, Upload.Status.DONE):
        return UNCHANGED
    if upload.status != Upload.Status.CHECKED:
        raise Refusal("moved_on", NOT_NOW)
    if not upload.good:
        raise Refusal("nothing_good", NOTHING_GOOD)
    _begin(upload, Upload.Status.RUNNING)
    record(uploads.CONFIRMED, by=actor, about=upload, kind=kind.code, rows=upload.good)
    carry_out_upload.enqueue(upload=str(upload.pk))
    return None


@verb(upload=UPLOADS)
def drop(*, actor: Actor, upload: Upload) -> Unchanged | None:
    """Do not take a checked file in after all."""
    kind = _kind_for(actor, upload)
    if upload.status == Upload.Status.DROPPED:
        return UNCHANGED
    if upload.status != Upload.Status.CHECKED:
        raise Refusal("moved_on", NOT_NOW)
    upload.status, upload.finished_at = Upload.Status.DROPPED, timezone.now()
    upload.save(update_fields=["status", "finished_at"])
    record(uploads.DROPPED, by=actor, about=upload, kind=kind.code)
    return None


@verb(upload=UPLOADS)
def undo(*, actor: Actor, upload: Upload) -> Unchanged | None:
    """Take back what an upload did, as far as nobody went on with it."""
    kind = _kind_for(actor, upload)
    if upload.status in (Upload.Status.UNDOING, Upload.Status.UNDONE):
        return UNCHANGED
    if upload.status != Upload.Status.DONE:
        raise Refusal("moved_on", NOT_NOW)
    if upload.file_id is None:
        raise Refusal("too_old", GONE, days=DAYS_KEPT)
    _begin(upload, Upload.Status.UNDOING)
    record(uploads.UNDO_ASKED, by=actor, about=upload, kind=kind.code)
    take_back_upload.enqueue(upload=str(upload.pk))
    return None


def _begin(upload: Upload, status: Upload.Status) -> None:
    upload.status, upload.handled, upload.tries = status, 0, 0
    upload.touched_at, upload.sample = timezone.now(), []
    upload.save(update_fields=["status", "handled", "tries", "touched_at", "sample"])


def _kind_for(actor: Actor, upload: Upload) -> UploadKind:
    kind = KINDS.get(upload.kind)
    if kind is None or not kind.permission.held_by(actor):
        raise Http404
    return kind


def headings_of(kind: UploadKind) -> list[str]:
    """Return every heading that a file of this kind may use."""
    return [name for column in kind.columns for name in (column.name, *column.also)]


def _fits(kind: UploadKind, table: Table) -> None:
    if table.reading["form"] in {"json", "html"}:
        if kind.posting is None:
            raise Unreadable("no_postings_here")
        return
    present = {plain(heading) for heading in table.columns}
    missing = [
        column.name
        for column in kind.columns
        if column.required and not present & {plain(name) for name in (column.name, *column.also)}
    ]
    if missing:
        raise Unreadable("missing_columns", names=", ".join(missing))


def source_rows(kind: UploadKind, table: Table) -> Iterator[tuple[SourceRow, tuple[Problem, ...]]]:
    """Yield the rows by column name, with what is wrong about their shape or their key."""
    column_of = {plain(name): column.name for column in kind.columns for name in (column.name, *column.also)}
    seen: dict[str, int] = {}
    for row in table.rows():
        cells = dict.fromkeys((column.name for column in kind.columns), "")
        if row.posting is not None and kind.posting is not None:
            cells |= kind.posting(row.posting)
        for heading, text in row.cells.items():
            name = column_of.get(plain(heading))
            if name and text:
                cells[name] = text
        source, problems = SourceRow(row.number, cells), []
        if row.extra:
            problems.append(Problem("", TOO_MANY_CELLS, {"extra": row.extra}))
        key = kind.key(source)
        if key and seen.setdefault(key, row.number) != row.number:
            problems.append(Problem("", TWICE, {"other": seen[key]}))
        yield source, tuple(problems)


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Yield lists of at most so many items."""
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk


def _check(kind: UploadKind, batch: Batch, chunk: Sequence[tuple[SourceRow, tuple[Problem, ...]]]) -> list[Checked]:
    found = kind.check(batch, [source for source, _ in chunk])
    return [replace(each, problems=(*before, *each.problems)) for each, (_, before) in zip(found, chunk, strict=True)]


def _open(upload: Upload) -> tuple[UploadKind, Batch, Table]:
    kind = KINDS[upload.kind]
    if upload.file is None:
        raise Unreadable("empty")
    table = read_table(files.read(upload.file), headings_of(kind), today=upload.created_at.date())
    return kind, _batch(kind, upload), table


def _batch(kind: UploadKind, upload: Upload, today: date | None = None) -> Batch:
    """Let the job act as the person who asked for it."""
    role = next(grant.role for grant in kind.permission.grants if grant.role.code == upload.by_role)
    actor = Actor(role, upload.by_name, upload.by_user, upload.organisation, region_code=upload.region)
    return Batch(actor, upload.pk, today or this_day())


@task()
@works_for(SERVICE)
def check_upload(upload: str) -> None:
    """Check every row and lay the preview ready."""
    row = Upload.objects.select_related("file").get(pk=upload)
    if row.status != Upload.Status.CHECKING:
        return
    problems: list[dict[str, Any]] = []
    sample: list[dict[str, Any]] = []
    good = bad = handled = 0
    try:
        kind, batch, table = _open(row)
        for chunk in chunks(source_rows(kind, table)):
            for each in _check(kind, batch, chunk):
                good, bad = good + (not each.problems), bad + bool(each.problems)
                problems += _told(each, MOST_PROBLEMS - len(problems))
                if not each.problems and len(sample) < SAMPLE:
                    sample.append({"row": each.row.number, "cells": dict(each.shows)})
            handled += len(chunk)
            Upload.objects.filter(pk=row.pk).update(handled=handled, touched_at=timezone.now())
        if kind.after_check is not None:
            kind.after_check(batch)
    except Unreadable as refused:
        _refuse(row, refused.sentence, refused.facts)
        return
    Upload.objects.filter(pk=row.pk, status=Upload.Status.CHECKING).update(
        status=Upload.Status.CHECKED, problems=problems, sample=sample, good=good, bad=bad, total=handled, tries=0
    )


def _told(checked: Checked, room: int) -> list[dict[str, Any]]:
    """Return what is to be said of a row: what keeps it out, then what could be better."""
    said = [(each, False) for each in checked.problems] + [(each, True) for each in checked.advice]
    return [
        {"row": checked.row.number, "column": each.column, "words": each.sentence, "facts": dict(each.facts)}
        | ({"advice": True} if advice else {})
        for each, advice in said[:room]
    ]


def _refuse(row: Upload, words: str, facts: dict[str, Any]) -> None:
    Upload.objects.filter(pk=row.pk).update(
        status=Upload.Status.REFUSED, refused_because={"words": words, "facts": facts}, finished_at=timezone.now()
    )


@task()
@works_for(SERVICE)
def carry_out_upload(upload: str) -> None:
    """Take the good rows in, some hundreds at a time; after a stop the next run goes on where this one was."""
    row = Upload.objects.select_related("file").get(pk=upload)
    if row.status != Upload.Status.RUNNING:
        return
    kind, batch, table = _open(row)
    at = 0
    for chunk in chunks(source_rows(kind, table)):
        start, at = at, at + len(chunk)
        if start >= row.handled and not _carry_out_chunk(row, kind, batch, start, chunk):
            return
    with transaction.atomic():
        row = Upload.objects.select_for_update(of=("self",)).get(pk=upload)
        if row.status != Upload.Status.RUNNING:
            return
        row.status, row.finished_at = Upload.Status.DONE, timezone.now()
        row.save(update_fields=["status", "finished_at"])
        counts = {name: row.result.get(name, 0) for name in ("created", "changed", "unchanged")}
        record(uploads.FINISHED, by=batch.actor, about=row, kind=kind.code, **counts)


def _carry_out_chunk(
    row: Upload, kind: UploadKind, batch: Batch, start: int, chunk: Sequence[tuple[SourceRow, tuple[Problem, ...]]]
) -> bool:
    """Take one chunk in together with the progress it makes; False when another worker was here already."""
    with transaction.atomic():
        fresh = Upload.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if fresh.status != Upload.Status.RUNNING or fresh.handled != start:
            return False
        done = kind.carry_out(batch, [each for each in _check(kind, batch, chunk) if not each.problems])
        UploadRow.objects.bulk_create(
            UploadRow(
                upload=fresh,
                number=each.number,
                outcome=each.outcome,
                about_id=each.about_id,
                person_id=each.person_id,
                label=each.label[:200],
                before=dict(each.before),
            )
            for each in done
        )
        for each in done:
            fresh.result[each.outcome] = fresh.result.get(each.outcome, 0) + 1
        fresh.handled, fresh.touched_at, fresh.tries = start + len(chunk), timezone.now(), 0
        fresh.save(update_fields=["handled", "touched_at", "tries", "result"])
    return True


@task()
@works_for(SERVICE)
def take_back_upload(upload: str) -> None:
    """Take back what an upload created or changed, and note row by row what had to stay."""
    row = Upload.objects.get(pk=upload)
    if row.status != Upload.Status.UNDOING:
        return
    kind = KINDS[row.kind]
    batch = _batch(kind, row)
    while True:
        with transaction.atomic():
            row = Upload.objects.select_for_update(of=("self",)).get(pk=upload)
            waiting = row.rows.filter(taken_back=None).exclude(outcome="unchanged").order_by("number")
            chunk = list(waiting[:CHUNK])
            if row.status != Upload.Status.UNDOING:
                return
            if not chunk:
                row.status, row.finished_at = Upload.Status.UNDONE, timezone.now()
                row.save(update_fields=["status", "finished_at"])
                taken = row.rows.filter(taken_back=True).count()
                record(uploads.UNDONE, by=batch.actor, about=row, kind=kind.code, rows=taken)
                return
            for each in kind.take_back(batch, chunk):
                each.row.taken_back, each.row.kept_because = not each.kept_because, each.kept_because
            UploadRow.objects.bulk_update(chunk, ["taken_back", "kept_because"])
            row.handled, row.touched_at, row.tries = row.handled + len(chunk), timezone.now(), 0
            row.save(update_fields=["handled", "touched_at", "tries"])


STEP = {
    Upload.Status.CHECKING: check_upload,
    Upload.Status.RUNNING: carry_out_upload,
    Upload.Status.UNDOING: take_back_upload,
}
GIVEN_UP = {
    Upload.Status.CHECKING: Upload.Status.REFUSED,
    Upload.Status.RUNNING: Upload.Status.DONE,  # what came in can be taken back
    Upload.Status.UNDOING: Upload.Status.UNDONE,
}


@recurring("core.resume_uploads", say("Verder gaan met bestanden die bleven liggen"), minutes=1)
@works_for(UPKEEP)
def resume_uploads() -> str:
    """Go on with uploads whose worker was stopped half-way; after three times in vain, say so."""
    standing = Upload.objects.filter(status__in=AT_WORK, touched_at__lt=timezone.now() - STANDS_STILL)
    count = 0
    for upload in standing:
        count += 1
        with transaction.atomic():
            if upload.tries >= MOST_TRIES:
                upload.status, upload.finished_at = GIVEN_UP[Upload.Status(upload.status)], timezone.now()
                upload.refused_because = {"words": OUR_FAULT, "facts": {}}
                upload.save(update_fields=["status", "finished_at", "refused_because"])
                continue
            Upload.objects.filter(pk=upload.pk).update(tries=F("tries") + 1, touched_at=timezone.now())
            STEP[Upload.Status(upload.status)].enqueue(upload=str(upload.pk))
    return f"{count} resumed"


@recurring("core.forget_uploads", say("Ingelezen bestanden weghalen na dertig dagen"), at=time(3, 40))
@works_for(UPKEEP)
def forget_uploads() -> str:
    """Remove the file, the rows and the preview of every upload after thirty days; the counts stay."""
    old = Upload.objects.filter(created_at__lt=timezone.now() - timedelta(days=DAYS_KEPT), file__isnull=False)
    count = 0
    for upload in old.select_related("file"):
        count += 1
        with transaction.atomic():
            upload.rows.all().delete()
            stored, upload.file, upload.sample, upload.problems = upload.file, None, [], []
            upload.save(update_fields=["file", "sample", "problems"])
            if stored is not None:
                files.remove(stored)
    return f"{count} forgotten"
