"""What people fill in about a person. Every field cleans to what `entry.Entry` holds."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.access import codes
from ketnoi.access import sections as named
from ketnoi.people import births, identifiers
from ketnoi.people import entry as entries
from ketnoi.people.entry import LABELS, SECTIONS, Entry
from ketnoi.people.enums import Exact, Purpose, Sex
from ketnoi.people.names import LONGEST
from ketnoi.places import search
from ketnoi.places.models import Kind, Place
from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, Choices, LineField
from ketnoi.ui.text import fold, tidy

MOST_ALIASES: Final = 5
LONG: Final = 1000  # characters of a free text
OFFERED: Final = 4  # places named where a typed one is not clear


class FindForm(forms.Form):
    """A name to look for: posted, so that it stands in no address and no log."""

    text = LineField(
        label=gettext_lazy("Tên cần tìm"),
        max_length=LONGEST,
        help_text=gettext_lazy("Có dấu hay không dấu, tên gọi khác hoặc một phần của tên đều được."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class PurposeForm(forms.Form):
    """Why: chosen, not typed, because it goes into the journal."""

    purpose = forms.ChoiceField(label=gettext_lazy("Mục đích"), choices=Purpose.choices, widget=ChipRadio)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].error_messages["required"] = _("Chọn mục đích")


class SectionsForm(forms.Form):
    """Which sections are to be corrected."""

    sections = forms.MultipleChoiceField(label=gettext_lazy("Cần đính chính phần nào?"), widget=ChipCheckboxes)

    def __init__(self, may: Collection[str], data: Any = None) -> None:
        super().__init__(data)
        choices = [(code, str(named.WORDS[code]).capitalize()) for code in may]
        self.fields["sections"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["sections"].error_messages["required"] = _("Chọn ít nhất một phần.")


class AliasesField(forms.CharField):
    """Other names, separated by commas; cleans to a tuple."""

    def to_python(self, value: Any) -> Any:
        names = tuple(name for part in str(value or "").split(",") if (name := tidy(part)))
        if len(names) > MOST_ALIASES:
            raise ValidationError(_("Ghi nhiều nhất %(most)s tên gọi khác.") % {"most": MOST_ALIASES})
        return names

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, tuple | list) else value

    def validate(self, value: Any) -> None:
        """Nothing is required of it."""

    def run_validators(self, value: Any) -> None:
        super().run_validators(", ".join(value))


def _text(name: str, length: int, help_text: Any = "", **options: Any) -> Any:
    return LineField(label=LABELS[name], max_length=length, required=False, help_text=help_text, **options)


class PersonForm(forms.Form):
    """A person; of one that stands already only the sections its editor may read. `version` is the one he saw."""

    full_name = LineField(
        label=LABELS["full_name"], max_length=LONGEST, help_text=gettext_lazy("Chỉ có một tên thì ghi một tên.")
    )
    aliases = AliasesField(
        label=LABELS["aliases"], max_length=300, required=False, help_text=gettext_lazy("Cách nhau bằng dấu phẩy")
    )
    birth = _text("birth", 10, gettext_lazy("Chỉ biết năm thì ghi năm, ví dụ 1998"))
    sex = forms.ChoiceField(label=LABELS["sex"], choices=Sex.choices, required=False, widget=ChipRadio)
    ethnicity = forms.ChoiceField(label=LABELS["ethnicity"], required=False)
    language = _text("language", 60, gettext_lazy("Ví dụ: tiếng Mông"))
    interpreter = forms.BooleanField(label=LABELS["interpreter"], required=False)
    id_number = _text("id_number", 20, gettext_lazy("12 chữ số; để trống nếu không có hoặc chưa biết"))
    no_papers = forms.BooleanField(label=LABELS["no_papers"], required=False)
    commune = _text("commune", 120, gettext_lazy("Gõ thêm tên tỉnh sau dấu phẩy nếu nhiều nơi trùng tên"))
    address = _text("address", 200)
    telephone = _text("telephone", 20)
    safe_contact = _text("safe_contact", 300, gettext_lazy("Gọi giờ nào, ai nghe máy; hoặc: đừng liên hệ qua máy này"))
    shelter = _text("shelter", 300, gettext_lazy("Chỉ ghi khi người này đang được giữ kín nơi ở"))
    medical = _text("medical", LONG, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, readable: Collection[str] = tuple(SECTIONS), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readable = readable
        for section, names in SECTIONS.items():
            if section not in readable:
                for name in names:
                    del self.fields[name]
        if "ethnicity" in self.fields:
            blank = [("", _("Chưa rõ"))]
            self.fields["ethnicity"].choices = blank + list(entries.ethnicities().items())  # type: ignore[attr-defined]

    def clean_birth(self) -> births.Birth | None:
        typed = self.cleaned_data["birth"]
        return _cleaned(lambda: births.parse(typed, timezone.localdate())) if typed.strip() else None

    def clean_id_number(self) -> str:
        return str(_cleaned(lambda: identifiers.id_number(self.cleaned_data["id_number"])))

    def clean_telephone(self) -> str:
        return str(_cleaned(lambda: identifiers.telephone(self.cleaned_data["telephone"])))

    def clean_commune(self) -> int:
        typed = tidy(self.cleaned_data["commune"])
        return _commune(typed).pk if typed else 0

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("no_papers") and said.get("id_number"):
            self.add_error("no_papers", _("Đã ghi số định danh thì không đánh dấu “không có giấy tờ”."))
        return said

    def entry(self) -> Entry:
        """What was entered; sections that the editor does not read are empty."""
        return Entry(**{name: value for name, value in self.cleaned_data.items() if name in LABELS})

    def seen(self, version: int) -> None:
        """Let the next attempt say that it has seen this version."""
        posted = cast(QueryDict, self.data).copy()
        posted["version"] = str(version)
        self.data = posted


def initial(entry: Entry, version: int) -> dict[str, Any]:
    """What a form of a person that stands already begins with."""
    commune = Place.objects.named().filter(pk=entry.commune).first()
    said = {**vars(entry), "birth": str(entry.birth or ""), "version": version}
    return said | {"commune": f"{commune.name}, {_province(commune)}" if commune else ""}


def _province(place: Place) -> str:
    while place.parent is not None:
        place = place.parent
    return place.name


def _commune(typed: str) -> Place:
    """The one commune of today that a text names. Raises ValidationError that names those it may be."""
    found = search.find(typed, timezone.localdate(), kinds={Kind.COMMUNE}, limit=OFFERED + 1)
    name = fold(typed.split(",", maxsplit=1)[0])
    exact = [one for one in found if name in {one.folded, one.folded_name}] or found
    if len(exact) == 1:
        return exact[0]
    if not exact:
        raise ValidationError(_("Chưa thấy xã, phường nào tên này trong danh mục hiện nay."))
    offered = "; ".join(f"{one.name}, {_province(one)}" for one in exact[:OFFERED])
    raise ValidationError(_("Nhiều nơi có tên này: %(places)s. Hãy ghi cả tên tỉnh.") % {"places": offered})


def _cleaned(read: Any) -> Any:
    try:
        return read()
    except ValueError as error:
        raise ValidationError(str(error)) from error


class MergeForm(forms.Form):
    """Which other record is of the same person, and by what that is known."""

    other = forms.CharField(
        label=gettext_lazy("Mã của hồ sơ kia"),
        max_length=codes.LENGTH + 6,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    exact = forms.ChoiceField(
        label=gettext_lazy("Vì sao là một người"),
        choices=[*Exact.choices, ("", gettext_lazy("người này hoặc gia đình cho biết"))],
        required=False,
        widget=Choices,
    )

    def clean_other(self) -> str:
        return "".join(str(self.cleaned_data["other"]).split()).upper()
