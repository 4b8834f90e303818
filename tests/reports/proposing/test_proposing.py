"""From a report's figures to its paragraphs: what is found, what is added, what is said once the figures have moved."""

import datetime as dt
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnoi.activities import actions as activities
from ketnoi.activities.enums import Verb
from ketnoi.activities.models import Revision
from ketnoi.audit.models import Line
from ketnoi.figures import links
from ketnoi.programmes.enums import Per, TargetKind
from ketnoi.programmes.models import Target
from ketnoi.reports import actions, flow, questions, tokens
from ketnoi.reports.models import Paragraph
from ketnoi.reports.proposing import asking, fitting, from_records, sections
from tests.reports import worlds

SESSIONS, TALKS, LIMITS = "1. Công tác tuyên truyền", "2. Nói chuyện chuyên đề", "III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN"
CASES, AHEAD = "4. Phối hợp xử lý vụ việc", "IV. PHƯƠNG HƯỚNG"


def heading(report, text):
    return report.paragraphs.get(text=text)


def offered(report, text):
    rows = list(report.paragraphs.all())
    section = next(one for one in sections.of(rows) if one.heading.text == text)
    return {one.name: one for one in sections.offered(report, section, rows)}


def names(report, text):
    return set(offered(report, text))


@pytest.fixture
def lead(told, client):
    client.force_login(told.lead)
    return client


def page(report, text=SESSIONS):
    return reverse("reports:propose", args=[report.uuid, heading(report, text).pk])


def key_of(client, report, name):
    groups = client.get(page(report)).context["groups"]
    return next(one.key for _title, _note, offers in groups for one in offers if one.proposal.name == name)


def added(client, report, name="compared:luot_tuyen_truyen:nam-2021"):
    client.post(page(report), {"cau": [key_of(client, report, name)]})
    return report.paragraphs.get(proposed=name)


