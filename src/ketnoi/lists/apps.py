from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "ketnoi.lists"
    label = "lists"
