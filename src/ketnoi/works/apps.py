from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "ketnoi.works"
    label = "works"
