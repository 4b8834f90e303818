"""A pasted message becomes a draft of the form; it is kept nowhere, and nothing is saved before the officer does."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ketnoi.activities import choosing, message_draft, message_words
from ketnoi.activities.forms import ActivityForm, whole
from ketnoi.activities.message_draft import Draft
from ketnoi.activities.views.access import WRITERS
from ketnoi.figures import catalogue
from ketnoi.officers import policy
from ketnoi.officers.policy import staff


class MessageForm(forms.Form):
    """Asks for a message, and for its kind where the words do not tell."""

    text = forms.CharField(
        label=gettext_lazy("Tin nhắn"),
        max_length=message_words.LONGEST,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("Dán cả tin. Tin nhắn không được lưu lại; tên người không được chép vào phiếu."),
        error_messages={"required": gettext_lazy("Hãy dán tin nhắn vào đây")},
    )
    kind = forms.TypedChoiceField(label=gettext_lazy("Loại hoạt động"), required=False, coerce=whole, empty_value=None)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        kinds = [(one.pk, one.name) for one in catalogue.categories("kind")]
        field.choices = [("", _("Đoán theo tin nhắn")), *kinds]


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def message(request: HttpRequest) -> HttpResponse:
    form = MessageForm(request.POST or None)
    if form.is_valid():
        found = message_words.guesses(form.cleaned_data["text"], timezone.localdate())
        kind = form.cleaned_data["kind"] or message_draft.kind_of(found)
        if kind is not None:
            made = message_draft.draft(found, kind, staff(request).post, timezone.localdate())
            return _drafted(request, made, form.cleaned_data["text"])
        form.add_error("kind", _("Chưa đoán được đây là loại hoạt động nào; hãy chọn."))
    return render(request, "activities/message.html", {"form": form}, status=422 if form.errors else 200)


def _drafted(request: HttpRequest, made: Draft, text: str) -> HttpResponse:
    """The usual form, filled; each guess stands with the words it came from. It is sent where new ones always are."""
    form = ActivityForm(None, staff(request).post, made.entry, kind=made.entry.kind)
    if not made.day_said:
        form.initial["starts_on"] = ""
    for name, words in made.words.items():
        if name in form.fields:
            form.fields[name].help_text = _("Đoán từ: “%(words)s”") % {"words": words}
    if made.places:
        chips = form.fields["place"]
        assert isinstance(chips, forms.ChoiceField)
        chips.choices = choosing.told_apart(made.places)
    kind = next(one for one in catalogue.categories("kind") if one.pk == made.entry.kind)
    shown = {
        "form": form,
        "kind": kind,
        "text": text,
        "notes": made.notes,
        "missing": _missing(form, made),
        "guessed": [(form.fields[name].label, words) for name, words in made.words.items() if name in form.fields],
        "action": f"{reverse('activities:new')}?loai={kind.code}",
        "settled": False,
    }
    return render(request, "activities/message_draft.html", shown)


def _missing(form: ActivityForm, made: Draft) -> list[str]:
    """What a record needs and the message did not say."""
    said = {
        "title": bool(made.entry.title),
        "starts_on": made.day_said,
        "place": bool(made.entry.place or made.entry.venue),
    }
    missing = [str(form.fields[name].label) for name, known in said.items() if not known]
    return missing if made.entry.attendance else [*missing, _("Số người dự")]
