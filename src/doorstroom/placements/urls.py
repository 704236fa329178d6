"""Doors of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("plaatsingen/", views.placements, name="placements_list"),
    path("plaatsingen/verwijzing/<uuid:referral>/", views.place, name="placements_place"),
    path("plaatsingen/<uuid:placement>/<slug:what>/", views.tell, name="placements_tell"),
]
