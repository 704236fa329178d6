"""On one's own machine: no secrets to bring, errors shown, the demo's one-click sign-in open."""

import os

from .base import *  # noqa: F403

DEBUG = os.environ.get("DOORSTROOM_DEBUG", "1") == "1"
SECRET_KEY = "development-only-key-that-guards-invented-people"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DEMO = os.environ.get("DOORSTROOM_DEMO", "1") == "1"
if not DEBUG:  # as the journeys see it: hashed and compressed static files
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost; browsers refuse them on 127.0.0.1
