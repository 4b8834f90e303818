from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "ketnoi.practices"
    label = "practices"

    def ready(self) -> None:
        from ketnoi.attachments import policies
        from ketnoi.figures import catalogue
        from ketnoi.figures import sources as figures
        from ketnoi.notices import kinds
        from ketnoi.practices import born, policy, recognised, recognising, sources, telling
        from ketnoi.works import links as works

        catalogue.declare("practices")
        for source in (*sources.EVERY, recognised.SOURCE):
            figures.register(source)
        works.register(born.ways_on)
        policies.register(policy.OWNER_KIND, policy.sees_files)
        policies.register(recognising.KIND, recognised.sees_files)
        for kind in telling.KINDS:
            kinds.register(kind)
