from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "ketnoi.programmes"
    label = "programmes"
