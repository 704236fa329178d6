"""Doors of the interop room: the API and the page with keys for it."""

from django.urls import path

from . import referrals, views  # noqa: F401  (referrals adds its operations)
from .api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("koppelingen/", views.tokens, name="interop_tokens"),
    path("koppelingen/<uuid:key>/intrekken/", views.revoke, name="interop_revoke"),
]
