"""One referral and every answer to it: from the agency's inbox, from the desk, and from the case worker."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from doorstroom.common.dates import today
from doorstroom.common.text import say
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.tables import neutral
from doorstroom.core.verbs import Refusal
from doorstroom.people.declarations import SEE

from .. import actions
from ..choices import Status
from ..declarations import ANSWER, FOLLOW, OWN, SCREEN, UNDO
from ..forms import InterviewForm, QuestionForm, ReasonForm, ReplyForm, ScreenForm, VacancyForm, key_of
from ..models import AT_EMPLOYER, LIVE, Enrolment, Referral
from ..queries import lists
from ..queries.proposing import on_offer, why_words
from .people import crumbs_of

ON_A_PAGE = 25


@require_GET
@page(ANSWER)
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the agency's live referrals, the earliest date first, with answers in two clicks."""
    actor, day = actor_of(request), today()
    late = request.GET.get("te-laat") == "1"
    status = request.GET.get("stand", "")
    rows = lists.inbox(actor, deal=key_of(request.GET.get("deal", "")), status=status, late=late, today=day)
    shown = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown, "rows": lists.lines(shown.object_list, actor, day), "status": status, "late": late,
        "choices": [(value, label) for value, label in Status.choices if value in LIVE], "reason_form": ReasonForm(),
        "past": Paginator(lists.past(actor), ON_A_PAGE).get_page(1).object_list if not status and not late else [],
    }  # fmt: skip
    return render(request, "deals/inbox.html", context)


@require_GET
@page(ANSWER)
def export(request: HttpRequest) -> HttpResponse:
    """Give the inbox as a file for a spreadsheet; the same file comes back with answers."""
    actor, day = actor_of(request), today()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="verwijzingen-{day.isoformat()}.csv"'
    response.write("\ufeff")
    sheet = csv.writer(response, delimiter=";")
    sheet.writerow(("verwijzing", "naam", "sectordeal", "stand", "uiterlijk", "antwoord", "datum", "vacature", "reden"))
    for line in lists.lines(lists.inbox(actor, today=day)[:5_000], actor, day):
        due = line.due.isoformat() if line.due else ""
        cells = (line.code, line.name, line.deal, line.status_words, due, "", "", "", "")
        sheet.writerow([neutral(str(cell)) for cell in cells])
    return response


@require_POST
@page(ANSWER)
def bulk(request: HttpRequest) -> HttpResponse:
    """Take on, or hand back for one reason, everybody who was ticked."""
    actor, done = actor_of(request), 0
    reason, what = request.POST.get("reason", ""), request.POST.get("what", "")
    for key in filter(None, map(key_of, request.POST.getlist("wie")[:100])):
        try:
            if what == "accept":
                done += bool(actions.accept(actor=actor, referral=key))
            else:
                done += bool(actions.hand_back(actor=actor, referral=key, reason=reason))
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
            break
    if done:
        words = ngettext("{count} verwijzing is beantwoord.", "{count} verwijzingen zijn beantwoord.", done)
        messages.success(request, words.format(count=done))
    return redirect("deals_inbox")


