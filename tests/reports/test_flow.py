"""A report on its way: who may take which step when, what each leaves behind, and what can no longer be changed."""

import datetime as dt
import hashlib

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ketnoi.audit.models import Line
from ketnoi.officers.enums import Role
from ketnoi.reports import actions, editions, exporting, flow, history, letterheads
from ketnoi.reports.enums import Move, Stage
from ketnoi.reports.models import Report, Signer
from ketnoi.reports.starting import LONGEST_TITLE
from ketnoi.ui import dates
from tests.reports import worlds

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TODAY = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 2)


@pytest.fixture(autouse=True, scope="module")
def _day():
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def ready(told):
    """Figures fixed and every proposed paragraph read."""
    told.report.paragraphs.update(accepted=True)
    actions.freeze(told.report)
    return told.report


def upload(content=PDF, name="da-ky.pdf"):
    return SimpleUploadedFile(name, content)


def led(report, *moves):
    """Take these steps."""
    for move in moves:
        {
            Move.SUBMIT: lambda: flow.submit(report),
            Move.RETURN: lambda: flow.send_back(report, "bổ sung phần hạn chế"),
            Move.APPROVE: lambda: flow.approve(report),
            Move.ISSUE: lambda: flow.issue(report, "12", DAY),
        }[move]()
    report.refresh_from_db()
    return report


def test_the_whole_way_is_told_step_by_step(ready):
    led(ready, Move.SUBMIT, Move.RETURN, Move.SUBMIT, Move.APPROVE, Move.ISSUE)
    assert (ready.stage, ready.number, ready.issued_on) == (Stage.ISSUED, "12", DAY)
    told = [(step.move, step.remark) for step in ready.steps.all()]
    assert told == [("submit", ""), ("return", "bổ sung phần hạn chế"), ("submit", ""), ("approve", ""), ("issue", "")]
    written = (
        Line.objects.filter(kind="report", object=str(ready.pk)).order_by("at", "pk").values_list("verb", flat=True)
    )
    assert list(written)[-5:] == ["submit", "return", "submit", "approve", "issue"]


def test_live_figures_and_unread_words_are_not_submitted(told):
    with pytest.raises(ValidationError, match="chốt số liệu"):
        flow.submit(told.report)
    actions.freeze(told.report)
    unread = told.report.paragraphs.filter(accepted=False).count()
    assert unread > 0
    with pytest.raises(ValidationError, match=f"{unread} đoạn"):
        flow.submit(told.report)
    told.report.refresh_from_db()
    assert (told.report.stage, told.report.steps.count()) == (Stage.DRAFT, 0)


STAGES = {
    Stage.DRAFT: (),
    Stage.SUBMITTED: (Move.SUBMIT,),
    Stage.APPROVED: (Move.SUBMIT, Move.APPROVE),
    Stage.ISSUED: (Move.SUBMIT, Move.APPROVE, Move.ISSUE),
}
ALLOWED = {
    Stage.DRAFT: {Move.SUBMIT},
    Stage.SUBMITTED: {Move.RETURN, Move.APPROVE},
    Stage.APPROVED: {Move.RETURN, Move.ISSUE},
    Stage.ISSUED: set(),
}


@pytest.mark.parametrize("stage", STAGES)
def test_no_step_out_of_order(ready, stage):
    led(ready, *STAGES[stage])
    for move in {Move.SUBMIT, Move.RETURN, Move.APPROVE, Move.ISSUE} - ALLOWED[stage]:
        with pytest.raises(ValidationError, match="không thể"):
            led(ready, move)
    ready.refresh_from_db()
    assert ready.stage == stage


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.APPROVED, Stage.ISSUED])
def test_what_was_submitted_is_not_written_in(ready, stage):
    led(ready, *STAGES[stage])
    row = ready.paragraphs.filter(kind="paragraph").first()
    writes = [
        lambda: actions.edit_paragraph(row.pk, "lời khác", row.version),
        lambda: actions.add_paragraph(ready, None, "paragraph", "thêm"),
        lambda: actions.remove(row.pk, row.version),
        lambda: actions.describe(ready, "tên khác", "trích yếu khác"),
        lambda: actions.freeze(ready, "chốt lại"),
        lambda: flow.set_signers(ready, [Signer(title="GIÁM ĐỐC")]),
    ]
    before = [ready.title, *ready.paragraphs.values_list("text", flat=True)]
    for write in writes:
        with pytest.raises(ValidationError):
            write()
    ready.refresh_from_db()
    assert [ready.title, *ready.paragraphs.values_list("text", flat=True)] == before
    assert ready.editions.count() == 1


