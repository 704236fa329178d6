"""Doors of this room."""

from django.urls import path

from . import management_views as manage
from . import views

urlpatterns = [
    path("taal/", views.set_language, name="set_language"),
    path("mijn-gegevens/", views.me, name="accounts_me"),
    path("rol-kiezen/", views.switch, name="accounts_switch"),
    path("beheer/gebruikers/", manage.users, name="accounts_users"),
    path("beheer/gebruikers/<uuid:user_id>/", manage.user, name="accounts_user"),
    path("beheer/toegang/<uuid:membership_id>/", manage.membership, name="accounts_membership"),
    path("beheer/organisaties/", manage.organisations, name="accounts_organisations"),
    path("beheer/organisaties/nieuw/", manage.new_organisation, name="accounts_new_organisation"),
    path("beheer/organisaties/<uuid:organisation_id>/", manage.organisation, name="accounts_organisation"),
    path("beheer/organisaties/<uuid:organisation_id>/uitnodigen/", manage.invite, name="accounts_invite"),
    path("inrichten/", manage.setup, name="accounts_setup"),
    path("inrichten/regio/", manage.setup_region, name="accounts_setup_region"),
    path("inrichten/organisaties/", manage.setup_organisations, name="accounts_setup_organisations"),
]
