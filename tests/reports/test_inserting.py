"""A figure is found by what it counts and put where one was writing; what is typed is kept; versions come back."""

import datetime as dt

import pytest
from django.urls import reverse

from ketnoi.officers.enums import Role
from ketnoi.programmes.enums import Per
from ketnoi.programmes.models import Target
from ketnoi.reports import actions, drafts, history, inserting
from ketnoi.reports.drafts import Written
from ketnoi.reports.models import Draft, ParagraphVersion
from tests.reports import worlds

FETCH = {"X-Requested-With": "fetch"}


def address(name, report, *rest):
    return reverse(f"reports:{name}", args=[report.uuid, *rest])


@pytest.fixture
def lead(told, client):
    client.force_login(told.lead)
    return client


@pytest.fixture
def row(told):
    return told.paragraph("chưa đồng đều")


@pytest.mark.parametrize(
    ("text", "first"),
    [("luot nguoi du tuyen truyen", "luot_tuyen_truyen"), ("TẬP HUẤN lớp", "lop_tap_huan"), ("vks", None)],
)
def test_figures_are_found_without_marks_by_what_they_count(told, text, first):
    found = [one.indicator.code for one in inserting.search(text, told.report)]
    assert (found[0] if found else None) == first
    assert len(found) <= inserting.MOST


def test_a_figure_is_found_by_the_paper_its_number_was_entered_from(told):
    found = inserting.search("so theo doi thu vu viec", told.report)
    assert [(one.indicator.code, one.sources) for one in found] == [("vu_viec_phoi_hop", ("Sổ theo dõi thử",))]


@pytest.mark.parametrize(
    ("text", "placed"),
    [("Có {} cho {luot}.", "Có X cho {luot}."), ("Có", "Có X"), ("Có ", "Có X"), ("  ", "X"), ("{} và {}", "X và {}")],
)
def test_a_figure_is_put_at_the_mark_or_at_the_end(text, placed):
    assert inserting.placed(text, "X") == placed


def test_without_a_script_the_figure_is_put_in_and_nothing_is_saved(told, lead, row):
    sent = {"doan": row.pk, "version": row.version, "text": "Năm 2021 có {}, còn\nlời đang viết."}
    page = lead.post(address("insert", told.report), sent)
    assert page.status_code == 200
    assert "Năm 2021 có {}, còn\nlời đang viết." in page.content.decode()
    chosen = sent | {"so-code": "luot_tuyen_truyen", "so-period": "2021", "so-written": "cung-ky"}
    page = lead.post(address("insert", told.report), chosen | {"lam": "tim"}).content.decode()
    assert "<b>tăng 58,7% (176 lượt) so với cùng kỳ năm trước</b>" in page
    page = lead.post(address("insert", told.report), chosen | {"lam": "chen"})
    assert page.context["form"].initial["text"] == (
        "Năm 2021 có {luot_tuyen_truyen|nam=2021|ss=cung-ky} so với cùng kỳ năm trước, còn\nlời đang viết."
    )
    row.refresh_from_db()
    assert (row.version, page.context["form"].initial["version"]) == (1, 1)


def test_nothing_is_compared_with_a_period_that_nothing_is_known_of(told, lead):
    chosen = {"so-code": "luot_tuyen_truyen", "so-period": "2019", "so-written": "ky-truoc"}
    page = lead.post(address("insert", told.report), chosen)
    assert (page.context["said"], page.context["problem"]) == (None, "Kỳ trước chưa có số liệu để so sánh.")
    page = lead.post(address("insert", told.report), chosen | {"so-period": "2020"})
    assert page.context["reads"] == "giảm 27,2% (112 lượt) so với kỳ trước"


def test_what_is_put_in_is_shown_in_words_without_its_code(told, lead):
    Target.objects.create(
        programme=told.world.programmes["tinh"], indicator="luot_tuyen_truyen", per=Per.YEAR, amount=400
    )
    chosen = {"so-code": "luot_tuyen_truyen", "so-period": "2021", "so-written": "chi-tieu"}
    page = lead.post(address("insert", told.report), chosen).content.decode()
    assert "<p>Chỉ tiêu: ít nhất 400 lượt mỗi năm</p>" in page
    assert "Viết trong câu" not in page


def test_a_new_paragraph_takes_figures_too(told, lead):
    sent = {"text": "Mở đầu", "kind": "heading2", "so-code": "buoi_tuyen_truyen", "lam": "chen"}
    page = lead.post(address("insert", told.report), sent)
    assert page.context["form"].initial["text"] == "Mở đầu {buoi_tuyen_truyen} buổi"
    assert page.context["form"].initial["kind"] == "heading2"


