"""The product's settings, and the demonstration room beside the product's own."""

from ketnoi.main.settings import *  # noqa: F403 - all of them
from ketnoi.main.settings import INSTALLED_APPS as PRODUCT

INSTALLED_APPS = [*PRODUCT, "tests.demonstration"]

# every new client of a test would read all static files once more
WHITENOISE_AUTOREFRESH = True
