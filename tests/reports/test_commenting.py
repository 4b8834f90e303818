"""Comments: whoever reads may speak until the report is approved; the unit that writes it answers, once."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ketnoi.audit.models import Line
from ketnoi.officers.enums import Role
from ketnoi.programmes.circulation import Said
from ketnoi.programmes.enums import Outcome
from ketnoi.reports import actions, commenting, flow
from ketnoi.reports.commenting import Passage
from ketnoi.reports.enums import Stage
from ketnoi.reports.models import Comment, Report
from tests.reports import worlds

TEXT = "Đã mở {buoi_tuyen_truyen} buổi. Có {luot_tuyen_truyen} lượt người nghe."


@pytest.fixture
def row(told):
    return actions.add_paragraph(told.report, None, "paragraph", TEXT)


@pytest.fixture
def by(told):
    return Said(told.report.unit_id, told.lead.pk)


def address(told, name="comments", *more):
    return reverse(f"reports:{name}", args=[told.report.uuid, *more])


def test_the_words_commented_on_are_kept_as_they_read(told, row, by):
    said = commenting.comment(told.report, Passage(row, 1), "Nêu thêm số nữ.", by)
    told.correct(told.sessions[3], worlds.CAME[3] + 56)
    actions.edit_paragraph(row.pk, "Viết lại hẳn.", row.version)
    said.refresh_from_db()
    assert said.quoted == "Có 1.300 lượt người nghe."
    assert Line.objects.filter(kind="report", verb="comment").get().object == str(told.report.pk)


def test_a_paragraph_and_the_whole_report(told, row, by):
    assert commenting.comment(told.report, Passage(row), "Gọn hơn.", by).quoted == (
        "Đã mở 4 buổi. Có 1.300 lượt người nghe."
    )
    assert commenting.comment(told.report, Passage(), "Thiếu phần kinh phí.", by).quoted == ""


def test_a_numbered_heading_is_one_sentence(told):
    numbered = actions.add_paragraph(told.report, None, "heading2", "1. Công tác tuyên truyền")
    assert commenting.sentences(told.report, numbered) == ["1. Công tác tuyên truyền"]


def test_a_sentence_that_is_no_more_is_chosen_again(told, row, by):
    actions.edit_paragraph(row.pk, "Chỉ còn một câu.", row.version)
    row.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        commenting.comment(told.report, Passage(row, 1), "Nêu thêm số nữ.", by)
    assert list(refused.value.message_dict) == ["sentence"]
    assert not Comment.objects.exists()


def test_a_number_never_comes_to_name_another_sentence(told, row, by, client):
    """One is put before it between reading and sending: the reader chooses again, with what he wrote."""
    seen = row.version
    actions.edit_paragraph(row.pk, f"Thêm một câu. {TEXT}", seen)
    client.force_login(told.lead)
    sent = {"sentence": "1", "text": "Nêu thêm số nữ.", "version": seen}
    again = client.post(f"{address(told)}?doan={row.pk}", sent)
    assert again.status_code == 422
    assert "Nêu thêm số nữ." in again.content.decode()
    row.refresh_from_db()
    assert client.post(f"{address(told)}?doan={row.pk}", sent | {"version": row.version}).status_code == 302
    assert Comment.objects.get().quoted == "Đã mở 4 buổi."


def test_a_paragraph_removed_meanwhile_is_told(told, row, by):
    stale = Passage(row, 1)
    actions.remove(row.pk, row.version)
    with pytest.raises(ValidationError, match="vừa được sửa"):
        commenting.comment(told.report, stale, "Nêu thêm số nữ.", by)


def test_nothing_is_approved_while_a_comment_waits(told, by):
    told.report.paragraphs.update(accepted=True)
    actions.freeze(told.report)
    said = commenting.comment(told.report, Passage(), "Thiếu phần kinh phí.", by)
    flow.submit(told.report)
    with pytest.raises(ValidationError, match="Còn 1 ý kiến"):
        flow.approve(told.report)
    commenting.answer(told.report, said.pk, Outcome.ACCEPTED, "", by.actor)
    flow.approve(told.report)
    assert Report.objects.get(pk=told.report.pk).stage == Stage.APPROVED


def test_who_answers_second_is_shown_the_first_answer(told, by, client):
    said = commenting.comment(told.report, Passage(), "Gọn hơn.", by)
    commenting.answer(told.report, said.pk, Outcome.ACCEPTED, "Đã rút gọn.", by.actor)
    client.force_login(told.lead)
    page = client.post(address(told, "answer", said.pk), {f"{said.pk}-outcome": Outcome.PARTLY}, follow=True)
    assert page.redirect_chain[-1][0] == address(told)
    assert "Đã rút gọn." in page.content.decode()
    assert page.context["waiting"] == []


def test_what_is_not_taken_up_is_explained_and_answered_once(told, by):
    said = commenting.comment(told.report, Passage(), "Bỏ phần phụ lục.", by)
    with pytest.raises(ValidationError, match="giải trình phần không tiếp thu"):
        commenting.answer(told.report, said.pk, Outcome.DECLINED, " ", by.actor)
    commenting.answer(told.report, said.pk, Outcome.DECLINED, "Phụ lục theo đề cương.", by.actor)
    with pytest.raises(ValidationError, match="vừa có người trả lời"):
        commenting.answer(told.report, said.pk, Outcome.ACCEPTED, "", by.actor)
    said.refresh_from_db()
    assert (said.outcome, said.reply) == (Outcome.DECLINED, "Phụ lục theo đề cương.")


def test_an_approved_report_takes_no_more(told, by):
    said = commenting.comment(told.report, Passage(), "Còn kịp.", by)
    Report.objects.filter(pk=told.report.pk).update(stage=Stage.APPROVED)
    with pytest.raises(ValidationError, match="không nhận góp ý nữa"):
        commenting.comment(told.report, Passage(), "Muộn.", by)
    with pytest.raises(ValidationError, match="không nhận góp ý nữa"):
        commenting.answer(told.report, said.pk, Outcome.ACCEPTED, "", by.actor)
    assert Comment.objects.get().outcome == Outcome.OPEN


def test_a_superior_comments_and_the_unit_answers(told, client):
    """Above one reads and speaks; the answer is the writing unit's."""
    world = told.world
    lower = actions.start(world.programmes["tinh"], world.units["hoi_b"], "tong-ket", worlds.PERIOD)
    page = reverse("reports:comments", args=[lower.uuid])
    client.force_login(told.lead)
    assert client.post(page, {"text": "Bổ sung kết quả quý cuối."}).status_code == 302
    said = Comment.objects.get()
    assert (said.unit_id, said.author) == (told.report.unit_id, told.lead.pk)
    answer = reverse("reports:answer", args=[lower.uuid, said.pk])
    reply = {f"{said.pk}-outcome": Outcome.ACCEPTED}
    assert client.post(answer, reply).status_code == 404
    client.force_login(worlds.somebody(lower.unit_id, Role.RECORDER, "thu.xa"))
    assert client.post(answer, reply).status_code == 302
    assert "tiếp thu" in client.get(page).content.decode()


