from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "tests.demonstration"
    label = "demonstration"

    def ready(self) -> None:
        from ketnoi.access import protecting
        from tests.demonstration.models import Leaf

        sections = ("identity", "address", "shelter", "medical", "reporter", "notice", "notes")
        protecting.declare(protecting.Protected(Leaf, "leaf", "lá", sections))
