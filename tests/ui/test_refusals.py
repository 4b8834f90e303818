"""Whatever a field of ours refuses, it says so in plain Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

OF_THE_FRAMEWORK = ("Trường này", "hợp lệ", "tập tin", "số tổng thể", "valid", "allowed", "Đảm bảo")
FIELDS = [
    (forms.CharField(max_length=5), "", "Chưa ghi."),
    (forms.CharField(max_length=5), "quá dài rồi", "Viết ngắn lại: nhiều nhất 5 ký tự, đang có 11."),
    (forms.CharField(), "a\x00b", "Có ký tự không đọc được; hãy xóa rồi gõ lại."),
    (forms.ChoiceField(choices=[("a", "A")]), "", "Chưa chọn."),
    (forms.ChoiceField(choices=[("a", "A")]), "b", "Hãy chọn một mục trong danh sách."),
    (forms.MultipleChoiceField(choices=[("a", "A")]), ["b"], "Hãy chọn một mục trong danh sách."),
    (forms.IntegerField(), "ba", "Nhập một số, ví dụ 64"),
    (forms.IntegerField(max_value=9), "10", "Số này nhiều nhất là 9."),
    (forms.TimeField(), "25h", "Nhập giờ và phút, ví dụ 08:30"),
]


@pytest.mark.parametrize(("field", "value", "said"), FIELDS)
def test_a_refusal_says_what_to_do(field, value, said):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    assert refused.value.messages == [said]


def test_no_form_of_ours_speaks_like_a_machine():
    get_resolver()._populate()
    said = [
        (form.__name__, name, str(message))
        for form in set(_below(forms.BaseForm))
        if form.__module__.startswith("ketnoi.")
        for name, field in getattr(form, "base_fields", {}).items()
        for message in field.error_messages.values()
    ]
    assert said
    assert [one for one in said if any(words in one[2] for words in OF_THE_FRAMEWORK)] == []


def _below(form: type) -> Iterator[type]:
    for one in form.__subclasses__():
        yield one
        yield from _below(one)
