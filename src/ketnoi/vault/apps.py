from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "ketnoi.vault"
    label = "vault"

    def ready(self) -> None:
        from ketnoi.audit import journal
        from ketnoi.vault import seals

        journal.accompany(seals.untold)
