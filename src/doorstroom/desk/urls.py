"""Doors of the desk."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("zoeken/", views.search, name="desk_search"),
    path("over/", views.about, name="about"),
    path("hulp/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/bewaard/", views.kept, name="privacy_kept"),
    path("privacy/toestemming/", views.consents, name="privacy_consents"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("contact/", views.contact, name="contact"),
    path("beheer/gezondheid/", views.health, name="desk_health"),
    path("gezond", views.alive, name="alive"),
]
