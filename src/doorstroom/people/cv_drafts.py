"""Verbs of a CV: keep what was read, take a line over in the profile, leave it out, take that back, finish."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from doorstroom.common.text import say
from doorstroom.core import files
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb

from .actions import came_via, keeps_no_bsn, note_change
from .choices import SkillLevel, Step
from .declarations import CHANGE_PROFILE, CV_DONE, CV_FILE_REMOVED, CV_LEFT_OUT, CV_READ
from .models import CvDraft, Education, Experience, Person, PersonSkill, Profile

OPEN, TAKEN, LEFT = "open", "taken", "left"
DUTCH = "nl"


@verb(person=CHANGE_PROFILE)
def keep_draft(
    *,
    actor: Actor,
    person: Person,
    name: str,
    lines: Sequence[Mapping[str, Any]],
    left_out: Sequence[Mapping[str, str]],
    content: bytes | None = None,
    media_type: str = "",
) -> CvDraft:
    """Keep the lines of a CV that was read, and its file only when the person wants that; an older CV goes."""
    held = CvDraft.objects.select_for_update(of=("self",)).select_related("file").filter(pk=person.pk).first()
    if held is not None and held.file is not None:
        files.remove(held.file)
    owner = actor.user_id or person.pk
    stored = content and files.store(content, name=name, media_type=media_type, owner=owner, person_id=person.pk)
    draft, _ = CvDraft.objects.update_or_create(
        person=person,
        defaults={
            "name": name[:200],
            "file": stored or None,
            "lines": list(lines),
            "left_out": list(left_out),
            "read_at": timezone.now(),
        },
    )
    record(CV_READ, by=actor, about=person, person_id=person.pk)
    return draft


@verb(person=CHANGE_PROFILE)
def take_lines(
    *, actor: Actor, person: Person, given: Mapping[str, Mapping[str, Any]], today: date
) -> CvDraft | Unchanged:
    """Take lines over in the profile: by key, with the values that the person confirmed or changed."""
    draft = _locked(person)
    steps: list[str] = []
    for line in draft.lines:
        if line["key"] in given and line["state"] != TAKEN:
            values = {**line["values"], **given[line["key"]]}
            keeps_no_bsn(*(str(value) for value in values.values()))
            line["made"] = TAKE[line["part"]](actor, person, values)
            line["values"], line["state"] = values, TAKEN
            steps.append(line["part"])
    if not steps:
        return UNCHANGED
    draft.save(update_fields=["lines"])
    for step in dict.fromkeys(steps):
        note_change(actor, person, step)
    return draft


@verb(person=CHANGE_PROFILE)
def leave_line(*, actor: Actor, person: Person, key: str) -> CvDraft | Unchanged:
    """Leave a line out of the profile."""
    draft = _locked(person)
    line = _line(draft, key)
    if line["state"] != OPEN:
        return UNCHANGED
    line["state"] = LEFT
    draft.save(update_fields=["lines"])
    record(CV_LEFT_OUT, by=actor, about=person, person_id=person.pk)
    return draft


@verb(person=CHANGE_PROFILE)
def open_again(*, actor: Actor, person: Person, key: str) -> CvDraft | Unchanged:
    """Take back what was done with a line: out of the profile again, or no longer left out."""
    draft = _locked(person)
    line = _line(draft, key)
    if line["state"] == OPEN:
        return UNCHANGED
    if line["state"] == TAKEN:
        UNDO[line["part"]](person, line)
    line["state"], line["made"] = OPEN, None
    draft.save(update_fields=["lines"])
    note_change(actor, person, line["part"])
    return draft


@verb(person=CHANGE_PROFILE)
def finish_cv(*, actor: Actor, person: Person) -> Person | Unchanged:
    """Forget the lines; a file that the person wanted to keep stays."""
    draft = CvDraft.objects.select_for_update(of=("self",)).filter(pk=person.pk).first()
    if draft is None or not (draft.lines or draft.file_id is None):
        return UNCHANGED
    if draft.file_id is None:
        draft.delete()
    else:
        draft.lines, draft.left_out = [], []
        draft.save(update_fields=["lines", "left_out"])
    record(CV_DONE, by=actor, about=person, person_id=person.pk)
    return person


@verb(person=CHANGE_PROFILE)
def remove_cv_file(*, actor: Actor, person: Person) -> Person | Unchanged:
    """Remove the file of a CV for good."""
    draft = CvDraft.objects.select_for_update(of=("self",)).select_related("file").filter(pk=person.pk).first()
    if draft is None or draft.file is None:
        return UNCHANGED
    files.remove(draft.file)
    if draft.lines:
        draft.file = None
        draft.save(update_fields=["file"])
    else:
        draft.delete()
    record(CV_FILE_REMOVED, by=actor, about=person, person_id=person.pk)
    return person


def _locked(person: Person) -> CvDraft:
    draft = CvDraft.objects.select_for_update().filter(pk=person.pk).first()
    if draft is None:
        raise Refusal("gone", say("Dit is intussen weggehaald."))
    return draft


def _line(draft: CvDraft, key: str) -> dict[str, Any]:
    found = next((line for line in draft.lines if line["key"] == key), None)
    if found is None:
        raise Refusal("gone", say("Dit is intussen weggehaald."))
    line: dict[str, Any] = found  # the row in the list itself, so that a change to it is saved with the draft
    return line


def _take_work(_actor: Actor, person: Person, values: Mapping[str, Any]) -> Any:
    end = date.fromisoformat(values["end"]) if values["end"] else None
    start = date.fromisoformat(values["start"])
    if end is not None and end < start:
        raise Refusal("end_first", say("De einddatum ligt voor de begindatum."))
    row, made = Experience.objects.get_or_create(
        person=person,
        title=values["title"],
        employer=values["employer"],
        start=start,
        end=end,
        defaults={"what": values["what"], "occupation_id": values["occupation"]},
    )
    return str(row.pk) if made else None


def _take_school(_actor: Actor, person: Person, values: Mapping[str, Any]) -> Any:
    if values["level"] is None:
        raise Refusal("level", say("Kies eerst het niveau."))
    row, made = Education.objects.get_or_create(
        person=person,
        name=values["name"],
        level=values["level"],
        year=values["year"],
        defaults={"finished": values["finished"]},
    )
    return str(row.pk) if made else None


def _take_language(_actor: Actor, person: Person, values: Mapping[str, Any]) -> Any:
    profile = Profile.objects.select_for_update().get(pk=person.pk)
    if values["code"] == DUTCH:
        if values["level"] is None:
            raise Refusal("level", say("Kies eerst het niveau."))
        before, profile.dutch = profile.dutch, values["level"]
        profile.save(update_fields=["dutch", "changed_at"])
        return before
    if values["code"] in profile.other_languages:
        return None
    profile.other_languages = [*profile.other_languages, values["code"]]
    profile.save(update_fields=["other_languages", "changed_at"])
    return values["code"]


def _take_paper(_actor: Actor, person: Person, values: Mapping[str, Any]) -> Any:
    profile = Profile.objects.select_for_update().get(pk=person.pk)
    if values["code"] in profile.licences:
        return None
    profile.licences = [*profile.licences, values["code"]]
    profile.save(update_fields=["licences", "changed_at"])
    return values["code"]


def _take_skill(actor: Actor, person: Person, values: Mapping[str, Any]) -> Any:
    level = {"level": SkillLevel.GOOD, "came_via": came_via(actor, person)}
    row, made = PersonSkill.objects.get_or_create(person=person, skill_id=values["skill"], defaults=level)
    return str(row.pk) if made else None


def _drop(model: Any) -> Callable[[Person, Mapping[str, Any]], None]:
    def drop(person: Person, line: Mapping[str, Any]) -> None:
        if line["made"]:
            model.objects.filter(person=person, pk=UUID(line["made"])).delete()

    return drop


def _undo_language(person: Person, line: Mapping[str, Any]) -> None:
    profile = Profile.objects.select_for_update().get(pk=person.pk)
    if line["values"]["code"] == DUTCH:
        if line["made"] is not None and profile.dutch == line["values"]["level"]:
            profile.dutch = line["made"]
    elif line["made"]:
        profile.other_languages = [code for code in profile.other_languages if code != line["made"]]
    profile.save(update_fields=["dutch", "other_languages", "changed_at"])


def _undo_paper(person: Person, line: Mapping[str, Any]) -> None:
    profile = Profile.objects.select_for_update().get(pk=person.pk)
    profile.licences = [code for code in profile.licences if code != line["made"]]
    profile.save(update_fields=["licences", "changed_at"])


TAKE: dict[str, Callable[[Actor, Person, Mapping[str, Any]], Any]] = {
    Step.WORK: _take_work,
    Step.SCHOOL: _take_school,
    Step.LANGUAGE: _take_language,
    Step.PAPERS: _take_paper,
    Step.SKILLS: _take_skill,
}
UNDO: dict[str, Callable[[Person, Mapping[str, Any]], None]] = {
    Step.WORK: _drop(Experience),
    Step.SCHOOL: _drop(Education),
    Step.LANGUAGE: _undo_language,
    Step.PAPERS: _undo_paper,
    Step.SKILLS: _drop(PersonSkill),
}
