"""Pictures and papers of a work: added by the unit that registered it, seen by whoever sees the work."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.attachments import actions
from ketnoi.attachments import queries as attachments
from ketnoi.attachments.forms import Upload
from ketnoi.attachments.models import Attachment
from ketnoi.officers.models import Officer
from ketnoi.registers.forms import Versioned
from ketnoi.works import queries
from ketnoi.works.models import Work

KIND: Final = "work"
MOST: Final = 30  # proposed: what a page shows without pages of its own


class FileForm(Upload, Versioned):
    """One picture or paper, and what it shows."""

    field_order = ("file", "caption", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Ảnh hoặc tệp")
        self.fields["file"].help_text = _(
            "Ảnh JPEG, PNG, WebP; PDF, Word, Excel. Không chụp rõ mặt trẻ em, nạn nhân. Vị trí trong ảnh sẽ được xóa."
        )
        self.fields["caption"].label = _("Ảnh, tệp cho thấy gì?")
        self.fields["caption"].help_text = _("Một câu, cho người không nhìn thấy ảnh. Không ghi tên ai.")


@transaction.atomic
def add(work: Work, form: FileForm, actor: int) -> Attachment:
    """Keep the file that the form holds. Raises ValidationError by "file"."""
    found = Work.objects.select_for_update().get(pk=work.pk)
    if len(of(found)) >= MOST:
        raise ValidationError({"file": [_("Công trình đã có %(most)s ảnh, tệp.") % {"most": MOST}]})
    return form.take(KIND, found.pk, actor)


@transaction.atomic
def remove(work: Work, file: uuid.UUID, actor: int) -> None:
    """Take a file away. Raises Attachment.DoesNotExist."""
    found = Work.objects.select_for_update().get(pk=work.pk)
    actions.remove(Attachment.objects.get(uuid=file, owner_kind=KIND, owner_id=found.pk, removed_at=None), actor)


def of(work: Work) -> list[Attachment]:
    """Its files, the oldest first."""
    return attachments.of(KIND, [work.pk]).get(work.pk, [])


def sees(officer: Officer, work: int) -> bool:
    """Files are seen by whoever may read the work."""
    return queries.visible_to(officer).filter(pk=work).exists()
