"""Messages for people who cannot be written to: who guides them passes the message on."""

from datetime import date

from django.utils import timezone

from doorstroom.cases.choices import PostItStatus
from doorstroom.cases.declarations import PASS_ON, PASSED_ON, POST_ITS_MACHINE
from doorstroom.cases.models import PostIt
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Unchanged, verb
from doorstroom.notices.models import Notice
from doorstroom.people.models import Person

from .plan import guide_of


def post_it(notice: Notice) -> None:
    """Let who guides a person owe passing a message on; called in the transaction of the message."""
    person = Person.objects.filter(pk=notice.person_id).first() if notice.person_id else None
    if person is not None:
        made = PostIt.objects.create(person=person, notice=notice, owner=guide_of(person))
        POST_ITS_MACHINE.begin(made, today=timezone.localdate())


@verb(post_it=PASS_ON)
def pass_on(*, actor: Actor, post_it: PostIt, today: date) -> PostIt | Unchanged:
    """Note that a message was passed on."""
    if post_it.status == PostItStatus.TOLD:
        return UNCHANGED
    POST_ITS_MACHINE.move(post_it, "told", today=today)
    record(PASSED_ON, by=actor, about=post_it)
    return post_it
