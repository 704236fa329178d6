"""Doors of this room."""

from django.urls import path

from .views import overviews

urlpatterns = [
    path("mijn-gegevens/", overviews.mine, name="privacy_mine"),
    path("kandidaten/<uuid:person>/gegevens/", overviews.of_person, name="privacy_of"),
    path("overzicht/<uuid:request_id>/", overviews.overview, name="privacy_overview"),
    path("overzicht/<uuid:request_id>/gegevens.json", overviews.as_json, name="privacy_json"),
    path("overzicht/<uuid:request_id>/alles.zip", overviews.as_zip, name="privacy_bundle"),
]
