from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "ketnoi.reports"
    label = "reports"

    def ready(self) -> None:
        from ketnoi.documents import letterheads as papers
        from ketnoi.programmes import links
        from ketnoi.reports import letterheads, on_programmes

        links.register_reports(on_programmes.shown)
        papers.register(letterheads.find)
