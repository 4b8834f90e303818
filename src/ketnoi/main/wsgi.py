"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnoi.main.settings")
application = get_wsgi_application()

from ketnoi.audit import installation  # noqa: E402 - after the settings
from ketnoi.vault import readiness  # noqa: E402 - the same

installation.demand_own_data()
readiness.demand()

# what was loaded stays as long as the process: no page waits while it is looked through for what could go
gc.collect()
gc.freeze()
