"""Doors of this room."""

from django.urls import path

from .views import agreements, cockpit, people, referrals

urlpatterns = [
    path("sectordeals/", agreements.deals, name="deals_list"),
    path("sectordeals/open/", cockpit.open_figures, name="deals_open"),
    path("sectordeals/nieuw/", agreements.new, name="deals_new"),
    path("sectordeals/<uuid:key>/", cockpit.stand, name="deals_deal"),
    path("sectordeals/<uuid:key>/bestand/", cockpit.export, name="deals_export"),
    path("sectordeals/<uuid:key>/cijfer/<slug:figure>/", cockpit.figure, name="deals_figure"),
    path("sectordeals/<uuid:key>/afspraken/", agreements.terms, name="deals_terms"),
    path("sectordeals/<uuid:key>/geschiedenis/", agreements.history, name="deals_history"),
    path("sectordeals/<uuid:key>/tekst/", agreements.text, name="deals_text"),
    path("sectordeals/<uuid:key>/aanpassen/", agreements.edit, name="deals_edit"),
    path("sectordeals/<uuid:key>/tekenen/", agreements.sign, name="deals_sign"),
    path("sectordeals/<uuid:key>/afsluiten/", agreements.close, name="deals_close"),
    path("sectordeals/<uuid:key>/partners/", agreements.add_partner, name="deals_add_partner"),
    path("sectordeals/<uuid:key>/partners/<uuid:partner>/", agreements.end_partner, name="deals_end_partner"),
    path("sectordeals/<uuid:key>/termijnen/", agreements.set_terms, name="deals_set_terms"),
    path("sectordeals/<uuid:key>/regel/", agreements.rule, name="deals_rule"),
    path("sectordeals/<uuid:key>/screening/", agreements.desk, name="deals_appoint"),
    path("sectordeals/plekken/<uuid:partner>/", agreements.capacity, name="deals_capacity"),
    path("sectordeals/<uuid:key>/mensen/", people.people, name="deals_people"),
    path("sectordeals/<uuid:key>/mensen/aanmelden/", people.enrol, name="deals_enrol"),
    path("sectordeals/<uuid:key>/mensen/verwijzen/", people.propose, name="deals_propose"),
    path("sectordeals/stoppen/<uuid:enrolment>/", people.leave, name="deals_leave"),
    path("verwijzingen/", referrals.inbox, name="deals_inbox"),
    path("verwijzingen/bestand/", referrals.export, name="deals_inbox_file"),
    path("verwijzingen/samen/", referrals.bulk, name="deals_bulk"),
    path("verwijzingen/<uuid:key>/", referrals.referral, name="deals_referral"),
    path("verwijzingen/<uuid:key>/terug/", referrals.returned, name="deals_returned"),
    path("verwijzingen/<uuid:key>/<slug:kind>/", referrals.answer, name="deals_answer"),
    path("screening/", referrals.desk, name="deals_desk"),
    path("screening/<uuid:key>/", referrals.screen, name="deals_screen"),
    path("mijn-bureaus/", referrals.mine, name="deals_mine"),
]
