from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FiguresConfig(AppConfig):
    name = "ketnoi.figures"
    label = "figures"

    def ready(self) -> None:
        from ketnoi.figures import catalogue, entered

        entered.register()
        catalogue.declare("figures")
        post_migrate.connect(_after_migrate, sender=self, dispatch_uid="figures.after_migrate")


def _after_migrate(**_: Any) -> None:
    """Follow the declarations, and give every province its clock."""
    from ketnoi.figures import catalogue, clocks, interning

    interning.forget()
    clocks.set_up()
    catalogue.sync()
