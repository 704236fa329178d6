"""Pages of uploads: bring a file, see what it would do, have it taken in, take it back."""

import csv
import io
from typing import Any

import openpyxl
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from doorstroom.common.dates import today

from . import upload_steps as steps
from .forms import UploadForm
from .models import Upload
from .pages import actor_of, asks_a_part, page, sentence
from .tables import limit_on, neutral
from .upload_words import form_words, problem_rows, result_rows, status_words, told
from .uploads import KINDS, UPLOADS, UploadKind, kinds_of
from .verbs import Refusal

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _kind(request: HttpRequest, code: str) -> UploadKind:
    for kind in kinds_of(actor_of(request)):
        if kind.code == code:
            return kind
    raise Http404


def _upload(request: HttpRequest, upload: str) -> tuple[Upload, UploadKind]:
    row = UPLOADS.open(actor_of(request), upload)
    return row, _kind(request, row.kind)


@page(UPLOADS)
@require_safe
def upload_list(request: HttpRequest) -> HttpResponse:
    """Show the files that the own organisation brought, newest first."""
    kinds = kinds_of(actor_of(request))
    rows = UPLOADS.visible(actor_of(request)).filter(kind__in=[kind.code for kind in kinds]).order_by("-created_at")
    shown = Paginator(rows, 25).get_page(request.GET.get("page"))
    lines = [{"upload": row, "label": gettext(KINDS[row.kind].label), "status": status_words(row)} for row in shown]
    return render(request, "core/uploads.html", {"page": shown, "lines": lines, "kinds": kinds})


@page(UPLOADS)
def upload_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Bring a file."""
    chosen = _kind(request, kind)
    form, status = UploadForm(), 200
    if request.method == "POST":
        form, status = UploadForm(request.POST, request.FILES), 400
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                upload = steps.bring(actor=actor_of(request), kind=chosen, content=file.read(), name=file.name)
                return redirect("core_upload", upload=upload.pk)
            except Refusal as refused:
                form.add_error("file", sentence(refused))
    context = {"form": form, "kind": chosen, "limit": limit_on(today()), "days": steps.DAYS_KEPT}
    context["postings"] = chosen.posting is not None
    return render(request, "core/upload_new.html", context, status=status)


@page(UPLOADS)
@require_safe
def upload(request: HttpRequest, upload: str) -> HttpResponse:
    """Show where one file stands: being checked, ready to confirm, at work, done, undone or refused."""
    row, kind = _upload(request, upload)
    working = row.status in steps.AT_WORK
    if asks_a_part(request) and "voortgang" in request.GET:
        if not working:
            return HttpResponseClientRefresh()
        return render(request, "core/upload.html#progress", _state(row, kind))
    return render(request, "core/upload.html", _state(row, kind) | _details(request, row, kind))


def _state(row: Upload, kind: UploadKind) -> dict[str, Any]:
    url = f"{reverse('core_upload', args=[row.pk])}?voortgang=1"
    return {
        "upload": row,
        "kind": kind,
        "status": status_words(row),
        "working": row.status in steps.AT_WORK,
        "poll": url,
        "most": max(row.total, 1),
    }


def _details(request: HttpRequest, row: Upload, kind: UploadKind) -> dict[str, Any]:
    statuses = Upload.Status
    kept = row.status == statuses.UNDONE
    rows = row.rows.filter(taken_back=False) if kept else row.rows.all()
    shown = Paginator(rows.order_by("number"), 25).get_page(request.GET.get("page"))
    problems, advice = problem_rows(row), problem_rows(row, advice=True)
    columns = [column.name for column in kind.columns if any(each["cells"].get(column.name) for each in row.sample)]
    return {
        "read_as": form_words(row),
        "why_refused": told(row.refused_because) if row.refused_because else "",
        "columns": columns,
        "sample": [
            {"row": each["row"], "cells": [(name, each["cells"].get(name, "")) for name in columns]}
            for each in row.sample
        ],
        "problems": problems[:20],
        "more_problems": max(0, len(problems) - 20),
        "advice": advice[:20],
        "more_advice": max(0, len(advice) - 20),
        "page": shown,
        "counts": [row.result.get(name, 0) for name in ("created", "changed", "unchanged")],
        "results": result_rows(kind, shown),
        "taken_back": row.rows.filter(taken_back=True).count() if kept else 0,
        "may_undo": row.status == statuses.DONE and row.file_id is not None and bool(row.result),
        "days": steps.DAYS_KEPT,
    }


def _do(request: HttpRequest, upload: str, step: Any, done: str) -> HttpResponse:
    row, kind = _upload(request, upload)
    try:
        step(actor=actor_of(request), upload=row)
    except Refusal as refused:
        row.refresh_from_db()
        context = _state(row, kind) | _details(request, row, kind) | {"refused": sentence(refused)}
        return render(request, "core/upload.html", context, status=409)
    if done:
        messages.success(request, done)
    return redirect("core_upload", upload=row.pk)


@page(UPLOADS)
@require_POST
def upload_confirm(request: HttpRequest, upload: str) -> HttpResponse:
    """Take the good rows in."""
    return _do(request, upload, steps.confirm, "")


@page(UPLOADS)
@require_POST
def upload_drop(request: HttpRequest, upload: str) -> HttpResponse:
    """Leave the file."""
    return _do(request, upload, steps.drop, gettext("Het bestand is niet ingelezen."))


@page(UPLOADS)
@require_POST
def upload_undo(request: HttpRequest, upload: str) -> HttpResponse:
    """Take back what the file did."""
    return _do(request, upload, steps.undo, "")


@page(UPLOADS)
@require_GET
def upload_problems(request: HttpRequest, upload: str) -> HttpResponse:
    """Give the list of problems as a file that a spreadsheet opens."""
    row, _ = _upload(request, upload)
    heading = [gettext("rij"), gettext("kolom"), gettext("wat er niet klopt")]
    lines = [[str(each["row"]), each["column"], each["words"]] for each in problem_rows(row)]
    return _csv([heading, *lines], f"fouten-{row.created_at:%Y-%m-%d}.csv")


@page(UPLOADS)
@require_GET
def upload_template(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """Give an example file with the headings and one row."""
    chosen = _kind(request, kind)
    lines = [[column.name for column in chosen.columns], [column.example for column in chosen.columns]]
    name = f"voorbeeld-{chosen.code}"
    if form == "csv":
        return _csv(lines, f"{name}.csv")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(chosen.code[:30])
    for line in lines:
        sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return _attachment(buffer.getvalue(), EXCEL, f"{name}.xlsx")


def _csv(lines: list[list[str]], name: str) -> HttpResponse:
    """Return a CSV as Dutch spreadsheets open it: semicolons, and a mark that says UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([[neutral(cell) for cell in line] for line in lines])
    return _attachment(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", name)


def _attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
