from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ketnoi.notices"
    label = "notices"

    def ready(self) -> None:
        from ketnoi.notices import accounts, call_queries, clocks, drills, kinds
        from ketnoi.officers import telling

        for kind in (accounts.NOTICE, accounts.POST_WAITS, call_queries.NOTICE, drills.NOTICE, *clocks.NOTICES):
            kinds.register(kind)
        telling.register(accounts.tell)
        telling.register_asker(accounts.ask)
