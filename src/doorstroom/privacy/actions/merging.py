"""Two dossiers of one person become one: what is kept, what moves, and the way back within a term."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.accounts.models import Membership, User
from doorstroom.accounts.queries import running
from doorstroom.cases.actions import guide_from_now_on, place_at_intake, take_back_question
from doorstroom.cases.choices import DoubleAnswer
from doorstroom.cases.declarations import AT_INTAKE, CASELOAD, DOUBLE
from doorstroom.cases.doubles import compare_numbers
from doorstroom.cases.models import CaseAssignment, DoubleDossier
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.models import PersonKey, Promise, ReadLogEntry, StoredFile, Tie, TrailEntry
from doorstroom.core.personal import MERGES, PERSONAL
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.introductions.declarations import INTRODUCTION
from doorstroom.introductions.models import LIVE, Consent, Introduction
from doorstroom.matching.actions import end_underway
from doorstroom.notices.actions import tell
from doorstroom.people.declarations import OWN_SELF
from doorstroom.people.models import Person, Visibility
from doorstroom.people.sealing import change_person, give_number_back, numbers_differ
from doorstroom.privacy.choices import TransferState
from doorstroom.privacy.declarations import MERGE, MERGED, SPLIT, TRANSFER, UNDO_MERGE
from doorstroom.privacy.models import Merge, Transfer
from doorstroom.privacy.queries import days_kept

# Sealed rows name the person they are about, and a log is never rewritten: they stay, and are read through the kept.
STAYS: tuple[type[models.Model], ...] = (TrailEntry, ReadLogEntry, PersonKey, Tie)
FILLED = ("birth_date", "email", "phone", "street", "house_number", "client_number", "infix")
GUIDING = (CASELOAD.code, AT_INTAKE.code)
# In `Merge.moved`, beside the tables: the assignments that ended, and what became of the number.
ENDED, NUMBER = "ended", "number"


@verb(keep=MERGE, gone=MERGE)
def merge(*, actor: Actor, keep: Person, gone: Person, today: date) -> Merge | Unchanged:
    """Bring everything of one dossier to the other; of what both have, the kept one's stands."""
    if gone.merged_into_id == keep.pk:
        return UNCHANGED
    if keep.pk == gone.pk or keep.merged_into_id or gone.merged_into_id:
        raise Refusal("same", say("Kies twee verschillende dossiers die nog niet zijn samengevoegd."))
    if keep.controller_id != gone.controller_id:
        raise Refusal("controllers", say("Deze dossiers zijn van twee gemeenten. Draag eerst een dossier over."))
    if numbers_differ(keep.pk, gone.pk):
        raise Refusal("bsn", say("Deze dossiers hebben elk een eigen BSN. Het zijn dus twee mensen."))
    made = Merge.objects.create(
        keep=keep,
        gone=gone,
        by_user=actor.user_id,
        controller_id=keep.controller_id,
        undo_until=timezone.now() + timedelta(days=days_kept(MERGES, today)),
    )
    ended = _close_what_doubles(keep, gone, today)
    made.moved = {model._meta.label: _move(model, gone.pk, keep.pk) for model in moving()}
    _owed(made.moved.get("core.Promise", []), gone.pk, keep.pk)
    made.ended_ties, made.laid_ties = _move_ties(gone, keep)
    made.filled = _fill(keep, gone)
    made.account = _one_account(keep, gone)
    made.moved |= {ENDED: ended, NUMBER: change_person(gone.pk, keep.pk, keep.controller_id)}
    gone.active, gone.merged_into = False, keep
    gone.save(update_fields=["active", "merged_into"])
    made.save()
    record(MERGED, by=actor, about=made, person_id=keep.pk)
    tell(template="privacy/merged", person_id=keep.pk, link=reverse("people_profile"))
    return made


