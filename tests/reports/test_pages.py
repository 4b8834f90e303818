"""Pages: who may open them, what they do without JavaScript, how many questions they ask."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnoi.activities import actions as activities
from ketnoi.audit import kept
from ketnoi.audit.models import Line
from ketnoi.officers.enums import Role
from ketnoi.programmes import links
from ketnoi.reports import actions, queries
from ketnoi.reports.models import Report
from tests.reports import worlds

READ = ("report", "changes", "docx", "annex")
WRITE = ("paragraphs", "describe", "add", "freeze")


def address(name, report, *rest):
    return reverse(f"reports:{name}", args=[report.uuid, *rest])


@pytest.fixture
def lead(told, client):
    client.force_login(told.lead)
    return client


def test_the_issuing_unit_opens_every_page(told, lead):
    actions.freeze(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    actions.freeze(told.report, "lý do")
    row = told.paragraph("{buoi_tuyen_truyen}")
    addresses = [address(name, told.report) for name in (*READ, *WRITE)]
    addresses += [address("edit", told.report, row.pk), address("edition", told.report, 1)]
    addresses += [reverse("reports:index"), reverse("reports:new"), reverse("reports:letterhead")]
    for one in addresses:
        assert lead.get(one).status_code == 200, one


def test_others_find_nothing(told, client):
    actions.freeze(told.report)
    row = told.paragraph("{buoi_tuyen_truyen}")
    below = told.world.officers["mau"]
    police = worlds.somebody(told.world.units["ca_tinh"].pk, Role.LEAD, "thu.ca_tinh")
    for officer in (below, police):
        client.force_login(officer)
        for name in (*READ, *WRITE):
            assert client.get(address(name, told.report)).status_code == 404, (officer.username, name)
        for name, rest in (("edit", row.pk), ("edition", 1)):
            assert client.get(address(name, told.report, rest)).status_code == 404
        for name in ("freeze", "choose", "add"):
            assert client.post(address(name, told.report)).status_code == 404
        assert client.post(address("remove", told.report, row.pk), {"version": 1}).status_code == 404
        assert str(told.report.uuid) not in client.get(reverse("reports:index")).content.decode()
    told.report.refresh_from_db()
    assert told.report.editions.count() == 1
    assert told.report.paragraphs.filter(pk=row.pk).exists()


def test_a_superior_reads_a_lower_units_report_and_writes_nothing(told, lead):
    lower = actions.start(told.world.programmes["tinh"], told.world.units["hoi_xa"], "so-ket", worlds.PERIOD)
    page = lead.get(address("report", lower))
    assert page.status_code == 200
    assert address("freeze", lower) not in page.content.decode()
    for name in WRITE:
        assert lead.get(address(name, lower)).status_code == 404
    assert lead.post(address("freeze", lower)).status_code == 404
    lower.refresh_from_db()
    assert lower.frozen_at is None


def test_a_supervisor_of_the_unit_reads_only(told, client):
    client.force_login(worlds.somebody(told.report.unit_id, Role.SUPERVISOR, "thu.theo_doi"))
    assert client.get(address("report", told.report)).status_code == 200
    assert client.get(address("paragraphs", told.report)).status_code == 404
    assert client.get(reverse("reports:new")).status_code == 404


def test_without_signing_in_nothing_opens(told, client):
    for name in READ:
        assert client.get(address(name, told.report)).status_code == 302


def test_a_report_is_started_for_the_own_unit(told, lead):
    start = reverse("reports:new") + "?chuong-trinh=thu-tinh"
    answer = lead.post(start, {"outline": "so-ket", "starts_on": "01/01/2021", "ends_on": "30/06/2021"})
    report = Report.objects.get(outline="so-ket")
    assert answer["Location"] == address("report", report)
    assert (report.unit_id, report.starts_on) == (told.report.unit_id, dt.date(2021, 1, 1))
    wrong = lead.post(start, {"outline": "so-ket", "starts_on": "01/07/2021", "ends_on": "30/06/2021"})
    assert wrong.status_code == 422
    assert Report.objects.filter(outline="so-ket").count() == 1
    assert lead.get(reverse("reports:new") + "?chuong-trinh=khong-co").status_code == 404


def test_the_second_editor_sees_both_versions(told, lead):
    row = told.paragraph("chưa đồng đều")
    where = address("edit", told.report, row.pk)
    actions.edit_paragraph(row.pk, "Lời người kia.", row.version)
    page = lead.post(where, {"text": "Lời của tôi.", "version": row.version})
    assert page.status_code == 409
    shown = page.content.decode()
    assert "Lời người kia." in shown
    assert "Lời của tôi." in shown
    row.refresh_from_db()
    assert row.text == "Lời người kia."
    again = lead.post(where, {"text": "Lời chung.", "version": page.context["form"].initial["version"]})
    assert again.status_code == 302
    row.refresh_from_db()
    assert row.text == "Lời chung."


def test_a_wrong_figure_is_said_beside_the_field(told, lead):
    row = told.paragraph("chưa đồng đều")
    page = lead.post(address("edit", told.report, row.pk), {"text": "Có {khong_co} buổi.", "version": 1})
    assert page.status_code == 200
    assert "Câu “Có {khong_co} buổi.”" in page.context["form"].errors["text"][0]


def test_freezing_is_asked_then_done_and_again_only_with_a_reason(told, lead):
    where = address("freeze", told.report)
    assert lead.get(where).status_code == 200
    assert told.report.editions.count() == 0
    assert lead.post(where).status_code == 302
    assert lead.post(where).status_code == 200
    assert told.report.editions.count() == 1
    assert lead.post(where, {"reason": "có đính chính"}).status_code == 302
    assert [one.reason for one in told.report.editions.all()] == ["", "có đính chính"]


@pytest.mark.parametrize("nothing", ["\u200b", "\u2066\u2069", "\x01"])
def test_words_that_show_nothing_are_none(told, lead, nothing):
    actions.freeze(told.report)
    assert lead.post(address("freeze", told.report), {"reason": nothing}).status_code == 302
    assert told.report.editions.count() == 1
    answer = lead.post(address("describe", told.report), {"title": nothing, "about": nothing})
    assert "Hãy ghi tên báo cáo và trích yếu." in answer.content.decode()
    assert Report.objects.get(pk=told.report.pk).title == told.report.title


def test_the_journal_keeps_no_key_that_is_not_in_the_report(told, lead):
    lead.post(address("choose", told.report), {"so": "nguyen_van_a|loai=Lo_Thi_B", "cach": "tron"})
    assert not Line.objects.filter(verb="choose").exists()


def test_numbers_no_column_holds_break_nothing(told, lead):
    row, huge = told.paragraph("I. ĐẶC ĐIỂM"), "9" * 5000
    assert lead.get(address("add", told.report) + f"?sau={huge}").status_code == 200
    assert lead.post(address("remove", told.report, row.pk), {"version": huge}).status_code == 302
    assert lead.post(address("edit", told.report, row.pk), {"text": "Một", "version": huge}).status_code == 200
    assert told.report.paragraphs.filter(pk=row.pk, version=row.version).exists()


def test_control_characters_in_a_letterhead_do_not_stop_the_word_file(told, lead):
    page = lead.get(reverse("reports:letterhead"))
    values = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    lead.post(reverse("reports:letterhead"), values | {"issuer_lines": "HỘI \x01MỘT\ufffe"})
    assert lead.get(address("docx", told.report)).status_code == 200


def test_choosing_rounding_leads_back_to_the_figure(told, lead):
    answer = lead.post(address("choose", told.report), {"so": "luot_tuyen_truyen|tron", "cach": "chinh-xac"})
    assert answer["Location"] == address("report", told.report) + "?so=luot_tuyen_truyen#so"
    page = lead.get(address("report", told.report), {"so": "luot_tuyen_truyen"})
    assert page.context["panel"].said.value == sum(worlds.CAME)
    assert lead.post(address("choose", told.report), {"so": "a}{", "cach": "tron"}).status_code == 302


def test_paragraphs_are_added_and_taken_out(told, lead):
    head = told.paragraph("I. ĐẶC ĐIỂM")
    lead.post(address("add", told.report) + f"?sau={head.pk}", {"kind": "paragraph", "text": "Đoạn mới."})
    row = told.paragraph("Đoạn mới.")
    assert row.order == head.order + 1
    lead.post(address("remove", told.report, row.pk), {"version": row.version + 1})
    assert told.report.paragraphs.filter(pk=row.pk).exists()
    lead.post(address("remove", told.report, row.pk), {"version": row.version})
    assert not told.report.paragraphs.filter(pk=row.pk).exists()


def test_a_letterhead_is_set_by_the_unit(told, lead):
    page = lead.get(reverse("reports:letterhead"))
    values = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    lead.post(reverse("reports:letterhead"), values | {"signer_title": "PHÓ CHỦ TỊCH"})
    assert "PHÓ CHỦ TỊCH" in lead.get(address("report", told.report)).content.decode()


def test_taking_the_records_out_is_told_to_the_journal(told, lead):
    before = Line.objects.filter(verb="export").count()
    answer = lead.get(address("annex", told.report))
    assert answer["Content-Disposition"] == 'attachment; filename="tong-ket-2019-2022-du-thao.xlsx"'
    assert Line.objects.filter(verb="export", actor=told.lead.pk).count() == before + 1


def test_text_is_never_markup(told, lead):
    row = told.paragraph("chưa đồng đều")
    actions.edit_paragraph(row.pk, "<script>alert(1)</script> {lop_tap_huan} <b>", row.version)
    page = lead.get(address("report", told.report)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_questions_do_not_grow_with_records(told, lead):
    actions.freeze(told.report)
    mau, unit = told.world.officers["mau"].pk, told.world.units["hoi_a"].pk
    entries = [worlds.came_to(told.world, 9, dt.date(2021, 5, day)) for day in range(1, 16)]
    activities.record_many(entries[:1], mau, unit)
    where = address("report", told.report)
    lead.get(where)
    kept.forget()
    with CaptureQueriesContext(connection) as few:
        lead.get(where)
    activities.record_many(entries[1:], mau, unit)
    with CaptureQueriesContext(connection) as many:
        lead.get(where)
    assert len(many) == len(few)


def test_the_lists_questions_do_not_grow_with_reports(told, lead):
    def count():
        with CaptureQueriesContext(connection) as asked:
            lead.get(reverse("reports:index"))
        return len(asked)

    first = count()
    for _again in range(4):
        actions.start(told.world.programmes["tinh"], told.report.unit, "so-ket", worlds.PERIOD)
    assert count() == first


def test_the_programmes_page_is_told_of_the_report(told):
    programme = told.world.programmes["tinh"]
    (link,) = links.reports(programme, told.lead)
    assert (link["label"], link["url"]) == (told.report.title, address("report", told.report))
    assert links.reports(programme, told.world.officers["mau"]) == []
    actions.freeze(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    notes = [(one["kind"], one["label"]) for one in links.reports(programme, told.lead)]
    assert notes[0] == ("button", told.report.title)
    assert notes[2] == ("note", "1 phiếu đính chính từ khi chốt: +56 lượt")


def test_the_chair_is_offered_to_start_one_and_nobody_else_is(told):
    programme = told.world.programmes["ca_nuoc"]
    (link,) = links.reports(programme, told.lead)
    assert link["url"] == reverse("reports:new") + "?chuong-trinh=thu-ca-nuoc"
    assert links.reports(programme, told.world.officers["mau"]) == []


def test_a_report_is_found_by_its_code(told):
    assert queries.by_code(str(told.report.uuid)) == told.report
    for wrong in ("khong-phai", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(Report.DoesNotExist):
            queries.by_code(wrong)


def test_each_changed_record_says_why_it_was_corrected(told, client):
    actions.freeze(told.report)
    told.correct(told.sessions[3], 200)
    client.force_login(told.lead)
    page = client.get(reverse("reports:changes", args=[told.report.uuid])).content.decode()
    assert "cộng nhầm danh sách" in page
    assert "Cách đếm đã có bản mới" not in page
