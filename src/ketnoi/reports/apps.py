from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "ketnoi.reports"
    label = "reports"

    def ready(self) -> None:
        from ketnoi.attachments import policies
        from ketnoi.documents import letterheads as papers
        from ketnoi.figures import catalogue
        from ketnoi.lists import table as lists
        from ketnoi.notices import kinds
        from ketnoi.periods import outlines
        from ketnoi.programmes import links
        from ketnoi.reports import assigned_table, flow, following, letterheads, on_programmes, outline, queries, table

        outlines.register(outline.periodic)
        catalogue.declare("reports")
        lists.register(table.TABLE)
        lists.register(assigned_table.TABLE)
        links.register_reports(on_programmes.shown)
        papers.register(letterheads.find)
        kinds.register(following.NOTICE)
        policies.register(flow.SIGNED, queries.sees_signed)
