"""In production: every secret comes from the surroundings and a missing one stops the start."""

import os
from pathlib import Path

from .base import *  # noqa: F403
from .base import VAR, database


def secret(name: str) -> str:
    """Return a secret from the surroundings, or from the file that NAME_FILE points to."""
    place = os.environ.get(f"{name}_FILE")
    return Path(place).read_text().strip() if place else os.environ[name]


DEBUG = False
SECRET_KEY = secret("DOORSTROOM_SECRET_KEY")
DATABASES = {"default": database(secret("DATABASE_URL"))}
ALLOWED_HOSTS = os.environ["DOORSTROOM_HOSTS"].split(",")
SITE_ADDRESS = os.environ.get("DOORSTROOM_ADDRESS", f"https://{ALLOWED_HOSTS[0]}")
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("DOORSTROOM_PROXIES", "1")
)  # a forged X-Forwarded-For counts for nothing
# Attempts count together over all hosts, also those of a request whose transaction is rolled back: on PostgreSQL over a
# connection of their own, which closes with the request. SQLite opens no transaction around a request.
COUNTS = "default"
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    COUNTS = "counts"
    DATABASES[COUNTS] = {**DATABASES["default"], "CONN_MAX_AGE": 0}
CACHES = {
    "default": {"BACKEND": "doorstroom.core.shared.SharedCache", "LOCATION": COUNTS},
    "host": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR / "cache")},
}
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^gezond$"]  # the load balancer asks without TLS; it holds nothing personal
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
