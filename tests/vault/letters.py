"""Two tables with sealed columns, of no room: what the vault's tests write into."""

from django.db import models

from ketnoi.vault import keys
from ketnoi.vault.fields import SealedDate, SealedJSON, SealedText
from ketnoi.vault.models import SealedModel


class Letter(SealedModel):
    code = models.CharField(max_length=20)
    name = SealedText()
    alias = SealedText(null=True, section="contact")
    born = SealedDate(null=True)
    papers = SealedJSON(null=True)

    class Meta:
        app_label = "vault"
        db_table = "vault_test_letter"


class Parcel(SealedModel):
    name = SealedText()

    class Meta:
        app_label = "vault"
        db_table = "vault_test_parcel"


def letter(name="Nguyễn Thị Mẫu", **more):
    return Letter.objects.create(data_key=keys.new("letter"), name=name, **{"code": "a", **more})


def stored(row, column="name"):
    """What the database itself holds."""
    return bytes(type(row).objects.values_list(column, flat=True).get(pk=row.pk)._closed)
