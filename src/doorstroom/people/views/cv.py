"""A CV: bring it, look through what was read part by part, and finish; nothing enters the profile unconfirmed."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from doorstroom.common.dates import today
from doorstroom.core import files
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.choices import EducationLevel, Language, LanguageLevel, Licence, Step
from doorstroom.people.cv_drafts import finish_cv, keep_draft, leave_line, open_again, remove_cv_file, take_lines
from doorstroom.people.declarations import CHANGE_PROFILE
from doorstroom.people.forms.cv import CvForm
from doorstroom.people.forms.work import CourseForm, WorkForm
from doorstroom.people.gateways.cv.reader import Unread, read_cv
from doorstroom.people.models import CvDraft, Person
from doorstroom.people.queries import PARTS, left_out_words, lines_of
from doorstroom.reference.actions import note_unknown

from .place import profile_url, step_url, whose
from .search import find_occupations

ASKS = {Step.SCHOOL: EducationLevel, Step.LANGUAGE: LanguageLevel}  # a level that the CV may leave open


def _own_or(name: str, person: Person, own: bool, *more: str) -> str:
    return reverse(name, args=more) if own else reverse(f"{name}_of", args=[person.pk, *more])


def _draft(person: Person) -> CvDraft | None:
    return CvDraft.objects.select_related("file").filter(pk=person.pk).first()


@page(CHANGE_PROFILE)
def cv(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """Bring a CV, go on with one that was brought, or see the file that was kept."""
    row = whose(actor_of(request), person)
    if row is None:
        return redirect("people_start")
    form, status = CvForm(), 200
    if request.method == "POST":
        form, status = CvForm(request.POST, request.FILES), 400
        if form.is_valid():
            refused = _read(request, row, form)
            if refused is None:
                return redirect(_own_or("people_cv_part", row, person is None, PARTS[0]))
            form.add_error("file" if form.cleaned_data["file"] else "text", gettext(refused.sentence))
    draft = _draft(row)
    context = {
        "form": form,
        "person": row,
        "own": person is None,
        "draft": draft,
        "go_on": _own_or("people_cv_part", row, person is None, PARTS[0]) if draft and draft.lines else "",
        "file_url": _own_or("people_cv_file", row, person is None),
        "path_url": step_url(Step.WORK, row, own=person is None),
        "profile_url": profile_url(row, own=person is None),
    }
    return render(request, "people/cv.html", context, status=status)


def _read(request: HttpRequest, person: Person, form: CvForm) -> Unread | None:
    """Read what was brought and keep its lines; return why not when it could not be read."""
    content, name = form.brought()
    draft = read_cv(content, name, today())
    if isinstance(draft, Unread):
        return draft
    read = lines_of(draft)
    if not read.lines:
        return Unread("nothing_found")
    keep = form.cleaned_data["keep"] and form.cleaned_data["file"] is not None
    keep_draft(
        actor=actor_of(request),
        person=person,
        name=name,
        lines=read.lines,
        left_out=read.left_out,
        content=content if keep else None,
        media_type="application/octet-stream",
    )
    note_unknown(read.unknown, source="cv")
    return None


@page(CHANGE_PROFILE)
def part(request: HttpRequest, part: str, person: UUID | None = None) -> HttpResponse:
    """Look through one part of what was read: take over, change, leave out, or take that back."""
    row = whose(actor_of(request), person)
    draft = _draft(row) if row else None
    if row is None or draft is None or not draft.lines:
        return redirect("people_cv" if person is None else reverse("people_cv_of", args=[person]))
    if part not in PARTS:
        raise Http404
    shown = [each for each in PARTS if any(line["part"] == each for line in draft.lines)]
    if part not in shown:
        return redirect(_own_or("people_cv_part", row, person is None, shown[0]))
    form, refused, status = None, "", 200
    if request.method == "POST":
        do, _, key = request.POST.get("do", "").partition(":")
        if do == "next":
            return _onward(request, row, shown, part, own=person is None)
        form = _changed(request, draft, key) if do == "change" else None
        try:
            if form is None or form.is_valid():
                _do(request, row, draft, part, do, key, form)
                return redirect(request.get_full_path().partition("?")[0])
            status = 400
        except Refusal as refusal:
            refused, status = sentence(refusal), 409
    context = _context(request, row, draft, part, shown, own=person is None) | {"refused": refused}
    return render(request, "people/cv_part.html", context | ({"form": form} if form else {}), status=status)


def _do(
    request: HttpRequest, person: Person, draft: CvDraft, part: str, do: str, key: str, form: forms.Form | None
) -> None:
    """Do what one button says."""
    actor = actor_of(request)
    if do == "leave":
        leave_line(actor=actor, person=person, key=key)
    elif do == "again":
        open_again(actor=actor, person=person, key=key)
    elif do == "change" and form is not None:
        take_lines(actor=actor, person=person, given={key: _values(form)})
    elif do in {"take", "all"}:
        open_ones = [line for line in draft.lines if line["part"] == part and line["state"] == "open"]
        wanted = [line for line in open_ones if do == "all" or line["key"] == key]
        take_lines(actor=actor, person=person, given={line["key"]: _level(request, line) for line in wanted})


def _level(request: HttpRequest, line: dict[str, Any]) -> dict[str, Any]:
    """Return the level that the person chose beside a line."""
    text = request.POST.get(f"level_{line['key']}", "")
    levels = ASKS.get(Step(line["part"]))
    if levels is None or not text.isdecimal() or len(text) > 2 or int(text) not in levels.values:
        return {}
    return {"level": int(text)}


def _changed(request: HttpRequest, draft: CvDraft, key: str) -> forms.Form:
    """Return the form with which a line was changed."""
    line = next((each for each in draft.lines if each["key"] == key), None)
    if line is None or line["part"] not in {Step.WORK, Step.SCHOOL}:
        raise Http404
    return WorkForm(request.POST) if line["part"] == Step.WORK else CourseForm(request.POST)


def _values(form: forms.Form) -> dict[str, Any]:
    """Return the values of a changed line as the draft holds them."""
    if isinstance(form, CourseForm):
        return vars(form.school())
    given = form.work()  # type: ignore[attr-defined]
    exact = [hit.key for hit in find_occupations(given.title) if hit.exact]
    return {
        "title": given.title,
        "employer": given.employer,
        "what": given.what,
        "start": given.start.isoformat(),
        "end": given.end.isoformat() if given.end else "",
        "months": True,
        "occupation": given.occupation_id or (exact[0] if exact else None),
    }


def _onward(request: HttpRequest, person: Person, shown: list[Step], part: str, *, own: bool) -> HttpResponse:
    at = shown.index(Step(part))
    if at + 1 < len(shown):
        return redirect(_own_or("people_cv_part", person, own, shown[at + 1]))
    finish_cv(actor=actor_of(request), person=person)
    messages.success(request, gettext("Uw cv is nagelopen. Kijk nu of uw profiel klopt."))
    return redirect(profile_url(person, own=own))


def _context(
    request: HttpRequest, person: Person, draft: CvDraft, part: str, shown: list[Step], *, own: bool
) -> dict[str, Any]:
    here = [line for line in draft.lines if line["part"] == part]
    changing = next((line for line in here if line["key"] == request.GET.get("regel")), None)
    return {
        "person": person,
        "own": own,
        "draft": draft,
        "part": Step(part),
        "rows": [_row(line) for line in here],
        "open": sum(line["state"] == "open" for line in here),
        "number": shown.index(Step(part)) + 1,
        "total": len(shown),
        "labels": [str(each.label) for each in shown],
        "back": _own_or("people_cv_part", person, own, shown[shown.index(Step(part)) - 1]) if part != shown[0] else "",
        "last": part == shown[-1],
        "left_out": [left_out_words(each["kind"], each["words"]) for each in draft.left_out]
        if part == shown[0]
        else [],
        "changing": changing["key"] if changing else "",
        "form": _form_of(changing) if changing else None,
        "profile_url": profile_url(person, own=own),
    }


def _form_of(line: dict[str, Any]) -> forms.Form | None:
    values = line["values"]
    if line["part"] == Step.SCHOOL:
        return CourseForm(initial=values)
    if line["part"] != Step.WORK:
        return None
    start = date.fromisoformat(values["start"])
    shown = {"title": values["title"], "employer": values["employer"], "what": values["what"]}
    shown |= {"occupation": values["occupation"], "start_year": start.year, "still": not values["end"]}
    if values["months"]:
        shown["start_month"] = start.month
    if values["end"]:
        end = date.fromisoformat(values["end"])
        shown |= {"end_year": end.year} | ({"end_month": end.month} if values["months"] else {})
    return WorkForm(initial=shown)


def _row(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line as the page shows it."""
    values, part = line["values"], Step(line["part"])
    shown: dict[str, Any] = {"key": line["key"], "state": line["state"], "words": line["words"].split("\n")}
    levels = ASKS.get(part)
    asks = levels is not None and values.get("level") is None and (part == Step.SCHOOL or values.get("code") == "nl")
    shown["levels"] = levels.choices if levels is not None and asks else []
    if part == Step.WORK:
        start, end = values["start"], values["end"]
        shown |= {"title": values["title"], "employer": values["employer"], "occupation": values["occupation_name"]}
        shown |= {"start": date.fromisoformat(start), "end": date.fromisoformat(end) if end else None}
        return shown | {"months": values["months"], "work": True, "what": values["what"]}
    if part == Step.SCHOOL:
        level = EducationLevel(values["level"]).label if values["level"] is not None else ""
        return shown | {
            "title": values["name"],
            "level": level,
            "year": values["year"],
            "unfinished": not values["finished"],
        }
    if part == Step.LANGUAGE:
        dutch = values["code"] == "nl"
        level = LanguageLevel(values["level"]).label if values["level"] is not None else ""
        return shown | {"title": gettext("Nederlands") if dutch else Language(values["code"]).label, "level": level}
    return shown | {"title": Licence(values["code"]).label if part == Step.PAPERS else values["name"]}


@page(CHANGE_PROFILE)
@require_safe
def cv_file(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """Give back the file that was kept, as a download only."""
    row = whose(actor_of(request), person)
    draft = _draft(row) if row else None
    if draft is None or draft.file is None:
        raise Http404
    response = HttpResponse(files.read(draft.file), content_type="application/octet-stream")
    ending = draft.name.rpartition(".")[2]
    response.headers["Content-Disposition"] = f'attachment; filename="cv.{ending if ending.isalnum() else "bin"}"'
    return response


@require_POST
@page(CHANGE_PROFILE)
def cv_drop(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """Forget the lines of a CV, or remove its file."""
    row = whose(actor_of(request), person)
    if row is None:
        raise Http404
    if request.POST.get("do") == "file":
        remove_cv_file(actor=actor_of(request), person=row)
        messages.success(request, gettext("Het bestand is weggehaald."))
    else:
        finish_cv(actor=actor_of(request), person=row)
        messages.success(request, gettext("De regels uit het cv zijn weg. In het profiel is niets veranderd."))
    return redirect(_own_or("people_cv", row, person is None))
