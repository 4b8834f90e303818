from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "ketnoi.deadlines"
    label = "deadlines"