def test_the_page_offers_the_sentences_of_the_chosen_paragraph(told, row, client):
    client.force_login(told.lead)
    page = client.get(address(told), {"doan": row.pk}).content.decode()
    assert "Có 1.300 lượt người nghe." in page
    sent = client.post(f"{address(told)}?doan={row.pk}", {"sentence": "1", "text": "Nêu thêm số nữ."})
    assert sent.status_code == 302
    assert Comment.objects.get().quoted == "Có 1.300 lượt người nghe."


def test_what_was_typed_stays_where_something_is_wrong(told, row, client):
    client.force_login(told.lead)
    wrong = client.post(f"{address(told)}?doan={row.pk}", {"sentence": "9", "text": "Giữ nguyên câu này."})
    assert wrong.status_code == 422
    assert "Giữ nguyên câu này." in wrong.content.decode()
    assert client.get(address(told), {"doan": "999999999999"}).status_code == 404
    assert not Comment.objects.exists()


def test_who_may_not_read_the_report_hears_of_no_comment(told, client):
    said = commenting.comment(told.report, Passage(), "Kín.", Said(told.report.unit_id, told.lead.pk))
    client.force_login(worlds.somebody(told.world.units["vks_tinh"].pk, Role.RECORDER, "thu.vks"))
    assert client.get(address(told)).status_code == 404
    assert client.post(address(told), {"text": "Chen vào."}).status_code == 404
    assert client.post(address(told, "answer", said.pk), {}).status_code == 404
    assert Comment.objects.count() == 1
