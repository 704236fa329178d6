"""Giving somebody everything that is known of them: ask, make in the worker, let it expire."""

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from doorstroom.accounts.declarations import JOB_SEEKER
from doorstroom.common.text import say
from doorstroom.core import files
from doorstroom.core.actors import Actor, machine
from doorstroom.core.models import StoredFile
from doorstroom.core.personal import OVERVIEWS
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.notices.actions import tell
from doorstroom.people.models import Person
from doorstroom.privacy import gather
from doorstroom.privacy.choices import Identity, OverviewState
from doorstroom.privacy.declarations import (
    ACCESS_REQUEST,
    ASK_OVERVIEW,
    MAKE_OVERVIEW,
    OVERVIEW_ASKED,
    OVERVIEW_EXPIRED,
    OVERVIEW_READY,
)
from doorstroom.privacy.models import AccessRequest
from doorstroom.privacy.queries import days_kept

MAKER = machine("overzicht van gegevens")


@verb(person=ASK_OVERVIEW)
def ask_overview(*, actor: Actor, person: Person, identity: str = Identity.SELF, today: date) -> Any:
    """Ask for everything that is known of a person; the worker makes it. One at a time."""
    from doorstroom.privacy.tasks import make_overview_of  # the task backend is not ready when this module loads

    if actor.user_id is None:
        raise Http404
    own = actor.role == JOB_SEEKER
    if own != (identity == Identity.SELF) or identity not in Identity.values:
        raise Refusal("identity", say("Kies hoe u weet wie dit vraagt."))
    if AccessRequest.objects.filter(person=person, status=OverviewState.ASKED).exists():
        return UNCHANGED
    total = len(gather.tables())
    try:
        with transaction.atomic():
            asked = AccessRequest.objects.create(person=person, asked_by=actor.user_id, identity=identity, total=total)
    except IntegrityError:  # a second click at the same moment
        return UNCHANGED
    ACCESS_REQUEST.begin(asked, today=today)
    record(OVERVIEW_ASKED, by=actor, about=asked)
    make_overview_of.enqueue(request=str(asked.pk))
    return asked


def make_overview(request_id: UUID) -> str:
    """Gather, keep as files and say that it is ready; made again from the start when a worker died on the way."""
    asked = AccessRequest.objects.select_related("person__controller").get(pk=request_id)
    if asked.status != OverviewState.ASKED:
        return str(asked.status)
    person, parts = asked.person, []
    for number, (table, rows) in enumerate(gather.gathered(person), start=1):
        parts.append({"table": table.label, "title": table.title, "rows": rows})
        AccessRequest.objects.filter(pk=asked.pk).update(done=number)
    said = {
        "made_at": timezone.now().isoformat(),
        "controller": person.controller.name,
        "person": person.name,
        "parts": parts,
    }
    text = json.dumps(said, ensure_ascii=False, indent=1).encode()
    own = {"owner": person.controller_id, "person_id": person.pk}
    archive = _zip(text, person)  # before anything is stored, which would be a file of the person too
    content = files.store(text, name="mijn-gegevens.json", media_type="application/json", **own)
    bundle = files.store(archive, name="mijn-gegevens.zip", media_type="application/zip", **own)
    if finish(actor=MAKER, request=asked.pk, content=content, bundle=bundle) is UNCHANGED:
        files.remove(content)
        files.remove(bundle)
    return str(OverviewState.READY)


def _zip(text: bytes, person: Person) -> bytes:
    """Return the overview and every file of the person in one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mijn-gegevens.json", text)
        for number, stored in enumerate(gather.own_files(person).order_by("stored_at", "pk"), start=1):
            archive.writestr(f"bestanden/{number:03d}-{stored.name}", files.read(stored))
    return buffer.getvalue()


@verb(request=MAKE_OVERVIEW)
def finish(
    *, actor: Actor, request: AccessRequest, content: StoredFile, bundle: StoredFile, today: date
) -> AccessRequest | Unchanged:
    """Say that an overview is ready, until when, and tell the person."""
    if request.status != OverviewState.ASKED:
        return UNCHANGED
    now = timezone.now()
    request.content, request.bundle, request.ready_at = content, bundle, now
    request.expires_at = now + timedelta(days=days_kept(OVERVIEWS, today))
    request.save(update_fields=["content", "bundle", "ready_at", "expires_at"])
    ACCESS_REQUEST.move(request, "ready", today=today)
    record(OVERVIEW_READY, by=actor, about=request)
    link = reverse("privacy_overview", args=[request.pk])
    tell(template="privacy/overview_ready", person_id=request.person_id, link=link)
    return request


@verb(request=MAKE_OVERVIEW)
def expire(*, actor: Actor, request: AccessRequest, today: date) -> AccessRequest | Unchanged:
    """Forget the files of an overview whose time is over."""
    if request.status != OverviewState.READY or request.expires_at is None or request.expires_at > timezone.now():
        return UNCHANGED
    held = [file for file in (request.content, request.bundle) if file is not None]
    request.content = request.bundle = None
    request.save(update_fields=["content", "bundle"])
    ACCESS_REQUEST.move(request, "expire", today=today)
    record(OVERVIEW_EXPIRED, by=actor, about=request)
    for file in held:
        files.remove(file)
    return request
