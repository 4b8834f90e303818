from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "ketnoi.vault"
    label = "vault"
