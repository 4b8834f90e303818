from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "ketnoi.programmes"
    label = "programmes"

    def ready(self) -> None:
        from ketnoi.figures import words
        from ketnoi.periods import programmes as periods
        from ketnoi.programmes import queries

        words.name_programmes_by(queries.signed_names)
        periods.register(queries.offered, queries.closed_upward)
