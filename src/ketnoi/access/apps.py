from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "ketnoi.access"
    label = "access"