class TestWhatIsFound:
    def test_numbers_are_those_of_the_figures(self, told):
        for text in (SESSIONS, TALKS, CASES):
            for one in offered(told.report, text).values():
                live = [words for words, is_number in one.parts if is_number]
                asked = [questions.said(token, told.report).shown for token in tokens.figures(one.text)]
                assert live == asked, one.name

    def test_what_was_done_against_the_year_before_and_by_whom(self, told):
        found = offered(told.report, SESSIONS)
        assert found["done:buoi_tuyen_truyen"].reads.endswith(".")
        assert "4 buổi tuyên truyền lồng ghép" in found["done:buoi_tuyen_truyen"].reads
        assert "giảm 76,5% (364 lượt)" in found["compared:luot_tuyen_truyen:nam-2021"].reads
        assert "Hội" in found["parties:buoi_tuyen_truyen"].reads
        assert "không thay đổi" in found["compared:buoi_tuyen_truyen:nam-2021"].reads or "bằng năm 2021" in (
            found["compared:buoi_tuyen_truyen:nam-2021"].reads
        )

    def test_blank_is_not_zero(self, told):
        assert "done:lop_tap_huan" not in names(told.report, "3. Tập huấn")
        unknown = [one for name, one in offered(told.report, LIMITS).items() if name.startswith("unknown")]
        assert any("lớp tập huấn" in one.reads and "số liệu" in one.reads.lower() for one in unknown)
        assert not any("chưa mở" in one.reads for one in unknown)
        assert "rate:vu_viec_dung_han" not in names(told.report, CASES)

    def test_an_entered_number_keeps_its_qualifier(self, told):
        worlds.enter(told.world, "vu_viec_dung_han", 40, "over")
        found = offered(told.report, CASES)
        assert "trên 40 vụ việc" in found["done:vu_viec_dung_han"].reads
        assert "rate:vu_viec_dung_han" not in found

    def test_a_rate_names_its_base(self, told):
        worlds.enter(told.world, "vu_viec_dung_han", 45)
        said = offered(told.report, CASES)["rate:vu_viec_dung_han"].reads
        assert "45 vụ việc được xử lý đúng hạn" in said
        assert "47 vụ việc phối hợp xử lý" in said
        assert "%" not in said

    def test_an_example_has_several_agencies_and_most_people(self, told):
        found = offered(told.report, SESSIONS)
        example = found[f"example:buoi_tuyen_truyen:{told.sessions[2].pk}"]
        assert "476 người" in example.reads
        assert len([name for name in found if name.startswith("example:")]) == 1  # all were in one place

    def test_the_words_of_others_records_stay_with_them(self, told):
        units, mau = told.world.units, told.world.officers["mau"].pk
        entry = worlds.came_to(
            told.world, 900, dt.date(2022, 3, 3), lead=units["ca_a"].pk, partners=(units["vks_tinh"].pk,)
        )
        activities.record(entry, mau, units["ca_a"].pk)
        found = offered(told.report, SESSIONS)
        assert "2.200 lượt người" in found["done:buoi_tuyen_truyen"].reads
        assert not [one for one in found.values() if "900" in one.reads]

    def test_a_title_that_may_name_somebody_is_no_example(self, told):
        session = told.sessions[2]
        entry = worlds.came_to(told.world, 476, session.starts_on, title="Thăm chị Mẫu ở bản")
        mau = told.world.officers["mau"].pk
        examples = partial(from_records.examples, asking.Asking(told.report), "buoi_tuyen_truyen")
        assert [one.case for one in examples()] == ["example.first"]
        activities.correct(session, entry, "ghi lại tên", session.version, mau, entry.lead)
        assert f"example:buoi_tuyen_truyen:{session.pk}" not in names(told.report, SESSIONS)
        assert [(one.record, one.case) for one in examples()] == [(told.sessions[0].pk, "example.other")]

    def test_a_cause_is_quoted_from_what_came_late_and_from_no_correction(self, told):
        told.correct(told.sessions[0], 400)
        assert not [name for name in names(told.report, LIMITS) if name.startswith("cause")]
        recorded = Revision.objects.filter(activity=told.sessions[1], verb=Verb.RECORD)
        assert recorded.update(reason="đường sạt lở") == 1
        assert "“đường sạt lở”" in offered(told.report, LIMITS)["cause:late:0"].reads

    def test_what_looks_ahead_is_offered_nothing(self, told):
        assert names(told.report, AHEAD) == set()
        rows = list(told.report.paragraphs.all())
        assert heading(told.report, AHEAD).pk not in sections.speaking(told.report, rows)
        assert heading(told.report, SESSIONS).pk in sections.speaking(told.report, rows)

    def test_targets_are_judged_in_the_chairs_report_only(self, told):
        programme = told.report.programme
        target = Target.objects.create(programme=programme, indicator="buoi_tuyen_truyen", amount=100)
        behind = offered(told.report, LIMITS)[f"target:{target.pk}"].reads
        assert "4/100 buổi" in behind
        assert "chậm so với tiến độ" in behind
        assert f"target:{target.pk}" not in names(told.report, SESSIONS)
        Target.objects.filter(pk=target.pk).update(amount=3)
        assert "vượt" in offered(told.report, SESSIONS)[f"target:{target.pk}"].reads
        below = actions.start(programme, told.world.units["hoi_a"], "tong-ket", worlds.PERIOD)
        assert f"target:{target.pk}" not in names(below, SESSIONS)

    def test_a_target_of_each_year_counts_the_years(self, told):
        programme = told.report.programme
        target = Target.objects.create(programme=programme, indicator="buoi_tuyen_truyen", per=Per.YEAR, amount=1)
        said = offered(told.report, SESSIONS)[f"target:{target.pk}"].reads
        assert "4/12 năm" in said  # of 2019 to 2030
        assert "ít nhất 1 buổi mỗi năm" in said
        Target.objects.filter(pk=target.pk).update(amount=2)
        assert "chưa có năm nào" in offered(told.report, LIMITS)[f"target:{target.pk}"].reads.lower()

    def test_a_target_of_a_share_names_its_base(self, told):
        worlds.enter(told.world, "vu_viec_dung_han", 45)
        target = Target.objects.create(
            programme=told.report.programme,
            indicator="vu_viec_dung_han",
            base_indicator="vu_viec_phoi_hop",
            kind=TargetKind.PERCENT_OF,
            amount=80,
        )
        said = offered(told.report, CASES)[f"target:{target.pk}"].reads
        assert "80%" in said
        assert "47 vụ việc phối hợp xử lý" in said
        Target.objects.filter(pk=target.pk).update(amount=99)
        assert f"target:{target.pk}" in names(told.report, LIMITS)

    def test_a_promise_is_told_once_somebody_said(self, told):
        made = Target.objects.create(
            programme=told.report.programme, kind=TargetKind.YES_NO, title="Ban hành quy chế", amount=0
        )
        assert f"target:{made.pk}" not in names(told.report, LIMITS)
        Target.objects.filter(pk=made.pk).update(fulfilled=False)
        assert "“Ban hành quy chế”" in offered(told.report, LIMITS)[f"target:{made.pk}"].reads

    def test_the_same_report_is_proposed_the_same(self, told):
        assert offered(told.report, SESSIONS) == offered(told.report, SESSIONS)

    def test_a_report_without_a_programme(self, told):
        report = actions.start(
            actions.Subject(), told.world.units["hoi_tinh"], "quy", (dt.date(2021, 4, 1), dt.date(2021, 6, 30))
        )
        text = "1. Tuyên truyền, phổ biến pháp luật"
        # nothing was recorded in the same months of 2020, which is not nothing done
        assert not [name for name in names(report, text) if name.startswith("compared")]
        assert "1 buổi" in offered(report, text)["done:buoi_tuyen_truyen"].reads


