from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "ketnoi.administration"
    label = "administration"
