"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnoi.main.settings")
application = get_wsgi_application()

from ketnoi.vault import readiness  # noqa: E402 - after the settings

readiness.demand()
