from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "ketnoi.practices"
    label = "practices"
