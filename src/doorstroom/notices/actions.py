"""Telling people something: write it in the transaction of what happened, deliver it after, and try again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from doorstroom.accounts.queries import office
from doorstroom.core.actors import Actor
from doorstroom.core.fence import machine_scope
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Unchanged, verb

from . import gateways
from .choices import PAUSES, WAIT_FOR_SERVER
from .declarations import CHANNEL_CHOSEN, POST_ITS, READ_OWN, SEND_AGAIN, SENT_AGAIN
from .models import Notice, Preference
from .queries import Receiver, receiver, without_account

State = Notice.State


def tell(
    *,
    template: str,
    user_id: UUID | None = None,
    person_id: UUID | None = None,
    email: str = "",
    first_name: str = "",
    language: str = "",
    context: Mapping[str, Any] | None = None,
    link: str = "",
    essential: bool = False,
    secret: bool = False,
) -> Notice | None:
    """Write a message to a user, to the account of a person, or to an address, in the caller's transaction.

    `template` is "room/name": the file `<room>/mail/<name>.txt`, with a partial `subject` that gets no context at
    all, so that nothing personal can stand there. `link` is a path on this site. The reader's own channel and
    language are kept, unless the message is `essential` (always mailed). A person without an account gets a mail at the
    address of the profile; without that, who guides passes it on. None when there is nobody at all.
    """
    who = receiver(user_id, person_id)
    if who is None and email:
        who = Receiver(email, first_name, language or settings.LANGUAGE_CODE, None, wants_mail=True)
    if who is None and person_id is not None:
        who = without_account(person_id)
    if who is None:
        return None
    subject, body = _words(template, who, language or who.language, context or {}, link)
    notice = Notice(
        person_id=person_id,
        user_id=who.user_id,
        template=template,
        language=language or who.language,
        to=who.email,
        subject=subject,
        body=body,
        secret=secret,
        state=State.WAITING if who.email and (who.wants_mail or essential) else State.ON_SITE,
    )
    if not who.email and who.user_id is None:  # who has an account reads it here
        return _post_it(notice)
    return put_in_outbox(notice)


def _post_it(notice: Notice) -> Notice:
    """Keep a message that can reach nobody, and let who guides the person owe passing it on."""
    with transaction.atomic():
        notice.state = State.POST_IT
        notice.save(force_insert=True)
        for hear in POST_ITS:
            hear(notice)
    return notice


@machine_scope("notices.outbox")
def put_in_outbox(notice: Notice) -> Notice:
    """Keep a message and ask for its delivery, together."""
    from .tasks import deliver_notice  # the task backend is not ready when this module loads

    with transaction.atomic():
        notice.save(force_insert=True)
        if notice.state == State.WAITING:
            deliver_notice.enqueue(notice=str(notice.pk))
    return notice


def deliver(notice_id: UUID) -> str:
    """Send one waiting message and note how that went; return its state. No transaction is open while sending."""
    now = timezone.now()
    claimed = Notice.objects.filter(pk=notice_id, state=State.WAITING, next_try_at__lte=now)
    if not claimed.update(state=State.SENDING, tries=F("tries") + 1, next_try_at=now):
        return ""
    notice = Notice.objects.get(pk=notice_id)
    try:
        gateways.carry(notice)
    except gateways.NotCarried as trouble:
        _not_carried(notice, trouble)
    else:
        notice.state, notice.trouble, notice.sent_at = State.SENT, "", timezone.now()
        if notice.secret and not settings.DEMO:
            notice.body = ""
    notice.save(update_fields=["state", "tries", "trouble", "sent_at", "body", "next_try_at"])
    return notice.state


@verb(notice=SEND_AGAIN)
def send_again(*, actor: Actor, notice: Notice) -> Notice | Unchanged:
    """Try a failed message once more from the start."""
    from .tasks import deliver_notice

    if notice.state != State.FAILED:
        return UNCHANGED
    notice.state, notice.tries, notice.trouble, notice.next_try_at = State.WAITING, 0, "", timezone.now()
    notice.save(update_fields=["state", "tries", "trouble", "next_try_at"])
    deliver_notice.enqueue(notice=str(notice.pk))
    record(SENT_AGAIN, by=actor, about=notice)
    return notice


@verb(READ_OWN)
def choose_channel(*, actor: Actor, channel: str) -> Preference | Unchanged:
    """Keep how a user wants to hear from us."""
    assert actor.user_id is not None  # the permission is for users only
    row, new = Preference.objects.get_or_create(pk=actor.user_id, defaults={"channel": channel})
    if not new and row.channel == channel:
        return UNCHANGED
    row.channel = channel
    row.save(update_fields=["channel"])
    record(CHANNEL_CHOSEN, by=actor, about=row, channel=channel)
    return row


def _words(template: str, who: Receiver, language: str, context: Mapping[str, Any], link: str) -> tuple[str, str]:
    room, _, name = template.partition("/")
    file = f"{room}/mail/{name}.txt"
    with translation.override(language):
        subject = " ".join(render_to_string(f"{file}#subject").split())
        given = {
            "name": who.first_name,
            "region_name": office().name,
            "help_url": f"{settings.SITE_ADDRESS}{reverse('help')}",
            "link": link if link.startswith("http") else f"{settings.SITE_ADDRESS}{link}",
        }
        body = render_to_string(file, {**context, **given})
    return subject, body.strip() + "\n"


def _not_carried(notice: Notice, trouble: gateways.NotCarried) -> None:
    notice.trouble = trouble.trouble
    if trouble.trouble == "no_server":  # not the message's fault: it waits, however long
        notice.state, notice.tries = State.WAITING, 0
        notice.next_try_at = timezone.now() + WAIT_FOR_SERVER
    elif trouble.for_good or notice.tries > len(PAUSES):
        notice.state = State.FAILED
    else:
        notice.state = State.WAITING
        notice.next_try_at = timezone.now() + PAUSES[notice.tries - 1]
