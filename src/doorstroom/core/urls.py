"""Doors of this room: uploads."""

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("bestanden/", views.upload_list, name="core_uploads"),
    path("bestanden/nieuw/<slug:kind>/", views.upload_new, name="core_upload_new"),
    path("bestanden/voorbeeld/<slug:kind>.csv", views.upload_template, {"form": "csv"}, name="core_upload_template"),
    path(
        "bestanden/voorbeeld/<slug:kind>.xlsx",
        views.upload_template,
        {"form": "xlsx"},
        name="core_upload_template_excel",
    ),
    path("bestanden/<uuid:upload>/", views.upload, name="core_upload"),
    path("bestanden/<uuid:upload>/inlezen/", views.upload_confirm, name="core_upload_confirm"),
    path("bestanden/<uuid:upload>/laten/", views.upload_drop, name="core_upload_drop"),
    path("bestanden/<uuid:upload>/terugdraaien/", views.upload_undo, name="core_upload_undo"),
    path("bestanden/<uuid:upload>/fouten.csv", views.upload_problems, name="core_upload_problems"),
]
