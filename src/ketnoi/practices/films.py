"""Short films of a practice: uploaded by its unit, seen by whoever reads the practice, no part of what is public."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.attachments import films
from ketnoi.attachments import queries as attachments
from ketnoi.attachments.forms import Upload
from ketnoi.practices.actions import By
from ketnoi.practices.models import Practice
from ketnoi.practices.policy import OWNER_KIND
from ketnoi.registers.forms import Versioned

MOST: Final = 3  # proposed: what somebody looks at before he adopts; longer ones are linked where films are kept


class FilmForm(Upload, Versioned):
    """One film, and what it shows."""

    field_order = ("file", "caption", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _(
            "MP4, nhiều nhất %(most)s MB. Phần mềm xóa vị trí, tên máy ghi ở đầu tệp; video vẫn có thể giữ thông tin "
            "khác của máy quay: hãy kiểm tra trước khi chia sẻ. Không quay rõ mặt trẻ em, nạn nhân."
        )
        self.fields["file"].label = _("Phim")
        self.fields["file"].help_text = hint % {"most": films.MOST_BYTES // 1_000_000}
        self.fields["file"].widget.attrs["accept"] = "video/mp4"
        self.fields["caption"].label = _("Trong phim có gì?")
        self.fields["caption"].help_text = _("Một hai câu, cho người không xem hoặc không nghe được. Không ghi tên ai.")


@transaction.atomic
def add(practice: Practice, form: FilmForm, by: By) -> None:
    """Keep the film that the form holds. Raises ValidationError by "file"."""
    found = Practice.objects.select_for_update().get(pk=practice.pk)
    kept = attachments.of(OWNER_KIND, [found.pk]).get(found.pk, [])
    if sum(one.is_film for one in kept) >= MOST:
        raise ValidationError({"file": [_("Mô hình đã có %(most)s phim. Bỏ bớt một phim trước.") % {"most": MOST}]})
    form.take(OWNER_KIND, found.pk, by.actor, film=True)
