"""Every door of the site, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("doorstroom.desk.urls")),
    path("", include("doorstroom.demo.urls")),
    path("", include("doorstroom.interop.urls")),
    path("", include("doorstroom.privacy.urls")),
    path("", include("doorstroom.placements.urls")),
    path("", include("doorstroom.deals.urls")),
    path("", include("doorstroom.cases.urls")),
    path("", include("doorstroom.benefits.urls")),
    path("", include("doorstroom.introductions.urls")),
    path("", include("doorstroom.matching.urls")),
    path("", include("doorstroom.employers.urls")),
    path("", include("doorstroom.people.urls")),
    path("", include("doorstroom.notices.urls")),
    path("", include("doorstroom.reference.urls")),
    path("", include("doorstroom.accounts.urls")),
    path("", include("doorstroom.core.urls")),
    path("ontwerp/", include("doorstroom.ui.urls")),
    path("toegang/", include("allauth.urls")),
]
