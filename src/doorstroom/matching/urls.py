"""Doors of this room."""

from django.urls import path

from . import promising_views, switch_views, views

urlpatterns = [
    path("banen/", views.jobs, name="matching_jobs"),
    path("banen/wensen/", views.change_wishes, name="matching_wishes"),
    path("banen/antwoorden/", views.answers, name="matching_answers"),
    path("ander-werk/", switch_views.switch, name="matching_switch"),
    path("personen/<uuid:person_id>/ander-werk/", switch_views.switch_of, name="matching_switch_of"),
    path("kansrijke-beroepen/", promising_views.promising, name="matching_promising"),
    path("kansrijke-beroepen/<uuid:row_id>/weg/", promising_views.end, name="matching_promising_end"),
    path("kansrijke-beroepen/<uuid:row_id>/terug/", promising_views.back, name="matching_promising_back"),
    path("banen/<int:number>/", views.explain, name="matching_explain"),
    path("banen/<int:number>/niet/", views.not_interested, name="matching_not_interested"),
    path("banen/<int:number>/bewaren/", views.save, name="matching_save"),
    path("banen/<int:number>/terug/", views.take_back, name="matching_take_back"),
    path("banen/<int:number>/klopt-niet/", views.doubt, name="matching_doubt"),
    path("klopt-niet/nieuw/", views.contest, name="matching_contest"),
    path("klopt-niet/", views.doubts, name="matching_doubts"),
    path("klopt-niet/<uuid:doubt_id>/", views.doubts, name="matching_answer_doubt"),
    path("personen/<uuid:person_id>/banen/", views.jobs_of, name="matching_jobs_of"),
    path("personen/<uuid:person_id>/banen/groep/", views.open_group, name="matching_open_group"),
    path("personen/<uuid:person_id>/banen/<int:number>/", views.explain_of, name="matching_explain_of"),
    path("vacatures/<int:number>/kandidaten/", views.candidates, name="matching_candidates"),
    path("vacatures/<int:number>/eisen/", views.demands, name="matching_demands"),
    path("hoe-werkt-het-kiezen/", views.how, name="matching_how"),
]
