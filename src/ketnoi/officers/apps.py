from django.apps import AppConfig


class OfficersConfig(AppConfig):
    name = "ketnoi.officers"
    label = "officers"
