from django.apps import AppConfig


class PeriodsConfig(AppConfig):
    name = "ketnoi.periods"
    label = "periods"

    def ready(self) -> None:
        from ketnoi.figures import sources
        from ketnoi.periods import facts

        sources.register(facts.SOURCE)
