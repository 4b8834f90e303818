"""One part of a layout changes from a day on; what was written before looks as it did."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.documents import actions, docx, layouts, printed
from ketnoi.documents.models import LayoutChange
from tests.documents.papers import paper

CODE = "nha-nuoc"
WIDER = {"top": 25, "bottom": 22.5, "left": 35, "right": 20, "header": 12}
PLAIN = {
    "size": 13.5,
    "bold": True,
    "italic": False,
    "align": "left",
    "indent": 0,
    "before": 3,
    "after": 0,
    "spacing": 1,
}
DAY = dt.timedelta(days=1)


def reading(values, days=10, **said):
    words = {"status": "GAZETTE", "source": "Công báo số 1", "reason": "đã đối chiếu"} | said
    return actions.Reading(values, timezone.localdate() + days * DAY, **words)


def change(part, values, seen=0, **said):
    return actions.change(CODE, part, reading(values, **said), seen)


def word(day):
    return docx.build(replace(paper(CODE), layout=layouts.load(CODE, day)))


@pytest.mark.django_db
def test_the_paper_has_the_new_margins_from_its_day_on_and_the_old_ones_before():
    first = timezone.localdate() + 10 * DAY
    before = word(first - DAY)
    change("margins", WIDER)
    assert word(first - DAY) == before
    section = Document(io.BytesIO(word(first))).sections[0]
    sides = ("top_margin", "bottom_margin", "left_margin", "right_margin", "header_distance")
    assert [round(getattr(section, side).mm, 1) for side in sides] == [25, 22.5, 35, 20, 12]
    changed = layouts.load(CODE, first)
    assert changed.header_columns == (62, 93)  # 155 mm in the proportion of 66 to 99
    assert "margin: 25mm 20mm 22.5mm 35mm" in printed.style(changed)
    assert (changed.statuses["margins"], changed.statuses["paper"]) == ("GAZETTE", "SECONDARY")


@pytest.mark.django_db
def test_an_element_changes_alone_and_the_last_to_begin_holds():
    change("kind", PLAIN, days=20)
    change("kind", PLAIN | {"size": 16}, seen=1, days=10)
    change("bullet", PLAIN | {"text": "  + "}, status="PROPOSED")
    today = timezone.localdate()
    sizes = [layouts.load(CODE, today + days * DAY)["kind"].size for days in (9, 10, 19, 20)]
    assert sizes == [14, 16, 16, 13.5]
    now, first = layouts.load(CODE, today + 20 * DAY), layouts.declared(CODE, today)
    assert (now["bullet"].text, now["bullet"].status) == ("+ ", "PROPOSED")
    assert now["kind"].upper
    assert now["about"] == first["about"]
    assert layouts.load("lien-nganh", today + 20 * DAY)["kind"].size == 14
    assert Line.objects.filter(verb="change", kind="layout").count() == 3


@pytest.mark.django_db
def test_who_comes_second_is_told_and_other_parts_are_free():
    made = change("font", {"font": "Arial"})
    with pytest.raises(versions.Stale) as told:
        change("font", {"font": "Times New Roman"})
    assert told.value.current == made
    change("margins", WIDER)
    assert LayoutChange.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "values", "said", "field"),
    [
        ("margins", WIDER | {"left": 4.9}, {}, "left"),
        ("margins", WIDER | {"bottom": 60.1}, {}, "bottom"),
        ("margins", WIDER | {"header": 25}, {}, "header"),
        ("kind", PLAIN | {"size": 5.5}, {}, "size"),
        ("kind", PLAIN | {"size": 40.5}, {}, "size"),
        ("kind", PLAIN | {"size": 13.3}, {}, "size"),
        ("nation", PLAIN | {"text": " "}, {}, "text"),
        ("font", {"font": 'x"; } body { display: none'}, {}, "font"),
        ("margins", WIDER, {"reason": " "}, "reason"),
        ("margins", WIDER, {"days": 0}, "valid_from"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(part, values, said, field):
    with pytest.raises(ValidationError) as refused:
        change(part, values, **said)
    assert list(refused.value.message_dict) == [field]
    assert not LayoutChange.objects.exists()


@given(st.floats(5, 60), st.floats(5, 60), st.floats(148, 420))
def test_the_header_fills_the_width_between_any_margins(left, right, width):
    first = layouts.declared(CODE, dt.date(2026, 1, 1))
    paper_row = LayoutChange(part="paper", status="MEMORY", values={"width": width, "height": 297})
    row = LayoutChange(part="margins", status="MEMORY", values=WIDER | {"left": left, "right": right})
    made = layouts.changed(layouts.changed(first, paper_row), row)
    assert sum(made.header_columns) == pytest.approx(width - left - right)
    assert made.header_columns[0] / sum(made.header_columns) == pytest.approx(0.4, abs=0.01)
