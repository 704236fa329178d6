"""Doors of this room."""

from django.urls import path

from . import door_views, views
from . import management_views as manage

urlpatterns = [
    path("taal/", views.set_language, name="set_language"),
    path("toegang/via/sleutels.json", door_views.keys, name="accounts_door_keys"),
    path("toegang/via/<slug:door>/", door_views.go, name="accounts_door"),
    path("toegang/via/<slug:door>/terug/", door_views.back, name="accounts_door_back"),
    path("mijn-account/", views.me, name="accounts_me"),
    path("mijn-account/elders-uitloggen/", views.elsewhere, name="accounts_elsewhere"),
    path("rol-kiezen/", views.switch, name="accounts_switch"),
    path("beheer/gebruikers/", manage.users, name="accounts_users"),
    path("beheer/gebruikers/<uuid:user_id>/", manage.user, name="accounts_user"),
    path("beheer/tweede-stap/", manage.lost_factor, name="accounts_lost_factor"),
    path("beheer/toegang/<uuid:membership_id>/", manage.membership, name="accounts_membership"),
    path("beheer/organisaties/", manage.organisations, name="accounts_organisations"),
    path("beheer/organisaties/nieuw/", manage.new_organisation, name="accounts_new_organisation"),
    path("beheer/organisaties/<uuid:organisation_id>/", manage.organisation, name="accounts_organisation"),
    path("beheer/organisaties/<uuid:organisation_id>/uitnodigen/", manage.invite, name="accounts_invite"),
    path("inrichten/", manage.setup, name="accounts_setup"),
    path("inrichten/regio/", manage.setup_region, name="accounts_setup_region"),
    path("inrichten/organisaties/", manage.setup_organisations, name="accounts_setup_organisations"),
]
