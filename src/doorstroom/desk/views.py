"""Pages that cross areas."""

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext

from doorstroom.accounts.declarations import JOB_SEEKER
from doorstroom.accounts.models import Organisation
from doorstroom.common.dates import today
from doorstroom.common.numbers import Bsn
from doorstroom.core.pages import PUBLIC, SIGNED_IN, actor_of, page
from doorstroom.introductions.queries import to_agree_anew
from doorstroom.people.consents import TITLES, text_on, texts_of
from doorstroom.people.declarations import USE_BSN
from doorstroom.people.queries import completeness, dossier, my_person
from doorstroom.privacy.queries import what_is_kept, who_may_see_what
from doorstroom.reference.queries import vocabulary_state

from . import queries
from .declarations import SEE_HEALTH
from .gateways import packages
from .help import questions
from .tiles import tiles


@page(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this reader, and the way on."""
    actor = actor_of(request)
    context = {"waiting": queries.waiting_for(actor), "tiles": tiles(actor), "hints": [], "person": None}
    context["anew"] = to_agree_anew(actor)
    if actor.role == JOB_SEEKER:
        person = my_person(actor)
        if person is None:
            return redirect("people_start")
        shown = dossier(person)
        context |= {"person": person, "visibility": shown.visibility, "hints": completeness(shown)[:3]}
    return render(request, "desk/home.html", context)


@page(SIGNED_IN)
def search(request: HttpRequest) -> HttpResponse:
    """People and vacancies that this reader may open, by name, title or number."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:80]
    if Bsn.read(words):  # a number stays in no address: not in the browser's memory, not behind the back button
        messages.warning(request, gettext("U typte een BSN. Zoek daarmee op de pagina die daarvoor is."))
        return redirect("desk_search")
    actor = actor_of(request)
    found = queries.search(actor, words) if words else None
    context = {"words": words, "found": found, "by_bsn": bool(USE_BSN.held_by(actor))}
    return render(request, "desk/search.html", context)


@page(PUBLIC)
def about(request: HttpRequest) -> HttpResponse:
    """Every source and licence."""
    return render(request, "desk/about.html", {"vocabulary": vocabulary_state(), "packages": packages()})


@page(PUBLIC)
def help_page(request: HttpRequest) -> HttpResponse:
    """Questions that people ask."""
    return render(request, "desk/help.html", {"questions": questions(actor_of(request))})


@page(PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    """Who may see what, straight from the registry."""
    return render(request, "desk/privacy.html", {"roles": who_may_see_what().items()})


@page(PUBLIC)
def kept(request: HttpRequest) -> HttpResponse:
    """What is kept of people and how long, straight from the registry."""
    return render(request, "desk/kept.html", {"kept": what_is_kept(today()).items()})


@page(PUBLIC)
def consents(request: HttpRequest) -> HttpResponse:
    """The words to which people agree: those of today, and every earlier text."""
    day, language = today(), get_language()
    shown = [
        {
            "title": gettext(title),
            "texts": [
                {"row": row, "words": row.words(language), "now": row == text_on(consent, day)}
                for row in reversed(texts_of(consent))
                if row.valid_from <= day
            ],
        }
        for consent, title in TITLES.items()
    ]
    return render(request, "desk/consents.html", {"consents": shown})


@page(PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "desk/accessibility.html")


@page(PUBLIC)
def contact(request: HttpRequest) -> HttpResponse:
    """Where to turn to: the public parties of the region, not the firms."""
    kinds = Organisation.Kind
    public = (kinds.MUNICIPALITY, kinds.UWV, kinds.SERVICE_POINT, kinds.TRAINING)
    rows = Organisation.objects.filter(active=True, kind__in=public).order_by("kind", "name")
    return render(request, "desk/contact.html", {"organisations": rows})


@page(SEE_HEALTH)
def health(request: HttpRequest) -> HttpResponse:
    """Whether everything runs."""
    figures = queries.health_figures()
    return render(request, "desk/health.html", {"figures": figures, "jobs": queries.rhythms()})


@page(PUBLIC)
def alive(request: HttpRequest) -> HttpResponse:
    """Tell a load balancer that this process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"status": "ok"})
