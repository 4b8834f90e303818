"""Two versions of a report: nothing that differs is left out, nothing that is the same is shown."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.figures import answers
from ketnoi.officers.enums import Role
from ketnoi.reports import actions, comparing, flow
from ketnoi.reports.comparing import Piece
from ketnoi.reports.enums import Stage
from ketnoi.reports.models import Report
from tests.reports import worlds

MORE = 56
CAME = sum(worlds.CAME)
WORDS = st.lists(st.sampled_from(["đã", "mở", "lớp,", "trên", "41.236", "lượt.", "\n"]), max_size=12).map(" ".join)


@pytest.fixture
def twice(told):
    """Frozen, a session corrected, a sentence rewritten, frozen again."""
    told.report.paragraphs.update(accepted=True)
    row = actions.add_paragraph(told.report, None, "paragraph", "Có đúng {luot_tuyen_truyen} lượt người nghe.")
    actions.freeze(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + MORE)
    actions.freeze(told.report, "nhận đủ đính chính")
    row.refresh_from_db()
    actions.edit_paragraph(row.pk, "Có tới {luot_tuyen_truyen} lượt người nghe.", row.version)
    told.report.refresh_from_db()
    return told


def compared(told, first=-2, second=-1):
    among = comparing.versions(told.report, told.lead)
    return comparing.compare(among[first], among[second])


def test_the_numbers_that_moved_are_named_with_their_difference(twice):
    found = {one.said.token.key: one for one in compared(twice).numbers}
    moved = found["luot_tuyen_truyen"]
    assert (moved.before.value, moved.after.value, moved.difference) == (CAME, CAME + MORE, f"+{MORE}")
    assert answers.value(moved.before.figure) == CAME
    assert "buoi_tuyen_truyen" not in {key.split("|")[0] for key in found}


def test_behind_the_same_round_words_the_number_may_have_moved(told):
    told.report.paragraphs.update(accepted=True)
    row = actions.add_paragraph(told.report, None, "paragraph", "Có {luot_tuyen_truyen|tron} lượt.")
    told.report.paragraphs.exclude(pk=row.pk).delete()
    told.correct(told.sessions[3], worlds.CAME[3] + 1)
    actions.freeze(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + 2)
    actions.freeze(told.report, "nhận đủ đính chính")
    told.report.refresh_from_db()
    found = compared(told)
    assert found.passages == []
    assert [(one.before.value, one.after.value) for one in found.numbers] == [(CAME + 1, CAME + 2)]
    (number,) = found.numbers
    assert (comparing.exactly(number.before), comparing.exactly(number.after)) == (
        "trên 1.300 (1.301)",
        "trên 1.300 (1.302)",
    )


def test_a_sentence_is_compared_word_by_word(twice):
    passages = [one.pieces for one in compared(twice).passages]
    assert [
        Piece("Có "), Piece("đúng 1.300 ", "removed"), Piece("tới 1.356 ", "added"), Piece("lượt người nghe.")
    ] in passages  # fmt: skip


def test_a_paragraph_in_one_version_only_is_all_new_or_all_gone(twice):
    actions.add_paragraph(twice.report, None, "paragraph", "Chỉ có ở bản sau.")
    assert [Piece("Chỉ có ở bản sau.", "added")] in [one.pieces for one in compared(twice).passages]
    assert [Piece("Chỉ có ở bản sau.", "removed")] in [one.pieces for one in compared(twice, -1, -2).passages]


def test_a_version_is_the_same_as_itself(twice):
    found = compared(twice, -1, -1)
    assert (found.passages, found.numbers) == ([], [])
    assert found.same == twice.report.paragraphs.exclude(text="").count()


@given(WORDS, WORDS)
def test_what_is_left_of_either_version_is_that_version(was, is_now):
    pieces = list(comparing.pieces(was, is_now))
    assert "".join(one.text for one in pieces if one.change != "added") == was.lstrip()
    assert "".join(one.text for one in pieces if one.change != "removed") == is_now.lstrip()


def test_a_paragraph_of_very_many_words_is_shown_whole():
    was, is_now = "a b " * 600, "b a " * 600
    assert list(comparing.pieces(was, is_now)) == [Piece(was, "removed"), Piece(is_now, "added")]


def test_a_correction_is_held_against_what_was_issued(told, client):
    told.report.paragraphs.update(accepted=True)
    actions.freeze(told.report)
    day = told.report.ends_on.replace(year=told.report.ends_on.year + 20)
    Report.objects.filter(pk=told.report.pk).update(stage=Stage.ISSUED, number="12", issued_on=day)
    made = flow.correct(told.report, "cộng thiếu một xã")
    assert [one.code for one in comparing.versions(made, told.lead)] == ["da-ban-hanh", "nay"]
    stranger = worlds.somebody(told.world.units["vks_tinh"].pk, Role.RECORDER, "thu.vks")
    assert [one.code for one in comparing.versions(made, stranger)] == ["nay"]


def test_the_page_takes_the_newest_two_and_then_what_is_asked(twice, client):
    client.force_login(twice.lead)
    address = reverse("reports:compare", args=[twice.report.uuid])
    assert _asked(client.get(address)) == ("ban-1", "ban-2")
    assert _asked(client.get(address, {"truoc": "ban-2", "sau": "khong-co"})) == ("ban-2", "ban-2")
    assert f'href="{address}"' in client.get(reverse("reports:report", args=[twice.report.uuid])).content.decode()


def _asked(page):
    return page.context["before"].code, page.context["after"].code


def test_one_version_alone_says_what_to_do(told, client):
    client.force_login(told.lead)
    page = client.get(reverse("reports:compare", args=[told.report.uuid]))
    assert "compared" not in page.context
    assert reverse("reports:report", args=[told.report.uuid]) in page.content.decode()
