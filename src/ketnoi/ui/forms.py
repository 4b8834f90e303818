"""Forms: the renderer of the whole project, and the fields and widgets whose look is ours."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from ketnoi.ui import dates, numbers
from ketnoi.ui.text import tidy


class Renderer(TemplatesSetting):
    """Label above, hint above the input, error above the input, a summary of errors at the top."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"


class ChipRadio(forms.RadioSelect):
    """One of a few short choices, as chips."""

    template_name = "ui/forms/chips.html"

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return _option(super().create_option(*args, **kwargs), hidden=True)


class ChipCheckboxes(forms.CheckboxSelectMultiple):
    """Several of a few short choices, as chips."""

    template_name = "ui/forms/chips.html"

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return _option(super().create_option(*args, **kwargs), hidden=True)


class Choices(forms.RadioSelect):
    """One of a few choices that need a sentence, one under the other."""

    template_name = "ui/forms/choices.html"

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return _option(super().create_option(*args, **kwargs))


class Several(forms.CheckboxSelectMultiple):
    """Several of a few choices that need a sentence, or a picture, one under the other."""

    template_name = "ui/forms/choices.html"

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return _option(super().create_option(*args, **kwargs))


class DayInput(forms.TextInput):
    """A day typed as dd/mm/yyyy; a text box, so that no browser shows it in another order."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return dates.day(value) if isinstance(value, date) else super().format_value(value)


class CountInput(forms.TextInput):
    """A count in a plain text box; numbers are shown grouped."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return numbers.grouped(value) if isinstance(value, int) else super().format_value(value)


class Stepper(CountInput):
    """A small count with − and + beside it; the label stands on its left. `total` is the id of a live sum."""

    template_name = "ui/forms/stepper.html"
    layout = "step"

    def __init__(self, total: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**({"data-total-of": total} if total else {}), **(attrs or {})})


class LineField(forms.CharField):
    """A text that is kept tidied (`text.tidy`): its length is judged as it is kept, not as it was typed."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value) or ""
        return typed if "\0" in typed else tidy(typed)  # which is refused, and not mended


class DayField(forms.Field):
    """A day; accepts what `dates.parse_day` accepts and cleans to a date, or None when empty."""

    widget = DayInput
    default_error_messages = {"required": _("Nhập ngày, tháng, năm, ví dụ 04/11/2022")}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return dates.parse_day(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _changed(self, initial, data)


class CountField(forms.Field):
    """A whole number of zero or more, typed with or without dots; None when empty."""

    widget = CountInput
    default_error_messages = {"required": _("Nhập một số, ví dụ 64")}

    def __init__(self, *, least: int = 0, most: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most = least, most

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            return numbers.parse_count(str(value), max(self.most or 0, numbers.LARGEST_COUNT))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.least:
            message = _("Số này phải từ %(least)s trở lên")
            raise ValidationError(message, code="least", params={"least": numbers.grouped(self.least)})
        if self.most is not None and value > self.most:
            message = _("Số này không được quá %(most)s")
            raise ValidationError(message, code="most", params={"most": numbers.grouped(self.most)})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _changed(self, initial, data)


def hold_against(form: forms.Form, version: int) -> None:
    """Let the next save of this form be held against `version`; what was typed stays as it is."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data["version"] = str(version)
    form.data = data


def _option(option: dict[str, Any], *, hidden: bool = False) -> dict[str, Any]:
    """Drop aria-invalid (the group has the error); hide a chip's box but keep it focusable."""
    option["attrs"].pop("aria-invalid", None)
    if hidden:
        option["attrs"]["class"] = "vh"
    return option


def _changed(field: forms.Field, initial: Any, data: Any) -> bool:
    """Whether the meaning changed: 1.200 typed over 1200 has not."""
    if field.disabled:
        return False
    try:
        return bool(field.to_python(initial) != field.to_python(data))
    except ValidationError:
        return True
