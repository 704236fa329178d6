"""The pages of introductions: the seeker's answers, and the work side's candidates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doorstroom.common.dates import today
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.models import Vacancy
from doorstroom.matching.queries import firm_of
from doorstroom.people.consents import EMPLOYER, text_on
from doorstroom.people.models import Person

from . import actions, queries
from .declarations import ANSWER_AS_EMPLOYER, ANSWER_AS_SEEKER, INVITE, PROPOSE, SHOW_INTEREST
from .forms import ConsentForm, DeclineForm, MessageForm, RefuseForm


def _self(request: HttpRequest) -> Person:
    """Return the person behind the seeker's account, or 404."""
    rows = SHOW_INTEREST.visible(actor_of(request)).select_related("controller")
    person: Person | None = rows.filter(user_id=actor_of(request).user_id).first()
    if person is None:
        raise Http404
    return person


def _crumbs(route: str, label: str, here: str, *args: Any) -> list[dict[str, str]]:
    return [{"label": label, "href": reverse(route, args=args)}, {"label": here}]


def _consent_words() -> str:
    return text_on(EMPLOYER, today()).words(get_language())


@require_GET
@page(SHOW_INTEREST)
def mine(request: HttpRequest) -> HttpResponse:
    """Everything between the seeker and employers, what waits for the seeker first."""
    rows = SHOW_INTEREST.visible(actor_of(request)).filter(user_id=actor_of(request).user_id)
    person = rows.first()
    found = queries.for_person(person) if person else []
    context = {"rows": [row for row in found if row.live], "ended": [row for row in found if not row.live]}
    return render(request, "introductions/mine.html", context)


@page(SHOW_INTEREST)
def interest(request: HttpRequest, number: int) -> HttpResponse:
    """Show interest in a vacancy, with the words of the consent before the button."""
    person = _self(request)
    rows = Vacancy.objects.filter(region=person.controller.region_id).exclude(status=VacancyStatus.DRAFT)
    vacancy = rows.select_related("employer", "organisation").filter(number=number).first()
    if vacancy is None:
        raise Http404
    form, trouble, status = ConsentForm(person, request.POST or None), "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.show_interest(
                    actor=actor_of(request),
                    person=person,
                    vacancy=vacancy.number,
                    share=form.chosen(),
                )
            except Refusal as refusal:
                trouble, status = sentence(refusal), 409
            else:
                messages.success(request, _("Uw reactie is verstuurd. De werkgever antwoordt binnen vijf werkdagen."))
                return redirect("introductions_mine")
    crumbs = _crumbs("matching_explain", vacancy.title, _("Reageren"), vacancy.number)
    context = {"vacancy": vacancy, "firm": firm_of(vacancy), "form": form, "consent": _consent_words()}
    context |= {"trouble": trouble, "crumbs": crumbs}
    return render(request, "introductions/interest.html", context, status=status)


@require_GET
@page(ANSWER_AS_SEEKER)
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """One invitation, proposal or contact, with what the seeker can do."""
    return _answer(request, key)


def _answer(request: HttpRequest, key: UUID, status: int = 200, **more: Any) -> HttpResponse:
    actor = actor_of(request)
    row, person = queries.one_for_person(actor, key), queries.person_of(actor, key)
    if row is None or person is None:
        raise Http404
    # A case worker may pass on what somebody without an account said; the trail shows who did.
    guide = person.user_id != actor.user_id
    context: dict[str, Any] = {"row": row, "consent": _consent_words(), "person": person, "guide": guide}
    context |= {"form": ConsentForm(person), "no_form": DeclineForm()}
    if not guide:
        context["crumbs"] = _crumbs("introductions_mine", _("Mijn reacties"), row.title)
    return render(request, "introductions/answer.html", context | more, status=status)


@require_POST
@page(ANSWER_AS_SEEKER)
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say yes, with consent."""
    person = queries.person_of(actor_of(request), key)
    if person is None:
        raise Http404
    form = ConsentForm(person, request.POST)
    if not form.is_valid():
        return _answer(request, key, 400, form=form)
    try:
        actions.accept(actor=actor_of(request), introduction=key, share=form.chosen())
    except Refusal as refusal:
        return _answer(request, key, 409, form=form, trouble=sentence(refusal))
    messages.success(request, _("U zei ja. De werkgever krijgt bericht."))
    return redirect("introductions_answer", key=key)


@require_POST
@page(ANSWER_AS_SEEKER)
def agree_again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say yes to a new text of the consent."""
    actions.agree_again(actor=actor_of(request), introduction=key)
    messages.success(request, _("U zei ja tegen de nieuwe tekst."))
    return redirect("introductions_answer", key=key)


