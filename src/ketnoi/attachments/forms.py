"""A form that takes one file with the words that stand for it where it cannot be seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.attachments import actions
from ketnoi.attachments.models import LONGEST_CAPTION, Attachment
from ketnoi.ui.forms import LineField


class Upload(forms.Form):
    """One file and what it shows. A form of a room names the kinds it takes at the field."""

    file = forms.FileField(label=gettext_lazy("Tệp"), error_messages={"required": gettext_lazy("Chọn một tệp.")})
    caption = LineField(label=gettext_lazy("Trong đó có gì?"), max_length=LONGEST_CAPTION)

    def take(self, owner_kind: str, owner_id: int, actor: int, *, film: bool = False) -> Attachment:
        """Keep the file for its owner. Raises ValidationError by "file"."""
        said: dict[str, Any] = self.cleaned_data
        try:
            return actions.add(owner_kind, owner_id, said["file"], actor, caption=said["caption"], film=film)
        except ValidationError as error:
            again = _("Hãy chọn lại tệp; lời đã ghi vẫn còn.")
            raise ValidationError({"file": [" ".join([*error.messages, again])]}) from error