def test_days_scope_and_parts_become_a_token(told, lead):
    unit = told.world.units["hoi_a"]
    sent = {
        "so-code": "luot_tuyen_truyen",
        "so-period": "ngay",
        "so-start": "01/01/2023",
        "so-end": "31/12/2023",
        "so-scope": f"don-vi:{unit.pk}",
        "so-written": "tron",
    }
    page = lead.post(address("insert", told.report), sent, headers=FETCH)
    piece = f"{{luot_tuyen_truyen|tu=2023-01-01|den=2023-12-31|don-vi={unit.pk}|tron}} lượt"
    assert (page.context["piece"], page.context["reads"]) == (piece, "999 lượt")
    assert f'data-piece="{piece}"' in page.content.decode()
    assert "<html" not in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"lam": "chen"}, "Hãy chọn một số liệu."),
        ({"so-code": "khong_co"}, "Không có chỉ tiêu"),
        ({"so-code": "luot_tuyen_truyen", "so-written": "cung-ky"}, "dài hơn một năm"),
        ({"so-code": "luot_tuyen_truyen", "so-scope": "noi:99999999"}, "không có đơn vị hoặc nơi"),
        ({"so-code": "x" * 70}, ""),
        ({"so-code": "luot_tuyen_truyen", "so-scope": "noi:" + "9" * 40}, None),
        ({"so-code": "luot_tuyen_truyen", "so-period": "ngay", "so-start": "32/13/1"}, ""),
        ({"so-code": "luot\0", "so-q": "a\0b", "so-scope_text": "\0", "text": "a\0"}, ""),
        ({"version": "9" * 30, "doan": ""}, ""),
    ],
)
def test_what_cannot_be_put_in_says_why(told, lead, sent, problem):
    page = lead.post(address("insert", told.report), sent)
    assert page.status_code == 200
    assert page.context["problem"] == problem or (problem and problem in page.context["problem"]) or problem is None


def test_what_is_typed_is_kept_for_its_writer_alone_until_it_is_saved(told, lead, row, client):
    sent = {"doan": row.pk, "version": row.version, "text": "Đang viết {luot_tuyen_truyen"}
    answer = lead.post(address("draft", told.report), sent, headers=FETCH).content.decode()
    assert "dấu ngoặc nhọn lẻ" in answer
    assert "Đã giữ bản đang viết" in answer
    page = lead.get(address("edit", told.report, row.pk)).content.decode()
    assert "Bản đang viết dở" in page
    assert "Đang viết {luot_tuyen_truyen" not in page
    again = lead.get(address("edit", told.report, row.pk), {"nhap": 1})
    assert again.context["form"].initial == {"text": "Đang viết {luot_tuyen_truyen", "version": 1, "kind": "paragraph"}
    client.force_login(worlds.somebody(told.report.unit_id, Role.RECORDER, "thu.khac"))
    assert "Bản đang viết dở" not in client.get(address("edit", told.report, row.pk)).content.decode()
    client.force_login(told.lead)
    lead.post(address("edit", told.report, row.pk), {"version": 1, "text": "Đã viết xong."})
    assert not Draft.objects.exists()


def test_an_old_draft_meets_what_was_saved_meanwhile(told, lead, row):
    drafts.keep(told.report, told.lead.pk, Written("Của tôi.", row, row.version))
    actions.edit_paragraph(row.pk, "Của người khác.", row.version)
    page = lead.get(address("edit", told.report, row.pk), {"nhap": 1})
    assert page.context["form"].initial["version"] == 1
    answer = lead.post(address("edit", told.report, row.pk), {"version": 1, "text": "Của tôi."})
    assert answer.status_code == 409
    assert "Của người khác." in answer.content.decode()


def test_what_was_typed_into_a_paragraph_that_another_took_out_is_not_lost(told, lead, row):
    drafts.keep(told.report, told.lead.pk, Written("Của tôi.", row, row.version))
    drafts.keep(told.report, 99, Written("Của người bỏ.", row, row.version))
    actions.remove(row.pk, row.version, 99)
    assert list(Draft.objects.values_list("officer", "paragraph", "text")) == [(told.lead.pk, None, "Của tôi.")]
    sent = {"version": 1, "doan": row.pk, "text": "Của tôi, đã dài hơn."}
    for more in ({}, {"xem": 1}):
        page = lead.post(address("edit", told.report, row.pk), sent | more)
        assert (page.status_code, page.templates[0].name) == (409, "reports/add.html")
        assert page.context["form"].initial["text"] == "Của tôi, đã dài hơn."
        assert "Đoạn này vừa có người khác bỏ." in page.content.decode()
    assert lead.post(address("draft", told.report), sent, headers=FETCH).status_code == 200
    assert Draft.objects.get().text == "Của tôi."
    assert lead.get(address("edit", told.report, row.pk)).status_code == 404