class TestAdding:
    def test_ticked_sentences_come_at_the_end_of_their_section_to_be_read(self, told, lead):
        row = added(lead, told.report)
        assert not row.accepted
        kinds = list(told.report.paragraphs.values_list("pk", flat=True))
        after = kinds[kinds.index(row.pk) + 1]
        assert Paragraph.objects.get(pk=after).text == TALKS
        assert Line.objects.order_by("-pk").first().verb == "propose"
        actions.freeze(told.report)
        with pytest.raises(ValidationError, match="chưa đọc lại"):
            flow.submit(told.report)

    def test_what_is_there_is_not_added_again(self, told, lead):
        row = added(lead, told.report)
        html = lead.get(page(told.report)).content.decode()
        assert "Đã có trong báo cáo." in html
        answer = lead.post(page(told.report), {"cau": [f"{row.proposed} 00000000"]})
        assert answer.status_code == 422
        assert told.report.paragraphs.filter(proposed=row.proposed).count() == 1

    def test_a_section_is_filled_with_what_it_does_not_say_yet(self, told, lead):
        lead.post(page(told.report), {"tat-ca": "1"})
        made = set(told.report.paragraphs.exclude(proposed="").values_list("proposed", flat=True))
        assert "compared:luot_tuyen_truyen:nam-2021" in made
        assert "parties:buoi_tuyen_truyen" in made

    def test_two_who_fill_at_once_fill_once(self, told):
        made = list(offered(told.report, SESSIONS).values())
        after = heading(told.report, SESSIONS).pk
        first = actions.propose(told.report, after, made)
        assert len(first) == len(made)
        assert actions.propose(told.report, after, made[:2]) == []

    def test_each_number_opens_its_figure(self, told, lead):
        html = lead.get(page(told.report)).content.decode()
        token = tokens.from_key("luot_tuyen_truyen|nam=2022|ss=ky-truoc")
        assert links.url(questions.figure(token, told.report)).replace("&", "&amp;") in html
        assert reverse("activities:detail", args=[told.sessions[2].uuid]) in html

    def test_figures_that_moved_meanwhile_are_read_again(self, told, lead):
        name = "compared:luot_tuyen_truyen:nam-2021"
        key = key_of(lead, told.report, name)
        told.correct(told.sessions[2], 112)
        answer = lead.post(page(told.report), {"cau": [key]})
        assert answer.status_code == 422
        assert "vừa thay đổi" in answer.content.decode()
        assert not told.report.paragraphs.filter(proposed=name).exists()

    def test_nothing_ticked_is_said(self, told, lead):
        answer = lead.post(page(told.report), {})
        assert answer.status_code == 422
        assert "ít nhất một câu" in answer.content.decode()

    def test_others_find_nothing(self, told, client):
        client.force_login(told.world.officers["mau"])
        assert client.get(page(told.report)).status_code == 404
        assert client.post(page(told.report), {"tat-ca": "1"}).status_code == 404

    def test_a_submitted_report_takes_none(self, told, lead):
        told.report.paragraphs.update(accepted=True)
        actions.freeze(told.report)
        flow.submit(told.report)
        assert lead.post(page(told.report), {"tat-ca": "1"}).status_code == 422
        assert not told.report.paragraphs.exclude(proposed="").exists()


