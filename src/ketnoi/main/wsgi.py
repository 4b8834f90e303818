"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnoi.main.settings")
application = get_wsgi_application()

from ketnoi.audit import installation  # noqa: E402 - after the settings
from ketnoi.vault import readiness  # noqa: E402 - the same

installation.demand_own_data()
readiness.demand()
