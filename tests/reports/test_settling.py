"""A changed figure stays or is taken anew; a leader's number stands in the text and says everywhere that it does."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.documents import docx
from ketnoi.officers.enums import Role
from ketnoi.reports import actions, comparing, editions, exporting, flow, moved, settling, telling
from ketnoi.reports.given import Given
from ketnoi.reports.models import GivenNumber
from ketnoi.workbooks import reading
from tests.reports import worlds

KEY = "luot_tuyen_truyen|tron"
CAME = sum(worlds.CAME)
NUMBER = Given("1.420", "Báo cáo của Công an tỉnh", "thiếu phiếu của hai xã", 0)


def said(report, edition=None):
    report.refresh_from_db()
    edition = edition or editions.current(report)
    return editions.said(report, editions.texts(report, edition), edition)


def standing(told):
    """Which leader's number stands there."""
    return said(told.report)[KEY].given.at


def address(name, report, query=""):
    return reverse(f"reports:{name}", args=[report.uuid]) + query


@pytest.fixture
def lead(told, client):
    client.force_login(told.lead)
    return client


@pytest.fixture
def corrected(told):
    """Fixed; then the last session had 56 more."""
    actions.freeze(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    told.report.refresh_from_db()
    return told


def test_a_number_that_is_kept_is_asked_about_again_only_when_it_changes_once_more(corrected):
    report = corrected.report
    settling.keep_fixed(report, KEY, [CAME + 56], corrected.lead.pk)
    (difference,) = moved.of_report(report)
    assert (difference.settled.by, difference.now) == (corrected.lead.pk, CAME + 56)
    assert moved.waiting([difference]) == []
    assert said(report)[KEY].value == CAME
    corrected.correct(corrected.sessions[0], worlds.CAME[0] + 1)
    (difference,) = moved.of_report(report)
    assert difference.settled is None


def test_a_number_that_changes_while_it_is_read_is_not_kept_unseen(corrected, lead):
    page = lead.get(address("report", corrected.report)).content.decode()
    assert f'name="nay" value="{CAME + 56}"' in page
    corrected.correct(corrected.sessions[0], worlds.CAME[0] + 500)
    answer = lead.post(address("keep", corrected.report), {"so": KEY, "nay": CAME + 56}, follow=True).content.decode()
    assert "vừa thay đổi sau khi trang được mở" in answer
    (difference,) = moved.of_report(corrected.report)
    assert (difference.now, difference.settled) == (CAME + 556, None)


def test_years_of_a_chart_are_taken_anew_with_the_number_they_add_up_to(corrected):
    settling.take_new(corrected.report, KEY)
    corrected.report.refresh_from_db()
    (series,) = [one for one in telling.of(corrected.report).series if one.whole.token.key == KEY]
    assert [part.value for part in series.parts] == [*worlds.CAME[:3], worlds.CAME[3] + 56]
    assert series.whole.value == CAME + 56


def test_of_two_leaders_who_write_over_one_number_the_second_sees_both(told, lead):
    page = lead.get(address("give", told.report, f"?so={KEY}")).content.decode()
    assert 'name="seen"' in page
    settling.give(told.report, KEY, NUMBER, 0, 7)
    first = standing(told)
    sent = {"words": "1.430", "source": "Sổ của tỉnh", "reason": "rõ hơn", "seen": ""}
    answer = lead.post(address("give", told.report, f"?so={KEY}"), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert NUMBER.source in page
    assert 'value="1.430"' in page
    assert f'name="seen" value="{first}"' in page
    assert said(told.report)[KEY].shown == "1.420"
    with pytest.raises(versions.Stale):
        settling.take_back(told.report, KEY, first + 1)
    assert lead.post(address("give", told.report, f"?so={KEY}"), sent | {"seen": first}).status_code == 302
    assert said(told.report)[KEY].shown == "1.430"
    lead.post(address("give", told.report, f"?so={KEY}"), {"lay-lai": 1, "seen": first})
    assert said(told.report)[KEY].shown == "1.430"


def test_what_has_not_changed_cannot_be_kept(told):
    with pytest.raises(ValidationError, match="bản đã chốt"):
        settling.keep_fixed(told.report, KEY, [])
    actions.freeze(told.report)
    with pytest.raises(ValidationError, match="chưa thay đổi"):
        settling.keep_fixed(told.report, KEY, [])


def test_a_new_number_is_an_edition_in_which_every_other_figure_stands(told):
    row = told.paragraph("chưa đồng đều")
    actions.edit_paragraph(row.pk, "Năm 2022 có {luot_tuyen_truyen|nam=2022}; cả kỳ {luot_tuyen_truyen}.", row.version)
    first = actions.freeze(told.report)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    settling.keep_fixed(told.report, "luot_tuyen_truyen|nam=2022", [worlds.CAME[3] + 56], told.lead.pk)
    second = settling.take_new(told.report, KEY, told.lead.pk)
    assert (second.number, second.reason) == (2, "Lấy số mới: Lượt người được tuyên truyền lồng ghép")
    now = said(told.report)
    assert (now[KEY].value, now["luot_tuyen_truyen"].value) == (CAME + 56, CAME + 56)
    assert now["luot_tuyen_truyen|nam=2022"].value == worlds.CAME[3]
    assert now[KEY].figure.as_of == second.frozen_at
    assert now["luot_tuyen_truyen|nam=2022"].figure.as_of == first.frozen_at
    (difference,) = moved.of_report(told.report)
    assert difference.keys == ("luot_tuyen_truyen|nam=2022",)
    assert difference.settled is not None
    first.refresh_from_db()
    assert said(told.report, first)[KEY].value == CAME
    assert second.kept_records.count() == first.kept_records.count()
    tags = dict(docx.figures(exporting.docx(told.report)))
    assert {key: tags[key] for key in now} == {key: one.shown for key, one in now.items()}


def test_of_two_who_fix_again_the_later_moment_stays(corrected, monkeypatch):
    monkeypatch.setattr(settling.clocks, "stamp", lambda _provinces: corrected.report.frozen_at)
    with pytest.raises(ValidationError, match="vừa được người khác chốt"):
        settling.take_new(corrected.report, KEY)


@pytest.mark.parametrize("frozen", [False, True])
def test_a_leaders_number_stands_in_text_file_and_annex_beside_the_counted_one(told, frozen):
    if frozen:
        actions.freeze(told.report)
    settling.give(told.report, KEY, NUMBER, 0, told.lead.pk)
    if not frozen:
        actions.freeze(told.report)
    one = said(told.report)[KEY]
    assert (one.shown, one.counted, one.value) == ("1.420", "1.300", CAME)
    assert (one.given.source, one.given.reason, one.given.by) == (NUMBER.source, NUMBER.reason, told.lead.pk)
    assert dict(docx.figures(exporting.docx(told.report)))[KEY] == "1.420"
    index = next(page for page in reading.read(exporting.annex(told.report, None)).sheets if page.name[0] == "D")
    (row,) = [row for row in index.rows if row[10] == KEY]
    assert (row[4], row[5]) == (CAME, "1.420")
    assert row[-1] == "Nguồn: Báo cáo của Công an tỉnh. Lý do: thiếu phiếu của hai xã. Số tổng hợp: 1.300"
    settling.take_back(told.report, KEY, standing(told), told.lead.pk)
    assert (said(told.report)[KEY].shown, said(told.report)[KEY].given) == ("1.300", None)
    with pytest.raises(ValidationError):
        settling.take_back(told.report, KEY, 0)
    kept = GivenNumber.objects.get()
    assert kept.taken_back_by == told.lead.pk


def test_a_leaders_number_goes_along_with_the_editions_and_is_named_where_two_are_compared(told):
    actions.freeze(told.report)
    actions.freeze(told.report, "lần hai")
    settling.give(told.report, KEY, NUMBER)
    settling.give(told.report, KEY, Given("1.430", "Nguồn khác", "rõ hơn", 0), standing(told))
    told.report.refresh_from_db()
    before, after = comparing.versions(told.report, told.lead)
    (number,) = comparing.compare(before, after).numbers
    assert comparing.exactly(number.after) == "1.430 (lãnh đạo ghi; số tổng hợp: 1.300)"
    actions.freeze(told.report, "lần ba")
    assert said(told.report)[KEY].shown == "1.430"
    assert GivenNumber.objects.filter(taken_back_at=None).count() == 1
    with pytest.raises(ValidationError, match="lãnh đạo ghi"):
        actions.choose(told.report, KEY, rounded=False)


def test_a_leaders_number_leaves_the_text_only_with_his_word(told):
    year = "luot_tuyen_truyen|nam=2022"
    row = told.paragraph("chưa đồng đều")
    row = actions.edit_paragraph(row.pk, f"Năm 2022 có {{{year}}} lượt.", row.version)
    settling.give(told.report, year, NUMBER)
    refused = [
        lambda: actions.edit_paragraph(row.pk, f"Năm 2022 có {{{year}|tron}} lượt.", row.version),
        lambda: actions.choose(told.report, "luot_tuyen_truyen|y=2022", rounded=True),
        lambda: actions.remove(row.pk, row.version),
    ]
    for act in refused:
        with pytest.raises(ValidationError, match=r"“1\.420”"):
            act()
    assert said(told.report)[year].shown == "1.420"
    again = actions.add_paragraph(told.report, row.pk, "paragraph", f"Năm cuối có {{{year}}} lượt.")
    actions.remove(row.pk, row.version)
    assert said(told.report)[year].shown == "1.420"
    settling.take_back(told.report, year, said(told.report)[year].given.at)
    actions.remove(again.pk, again.version)


def test_a_correction_of_the_report_brings_the_leaders_number_along(told):
    settling.give(told.report, KEY, NUMBER)
    actions.freeze(told.report)
    told.report.paragraphs.update(accepted=True)
    flow.submit(told.report)
    with pytest.raises(ValidationError):
        settling.give(told.report, KEY, NUMBER)
    flow.approve(told.report)
    flow.issue(told.report, "12", timezone.localdate())
    made = flow.correct(told.report, "đính chính")
    assert said(made)[KEY].shown == "1.420"


@pytest.mark.parametrize(
    ("number", "field"),
    [(Given("nhiều", "a", "b", 0), "words"), (Given("5", " ", "b", 0), "source"), (Given("5", "a", "", 0), "reason")],
)
def test_a_leaders_number_needs_a_number_a_source_and_a_reason(told, number, field):
    with pytest.raises(ValidationError) as refused:
        settling.give(told.report, KEY, number)
    assert set(refused.value.message_dict) == {field}
    assert not GivenNumber.objects.exists()


def test_each_leaves_one_line(corrected):
    acts = [
        ("keep_fixed", lambda: settling.keep_fixed(corrected.report, KEY, [CAME + 56], 7)),
        ("take_new", lambda: settling.take_new(corrected.report, KEY, 7)),
        ("give", lambda: settling.give(corrected.report, KEY, NUMBER, 0, 7)),
        ("take_back", lambda: settling.take_back(corrected.report, KEY, standing(corrected), 7)),
    ]
    for verb, act in acts:
        before = Line.objects.count()
        act()
        assert Line.objects.count() == before + 1
        line = Line.objects.latest("at", "id")
        assert (line.verb, line.object, line.actor) == (verb, str(corrected.report.pk), 7)


def test_the_page_offers_both_and_says_what_was_decided(corrected, lead):
    page = lead.get(address("report", corrected.report)).content.decode()
    assert "Giữ số đã chốt" in page
    changes = lead.get(address("changes", corrected.report)).content.decode()
    assert f"{address('report', corrected.report)}?so=luot_tuyen_truyen" in changes
    lead.post(address("keep", corrected.report), {"so": KEY, "nay": CAME + 56})
    page = lead.get(address("report", corrected.report, f"?so={KEY}")).content.decode()
    assert "Đã quyết định giữ số chốt" in page
    assert "số đã thay đổi" not in page
    answer = lead.post(address("take", corrected.report), {"so": KEY}, follow=True).content.decode()
    assert "bản chốt trước giữ nguyên ở lần 1" in answer
    sent = {"words": "1.420", "source": "Sổ của tỉnh", "reason": "thiếu phiếu"}
    assert lead.post(address("give", corrected.report, f"?so={KEY}"), {"words": "x"}).status_code == 422
    answer = lead.post(address("give", corrected.report, f"?so={KEY}"), sent, follow=True).content.decode()
    assert "Số “1.420” do lãnh đạo ghi, không phải số tổng hợp" in answer
    assert 'class="fig given"' in answer
    assert corrected.lead.name in answer
    lead.post(address("give", corrected.report, f"?so={KEY}"), {"lay-lai": 1, "seen": standing(corrected)})
    assert said(corrected.report)[KEY].given is None
    for name in ("keep", "take"):
        assert lead.post(address(name, corrected.report), {"so": "khong\0co" * 20}).status_code == 404
    assert lead.get(address("give", corrected.report, "?so=khong")).status_code == 404


def test_only_a_leader_of_the_unit_writes_over_a_number(told, client):
    client.force_login(worlds.somebody(told.report.unit_id, Role.RECORDER, "thu.ghi"))
    assert client.get(address("give", told.report, f"?so={KEY}")).status_code == 404
    assert "Ghi số khác số tổng hợp" not in client.get(address("report", told.report, f"?so={KEY}")).content.decode()


def test_a_new_number_is_taken_once(told):
    """Sent twice, or of a figure that stands as it was fixed: no edition without a difference."""
    actions.freeze(told.report)
    with pytest.raises(ValidationError, match="chưa thay đổi từ khi chốt"):
        settling.take_new(told.report, KEY)
    assert told.report.editions.count() == 1
