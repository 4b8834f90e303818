"""Add a village where an activity took place and none of that name was known yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.activities import choosing
from ketnoi.officers.models import Post
from ketnoi.officers.policy import home
from ketnoi.places import actions
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place
from ketnoi.ui.forms import ChipRadio, DayField

DIVISIONS = ("thôn", "bản", "tiểu khu", "tổ dân phố", "khóm", "ấp")


class VillageForm(forms.Form):
    """Asks for a commune of the officer's province, and what the village is called. After `is_valid`: `commune`."""

    day = DayField(
        label=gettext_lazy("Ngày hoạt động"), help_text=gettext_lazy("Để tìm đúng xã, phường của thời gian đó")
    )
    commune_typed = forms.CharField(
        label=gettext_lazy("Thuộc xã, phường nào?"),
        max_length=100,
        help_text=gettext_lazy("Gõ tên xã, phường, có dấu hay không dấu đều được"),
        error_messages={"required": gettext_lazy("Ghi tên xã, phường có thôn, bản này")},
    )
    division = forms.ChoiceField(
        label=gettext_lazy("Gọi là gì?"), choices=[(one, one) for one in DIVISIONS], widget=ChipRadio
    )
    name = forms.CharField(
        label=gettext_lazy("Tên"),
        max_length=80,
        help_text=gettext_lazy("Chỉ ghi tên riêng, ví dụ: Nà Hoa, Số 3"),
        error_messages={"required": gettext_lazy("Ghi tên thôn, bản, ví dụ: Nà Hoa")},
    )

    def __init__(self, data: Any, post: Post, typed: str = "") -> None:
        super().__init__(data, initial={"day": timezone.localdate(), "name": typed})
        self.province = home(post.unit).province
        self.commune: Place | None = None

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.keys() >= {"day", "commune_typed"}:
            self._find(said["commune_typed"])
        return said

    def _find(self, typed: str) -> None:
        """The commune that is meant; only one of the officer's own province will do."""
        found = places.find(typed, self.cleaned_data["day"], kinds=[Kind.COMMUNE], limit=choosing.MOST)
        lying = places.today_province(place.pk for place in found)
        own = [place for place in found if lying[place.pk] == self.province]
        self.commune = choosing.certain(typed, own)
        if self.commune is None and own:
            names = "; ".join(place.label for place in own[:5])
            self.add_error("commune_typed", _("Có nhiều nơi tên như vậy: %(names)s. Hãy ghi rõ.") % {"names": names})
        elif self.commune is None:
            self.add_error("commune_typed", _("Không tìm thấy xã, phường này trong tỉnh vào ngày đã ghi."))

    def add(self, actor: int) -> Place | None:
        """The village, added; None, with the reason at its field, where the commune has one of that name."""
        assert self.commune is not None
        said = self.cleaned_data
        try:
            return actions.add_village(self.commune, said["name"], said["division"], actor)
        except ValidationError as error:
            self.add_error("name", error)
            return None
