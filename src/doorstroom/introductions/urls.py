"""Doors of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("reacties/", views.mine, name="introductions_mine"),
    path("reacties/baan/<int:number>/", views.interest, name="introductions_interest"),
    path("reacties/<uuid:key>/", views.answer, name="introductions_answer"),
    path("reacties/<uuid:key>/ja/", views.accept, name="introductions_accept"),
    path("reacties/<uuid:key>/opnieuw/", views.agree_again, name="introductions_agree_again"),
    path("reacties/<uuid:key>/nee/", views.decline, name="introductions_decline"),
    path("reacties/<uuid:key>/intrekken/", views.withdraw, name="introductions_withdraw"),
    path("kennismakingen/", views.work, name="introductions_work"),
    path("kennismakingen/<uuid:key>/", views.work_one, name="introductions_work_one"),
    path("kennismakingen/<uuid:key>/ja/", views.welcome, name="introductions_welcome"),
    path("kennismakingen/<uuid:key>/nee/", views.refuse, name="introductions_refuse"),
    path("kennismakingen/<uuid:key>/gesproken/", views.talked, name="introductions_talked"),
    path("vacatures/<int:number>/uitnodigen/", views.invite, name="introductions_invite"),
    path("personen/<uuid:person_id>/banen/<int:number>/voorstellen/", views.propose, name="introductions_propose"),
]
