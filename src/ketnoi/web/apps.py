from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "ketnoi.web"
    label = "web"
