from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ketnoi.notices"
    label = "notices"

    def ready(self) -> None:
        from ketnoi.notices import accounts, calls, clocks, drills, kinds
        from ketnoi.officers import telling

        for kind in (accounts.NOTICE, calls.NOTICE, drills.NOTICE, *clocks.NOTICES):
            kinds.register(kind)
        telling.register(accounts.tell)
