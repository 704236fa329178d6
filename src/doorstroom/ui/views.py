"""The gallery: every component in every state, and whole pages made of them, with invented content."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from doorstroom.ui import samples

PAGES = ("banen", "kandidaten", "cijfers")
ERRORS = ("400", "403", "403_csrf", "404", "429", "500", "503")  # Django finds these by name


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    return render(request, "ui/gallery/components.html", samples.components() | {"errors": ERRORS})


def gallery_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one whole page as an example, or what people see when something fails."""
    if name in ERRORS:
        return render(request, f"{name}.html")
    if name not in PAGES:
        raise Http404
    return render(request, f"ui/gallery/{name}.html", samples.pages())