class TestReading:
    def test_accepting_takes_the_words_as_they_read(self, told, lead):
        row = added(lead, told.report)
        lead.post(reverse("reports:accept", args=[told.report.uuid, row.pk]), {"version": row.version})
        row.refresh_from_db()
        assert row.accepted
        assert Line.objects.order_by("-pk").first().verb == "accept"

    def test_what_somebody_wrote_meanwhile_is_not_accepted_unread(self, told, lead):
        row = added(lead, told.report)
        actions.edit_paragraph(row.pk, "Câu khác.", row.version)
        Paragraph.objects.filter(pk=row.pk).update(accepted=False)
        lead.post(reverse("reports:accept", args=[told.report.uuid, row.pk]), {"version": row.version})
        row.refresh_from_db()
        assert not row.accepted

    def test_words_that_no_longer_fit_are_pointed_out(self, told, lead):
        row = added(lead, told.report, "compared:buoi_tuyen_truyen:nam-2021")  # one each year: "bằng"
        rows = lambda: list(told.report.paragraphs.all())  # noqa: E731
        assert fitting.outdated(told.report, rows()) == set()
        mau, unit = told.world.officers["mau"].pk, told.world.units["hoi_a"].pk
        activities.record(worlds.came_to(told.world, 20, dt.date(2022, 5, 5)), mau, unit)
        assert fitting.outdated(told.report, rows()) == {row.pk}
        editor = lead.get(reverse("reports:paragraphs", args=[told.report.uuid])).content.decode()
        assert "lời văn có thể không còn đúng" in editor
        actions.accept(row.pk, row.version)
        assert fitting.outdated(told.report, rows()) == set()

    def test_a_moved_number_that_the_words_still_fit_is_not(self, told, lead):
        row = added(lead, told.report)
        told.correct(told.sessions[3], 113)
        assert fitting.outdated(told.report, [row]) == set()

    def test_an_example_that_is_withdrawn_no_longer_fits(self, told, lead):
        session = told.sessions[2]
        row = added(lead, told.report, f"example:buoi_tuyen_truyen:{session.pk}")
        session.refresh_from_db()
        unit = told.world.units["hoi_a"]
        activities.withdraw(session, "ghi nhầm", session.version, told.world.officers["mau"].pk, unit.pk)
        assert fitting.outdated(told.report, [row]) == {row.pk}

    def test_a_corrected_report_keeps_where_its_words_came_from(self, told, lead):
        added(lead, told.report)
        told.report.paragraphs.update(accepted=True)
        copied = told.report.paragraphs.get(proposed__startswith="compared")
        assert copied.sense


def test_questions_do_not_grow_with_records(told, lead):
    def asked():
        with CaptureQueriesContext(connection) as found:
            lead.get(page(told.report))
        return len(found)

    asked()
    mau, unit = told.world.officers["mau"].pk, told.world.units["hoi_a"].pk
    activities.record(worlds.came_to(told.world, 20, dt.date(2022, 5, 5)), mau, unit)
    before = asked()
    activities.record_many(
        [worlds.came_to(told.world, 20 + one, dt.date(2022, 6, 1 + one)) for one in range(12)], mau, unit
    )
    assert asked() <= before