def test_it_joins_what_was_being_typed_as_a_new_one(told, row):
    drafts.keep(told.report, told.lead.pk, Written("Đoạn mới."))
    drafts.keep(told.report, told.lead.pk, Written("Của tôi.", row, row.version))
    actions.remove(row.pk, row.version, 99)
    assert Draft.objects.get().text == "Đoạn mới.\nCủa tôi."


def test_a_draft_is_thrown_away_or_is_none_where_nothing_is_new(told, lead, row):
    drafts.keep(told.report, told.lead.pk, Written("Khác.", row, 1))
    assert lead.post(address("draft", told.report), {"doan": row.pk, "bo": 1}).status_code == 302
    assert not Draft.objects.exists()
    assert drafts.keep(told.report, told.lead.pk, Written(row.text.replace("\n", "\r\n"), row, 1)) is None
    assert drafts.keep(told.report, told.lead.pk, Written("x" * 8001, row, 1)) is None
    first = drafts.keep(told.report, told.lead.pk, Written("Đoạn mới"))
    assert drafts.keep(told.report, told.lead.pk, Written("Đoạn mới hơn")).pk == first.pk
    assert Draft.objects.count() == 1


def test_every_save_is_a_version_and_any_comes_back_as_a_new_one(told, lead, row):
    proposed = row.text
    actions.edit_paragraph(row.pk, "Có {buoi_tuyen_truyen} buổi.", 1, told.lead.pk)
    actions.edit_paragraph(row.pk, "Đã có {buoi_tuyen_truyen} buổi.", 2, told.lead.pk)
    actions.choose(told.report, "buoi_tuyen_truyen", rounded=True, actor=told.lead.pk)
    row.refresh_from_db()
    shown = history.read(told.report, row)
    assert [(one.version.number, one.version.by) for one in shown] == [
        (4, told.lead.pk),
        (3, told.lead.pk),
        (2, told.lead.pk),
        (1, None),
    ]
    assert [(piece.text, piece.change) for piece in shown[1].pieces] == [
        ("Có ", "removed"), ("Đã có ", "added"), ("4 buổi.", "")
    ]  # fmt: skip
    assert shown[3].pieces[0].text == proposed
    assert not shown[0].changed
    page = lead.get(address("versions", told.report, row.pk)).content.decode()
    assert told.lead.name in page
    assert "soạn sẵn" in page
    assert lead.post(address("versions", told.report, row.pk), {"ban": 1, "version": 3}).status_code == 302
    row.refresh_from_db()
    assert row.version == 4  # somebody had saved meanwhile
    lead.post(address("versions", told.report, row.pk), {"ban": 1, "version": 4})
    row.refresh_from_db()
    assert (row.text, row.version) == (proposed, 5)
    newest = ParagraphVersion.objects.filter(paragraph=row).first()
    assert (newest.number, newest.restores, newest.by) == (5, 1, told.lead.pk)
    assert lead.post(address("versions", told.report, row.pk), {"ban": 77, "version": 5}).status_code == 404


def test_a_paragraph_that_was_taken_out_keeps_its_versions_and_comes_back(told, lead, row):
    proposed = row.text
    actions.edit_paragraph(row.pk, "Có {buoi_tuyen_truyen} buổi.", 1, told.lead.pk)
    actions.remove(row.pk, 2, told.lead.pk)
    (one,) = history.removed(told.report)
    assert (one.by, one.last.text, [each.text for each in one.earlier]) == (
        told.lead.pk, "Có {buoi_tuyen_truyen} buổi.", [proposed]
    )  # fmt: skip
    page = lead.get(address("paragraphs", told.report)).content.decode()
    assert f"?ban={one.last.pk}" in page
    back = lead.get(address("add", told.report), {"ban": one.last.pk})
    assert back.context["form"].initial["text"] == "Có {buoi_tuyen_truyen} buổi."
    assert lead.get(address("add", told.report), {"ban": "9" * 40}).context["form"].initial["text"] == ""


def test_looking_at_a_sentence_saves_nothing(told, lead, row):
    page = lead.post(
        address("edit", told.report, row.pk), {"xem": 1, "doan": row.pk, "text": "Có {buoi_tuyen_truyen}."}
    )
    assert ">4</b>." in page.content.decode()
    row.refresh_from_db()
    assert row.version == 1


def test_days_outside_the_report_are_offered(told):
    assert list(inserting.years(told.report)) == [2019, 2020, 2021, 2022]
    assert told.report.ends_on == dt.date(2022, 12, 31)
