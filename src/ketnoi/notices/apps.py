from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ketnoi.notices"
    label = "notices"

    def ready(self) -> None:
        from ketnoi.notices import calls, clocks, drills, kinds

        for kind in (calls.NOTICE, drills.NOTICE, *clocks.NOTICES):
            kinds.register(kind)