@verb(merged=UNDO_MERGE)
def split(*, actor: Actor, merged: Merge, today: date) -> Merge | Unchanged:
    """Take a merge back within its term: what moved goes back, what changed since stays where it is."""
    if merged.undone_at is not None:
        return UNCHANGED
    if merged.undo_until <= timezone.now():
        raise Refusal("too_late", say("Dit kan niet meer. De tijd om dit terug te draaien is voorbij."))
    keep = Person.objects.select_for_update(of=("self",)).get(pk=merged.keep_id)
    gone = Person.objects.select_for_update(of=("self",)).get(pk=merged.gone_id)
    for model in moving():
        _move(model, keep.pk, gone.pk, merged.moved.get(model._meta.label, []))
    _owed(merged.moved.get("core.Promise", []), keep.pk, gone.pk)
    Tie.objects.filter(pk__in=merged.laid_ties, until__isnull=True).update(until=timezone.now())
    for tie in Tie.objects.filter(pk__in=merged.ended_ties):
        if tie.ground == CASELOAD.code and not _works_there(tie.party, gone.controller_id):
            continue
        Tie.objects.get_or_create(
            person_id=gone.pk, party=tie.party, ground=tie.ground, subject=tie.subject, until=None
        )
        CaseAssignment.objects.filter(pk__in=merged.moved.get(ENDED, []), case_worker=tie.party).update(until=None)
    _unfill(keep, gone, merged)
    give_number_back(merged.moved.get(NUMBER, []), keep.pk, gone.pk, gone.controller_id)
    gone.active, gone.merged_into = True, None
    gone.save(update_fields=["active", "merged_into", "user_id"])
    merged.undone_at = timezone.now()
    merged.save(update_fields=["undone_at"])
    for person in (gone, keep):
        place_at_intake(person.pk)
    compare_numbers(gone.pk, today)
    record(SPLIT, by=actor, about=merged, person_id=keep.pk)
    return merged


def moving() -> list[type[models.Model]]:
    """Return the tables whose rows can move from one person to another, the same for every room."""
    held = [table.model for table in PERSONAL.values() if table.path == "person_id" and table.model not in STAYS]
    return [model for model in held if not _bound(model)]


def _bound(model: type[models.Model]) -> bool:
    """Tell whether rows belong to one person for good: keyed by the person, or sealed under the person's key."""
    pk = model._meta.pk
    sealed = any(isinstance(field, models.BinaryField) for field in model._meta.concrete_fields)
    return (pk is not None and pk.is_relation) or (sealed and model is not StoredFile)


def _move(model: type[models.Model], old: UUID, new: UUID, only: list[Any] | None = None) -> list[Any]:
    """Point rows to another person; a row that the other has already stays where it is."""
    rows = model._default_manager.filter(person_id=old)
    if only is not None:
        rows = rows.filter(pk__in=only)
    moved = []
    for key in list(rows.order_by("pk").values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=key).update(person_id=new)
        except IntegrityError:
            continue
        moved.append(key if isinstance(key, int) else str(key))
    return moved


def _owed(promises: list[Any], old: UUID, new: UUID) -> None:
    """Let the person who stays owe what the other owed."""
    Promise.objects.filter(pk__in=promises, owner=old).update(owner=new)


def _works_there(user: UUID, organisation: UUID) -> bool:
    return Membership.objects.filter(running(), user=user, organisation=organisation, role=CASE_WORKER.code).exists()


