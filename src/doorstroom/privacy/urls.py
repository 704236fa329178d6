"""Doors of this room."""

from django.urls import path

from .views import dossiers, glass, overviews, own_account

urlpatterns = [
    path("mijn-gegevens/", overviews.mine, name="privacy_mine"),
    path("mijn-account/gegevens/", own_account.own_account, name="privacy_own_account"),
    path("mijn-account/gegevens.json", own_account.own_account_json, name="privacy_own_account_json"),
    path("kandidaten/<uuid:person>/gegevens/", overviews.of_person, name="privacy_of"),
    path("overzicht/<uuid:request_id>/", overviews.overview, name="privacy_overview"),
    path("overzicht/<uuid:request_id>/gegevens.json", overviews.as_json, name="privacy_json"),
    path("overzicht/<uuid:request_id>/alles.zip", overviews.as_zip, name="privacy_bundle"),
    path("kandidaten/<uuid:person>/dossier/", dossiers.dossier, name="privacy_dossier"),
    path("kandidaten/<uuid:person>/overdragen/", dossiers.offer, name="privacy_offer"),
    path("kandidaten/<uuid:person>/stoppen/", dossiers.leave, name="privacy_leave"),
    path("overdracht/<uuid:transfer>/intrekken/", dossiers.take_back, name="privacy_take_back"),
    path("overnemen/", dossiers.arrivals, name="privacy_arrivals"),
    path("overnemen/<uuid:transfer>/", dossiers.answer, name="privacy_answer"),
    path("samenvoegen/", dossiers.doubles, name="privacy_doubles"),
    path("samenvoegen/<uuid:merged>/terug/", dossiers.split, name="privacy_split"),
    path("samenvoegen/<uuid:keep>/<uuid:gone>/", dossiers.merge, name="privacy_merge"),
    path("nood/", glass.break_glass, name="privacy_break_glass"),
    path("nood/<uuid:person>/", glass.opened, name="privacy_opened"),
    path("nood/<uuid:glass>/sluiten/", glass.close, name="privacy_close_glass"),
    path("beheer/nood/", glass.who_opened, name="privacy_glass"),
]
