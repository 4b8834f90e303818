"""What an officer says of how he wants to be told."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.notices import channels, kinds, preferences
from ketnoi.notices.enums import Channel, How
from ketnoi.notices.models import Preference
from ketnoi.notices.preferences import Settings
from ketnoi.ui.forms import ChipRadio

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
_WRONG = {"invalid_choice": _("Hãy chọn một giờ trong danh sách.")}
_NOT_DIGITS = re.compile(r"[\s.()-]")
_PHONE = re.compile(r"\+?\d{3,15}", re.ASCII)


class PhoneField(forms.CharField):
    """A telephone number as people write it, kept as digits. Short ones are hotlines."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> str:
        typed = _NOT_DIGITS.sub("", super().clean(value))
        if typed and not _PHONE.fullmatch(typed):
            raise forms.ValidationError(_("Ghi đủ số điện thoại, chỉ gồm chữ số, ví dụ 0900 000 001."))
        return typed


class SettingsForm(forms.Form):
    """Where and when; one choice for each kind and channel that this installation has."""

    email = forms.EmailField(
        label=_("Thư điện tử công vụ"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Viết địa chỉ thư có @, ví dụ canbo@tinh.gov.vn.")},
    )
    phone = PhoneField(label=_("Điện thoại nhận tin"), required=False)
    quiet_from = forms.TypedChoiceField(label=_("Yên lặng từ"), choices=HOURS, coerce=int, error_messages=_WRONG)
    quiet_to = forms.TypedChoiceField(label=_("đến"), choices=HOURS, coerce=int, error_messages=_WRONG)

    def __init__(self, data: Any = None, *, known: Preference) -> None:
        said = {name: getattr(known, name) for name in ("email", "phone", "quiet_from", "quiet_to")}
        super().__init__(data, initial=said)
        self.offered = channels.offered()
        for kind in kinds.every():
            for channel in self.offered:
                self.fields[_name(kind, channel)] = forms.ChoiceField(
                    label=channel.label,
                    choices=How.choices,
                    initial=preferences.how(known, kind.code, channel),
                    widget=ChipRadio,
                )

    def by_kind(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(words of a kind, its choices)."""
        return [(str(kind.words), [self[_name(kind, one)] for one in self.offered]) for kind in kinds.every()]

    def settings(self) -> Settings:
        said = self.cleaned_data
        choices = {kind.code: {one.value: said[_name(kind, one)] for one in self.offered} for kind in kinds.every()}
        return Settings(said["email"], said["phone"], said["quiet_from"], said["quiet_to"], choices)


def _name(kind: kinds.Kind, channel: Channel) -> str:
    return f"{kind.code}.{channel.value}"
