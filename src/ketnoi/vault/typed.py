"""What people type beside records: sealed where something was typed, and nothing where nothing was."""

from __future__ import annotations

from django.db import models

from ketnoi.vault import keys
from ketnoi.vault.models import DataKey, SealedModel
from ketnoi.vault.refusals import Shredded
from ketnoi.vault.sealed import Sealed


class Typed(SealedModel):
    """What people typed about a record, under pressure and in their own words: sealed, and shredded with the record.

    Where nothing was typed there is no key.
    """

    data_key = models.ForeignKey(  # type: ignore[assignment]  # of all that is sealed this alone may have none
        DataKey, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    def close_with(self, record: models.Model | None = None) -> None:
        """Take the record's data key for what is typed from now on; one of its own where the record has none."""
        if self.data_key_id:
            return
        theirs = record.data_key if isinstance(record, SealedModel) else None
        self.data_key = theirs if theirs is not None and theirs.wrapped is not None else keys.new("typed")

    def typed_sections(self) -> set[str]:
        """The sections of personal data in which something was typed; none where nothing was."""
        return {field.section for field in self.sealed_fields() if getattr(self, field.attname) is not None}

    def words(self) -> dict[str, str]:
        """{column: what was typed, "" for nothing, or for what was shredded}, without a line in the journal.

        Pages ask `officers.reading.typed`, which writes it.
        """
        return {field.name: self._word(getattr(self, field.attname)) for field in self.sealed_fields()}

    def _word(self, value: Sealed | None) -> str:
        try:
            return "" if value is None else str(value.open())
        except Shredded:
            return ""
