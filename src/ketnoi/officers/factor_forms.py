"""Forms that take a second factor into use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ketnoi.officers.factors import authenticator, cards, passkeys
from ketnoi.ui.text import tidy

LONGEST, LONGEST_RECOVERY = 20, 40  # of a code as typed, with spaces in it
CODE_INPUT = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


class CodeForm(forms.Form):
    """The first code of an app that has just been told `secret`; cleans to the half minute whose code it is."""

    code = forms.CharField(
        label=_("Mã sáu số đang hiện trên điện thoại"), max_length=LONGEST, widget=forms.TextInput(CODE_INPUT)
    )

    def __init__(self, data: Any, secret: str) -> None:
        super().__init__(data)
        self.secret = secret

    def clean_code(self) -> int:
        step = authenticator.step_of(self.secret, cards.plain(self.cleaned_data["code"]))
        if not step:
            raise ValidationError(
                _("Mã chưa đúng. Hãy nhập mã đang hiện; nếu vẫn sai thì đặt giờ điện thoại ở chế độ tự động.")
            )
        return step


class PasskeyForm(forms.Form):
    """A name for a key, and what the browser answered when it made it."""

    name = forms.CharField(
        label=_("Tên khóa"),
        max_length=passkeys.LONGEST_NAME,
        help_text=_("Để sau này nhận ra, ví dụ: vân tay máy cơ quan, khóa USB dự phòng."),
    )
    answer = forms.CharField(max_length=passkeys.LONGEST_ANSWER, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])


class FirstCodeForm(forms.Form):
    """The code beside number 01 of a card that was just printed."""

    code = forms.CharField(label=_("Mã ở dòng số 01"), max_length=LONGEST, widget=forms.TextInput(CODE_INPUT))


class RecoveryForm(forms.Form):
    """The code that the second person handed over."""

    code = forms.CharField(
        label=_("Mã cấp lại"),
        max_length=LONGEST_RECOVERY,
        help_text=_("Mười sáu chữ và số, do người xác nhận trao tận tay."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
