"""Doors of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("berichten/", views.mine, name="notices_mine"),
    path("beheer/berichten/", views.outbox, name="notices_outbox"),
    path("beheer/berichten/<uuid:notice_id>/opnieuw/", views.send_again, name="notices_send_again"),
    path("demo/brievenbus/", views.sink, name="notices_sink"),
]
