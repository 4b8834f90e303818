"""What is made of a report that is still being written: the programme of the day, the story for the press."""

import io

import pytest
from docx import Document

from ketnoi.documents import docx
from ketnoi.reports import actions, derived, story, telling
from tests.reports import worlds


def test_awards_that_the_report_does_not_state_are_not_on_the_programme(told):
    row = told.paragraph("{tap_the_khen}")
    actions.remove(row.pk, row.version)
    document = docx.build(derived.programme(telling.of(told.report)))
    assert "khen thưởng" not in "".join(
        p.text for t in Document(io.BytesIO(document)).tables for r in t.rows for c in r.cells for p in c.paragraphs
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Bà Nguyễn Thị Mẫu đã tổ chức {buoi_tuyen_truyen} buổi.",
        "Tuyên truyền {buoi_tuyen_truyen} buổi tại nhà ông Mẫu.",
        "Có {buoi_tuyen_truyen} buổi do Hoàng Mẫu Anh phụ trách.",
    ],
)
def test_the_story_names_nobody(told, sentence):
    row = told.paragraph("{buoi_tuyen_truyen}")
    actions.edit_paragraph(row.pk, f"{row.text} {sentence}", row.version)
    read = telling.of(told.report)
    assert "Mẫu" not in story.text(read)
    assert story.of(read).left_out == 1
    assert "4 buổi" in story.text(read)


def test_the_story_tells_no_number_of_people_small_enough_to_know_them(told):
    worlds.enter(told.world, "tap_the_khen", 4)
    worlds.enter(told.world, "ca_nhan_khen", 3)
    read = telling.of(told.report)
    assert "cá nhân" not in story.text(read)
    assert story.of(read).left_out == 1
