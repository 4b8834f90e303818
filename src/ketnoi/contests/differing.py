"""What a form says and what stands, side by side: for the second of two people who write the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ketnoi.ui import dates

Both = list[tuple[str, str, str]]
"""[(label of a field, what was typed, what stands)]"""


def both(form: forms.Form, stands: Mapping[str, Any]) -> Both:
    """The fields of a valid form in which it differs from {field: what stands}, in words."""
    return list(_differing(form, stands))


def _differing(form: forms.Form, stands: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, field in form.fields.items():
        if name in stands and name != "version":
            typed, other = _words(field, form.cleaned_data[name]), _words(field, stands[name])
            if typed != other:
                yield str(field.label), typed, other


def _words(field: forms.Field, value: Any) -> str:
    """A value of a form as a person reads it; lines of a text, or rows of a table, in one line."""
    if isinstance(field, forms.ChoiceField):
        offered: Any = field.choices
        return next((str(label) for key, label in offered if str(key) == str(value or "")), "")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dt.date):
        return dates.day(value)
    if isinstance(value, tuple):
        return "; ".join(": ".join(map(str, row)) for row in value)
    lines = () if value is None else str(value).splitlines()
    return "; ".join(line.strip() for line in lines if line.strip())
