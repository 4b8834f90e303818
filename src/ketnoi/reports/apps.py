from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "ketnoi.reports"
    label = "reports"
