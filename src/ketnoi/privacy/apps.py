from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "ketnoi.privacy"
    label = "privacy"
