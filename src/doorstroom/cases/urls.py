"""Doors of this room."""

from django.urls import path

from .views import bsn, dossier, intake, lists, policy

urlpatterns = [
    path("kandidaten/", lists.caseload, name="cases_caseload"),
    path("kandidaten/bestand/", lists.export, name="cases_export"),
    path("kandidaten/inschrijven/", lists.register_by_hand, name="cases_register"),
    path("intake/", lists.intake, name="cases_intake"),
    path("intake/balie/", intake.at_the_desk, name="cases_at_the_desk"),
    path("intake/<uuid:intake>/", intake.one, name="cases_intake_one"),
    path("intake/<uuid:intake>/spoor/", intake.decide, name="cases_decide"),
    path("kandidaten/<uuid:person>/intake/", intake.start, name="cases_start_intake"),
    path("sporen/stap/<uuid:place>/", intake.along, name="cases_along"),
    path("sporen/", policy.lanes, name="cases_lanes"),
    path("sporen/<uuid:organisation>/<str:lane>/bemensen/", policy.desk, name="cases_lane_desk"),
    path("sporen/<uuid:organisation>/nieuw/<str:what>/", policy.add, name="cases_policy_add"),
    path("sporen/<uuid:organisation>/einde/<uuid:row>/", policy.end, name="cases_policy_end"),
    path("kandidaten/<uuid:person>/", dossier.person, name="cases_person"),
    path("kandidaten/bsn/", bsn.find, name="cases_find_bsn"),
    path("kandidaten/<uuid:person>/bsn/", bsn.keep, name="cases_keep_bsn"),
    path("kandidaten/<uuid:person>/bsn/tonen/", bsn.show, name="cases_show_bsn"),
    path("kandidaten/<uuid:person>/bsn/weghalen/", bsn.remove, name="cases_remove_bsn"),
    path("intake/dubbel/", bsn.doubles, name="cases_doubles"),
    path("intake/dubbel/<uuid:double>/", bsn.settle_double, name="cases_settle_double"),
    path("kandidaten/<uuid:person>/banen/", dossier.jobs, name="cases_person_jobs"),
    path("kandidaten/<uuid:person>/reacties/", dossier.introductions, name="cases_person_introductions"),
    path("kandidaten/<uuid:person>/tijdlijn/", dossier.what_happened, name="cases_person_timeline"),
    path("kandidaten/<uuid:person>/sleutel/", dossier.second_key, name="cases_second_key"),
    path("kandidaten/<uuid:person>/nog-niet/", dossier.not_yet, name="cases_not_yet"),
    path("kandidaten/<uuid:person>/klantmanager/", dossier.guide, name="cases_assign"),
]
