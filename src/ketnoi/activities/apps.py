from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "ketnoi.activities"
    label = "activities"
