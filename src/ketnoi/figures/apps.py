from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FiguresConfig(AppConfig):
    name = "ketnoi.figures"
    label = "figures"

    def ready(self) -> None:
        from ketnoi.figures import catalogue, entered
        from ketnoi.figures.released import telling
        from ketnoi.notices import kinds

        entered.register()
        catalogue.declare("figures")
        for kind in telling.KINDS:
            kinds.register(kind)
        post_migrate.connect(_after_migrate, sender=self, dispatch_uid="figures.after_migrate")


def _after_migrate(**_: Any) -> None:
    """Follow the declarations, and give every province its clock."""
    from ketnoi.figures import catalogue, clocks, cuts, folding, interning

    interning.forget()
    clocks.set_up()
    catalogue.forget()
    before = cuts.declared()
    known = {number for numbers in before.values() for number in numbers}
    catalogue.sync()
    # roll-ups hold what was folded under the cuts of that time: a cut that came later would miss everything before it
    if any(known & set(numbers) - set(before.get(pattern, ())) for pattern, numbers in cuts.declared().items()):
        folding.rebuild()
