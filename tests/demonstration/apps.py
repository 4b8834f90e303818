from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "tests.demonstration"
    label = "demonstration"

    def ready(self) -> None:
        from ketnoi.access import protecting, telling
        from ketnoi.deadlines import owners
        from ketnoi.notices import kinds
        from tests.demonstration.models import KIND, SECTIONS, Leaf

        protecting.declare(protecting.Protected(Leaf, KIND, "lá", SECTIONS))
        kinds.register(kinds.Kind("leaf.fell", "Có một lá cần xem", telling.readable(KIND, "code"), "/la/{}/".format))
        owners.register(owners.Owner(KIND, telling.readable(KIND), lambda _leaf, _stage: (), "/la/#{}".format))
