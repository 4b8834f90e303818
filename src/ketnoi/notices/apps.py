from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ketnoi.notices"
    label = "notices"

    def ready(self) -> None:
        from ketnoi.notices import calls, clocks, kinds

        for kind in (calls.NOTICE, *clocks.NOTICES):
            kinds.register(kind)
