from django.apps import AppConfig
from django.db.models import CharField

from ketnoi.orgs.paths import Below


class OrgsConfig(AppConfig):
    name = "ketnoi.orgs"
    label = "orgs"

    def ready(self) -> None:
        CharField.register_lookup(Below)
