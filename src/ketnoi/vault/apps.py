from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "ketnoi.vault"
    label = "vault"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models import Field, ForeignObject

        from ketnoi.audit import journal
        from ketnoi.vault import seals
        from ketnoi.vault.among import Among

        for columns in (Field, ForeignObject):  # a foreign key knows only what it is told itself
            columns.register_lookup(Among)
        journal.accompany(seals.untold)
        connection_created.connect(seals.watch, dispatch_uid="vault.seals")
