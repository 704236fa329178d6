"""Doors of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("demo/inloggen/", views.sign_in, name="demo_sign_in"),
]
