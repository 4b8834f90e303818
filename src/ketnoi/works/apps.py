from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "ketnoi.works"
    label = "works"

    def ready(self) -> None:
        from ketnoi.attachments import policies
        from ketnoi.figures import catalogue, sources
        from ketnoi.lists import table as lists
        from ketnoi.works import facts, files, table

        catalogue.declare("works")
        lists.register(table.TABLE)
        sources.register(facts.SOURCE)
        sources.register(facts.RESULT_SOURCE)
        policies.register(files.KIND, files.sees)