@pytest.mark.parametrize(
    ("number", "day", "where"),
    [(" ", DAY, "number"), ("7", DAY - dt.timedelta(days=1), "day"), ("7", DAY + dt.timedelta(days=1), "day")],
)
def test_a_number_and_a_possible_day(ready, number, day, where):
    led(ready, Move.SUBMIT, Move.APPROVE)
    with pytest.raises(ValidationError) as refused:
        flow.issue(ready, number, day)
    assert list(refused.value.message_dict) == [where]
    ready.refresh_from_db()
    assert (ready.stage, ready.number, ready.issued_on) == (Stage.APPROVED, "", None)


def test_the_paper_carries_number_day_and_signers(ready):
    flow.set_signers(
        ready,
        [
            Signer(authority="TM. BAN THƯỜNG VỤ", title="CHỦ TỊCH", name="Mẫu Thị Một"),
            Signer(authority="KT. GIÁM ĐỐC", title="PHÓ GIÁM ĐỐC", name="Mẫu Văn Hai"),
        ],
    )
    led(ready, Move.SUBMIT, Move.APPROVE, Move.ISSUE)
    text = _text(exporting.docx(ready))
    assert "Số: 12/" in text
    assert dates.long_day(DAY) in text
    assert text.index("Mẫu Thị Một") != text.index("Mẫu Văn Hai")
    for said in ("TM. BAN THƯỜNG VỤ", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"):
        assert said in text


def _text(content: bytes) -> str:
    import io

    from docx import Document

    document = Document(io.BytesIO(content))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*tables, *(paragraph.text for paragraph in document.paragraphs)])


def test_the_newest_signed_copy_is_bound_to_the_edition(ready, told):
    led(ready, Move.SUBMIT, Move.APPROVE, Move.ISSUE)
    flow.bind(ready, upload(), told.lead.pk)
    second = flow.bind(ready, upload(PDF + b"%lan hai\n"), told.lead.pk)
    assert second.sha256 == hashlib.sha256(PDF + b"%lan hai\n").hexdigest()
    assert [copy.edition for copy in ready.signed_copies.all()] == [editions.current(ready)] * 2
    assert ready.signed_copies.last() == second


def test_only_a_pdf_is_a_signed_copy(ready, told):
    led(ready, Move.SUBMIT, Move.APPROVE, Move.ISSUE)
    with pytest.raises(ValidationError):
        flow.bind(ready, upload(exporting.docx(ready), "da-ky.docx"), told.lead.pk)
    assert not ready.signed_copies.exists()
    assert not Line.objects.filter(verb="bind").exists()


def test_a_correction_leaves_what_was_issued(ready, told):
    led(ready, Move.SUBMIT, Move.APPROVE, Move.ISSUE)
    issued = exporting.docx(ready)
    made = flow.correct(ready, "cộng thiếu một xã")
    assert (made.stage, made.corrects, made.number, made.frozen_at) == (Stage.DRAFT, ready, "", None)
    texts = [list(report.paragraphs.values_list("kind", "text", "accepted")) for report in (ready, made)]
    assert texts[0] == texts[1]
    told.correct(told.sessions[0], 999)
    actions.freeze(made)
    ready.refresh_from_db()
    assert exporting.docx(ready) == issued
    with pytest.raises(ValidationError, match="đã có bản đính chính"):
        flow.correct(ready, "lần nữa")


def test_a_correction_has_a_title_that_fits_and_knows_who_wrote_its_words(ready, told):
    untouched = told.paragraph("chưa đồng đều").text
    added = actions.add_paragraph(ready, None, "paragraph", "Cán bộ viết.", actor=told.lead.pk)
    actions.describe(ready, "Báo cáo " + "x" * 152, "Trích yếu")
    led(Report.objects.get(pk=ready.pk), Move.SUBMIT, Move.APPROVE, Move.ISSUE)
    made = flow.correct(ready, "cộng thiếu một xã")
    assert len(made.title) == LONGEST_TITLE
    assert made.title.endswith("… (đính chính)")
    for text, by in ((added.text, told.lead.pk), (untouched, None)):
        row = made.paragraphs.get(text=text)
        actions.edit_paragraph(row.pk, "Viết lại.", row.version, actor=7)
        assert [one.version.by for one in history.read(made, row)] == [7, by]


