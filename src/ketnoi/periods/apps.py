from django.apps import AppConfig


class PeriodsConfig(AppConfig):
    name = "ketnoi.periods"
    label = "periods"

    def ready(self) -> None:
        from ketnoi.figures import confirmed, sources
        from ketnoi.notices import kinds
        from ketnoi.periods import covering, facts, reminding

        sources.register(facts.SOURCE)
        confirmed.register(covering.said)
        kinds.register(reminding.NOTICE)
