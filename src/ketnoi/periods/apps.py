from django.apps import AppConfig


class PeriodsConfig(AppConfig):
    name = "ketnoi.periods"
    label = "periods"
