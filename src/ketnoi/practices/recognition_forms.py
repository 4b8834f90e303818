"""Forms around recognition: the proposal, the council's decision, its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ketnoi.officers.models import Post
from ketnoi.orgs.models import Unit
from ketnoi.practices import recognising
from ketnoi.practices.recognising import Decision
from ketnoi.practices.talk_forms import HINT, NamelessForm
from ketnoi.registers.forms import DayForm, ReasonForm, Versioned, unit_choices
from ketnoi.ui.forms import Choices, DayField, Several

GRANTED, REFUSED = "granted", "refused"


class ProposalForm(NamelessForm):
    """To which council, and why."""

    council = forms.TypedChoiceField(label=gettext_lazy("Hội đồng của"), coerce=int, widget=Choices)
    note = forms.CharField(
        label=gettext_lazy("Vì sao đề nghị"),
        help_text=HINT,
        max_length=recognising.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, councils: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["council"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = unit_choices(councils)


class DecisionForm(Versioned):
    """What a council decided. `posts` are those held in the council's unit."""

    granted = forms.ChoiceField(
        label=gettext_lazy("Kết quả"),
        widget=Choices,
        choices=[(GRANTED, gettext_lazy("Công nhận")), (REFUSED, gettext_lazy("Chưa công nhận"))],
    )
    number = forms.CharField(label=gettext_lazy("Số quyết định, văn bản"), max_length=80, required=False)
    on = DayField(label=gettext_lazy("Ngày"), required=True)
    officers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Thành viên là cán bộ đơn vị"),
        coerce=int,
        required=False,
        widget=Several,
    )
    titles = forms.CharField(
        label=gettext_lazy("Thành viên khác"),
        help_text=gettext_lazy("Mỗi dòng một chức danh, ví dụ: Phó Giám đốc Sở Nội vụ."),
        required=False,
        max_length=recognising.MOST_SEATS * recognising.LONGEST_TITLE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do, điều cần làm thêm"),
        required=False,
        max_length=recognising.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, posts: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {one.officer_id: one.title or one.get_role_display() for one in posts}
        field = self.fields["officers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.officer_id, f"{one.officer.name}, {self.offices[one.officer_id]}") for one in posts]

    def decision(self) -> Decision:
        """What was entered, once the form is valid."""
        said = self.cleaned_data
        return Decision(
            granted=said["granted"] == GRANTED,
            number=said["number"],
            on=said["on"],
            reason=said["reason"],
            officers=tuple((one, self.offices[one]) for one in said["officers"]),
            titles=tuple(recognising.listed(said["titles"])),
        )


class WithdrawalForm(DayForm, ReasonForm):
    """From which day a practice is recognised no longer, and why."""
