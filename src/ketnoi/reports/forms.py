"""What people fill in about reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.documents import layouts
from ketnoi.figures import catalogue
from ketnoi.figures.models import Category
from ketnoi.reports import outline, starting
from ketnoi.reports.models import GivenNumber, Letterhead, Paragraph, Report, Signer
from ketnoi.reports.outline import Outline
from ketnoi.reports.starting import Period
from ketnoi.ui import dates
from ketnoi.ui.forms import ChipRadio, Choices, DayField


def _outlines(needs: Collection[str]) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in outline.every().values() if one.needs in needs]


def _topics() -> list[tuple[str, str]]:
    topics = catalogue.categories(Category.Dimension.TOPIC)
    return [("", str(_("Không theo chuyên đề"))), *((one.code, one.name) for one in topics)]


def _layouts() -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in layouts.every()]


class NewForm(forms.Form):
    """The outline and the period of a report; the topic of a thematic one."""

    outline = forms.ChoiceField(label=_("Loại báo cáo"), widget=ChipRadio)
    topic = forms.ChoiceField(label=_("Chuyên đề (chỉ cho báo cáo chuyên đề)"), choices=_topics, required=False)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến ngày"), help_text=_("Tính cả ngày đầu và ngày cuối"))

    def __init__(self, *args: Any, programme: bool, **kwargs: Any) -> None:
        """`programme`: whether the report is on one; else days left as proposed give way to those of the kind."""
        super().__init__(*args, **kwargs)
        field = self.fields["outline"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _outlines({"", "topic", "programme"} if programme else {"", "topic"})
        self.follows = not programme
        if self.follows:
            self.fields["ends_on"].help_text = _(
                "Tính cả ngày đầu và ngày cuối. Để nguyên ngày đề xuất thì lấy tháng, quý, 6 tháng hoặc năm gần nhất "
                "đã kết thúc, theo loại báo cáo."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and first > last:
            self.add_error("ends_on", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
        elif first and last and "outline" in cleaned:
            self._fit(outline.load(cleaned["outline"]), (first, last))
        return cleaned

    def _fit(self, plan: Outline, period: Period) -> None:
        """Days left as proposed become the last ones of the kind that are over; others must be as long as its are."""
        usual = starting.last_over(plan.months or 1, timezone.localdate())
        if plan.months and self.follows and not {"starts_on", "ends_on"} & set(self.changed_data):
            self.cleaned_data["starts_on"], self.cleaned_data["ends_on"] = usual
        elif not starting.fits(plan, period):
            said = {"outline": plan.name, "count": plan.months, "days": dates.period(*usual)}
            self.add_error("ends_on", _("%(outline)s phải trọn %(count)s tháng, ví dụ %(days)s.") % said)


class ParagraphForm(forms.Form):
    """A paragraph, and the version its writer saw."""

    text = forms.CharField(
        label=_("Nội dung"),
        max_length=Paragraph._meta.get_field("text").max_length,  # noqa: SLF001 - Django's documented way
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Chỗ trong ngoặc nhọn { } là số liệu, tự cập nhật theo phiếu. Bấm “Chèn số liệu” để thêm, không cần gõ mã."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CommentForm(forms.Form):
    """A comment on one of these sentences of a paragraph or on all of it; without any, on the whole report."""

    sentence = forms.TypedChoiceField(
        label=_("Về câu"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Ý kiến"), widget=forms.Textarea({"rows": 3}), max_length=2000)

    def __init__(self, *args: Any, sentences: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sentence"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Cả đoạn")), *enumerate(sentences)]
        if not sentences:
            field.widget = forms.HiddenInput()


class AddForm(forms.Form):
    """A new paragraph."""

    kind = forms.ChoiceField(
        label=_("Loại"), choices=Paragraph.Kind.choices, initial=Paragraph.Kind.TEXT, widget=ChipRadio
    )
    text = ParagraphForm.base_fields["text"]


class DescribeForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscripts at run time
    """What the report is called."""

    class Meta:
        model = Report
        fields = ["title", "about"]
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"about": _("Dòng chữ dưới tên “BÁO CÁO”; xuống dòng ở chỗ muốn ngắt.")}


class FreezeForm(forms.Form):
    """Freezing again asks why."""

    reason = forms.CharField(
        label=_("Lý do chốt lại"), max_length=400, help_text=_("Ví dụ: đã nhận đủ số liệu đính chính của các xã")
    )


class LetterheadForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscripts at run time
    """How the unit's papers begin and end."""

    layout = forms.ChoiceField(label=_("Thể thức"), choices=_layouts, widget=Choices)

    class Meta:
        model = Letterhead
        fields = ["layout", "issuer_lines", "number_sign", "place_name", "recipients", "authority", "signer_title"]
        widgets = {
            "issuer_lines": forms.Textarea(attrs={"rows": 2}),
            "recipients": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "issuer_lines": _("Mỗi dòng một cấp, cơ quan ban hành ở dòng cuối."),
            "number_sign": _("Phần sau số, ví dụ BC-BTV"),
            "recipients": _("Mỗi dòng một nơi, cấp trên trước kèm (b/c)."),
            "authority": _("Ví dụ TM. BAN THƯỜNG VỤ; để trống nếu ký trực tiếp."),
        }


class RemarkForm(forms.Form):
    """What is said with a step; its action says where something must be said."""

    remark = forms.CharField(
        label=_("Ý kiến"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReturnForm(RemarkForm):
    """Sent back: what is to be changed."""

    remark = forms.CharField(
        label=_("Ý kiến: cần sửa gì"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CorrectForm(RemarkForm):
    """Why an issued report is corrected."""

    remark = forms.CharField(
        label=_("Lý do đính chính"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class IssueForm(forms.Form):
    """What the office's book gives a document."""

    number = forms.CharField(
        label=_("Số văn bản"), max_length=20, help_text=_("Chỉ phần số, do văn thư cấp; ký hiệu có sẵn trong thể thức")
    )
    day = DayField(label=_("Ngày ban hành"))


class SignedForm(forms.Form):
    """The signed paper as it came back."""

    file = forms.FileField(label=_("Bản đã ký, đóng dấu (PDF)"))


class SignerForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscripts at run time
    """One who signs."""

    class Meta:
        model = Signer
        fields = ["authority", "title", "name"]
        labels = {"authority": _("Quyền hạn ký (TM., KT., TL., TUQ.)")}
        help_texts = {"authority": _("Ví dụ TM. BAN THƯỜNG VỤ, KT. GIÁM ĐỐC; để trống nếu ký trực tiếp")}


SignerForms = forms.formset_factory(SignerForm, extra=4, max_num=6, absolute_max=6)


class GivenForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscripts at run time
    """A number that a leader writes over the counted one; its action says what must be said.

    `seen`: the moment of the leader's number that its writer saw there.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = GivenNumber
        fields = ["words", "source", "reason"]
        help_texts = {
            "words": _("Viết như sẽ in trong câu, ví dụ 47 hoặc trên 40"),
            "source": _("Ví dụ: Báo cáo số 12/BC-CAT ngày 05/12/2022"),
        }