@require_POST
@page(ANSWER_AS_SEEKER)
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say no, with a reason."""
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _answer(request, key, 400, no_form=form)
    try:
        actions.decline(actor=actor_of(request), introduction=key, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        return _answer(request, key, 409, trouble=sentence(refusal))
    messages.success(request, _("U zei nee. Dat is goed. Het verandert niets aan uw uitkering."))
    return redirect("introductions_answer", key=key)


@require_POST
@page(ANSWER_AS_SEEKER)
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Step back; contact data go at once."""
    try:
        actions.withdraw(actor=actor_of(request), introduction=key)
    except Refusal as refusal:
        return _answer(request, key, 409, trouble=sentence(refusal))
    messages.success(request, _("Ingetrokken. De werkgever ziet uw gegevens niet meer."))
    return redirect("introductions_answer", key=key)


@require_GET
@page(ANSWER_AS_EMPLOYER)
def work(request: HttpRequest) -> HttpResponse:
    """Everything at the organisation's vacancies: waiting on us, waiting on them, ended."""
    asked = request.GET.get("vacature", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    rows = queries.for_organisation(actor_of(request), vacancy_number=number)
    context = {
        "ours": [row for row in rows if row.ours_to_answer],
        "theirs": [row for row in rows if row.live and not row.ours_to_answer],
        "ended": [row for row in rows if not row.live],
        "number": number,
    }
    return render(request, "introductions/work.html", context)


@require_GET
@page(ANSWER_AS_EMPLOYER)
def work_one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One candidate at one vacancy, with what the work side can do."""
    return _work_one(request, key)


def _work_one(request: HttpRequest, key: UUID, status: int = 200, **more: Any) -> HttpResponse:
    found = queries.one_for_organisation(actor_of(request), key)
    if found is None:
        raise Http404
    row, candidate, vacancy = found
    context: dict[str, Any] = {"row": row, "candidate": candidate, "vacancy": vacancy, "form": RefuseForm()}
    here = row.name or _("Kandidaat %(code)s") % {"code": row.code}
    context["crumbs"] = _crumbs("introductions_work", _("Kennismakingen"), here)
    return render(request, "introductions/work_one.html", context | more, status=status)


@require_POST
@page(ANSWER_AS_EMPLOYER)
def welcome(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say yes to a candidate's interest."""
    try:
        actions.welcome(actor=actor_of(request), introduction=key)
    except Refusal as refusal:
        return _work_one(request, key, 409, trouble=sentence(refusal))
    messages.success(request, _("U zei ja. U ziet nu de contactgegevens. Neem binnen vijf werkdagen contact op."))
    return redirect("introductions_work_one", key=key)


@require_POST
@page(ANSWER_AS_EMPLOYER)
def talked(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note that both sides spoke."""
    try:
        actions.talked(actor=actor_of(request), introduction=key)
    except Refusal as refusal:
        return _work_one(request, key, 409, trouble=sentence(refusal))
    messages.success(request, _("Opgeschreven. De kandidaat ziet dat u in gesprek bent."))
    return redirect("introductions_work_one", key=key)


@require_POST
@page(ANSWER_AS_EMPLOYER)
def refuse(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say no to a candidate."""
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _work_one(request, key, 400, form=form)
    try:
        actions.refuse(actor=actor_of(request), introduction=key, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        return _work_one(request, key, 409, trouble=sentence(refusal))
    messages.success(request, _("U zei nee. De kandidaat krijgt uw reden te lezen."))
    return redirect("introductions_work")


@require_POST
@page(INVITE)
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Invite somebody known by a code."""
    vacancy = INVITE.visible(actor_of(request)).filter(number=number).first()
    if vacancy is None:
        raise Http404
    code, message = request.POST.get("code", ""), request.POST.get("message", "")
    try:
        words = MessageForm(request.POST).words()
        actions.invite(actor=actor_of(request), vacancy=vacancy.pk, code=code, message=words)
    except Refusal as refusal:
        context: dict[str, Any] = {"vacancy": vacancy, "code": code, "message": message}
        crumbs = _crumbs("matching_candidates", vacancy.title, _("Uitnodigen"), number)
        context |= {"trouble": sentence(refusal), "crumbs": crumbs}
        return render(request, "introductions/invite.html", context, status=409)
    messages.success(request, _("De uitnodiging is verstuurd. De kandidaat antwoordt binnen vijf werkdagen."))
    return redirect("matching_candidates", number=number)


@require_POST
@page(PROPOSE)
def propose(request: HttpRequest, person_id: UUID, number: int) -> HttpResponse:
    """Propose a job to somebody whom the case worker guides."""
    actions.propose(
        actor=actor_of(request),
        person=person_id,
        vacancy=number,
        message=MessageForm(request.POST).words(),
    )
    messages.success(request, _("De baan is voorgesteld. U hoort het antwoord binnen vijf werkdagen."))
    return redirect("matching_jobs_of", person_id=person_id)
