from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "ketnoi.vault"
    label = "vault"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models import Field

        from ketnoi.audit import journal
        from ketnoi.vault import seals
        from ketnoi.vault.among import Among

        Field.register_lookup(Among)
        journal.accompany(seals.untold)
        connection_created.connect(seals.watch, dispatch_uid="vault.seals")