ROLES = {
    Role.RECORDER: {
        Stage.DRAFT: ["submit"],
        Stage.SUBMITTED: [],
        Stage.APPROVED: ["issue"],
        Stage.ISSUED: ["bind", "correct"],
    },
    Role.LEAD: {
        Stage.DRAFT: ["submit"],
        Stage.SUBMITTED: ["approve", "return"],
        Stage.APPROVED: ["issue", "return"],
        Stage.ISSUED: ["bind", "correct"],
    },
    Role.SUPERVISOR: {stage: [] for stage in STAGES},
    Role.ADMINISTRATOR: {stage: [] for stage in STAGES},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("stage", STAGES)
def test_steps_by_role(ready, told, client, role, stage):
    led(ready, *STAGES[stage])
    client.force_login(worlds.somebody(ready.unit_id, role, "ai-do"))
    page = client.get(reverse("reports:way", args=[ready.uuid]))
    assert [move.value for move, _form in page.context["forms"]] == ROLES[role][stage]


def test_a_lead_of_another_unit_takes_no_step(ready, told, client):
    led(ready, Move.SUBMIT)
    other = worlds.somebody(told.world.units["hoi_a"].pk, Role.LEAD, "noi-khac")
    client.force_login(other)
    address = reverse("reports:way", args=[ready.uuid])
    assert client.get(address).status_code == 404
    assert client.post(address, {"buoc": "approve"}).status_code == 404
    ready.refresh_from_db()
    assert ready.stage == Stage.SUBMITTED


def test_a_step_taken_by_somebody_else_meanwhile_is_said(ready, told, client):
    led(ready, Move.SUBMIT)
    client.force_login(told.lead)
    address = reverse("reports:way", args=[ready.uuid])
    flow.approve(ready)
    answer = client.post(address, {"buoc": "approve", "approve-remark": ""}, follow=True)
    assert "đã chuyển bước" in answer.content.decode()
    assert ready.steps.count() == 2


def test_the_page_leads_from_draft_to_the_bound_copy(ready, told, client):
    client.force_login(told.lead)
    address = reverse("reports:way", args=[ready.uuid])
    for data in (
        {"buoc": "submit"},
        {"buoc": "approve"},
        {"buoc": "issue", "issue-number": "34", "issue-day": "02/03/2026"},
    ):
        assert client.post(address, data).status_code == 302
    kept = client.post(address, {"buoc": "bind", "bind-file": upload(b"not a pdf")})
    assert kept.status_code == 422
    assert client.post(address, {"buoc": "bind", "bind-file": upload()}).status_code == 302
    shown = client.get(address).content.decode()
    assert f"Số 34/{letterheads.of(ready.unit).number_sign}, ngày 02/03/2026" in shown
    assert hashlib.sha256(PDF).hexdigest() in shown
    assert Report.objects.get(pk=ready.pk).stage == Stage.ISSUED


def test_the_signed_copy_opens_for_who_may_open_the_report_only(ready, told, client):
    led(ready, Move.SUBMIT, Move.APPROVE, Move.ISSUE)
    flow.bind(ready, upload(), told.lead.pk)
    client.force_login(told.lead)
    page = client.get(reverse("reports:way", args=[ready.uuid]))
    ((_copy, file),) = page.context["copies"]
    address = reverse("attachments:file", args=[file.uuid])
    assert client.get(address).status_code == 200
    for name in ("report", "files"):
        assert f'href="{address}"' in client.get(reverse(f"reports:{name}", args=[ready.uuid])).content.decode()
    client.force_login(worlds.somebody(told.world.units["hoi_a"].pk, Role.LEAD, "noi-khac"))
    assert client.get(address).status_code == 404


def test_what_is_to_be_changed_stands_on_the_report_until_it_is_submitted_again(ready, told, client):
    client.force_login(told.lead)
    address = reverse("reports:report", args=[ready.uuid])
    assert "bổ sung phần hạn chế" not in client.get(address).content.decode()
    led(ready, Move.SUBMIT, Move.RETURN)
    assert "bổ sung phần hạn chế" in client.get(address).content.decode()
    led(ready, Move.SUBMIT)
    assert "bổ sung phần hạn chế" not in client.get(address).content.decode()
