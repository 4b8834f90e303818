"""Forms about units: a new one, and what may become of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.administration import finding
from ketnoi.administration.picking import PickingForm
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Level, Unit
from ketnoi.ui.forms import ChipRadio, DayField

LONGEST = 200
LONGEST_SHORT = 120
INSIDE = (Level.SECTION, Level.BRANCH, Level.TEAM)


class NewUnitForm(PickingForm):
    """A unit inside another one; units of communes and provinces come and go with the map."""

    name = forms.CharField(label=_("Tên đầy đủ"), max_length=LONGEST)
    short_name = forms.CharField(label=_("Tên gọi tắt"), max_length=LONGEST_SHORT, required=False)
    level = forms.ChoiceField(
        label=_("Là"), choices=[(one.value, one.label) for one in INSIDE], widget=ChipRadio, initial=Level.SECTION
    )
    valid_from = DayField(label=_("Hoạt động từ ngày"), required=False)

    def __init__(self, data: Any, acting: Post, parent: Unit) -> None:
        super().__init__(data, initial={"parent": parent.label})
        self.pick("parent", _("Thuộc đơn vị"), lambda text: finding.units(acting, text))


class ChangeForm(PickingForm):
    """What every change of a unit asks: from which day, held against which version."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    day = DayField(label=_("Từ ngày"))

    def __init__(self, data: Any, acting: Post, unit: Unit) -> None:
        super().__init__(data, initial={"version": unit.version, "day": timezone.localdate()})
        self.acting, self.unit = acting, unit
        self.ask()

    def ask(self) -> None:
        """Add what this change asks besides."""


class RenameForm(ChangeForm):
    name = forms.CharField(label=_("Tên mới"), max_length=LONGEST)
    short_name = forms.CharField(label=_("Tên gọi tắt mới"), max_length=LONGEST_SHORT, required=False)

    def ask(self) -> None:
        self.initial.update({"name": self.unit.name, "short_name": self.unit.short_name})


class MoveForm(ChangeForm):
    def ask(self) -> None:
        code = self.unit.agency.code
        self.pick(
            "parent", _("Đơn vị cấp trên mới"), lambda text: finding.units(self.acting, text, code, [self.unit.pk])
        )


class MergeForm(ChangeForm):
    def ask(self) -> None:
        code = self.unit.agency.code
        self.pick("into", _("Sáp nhập vào"), lambda text: finding.units(self.acting, text, code, [self.unit.pk]))


class SplitForm(ChangeForm):
    first = forms.CharField(
        label=_("Đơn vị mới thứ nhất"), max_length=LONGEST, help_text=_("Số liệu trước ngày tách tính vào đơn vị này.")
    )
    second = forms.CharField(label=_("Đơn vị mới thứ hai"), max_length=LONGEST)
    third = forms.CharField(label=_("Đơn vị mới thứ ba"), max_length=LONGEST, required=False)


class CloseForm(ChangeForm):
    def ask(self) -> None:
        self.fields["day"].label = _("Ngày hoạt động cuối cùng")
