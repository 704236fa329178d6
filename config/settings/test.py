"""For the tests: fast hashing, undefined template variables fail, no debug."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DOORSTROOM_VAR", tempfile.mkdtemp(prefix="doorstroom-test-"))

from .base import *  # noqa: F403
from .base import VAR, database

DEBUG = False
SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL", f"sqlite:///{Path(VAR) / 'test.sqlite3'}"))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
