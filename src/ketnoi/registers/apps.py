from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "ketnoi.registers"
    label = "registers"

    def ready(self) -> None:
        from ketnoi.figures import catalogue
        from ketnoi.figures import sources as figures
        from ketnoi.lists import table as lists
        from ketnoi.registers import sources, tables

        catalogue.declare("registers")
        for source in sources.EVERY:
            figures.register(source)
        for table in tables.EVERY_TABLE:
            lists.register(table)
