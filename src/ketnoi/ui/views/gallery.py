"""The design system on one page: every component in every state, with invented content."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, Choices, CountField, DayField, Stepper
from ketnoi.ui.views import gallery_charts

TOTAL = "cong-luot"
PLACES = [("a", "Bản Minh họa A"), ("b", "Bản Minh họa B"), ("c", "Trường Minh họa")]
PARTNERS = [("ca", "Công an xã"), ("vks", "VKSND khu vực"), ("ta", "TAND khu vực")]
ICONS = [
    "sun",
    "bell",
    "search",
    "users",
    "plus",
    "minus",
    "check",
    "x",
    "megaphone",
    "graduation-cap",
    "handshake",
    "shield",
    "send",
    "file-text",
    "chart-column",
    "landmark",
    "clock",
    "pause",
    "triangle-alert",
    "info",
    "eye",
    "lock",
    "map-pin",
    "phone",
    "download",
    "upload",
    "table",
    "printer",
    "paperclip",
    "history",
    "undo-2",
    "pencil",
    "trash",
    "filter",
    "settings",
    "target",
    "link",
    "building",
    "copy",
    "list",
    "ban",
    "save",
    "external",
    "hoa-man",
]
ANSWERS = [("an", "Tạm an toàn"), ("khong", "Chưa an toàn"), ("chua-ro", "Chưa rõ")]


class SampleForm(forms.Form):
    """Every kind of field."""

    topic = forms.CharField(label="Buổi nói về gì?", help_text="Gõ vài chữ, có dấu hay không dấu đều được")
    day = DayField(label="Ngày", help_text="Ví dụ 04/11/2022")
    place = forms.ChoiceField(label="Ở đâu?", choices=PLACES, widget=ChipRadio)
    partners = forms.MultipleChoiceField(label="Làm cùng ai?", choices=PARTNERS, widget=ChipCheckboxes)
    women = CountField(label="Hội viên, phụ nữ", widget=Stepper(total=TOTAL))
    pupils = CountField(label="Học sinh", widget=Stepper(total=TOTAL), most=1000)
    budget = CountField(label="Kinh phí", help_text="Đồng")
    safety = forms.ChoiceField(label="Người bị hại hiện thế nào?", choices=ANSWERS, widget=Choices)
    level = forms.ChoiceField(label="Cấp", choices=[("xa", "Xã"), ("tinh", "Tỉnh")])
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea({"rows": 3}))
    agreed = forms.BooleanField(label="Đã nói rõ với người dự là ảnh sẽ được lưu")


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", _context())


# `officers` lies above this room: its decorator `policy.public` would set the same.
gallery.policy = "public"  # type: ignore[attr-defined]  # a mark the middleware reads


def _context() -> dict[str, Any]:
    wrong = {"topic": "", "day": "31/02/2022", "place": "a", "partners": ["ca"], "women": "41", "pupils": "sáu tư"}
    right = {"topic": "Phòng ngừa mua bán người", "day": "04/11/2022", "women": 41, "pupils": 15, "place": "b"}
    return {
        "nav": _nav(),
        "tabbar": _tabbar(),
        "who": {"name": "Lò Thị Mẫu", "initials": "LM", "unit": "Hội LHPN xã Minh họa A", "url": "#chinh"},
        "search": "#chinh",
        "sign_out": "#chinh",
        "saved": "Đã lưu trên máy chủ lúc 14:32",
        "refused": SampleForm(wrong, auto_id="sai_%s"),
        "fresh": SampleForm(initial=right, auto_id="moi_%s"),
        "icons": ICONS,
        "total": TOTAL,
        "page": Paginator(range(1, 2346), 50).page(2),
        "charts": gallery_charts.charts(),
        "table": gallery_charts.TABLE,
    }


def _nav() -> list[dict[str, Any]]:
    day = [_item("Hôm nay", "sun", current=True, count=9, hot=True), _item("Lịch công tác", "calendar-days")]
    work = [_item("Hoạt động", "megaphone"), _item("Lớp tập huấn", "graduation-cap", count=2)]
    return [{"title": "Hằng ngày", "items": day}, {"title": "Tuyên truyền, tập huấn", "items": work}]


def _tabbar() -> list[dict[str, Any]]:
    return [
        _item("Hôm nay", "sun", current=True),
        _item("Hoạt động", "megaphone"),
        _item("Ghi nhận", "plus", make=True),
        _item("Phối hợp", "handshake"),
        _item("Tất cả", "menu"),
    ]


def _item(label: str, icon: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "icon": icon, "url": "#chinh", **more}
