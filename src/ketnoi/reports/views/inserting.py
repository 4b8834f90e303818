"""Putting a figure into a sentence: what it counts is searched for, narrowed, looked at, and put where one was writing.

Nothing is saved here: what is being typed comes along, and goes back to the editor.
"""

from __future__ import annotations

import uuid as uuids

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ketnoi.figures import maps, words
from ketnoi.officers import policy
from ketnoi.reports import inserting, queries
from ketnoi.reports.drafts import Written
from ketnoi.reports.insert_form import InsertForm
from ketnoi.reports.models import Report
from ketnoi.reports.questions import Said
from ketnoi.reports.tokens import UnknownWord
from ketnoi.reports.views import editing, found

DO, BACK = "chen", "thoi"  # what `lam` asks for


@policy.roles(*queries.EDITORS)
@require_POST
def insert(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """The page "Chèn số liệu"; where a script asks for it, its fields only."""
    report = found.editable(request, uuid)
    written, asked = editing.typed(request, report), request.POST.get("lam", "")
    if asked == BACK:
        return editing.editor(request, report, written)
    form = InsertForm(request.POST, report=report)
    said, problem = _chosen(form, report)
    if said and asked == DO:
        text = inserting.placed(written.text, inserting.piece(said))
        return editing.editor(request, report, Written(text, written.paragraph, written.version, written.kind))
    context = {
        "report": report,
        "form": form,
        "written": written,
        "after": request.POST.get("sau", ""),
        "found": inserting.search(form.cleaned_data.get("q", ""), report),
        "places": inserting.somewhere(form.cleaned_data.get("scope_text", "")),
        "said": said,
        "counted": _counted(said) if said else "",
        "piece": inserting.piece(said) if said else "",
        "reads": inserting.read_out(said) if said else "",
        "problem": problem or (_("Hãy chọn một số liệu.") if asked == DO else ""),
    }
    scripted = request.headers.get("X-Requested-With") == "fetch"
    return render(request, "reports/insert_fields.html" if scripted else "reports/insert.html", context)


def _counted(said: Said) -> str:
    """Of whom, where and when the number is."""
    parts = [words.scope(said.figure), *words.categories(said.figure), words.period(said.figure)]
    return "; ".join(part for part in parts if part)


def _chosen(form: InsertForm, report: Report) -> tuple[Said | None, str]:
    """The figure that was chosen, or why it cannot be had; neither while none is chosen."""
    if not form.is_valid() or not form.cleaned_data["code"]:
        return None, ""
    try:
        return inserting.asked(form.token(), report), ""
    except (UnknownWord, maps.LaterThanMap) as error:
        return None, str(error)
