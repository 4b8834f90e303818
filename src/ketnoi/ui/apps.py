from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ketnoi.ui"
    label = "ui"
