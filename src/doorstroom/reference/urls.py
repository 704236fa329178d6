"""Doors of this room."""

from django.urls import URLPattern, path

from .views import care, search

urlpatterns: list[URLPattern] = [
    path("woorden/", care.unknown, name="reference_unknown"),
    path("woorden/<int:title>/", care.unknown_title, name="reference_unknown_title"),
    path("woorden/beroepen/", search.occupations, name="reference_find_occupations"),
    path("woorden/vaardigheden/", search.skills, name="reference_find_skills"),
]
