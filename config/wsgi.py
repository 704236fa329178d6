"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

from doorstroom.core.startup import refuse_wrong_role  # noqa: E402 the rooms must stand first

refuse_wrong_role()
