from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "ketnoi.figures"
    label = "figures"
