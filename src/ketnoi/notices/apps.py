from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ketnoi.notices"
    label = "notices"
