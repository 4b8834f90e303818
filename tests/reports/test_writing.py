"""Two people write one report; nothing is overwritten unseen, and every act leaves one line."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.reports import actions, letterheads, outline, previewing, questions
from ketnoi.reports.models import Letterhead, Paragraph
from ketnoi.reports.tokens import TokenError


def test_a_report_starts_from_its_outline(told):
    rows = list(told.report.paragraphs.all())
    plan = outline.load("tong-ket", 1)
    assert [row.kind for row in rows] == [line.kind for line in plan.lines]
    assert told.report.title == "Báo cáo tổng kết giai đoạn 2019–2022"
    assert told.report.about == "Tổng kết thực hiện Chương trình phối hợp thử\ngiai đoạn 2019 - 2022"
    assert rows[1].text == (
        "Thực hiện Chương trình phối hợp thử, Hội LHPN tỉnh Minh họa, Công an tỉnh Minh họa, VKSND tỉnh Minh họa, "
        "TAND tỉnh Minh họa đã phối hợp triển khai các nội dung của chương trình trong giai đoạn 2019 - 2022."
    )
    assert not any("$" in row.text for row in rows)
    assert {row.accepted for row in rows if row.kind == "paragraph"} == {False}


def test_days_out_of_order_start_nothing(told):
    with pytest.raises(ValidationError):
        actions.start(
            told.world.programmes["tinh"], told.report.unit, "tong-ket", (dt.date(2022, 1, 2), dt.date(2022, 1, 1))
        )


def test_the_second_editor_sees_the_firsts_words_and_overwrites_nothing(told):
    row = told.paragraph("chưa đồng đều")
    actions.edit_paragraph(row.pk, "Của người thứ nhất.", row.version, actor=1)
    with pytest.raises(versions.Stale) as conflict:
        actions.edit_paragraph(row.pk, "Của người thứ hai.", row.version, actor=2)
    assert conflict.value.current.text == "Của người thứ nhất."
    row.refresh_from_db()
    assert (row.text, row.version, row.accepted) == ("Của người thứ nhất.", 2, True)
    actions.edit_paragraph(row.pk, "Của cả hai.", conflict.value.current.version, actor=2)
    row.refresh_from_db()
    assert row.text == "Của cả hai."


def test_what_was_taken_out_cannot_be_written(told):
    row = told.paragraph("chưa đồng đều")
    with pytest.raises(versions.Stale):
        actions.remove(row.pk, row.version + 1)
    actions.remove(row.pk, row.version)
    with pytest.raises(versions.Stale) as conflict:
        actions.edit_paragraph(row.pk, "Muộn rồi.", row.version)
    assert conflict.value.current is None


def test_a_wrong_figure_is_refused_and_the_text_stays(told):
    row = told.paragraph("{buoi_tuyen_truyen}")
    before = row.text
    for text, told_off in (
        ("Đúng. Có {khong_co} buổi.", "Câu “Có {khong_co} buổi.”: Không có chỉ tiêu"),
        ("Có {luot|loai=KHONG} lượt.", "không có mục phân loại mang mã “KHONG”"),
        ("Có {luot|co-quan=khong} lượt.", "không có cơ quan mang mã “khong”"),
        ("Có {luot lượt.", "dấu ngoặc nhọn lẻ"),
    ):
        with pytest.raises(TokenError, match=told_off.replace("{", r"\{").replace("}", r"\}")):
            actions.edit_paragraph(row.pk, text, row.version)
    with pytest.raises(ValidationError):
        actions.edit_paragraph(row.pk, " \n ", row.version)
    row.refresh_from_db()
    assert (row.text, row.version) == (before, 1)


def test_a_text_too_long_to_be_saved_is_not_asked_figure_by_figure(told, django_assert_num_queries):
    with django_assert_num_queries(0):
        read = previewing.read(told.report, "{luot} " * 20_000)
    assert (read.lines, read.problem) == ([], "Đoạn dài quá 8.000 ký tự: hãy chia thành nhiều đoạn.")


def test_a_figure_that_stands_often_is_checked_once_and_a_paragraph_holds_so_many(told, monkeypatch):
    asked = []
    monkeypatch.setattr(questions, "answerable", lambda token, _report: asked.append(token.key))
    questions.check("{luot} " * 50 + "{nguoi}", told.report)
    assert asked == ["luot", "nguoi"]
    many = [f"{{luot|noi={number}}}" for number in range(1, questions.MOST + 2)]
    questions.check(" ".join(many[:-1]), told.report)
    with pytest.raises(TokenError, match="quá 400 số liệu khác nhau"):
        questions.check(" ".join(many), told.report)


def test_text_is_tidied_line_by_line_and_figures_in_their_one_way(told):
    row = told.paragraph("{buoi_tuyen_truyen}")
    saved = actions.edit_paragraph(row.pk, "  Có  {luot|tron|nam=2021} lượt.\n\n - Hai.  ", row.version)
    assert saved.text == "Có {luot|nam=2021|tron} lượt.\n- Hai."


def test_a_paragraph_is_added_after_another(told):
    head = told.paragraph("I. ĐẶC ĐIỂM")
    added = actions.add_paragraph(told.report, head.pk, Paragraph.Kind.TEXT, "Mở đầu.")
    texts = list(told.report.paragraphs.values_list("text", flat=True))
    assert texts.index("Mở đầu.") == texts.index(head.text) + 1
    assert added.accepted


def test_choosing_exact_changes_every_place_of_that_figure_only(told):
    key = actions.choose(told.report, "luot_tuyen_truyen|tron", rounded=False)
    assert key == "luot_tuyen_truyen"
    text = told.paragraph("{luot_tuyen_truyen").text
    assert "{luot_tuyen_truyen}" in text
    assert "{nguoi_noi_chuyen|tron}" in told.paragraph("{nguoi_noi_chuyen").text
    assert actions.choose(told.report, key, rounded=True) == "luot_tuyen_truyen|tron"


def test_each_act_leaves_one_line(told):
    row = told.paragraph("chưa đồng đều")
    acts = [
        ("edit", lambda: actions.edit_paragraph(row.pk, "Khác.", 1, actor=7)),
        ("add", lambda: actions.add_paragraph(told.report, None, "paragraph", "Thêm.", actor=7)),
        ("choose", lambda: actions.choose(told.report, "luot_tuyen_truyen|tron", rounded=False, actor=7)),
        ("freeze", lambda: actions.freeze(told.report, actor=7)),
        ("remove", lambda: actions.remove(row.pk, 2, actor=7)),
        ("describe", lambda: actions.describe(told.report, "Tên", "Trích yếu", actor=7)),
    ]
    for verb, act in acts:
        before = Line.objects.count()
        act()
        assert Line.objects.count() == before + 1
        line = Line.objects.latest("at", "id")
        assert (line.verb, line.object, line.actor) == (verb, str(told.report.pk), 7)


def test_a_letterhead_is_usual_until_a_unit_sets_its_own(told):
    unit = told.report.unit
    usual = letterheads.of(unit)
    assert usual.pk is None
    assert usual.issuer_lines.splitlines() == ["Hội LHPN tỉnh Minh họa", "Ban Thường vụ"]
    assert (usual.authority, usual.signer_title) == ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")
    assert usual.place_name == "Minh họa"
    assert usual.recipients.splitlines()[1] == "Tỉnh ủy, HĐND, UBND tỉnh (b/c)"
    usual.signer_title = "PHÓ CHỦ TỊCH"
    actions.set_letterhead(usual)
    again = letterheads.usual(unit)
    actions.set_letterhead(again)
    assert Letterhead.objects.count() == 1
    assert letterheads.of(unit).signer_title == "CHỦ TỊCH"


def test_superiors_come_first_and_only_where_there_is_one(told):
    commune = letterheads.of(told.world.units["hoi_xa"])
    assert commune.recipients.splitlines()[0] == "Hội LHPN tỉnh Minh họa (b/c)"
    police = letterheads.of(told.world.units["ca_tinh"])
    assert police.issuer_lines == "Công an tỉnh Minh họa"
    assert not any(line.startswith(" (b/c)") for line in police.recipients.splitlines())


@pytest.mark.parametrize("text", ["|" * 24, "a\n" * 121, "|" * 1000 + "\n" + "a\n" * 100, "{hoat_dong|nam=2021}|" * 30])
def test_a_table_that_paper_cannot_hold_is_refused(told, text):
    with pytest.raises(ValidationError, match="nhiều nhất 120 dòng, 24 cột"):
        actions.add_paragraph(told.report, None, Paragraph.Kind.TABLE, text)
    widest = actions.add_paragraph(told.report, None, Paragraph.Kind.TABLE, "|".join("a" * 24) + "\nb")
    with pytest.raises(ValidationError, match="hãy tách thành nhiều bảng"):
        actions.edit_paragraph(widest.pk, text, widest.version)
