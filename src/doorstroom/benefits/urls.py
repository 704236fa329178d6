"""Doors of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("uitkering/", views.mine, name="benefits_mine"),
    path("uitkering/melden/", views.report_self, name="benefits_report"),
    path("uitkering/<uuid:report>/intrekken/", views.take_back, name="benefits_withdraw"),
    path("mensen/<uuid:person>/uitkering-melden/", views.report_of, name="benefits_report_of"),
    path("meldingen/<uuid:report>/bellen/", views.plan, name="benefits_plan_call"),
    path("werkgever-bellen/<uuid:call>/", views.call, name="benefits_call"),
    path("banen-die-bleven/", views.kept, name="benefits_kept"),
]
