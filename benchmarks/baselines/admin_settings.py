"""Settings for T5's other side: the product's own, with Django's admin beside it."""

from ketnoi.main.settings import *  # noqa: F403  # every setting of the product
from ketnoi.main.settings import INSTALLED_APPS as _ROOMS

INSTALLED_APPS = [*_ROOMS, "django.contrib.admin"]
SILENCED_SYSTEM_CHECKS = ["models.W040", "admin.E403", "admin.E404", "admin.E408"]
