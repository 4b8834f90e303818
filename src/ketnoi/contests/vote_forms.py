"""Forms of voting: one question for each group, entries by their random code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.contests.models import Entry
from ketnoi.contests.voting import MOST_CODES, Choice
from ketnoi.registers.forms import Versioned
from ketnoi.ui.forms import Choices, CountField, DayField

LONGEST_TYPED = 60


class BeginForm(Versioned):
    closes_on = DayField(label=_("Bình chọn đến hết ngày"), required=True)
    by_codes = forms.BooleanField(
        label=_("Người dân bình chọn bằng mã dùng một lần"), required=False,
        help_text=_("Trang công khai chỉ hiện bài mà đơn vị dự thi đã cho phép."),
    )  # fmt: skip


class CodesForm(forms.Form):
    count = CountField(label=_("Số mã"), least=1, most=MOST_CODES, required=True)


class VoteForm(forms.Form):
    """At most one entry in each group. `public`: entries are called as their units chose to for everybody."""

    def __init__(
        self, *args: Any, entries: Iterable[Entry], chosen: Collection[int] = (), public: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {str(one.uuid): one for one in entries}
        for one in self.entries.values():
            field = self.fields.setdefault(_name(one), _question(one))
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*field.choices, (str(one.uuid), _label(one, public=public))]  # type: ignore[misc]  # the stubs say less
            if one.pk in chosen:
                self.initial[_name(one)] = str(one.uuid)

    def choice(self) -> Choice:
        """{group: entry} of what was chosen, once the form is valid."""
        found = (self.entries.get(str(value)) for name, value in self.cleaned_data.items() if name.startswith("bang_"))
        return {one.group_id: one.pk for one in found if one is not None}


class CodeVoteForm(VoteForm):
    """The same with the code of whoever votes, which is typed last."""

    ma = forms.CharField(
        label=_("Mã bình chọn"), max_length=LONGEST_TYPED,
        help_text=_("12 chữ, số in trên phiếu; không cần gõ dấu gạch."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ma"] = self.fields.pop("ma")

    def clean(self) -> dict[str, Any]:
        """Who forgot to choose is told before his code is looked at: that is no wrong try."""
        if not self.choice():
            raise forms.ValidationError(_("Hãy chọn ít nhất một bài."))
        return self.cleaned_data


def _question(entry: Entry) -> forms.ChoiceField:
    return forms.ChoiceField(label=entry.group.name, required=False, widget=Choices, choices=[("", _("Không chọn"))])


def _name(entry: Entry) -> str:
    return f"bang_{entry.group.position}"


def _label(entry: Entry, *, public: bool) -> str:
    if not public:
        return f"{entry.number}. {entry.work.title}, {entry.work.unit.label}"
    words = f": {entry.public_words}" if entry.public_words else ""
    return f"{entry.number}. {entry.public_title}{words}"
