"""The pages of lists and reasons: for the seeker, for the case worker who looks along, and for the work side."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doorstroom.core.pages import PUBLIC, actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.employers.models import Vacancy
from doorstroom.people.actions import change_profile
from doorstroom.people.models import Person

from . import actions, live, queries
from .declarations import ANSWER_DOUBT, OPEN_GROUP, SAY, SEE_CANDIDATES, SEE_JOBS
from .facts import fact_words
from .forms import AnswerForm, DoubtForm, NoForm, WishesForm


def _people(request: HttpRequest) -> QuerySet[Person]:
    return SEE_JOBS.visible(actor_of(request)).select_related("profile", "controller")


def _self(request: HttpRequest) -> Person:
    """Return the person behind the seeker's account, or 404."""
    person = _people(request).filter(user_id=actor_of(request).user_id).first()
    if person is None:
        raise Http404
    return person


def _someone(request: HttpRequest, person_id: UUID) -> Person:
    person = _people(request).filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


def _offset(request: HttpRequest) -> int:
    given = request.GET.get("vanaf", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


@require_GET
@page(SEE_JOBS)
def jobs(request: HttpRequest) -> HttpResponse:
    """A seeker's own list; who has no profile yet is shown the way to it."""
    person = _people(request).filter(user_id=actor_of(request).user_id).first()
    if person is None:
        return render(request, "matching/no_profile.html")
    return _list(request, person, WishesForm(person.profile))


def _list(
    request: HttpRequest, person: Person, wishes: WishesForm, status: int = 200, trouble: str = ""
) -> HttpResponse:
    found = queries.jobs_for(person, offset=_offset(request), by_fit=request.GET.get("volgorde") == "passend")
    asked = request.GET.get("weg", "")
    gone = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    said = next((limit.words for limit in found.limits if limit.number == gone), _("U ziet deze baan niet meer."))
    context = {
        "person": person,
        "jobs": found,
        "wishes": wishes,
        "trouble": trouble,
        "gone": gone,
        "gone_words": said,
        "no_form": NoForm(),
    }
    return render(request, "matching/jobs.html", context, status=status)


@require_POST
@page(SAY)
def change_wishes(request: HttpRequest) -> HttpResponse:
    """Save the quick wishes into the profile and show the new list."""
    person = _self(request)
    form = WishesForm(person.profile, request.POST)
    if not form.is_valid():
        return _list(request, person, form, status=400)
    try:
        for step, given in form.parts().items():
            change_profile(actor=actor_of(request), person=person, step=step, given=given)
    except Refusal as refusal:
        return _list(request, person, form, status=409, trouble=sentence(refusal))
    messages.success(request, _("Uw wensen zijn opgeslagen. Dit is uw nieuwe lijst."))
    return redirect("matching_jobs")


@require_GET
@page(SEE_JOBS)
def explain(request: HttpRequest, number: int) -> HttpResponse:
    """Everything behind one job in the seeker's own list."""
    return _explained(request, _self(request), number)


def _explained(
    request: HttpRequest, person: Person, number: int, *, status: int = 200, guide: bool = False, **more: Any
) -> HttpResponse:
    vacancy = queries.with_others(person).filter(number=number).first()
    found = queries.explain(person, vacancy) if vacancy else None
    if vacancy is None or vacancy.region_id != person.controller.region_id or vacancy.status == "draft":
        raise Http404
    context: dict[str, Any] = {"person": person, "vacancy": vacancy, "found": found, "guide": guide}
    context |= {"no_form": NoForm(), "firm": queries.firm_of(vacancy), "crumbs": _crumbs(person, vacancy, guide)}
    return render(request, "matching/explain.html", context | more, status=status)


def _crumbs(person: Person, vacancy: Vacancy, guide: bool) -> list[dict[str, str]]:
    if guide:
        label = _("Banen voor %(name)s") % {"name": person.name}
        return [{"label": label, "href": reverse("matching_jobs_of", args=[person.pk])}, {"label": vacancy.title}]
    return [{"label": _("Mijn banen"), "href": reverse("matching_jobs")}, {"label": vacancy.title}]


@require_POST
@page(SAY)
def not_interested(request: HttpRequest, number: int) -> HttpResponse:
    """Put a job aside; the list shows what changed, with a way back."""
    form = NoForm(request.POST)
    if not form.is_valid():
        return _explained(request, _self(request), number, status=400, no_form=form)
    try:
        actions.not_interested(
            actor=actor_of(request),
            person=_self(request),
            vacancy=number,
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        return _explained(request, _self(request), number, status=409, trouble=sentence(refusal))
    return redirect(f"{reverse('matching_jobs')}?weg={number}")


@require_POST
@page(SAY)
def save(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a job at hand."""
    try:
        actions.save_for_later(actor=actor_of(request), person=_self(request), vacancy=number)
    except Refusal as refusal:
        return _explained(request, _self(request), number, status=409, trouble=sentence(refusal))
    messages.success(request, _("De baan is bewaard. U vindt hem bij uw antwoorden."))
    return redirect("matching_jobs")


@require_POST
@page(SAY)
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a no or a saved job."""
    actions.take_back(actor=actor_of(request), person=_self(request), vacancy=number)
    messages.success(request, _("Teruggedraaid. Uw lijst is weer zoals daarvoor."))
    return redirect("matching_answers" if request.POST.get("terug") == "antwoorden" else "matching_jobs")


@require_GET
@page(SAY)
def answers(request: HttpRequest) -> HttpResponse:
    """Every word the seeker gave, each with a way back."""
    crumbs = [{"label": _("Mijn banen"), "href": reverse("matching_jobs")}, {"label": _("Uw antwoorden")}]
    person = _self(request)
    context = {"answers": queries.answers_of(person), "doubts": queries.doubts_of(person), "crumbs": crumbs}
    return render(request, "matching/answers.html", context)


@page(SAY)
def doubt(request: HttpRequest, number: int) -> HttpResponse:
    """Say what is not right about a job in the list."""
    person, form = _self(request), DoubtForm(request.POST or None)
    trouble = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_doubt(actor=actor_of(request), person=person, vacancy=number, words=form.cleaned_data["words"])
        except Refusal as refusal:
            trouble = sentence(refusal)
        else:
            messages.success(request, _("Dank u. Een medewerker kijkt ernaar en geeft u antwoord."))
            return redirect("matching_jobs")
    vacancy = Vacancy.objects.filter(number=number, region=person.controller.region_id).exclude(status="draft").first()
    if vacancy is None:
        raise Http404
    crumbs = [{"label": vacancy.title, "href": reverse("matching_explain", args=[number])}]
    crumbs.append({"label": _("Klopt er iets niet?")})
    context = {"form": form, "said": vacancy.title, "trouble": trouble, "crumbs": crumbs}
    return render(request, "matching/doubt.html", context, status=400 if request.method == "POST" else 200)


@page(SAY)
def contest(request: HttpRequest) -> HttpResponse:
    """Say that a fact is not right: a part of the profile, who looked, or what happened."""
    person, form = _self(request), DoubtForm(request.POST or None)
    about, status = request.GET.get("over", "")[:60], 200
    said = fact_words(person, about)
    if not said:
        raise Http404
    trouble = ""
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.contest(actor=actor_of(request), person=person, about=about, words=form.cleaned_data["words"])
            except Refusal as refusal:
                trouble = sentence(refusal)
            else:
                messages.success(request, _("Dank u. Een medewerker kijkt ernaar en geeft u antwoord."))
                return redirect("matching_answers")
    crumbs = [{"label": _("Uw antwoorden"), "href": reverse("matching_answers")}, {"label": _("Klopt er iets niet?")}]
    context = {"form": form, "said": said, "trouble": trouble, "crumbs": crumbs}
    return render(request, "matching/doubt.html", context, status=status)


@page(ANSWER_DOUBT)
def doubts(request: HttpRequest, doubt_id: UUID | None = None) -> HttpResponse:
    """What seekers say is not right, with a field for the answer under each."""
    if doubt_id is not None:
        ANSWER_DOUBT.open(actor_of(request), doubt_id)
    form, status = AnswerForm(request.POST or None, auto_id=f"{doubt_id}-%s"), 200
    if request.method == "POST" and doubt_id is not None:
        status = 400
        if form.is_valid():
            try:
                actions.answer_doubt(actor=actor_of(request), doubt=doubt_id, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error("answer", sentence(refusal))
            else:
                messages.success(request, _("Uw antwoord is verstuurd."))
                return redirect("matching_doubts")
    rows = list(queries.doubts_for(actor_of(request)))
    names = {row.pk: row for row in _people(request).filter(pk__in=[doubt.person_id for doubt in rows])}
    shown = [
        {
            "doubt": row,
            "person": names.get(row.person_id),
            "form": form if row.pk == doubt_id else AnswerForm(auto_id=f"{row.pk}-%s"),
        }
        for row in rows
    ]
    return render(request, "matching/doubts.html", {"rows": shown}, status=status)


@require_GET
@page(OPEN_GROUP)
def jobs_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The list of somebody whom the case worker guides, as that person sees it."""
    person = _someone(request, person_id)
    found = queries.jobs_for(person, offset=_offset(request), by_fit=request.GET.get("volgorde") == "passend")
    groups = queries.groups_for(person)
    return render(request, "matching/jobs_of.html", {"person": person, "jobs": found, "groups": groups})


@require_GET
@page(OPEN_GROUP)
def explain_of(request: HttpRequest, person_id: UUID, number: int) -> HttpResponse:
    """Everything behind one job of somebody whom the case worker guides."""
    return _explained(request, _someone(request, person_id), number, guide=True)


@require_POST
@page(OPEN_GROUP)
def open_group(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Open or close reserved jobs to somebody."""
    group, on = request.POST.get("group", ""), request.POST.get("on") == "ja"
    person = _someone(request, person_id)
    if group not in live.region(person.controller.region_id).reserved.values():
        raise Http404
    actions.open_group(actor=actor_of(request), person=person, group=group, on=on)
    return redirect("matching_jobs_of", person_id=person_id)


@require_GET
@page(SEE_CANDIDATES)
def candidates(request: HttpRequest, number: int) -> HttpResponse:
    """Fitting people for one vacancy, without a name."""
    actor = actor_of(request)
    vacancy = SEE_CANDIDATES.visible(actor).filter(number=number).first()
    if vacancy is None or actor.organisation_id is None:
        raise Http404
    found = queries.candidates_for(vacancy, actor.organisation_id, offset=_offset(request))
    crumbs = [{"label": vacancy.title, "href": reverse("employers_vacancy", args=[number])}, {"label": _("Kandidaten")}]
    return render(request, "matching/candidates.html", {"vacancy": vacancy, "candidates": found, "crumbs": crumbs})


@require_GET
@page(SEE_CANDIDATES)
def demands(request: HttpRequest, number: int) -> HttpResponse:
    """What each demand of a vacancy costs in fitting people."""
    vacancy = SEE_CANDIDATES.visible(actor_of(request)).filter(number=number).first()
    if vacancy is None:
        raise Http404
    crumbs = [{"label": vacancy.title, "href": reverse("employers_vacancy", args=[number])}, {"label": _("Eisen")}]
    context = {"vacancy": vacancy, "coached": queries.coached(vacancy), "crumbs": crumbs}
    return render(request, "matching/demands.html", context)


@require_GET
@page(PUBLIC)
def how(request: HttpRequest) -> HttpResponse:
    """How matching works, for everybody."""
    region = actor_of(request).region_code or settings.REGION_CODE
    return render(request, "matching/how.html", {"method": queries.method(region)})
