from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "ketnoi.registers"
    label = "registers"

    def ready(self) -> None:
        from ketnoi.figures import catalogue
        from ketnoi.figures import sources as figures
        from ketnoi.registers import sources

        catalogue.declare("registers")
        for source in sources.EVERY:
            figures.register(source)
