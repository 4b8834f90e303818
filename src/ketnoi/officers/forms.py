"""Forms of the own account: password, PIN, form of address."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.officers import devices, guessing, password_rules
from ketnoi.officers.doors import LONGEST
from ketnoi.officers.models import Officer
from ketnoi.ui.text import tidy

PIN = re.compile(r"[0-9]{6}")
ADDRESSES = ("chị", "anh", "đồng chí", "bạn")
LONGEST_NAME = 120


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra rồi nhập lại."),
        "inactive": _("Tài khoản này đã ngừng sử dụng. Hãy liên hệ quản trị của đơn vị."),
        "expired": _("Mật khẩu ban đầu đã hết hạn. Hãy đề nghị quản trị của đơn vị cấp lại."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wait = 0
        self.fields["username"].label = _("Tên đăng nhập")
        self.fields["password"].label = _("Mật khẩu")

    def clean(self) -> dict[str, Any]:
        """Check name and password, unless they were tried too often from here: then nothing is checked."""
        bucket = devices.bucket(self.request, self.cleaned_data.get("username", ""))
        self.wait = guessing.wait(bucket) if self.cleaned_data.get("password") else 0
        if self.wait:
            raise ValidationError(guessing.told_at_the_door(self.wait), code="wait")
        cleaned: dict[str, Any] = super().clean()
        guessing.right(bucket)
        return cleaned

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if user.start_until and user.start_until < timezone.localdate():
            raise ValidationError(self.error_messages["expired"], code="expired")


class OwnForm(forms.Form):
    """A form that asks for the present password before anything else."""

    present = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, data: Any, officer: Officer) -> None:
        super().__init__(data)
        self.officer = officer

    def clean_present(self) -> str:
        typed: str = self.cleaned_data["present"]
        bucket = devices.of_session(self.officer)
        if seconds := guessing.wait(bucket):
            raise ValidationError(guessing.told(seconds))
        if not self.officer.check_password(typed):
            raise ValidationError(_("Mật khẩu đang dùng chưa đúng."))
        guessing.right(bucket)
        return typed


class PasswordForm(OwnForm):
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any, officer: Officer) -> None:
        super().__init__(data, officer)
        hint = _("Từ %(least)s ký tự. Vài từ ghép lại thì dễ nhớ; không cần đổi định kỳ.")
        self.fields["new"].help_text = hint % {"least": password_rules.least(officer)}

    def clean(self) -> None:
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", _("Hai lần nhập chưa giống nhau."))
        elif new and new == self.cleaned_data.get("present"):
            self.add_error("new", _("Mật khẩu mới phải khác mật khẩu đang dùng."))
        elif new:
            self._check(new)

    def _check(self, new: str) -> None:
        try:
            password_validation.validate_password(new, self.officer)
        except ValidationError as refusal:
            self.add_error("new", refusal)


class PinForm(OwnForm):
    pin = forms.CharField(
        label=_("Mã PIN"),
        max_length=6,
        help_text=_("Sáu chữ số, chỉ dùng để mở lại phiên làm việc đã khóa trên máy đang dùng."),
        widget=forms.PasswordInput({"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_pin(self) -> str:
        typed: str = self.cleaned_data["pin"]
        if not PIN.fullmatch(typed):
            raise ValidationError(_("Nhập đúng sáu chữ số."))
        if len(set(typed)) == 1 or typed in "01234567890" or typed in "09876543210":
            raise ValidationError(_("Mã này dễ đoán. Hãy chọn mã khác."))
        return typed


class AddressForm(forms.Form):
    """How the product speaks to an officer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Họ và tên"), max_length=LONGEST_NAME)
    address = forms.CharField(
        label=_("Cách xưng hô"),
        max_length=20,
        help_text=_("Ví dụ: chị, anh, đồng chí."),
    )

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Hãy nhập họ và tên."))
        return name

    def clean_address(self) -> str:
        return tidy(self.cleaned_data["address"]) or ADDRESSES[-1]