def _close_what_doubles(keep: Person, gone: Person, today: date) -> list[str]:
    """End at the dossier that goes what can run only once: the guide, the question for the key, the same vacancy.

    Return the assignments that ended, for the way back.
    """
    ended: list[str] = []
    if CaseAssignment.objects.filter(person=keep, until__isnull=True).exists():
        guiding = CaseAssignment.objects.filter(person=gone, until__isnull=True)
        ended = [str(row.pk) for row in guiding]
        guiding.update(until=today)
    Visibility.objects.filter(pk=gone.pk).update(own_key=False)
    take_back_question(gone.pk, today)
    for transfer in Transfer.objects.filter(person=gone, status=TransferState.OFFERED):
        TRANSFER.move(transfer, "take_back", today=today)
    for double in DoubleDossier.objects.filter(status=DoubleAnswer.WAITING, person__in=(keep, gone)).filter(
        other__in=(keep, gone)
    ):
        DOUBLE.move(double, "same", today=today)
    both_have = Introduction.objects.filter(person=keep, status__in=LIVE).values("vacancy")
    for row in Introduction.objects.filter(person=gone, status__in=LIVE, vacancy__in=both_have):
        INTRODUCTION.move(row, "withdraw", today=today)
        Consent.objects.filter(introduction=row, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
        end_underway(gone.pk, row.vacancy_id)
    return ended


def _move_ties(gone: Person, keep: Person) -> tuple[list[str], list[str]]:
    """Lay the running ties of one person for the other; of guidance one is enough, the own account is one.

    Where only the dossier that goes has a case worker, this one guides the person from now on.
    """
    ended, laid = [], []
    held = set(
        Tie.objects.filter(person_id=keep.pk, ground__in=GUIDING, until__isnull=True).values_list("ground", flat=True)
    )
    for tie in Tie.objects.filter(person_id=gone.pk, until__isnull=True).order_by("since", "pk"):
        tie.until = timezone.now()
        tie.save(update_fields=["until"])
        ended.append(str(tie.pk))
        if tie.ground == CASELOAD.code and CASELOAD.code not in held:
            guide_from_now_on(keep, tie.party)
            laid.append(str(Tie.objects.get(person_id=keep.pk, ground=CASELOAD.code, until__isnull=True).pk))
            continue
        if tie.ground == OWN_SELF.code or (tie.ground in GUIDING and held):
            continue
        subject = keep.pk if tie.subject == gone.pk else tie.subject
        fresh, new = Tie.objects.get_or_create(
            person_id=keep.pk, party=tie.party, ground=tie.ground, subject=subject, until=None
        )
        if new:
            laid.append(str(fresh.pk))
    return ended, laid


def _fill(keep: Person, gone: Person) -> list[str]:
    """Fill what the kept dossier does not know; return the names of those columns."""
    filled = [name for name in FILLED if not getattr(keep, name) and getattr(gone, name)]
    for name in filled:
        setattr(keep, name, getattr(gone, name))
    if "client_number" in filled:  # once per municipality: the dossier that goes gives it away
        gone.client_number = ""
        gone.save(update_fields=["client_number"])
    keep.save(update_fields=filled)
    return filled


def _one_account(keep: Person, gone: Person) -> str:
    """Let one person have one account: take over the other's, or switch the second off."""
    if gone.user_id is None:
        return ""
    account, gone.user_id = gone.user_id, None
    gone.save(update_fields=["user_id"])
    if keep.user_id is not None:
        User.objects.filter(pk=account).update(is_active=False)
        return str(account)
    keep.user_id = account
    keep.save(update_fields=["user_id"])
    Tie.objects.get_or_create(person_id=keep.pk, party=account, ground=OWN_SELF.code, subject=keep.pk, until=None)
    return str(account)


def _unfill(keep: Person, gone: Person, merged: Merge) -> None:
    """Take out of the kept dossier what the other gave it, as far as nobody changed it since."""
    given = [name for name in merged.filled if name == "client_number" or getattr(keep, name) == getattr(gone, name)]
    number = keep.client_number
    for name in given:
        setattr(keep, name, None if name == "birth_date" else "")
    if merged.account:
        account = UUID(merged.account)
        if keep.user_id == account:
            keep.user_id = None
            Tie.objects.filter(person_id=keep.pk, party=account, ground=OWN_SELF.code, until__isnull=True).update(
                until=timezone.now()
            )
        User.objects.filter(pk=account).update(is_active=True)
        gone.user_id = account
    keep.save(update_fields=[*given, "user_id"])
    if "client_number" in given:
        gone.client_number = number
        gone.save(update_fields=["client_number"])
