from django.apps import AppConfig
from django.core import checks as django_checks


class AccessConfig(AppConfig):
    name = "ketnoi.access"
    label = "access"

    def ready(self) -> None:
        from ketnoi.access import checks

        django_checks.register(checks.keys)
