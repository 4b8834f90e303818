"""Forms for what units write to one another: plain words, and once a question whether they name somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from ketnoi.practices import following, nameless, talking
from ketnoi.registers.forms import Versioned

HINT = gettext_lazy("Không ghi tên, địa chỉ của người nào; ghi chức danh, đơn vị.")


class NamelessForm(Versioned):
    """A form whose words stay free of names: where they may hold one, it asks whoever wrote them to confirm."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sure" in self.data:
            self._ask()

    @property
    def sure(self) -> bool:
        return bool(self.cleaned_data.get("sure"))

    def refuse(self, error: ValidationError) -> None:
        """Put what an action refused at its fields; where the words may name somebody, ask."""
        told = getattr(error, "error_dict", {})
        if any(one.code == nameless.MAY_NAME for errors in told.values() for one in errors):
            self._ask()
        super().refuse(error)

    def _ask(self) -> None:
        label = gettext_lazy("Tôi đã xem lại: không có tên, địa chỉ của người nào")
        self.fields["sure"] = forms.BooleanField(label=label, required=False)


def _words(label: Any, most: int, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, help_text=HINT, widget=forms.Textarea(attrs={"rows": rows}), strip=True
    )


class QuestionForm(NamelessForm):
    words = _words(gettext_lazy("Câu hỏi"), talking.LONGEST_QUESTION, 4)


class AnswerForm(NamelessForm):
    answer = _words(gettext_lazy("Trả lời"), talking.LONGEST_ANSWER, 6)


class ThanksForm(NamelessForm):
    words = _words(gettext_lazy("Lời cảm ơn"), following.LONGEST, 3)