@require_GET
@page(ANSWER, FOLLOW)
def referral(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one referral; that somebody at the agency opened it, the case worker and the person can see."""
    row = _opened(request, key)
    if ANSWER.held_by(actor_of(request)) and row.status == Status.OPEN:
        actions.see(actor=actor_of(request), referral=key)
        row = _opened(request, key)
    return _shown(request, row)


def _opened(request: HttpRequest, key: UUID) -> Referral:
    actor = actor_of(request)
    permission = ANSWER if ANSWER.held_by(actor) else FOLLOW
    rows = permission.visible(actor).select_related("partner__organisation", "deal", "enrolment", "vacancy", "employer")
    row: Referral | None = rows.filter(pk=key).first()
    if row is None or (permission is ANSWER and row.organisation_id != actor.organisation_id):
        raise Http404
    return row


def _shown(request: HttpRequest, row: Referral, status: int = 200, **more: Any) -> HttpResponse:
    actor, agency = actor_of(request), bool(ANSWER.held_by(actor_of(request)))
    person = SEE.visible(actor).filter(pk=row.person_id).first()
    live = row.status in LIVE
    context: dict[str, Any] = {
        "row": row, "person": person, "agency": agency, "live": live, "late": bool(row.due and row.due < today()),
        "why": why_words(row.why), "new": row.status in (Status.OPEN, Status.SEEN),
        "at_employer": row.status in AT_EMPLOYER,
        "known": None, "reply_form": ReplyForm(),
        "reason_form": ReasonForm(), "question_form": QuestionForm(),
    }  # fmt: skip
    if agency and live:
        found = lists.known(actor, row, row.deal.region_id, all_partners=False)
        choices = lists.vacancy_choices(found)
        interview = InterviewForm(vacancies=choices, known=row.status in AT_EMPLOYER)
        context |= {"known": found, "vacancy_form": VacancyForm(vacancies=choices), "interview_form": interview}
    back = ("deals_inbox", _("Verwijzingen"), ()) if agency else ("deals_people", row.deal.name, (row.deal_id,))
    context["crumbs"] = crumbs_of(back[1], back[0], row.code, *back[2])
    return render(request, "deals/referral.html", context | more, status=status)


@dataclass(frozen=True)
class Answer:
    """One kind of answer: its verb, its form with the name under which the page knows it, and what is said after."""

    verb: Callable[..., Any]
    done: str
    form: Callable[..., Any] | None = None
    name: str = ""


TAKEN_BACK = say("Uw antwoord is teruggedraaid.")
ANSWERS = {
    "aannemen": Answer(actions.accept, say("Aangenomen. De kandidaat en de klantmanager zien dit.")),
    "vraag": Answer(actions.ask_info, say("Uw vraag is verstuurd."), QuestionForm, "question_form"),
    "voorstellen": Answer(actions.introduce, say("Voorgesteld."), VacancyForm, "vacancy_form"),
    "gesprek": Answer(actions.set_interview, say("Het gesprek staat erin."), InterviewForm, "interview_form"),
    "aanbod": Answer(actions.offer, say("Mooi! Vertel ons wanneer de baan begint.")),
    "niet-gekozen": Answer(actions.not_chosen, say("Jammer. U kunt een andere werkgever zoeken.")),
    "teruggeven": Answer(
        actions.hand_back, say("Teruggegeven. U kunt dit vandaag nog terugdraaien."), ReasonForm, "reason_form"
    ),
    "terugdraaien": Answer(actions.take_back, TAKEN_BACK),
    "antwoord": Answer(actions.give_info, say("Uw antwoord is verstuurd."), ReplyForm, "reply_form"),
    "intrekken": Answer(actions.withdraw, say("De verwijzing is ingetrokken.")),
}
OF_CASE_WORKER = ("antwoord", "intrekken")


@require_POST
@page(ANSWER, FOLLOW)
def answer(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """Carry out one answer, or show the referral again with what is wrong."""
    actor, chosen = actor_of(request), ANSWERS.get(kind)
    if chosen is None or bool(FOLLOW.held_by(actor)) != (kind in OF_CASE_WORKER):
        raise Http404
    if kind == "terugdraaien":
        return _undo(request, key)
    row, given = _opened(request, key), {}
    if chosen.form is not None:
        form = _bound(request, chosen, row)
        if not form.is_valid():
            return _shown(request, row, 400, **{chosen.name: form})
        given = form.cleaned_data
        if given.get("vacancy"):
            given["vacancy"] = int(given["vacancy"])
    try:
        chosen.verb(actor=actor, referral=key, **given)
    except Refusal as refusal:
        return _shown(request, _opened(request, key), 409, trouble=sentence(refusal))
    messages.success(request, _(chosen.done))
    if kind == "teruggeven":
        return redirect("deals_returned", key)
    return redirect("deals_people", row.deal_id) if kind == "intrekken" else redirect("deals_referral", key)


def _bound(request: HttpRequest, chosen: Answer, row: Referral) -> Any:
    assert chosen.form is not None
    if chosen.form not in (VacancyForm, InterviewForm):
        return chosen.form(request.POST)
    choices = [(str(one.number), one.title) for one in on_offer(row.deal_id, organisation=row.organisation_id).values()]
    known = {"known": row.status in AT_EMPLOYER} if chosen.form is InterviewForm else {}
    return chosen.form(request.POST, vacancies=choices, **known)


def _undo(request: HttpRequest, key: UUID) -> HttpResponse:
    try:
        actions.take_back(actor=actor_of(request), referral=key)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("deals_inbox")
    messages.success(request, _(TAKEN_BACK))
    return redirect("deals_referral", key)


@require_GET
@page(UNDO)
def returned(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that a referral went back, with a button that takes it back today; the person is not shown any more."""
    row = UNDO.visible(actor_of(request)).filter(pk=key, status=Status.RETURNED).first()
    if row is None:
        raise Http404
    return render(request, "deals/returned.html", {"row": row, "today": row.ended_on == today()})


@require_GET
@page(SCREEN)
def desk(request: HttpRequest) -> HttpResponse:
    """Show who waits for screening, and whom the desk can introduce to vacancies of all partners."""
    actor, day = actor_of(request), today()
    waiting = lists.stands(lists.to_screen(actor)[:100], actor, day)
    shown = Paginator(lists.to_screen(actor, waiting=False), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"waiting": waiting, "page": shown, "rows": lists.stands(shown.object_list, actor, day)}
    return render(request, "deals/desk.html", context)


@page(SCREEN)
def screen(request: HttpRequest, key: UUID) -> HttpResponse:
    """Screen one person, or introduce to a vacancy of any partner, the best fitting first."""
    actor, trouble, status = actor_of(request), "", 200
    row: Enrolment | None = SCREEN.visible(actor).select_related("deal", "group").filter(pk=key).first()
    if row is None:
        raise Http404
    form = ScreenForm(request.POST if "words" in request.POST else None)
    if request.method == "POST":
        status = 400
        try:
            if "vacancy" in request.POST and request.POST["vacancy"].isdecimal():
                number = int(request.POST["vacancy"][:9])
                actions.refer_to_vacancy(actor=actor, enrolment=key, vacancy=number)
                messages.success(request, _("De kandidaat is aangemeld bij het bureau van deze vacature."))
                return redirect("deals_screen", key)
            if form.is_valid():
                actions.screen(actor=actor, enrolment=key, words=form.cleaned_data["words"])
                messages.success(request, _("Gescreend. Kies nu een vacature, van welke partner dan ook."))
                return redirect("deals_screen", key)
        except Refusal as refusal:
            trouble, status = sentence(refusal), 409
    context = {
        "row": row, "person": SEE.visible(actor).filter(pk=row.person_id).first(), "form": form, "trouble": trouble,
        "known": lists.known(actor, row, row.deal.region_id, all_partners=True, most=20),
        "crumbs": crumbs_of(_("Screening"), "deals_desk", row.deal.name),
    }  # fmt: skip
    return render(request, "deals/screen.html", context, status=status)


@require_GET
@page(OWN)
def mine(request: HttpRequest) -> HttpResponse:
    """Show the person every agency that works for them, what it does and until when."""
    return render(request, "deals/mine.html", {"rows": lists.mine(actor_of(request), today())})
