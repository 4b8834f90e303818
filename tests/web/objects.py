"""One real object of each room in the world's home province, made when a page needs it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from ketnoi.access import reader
from ketnoi.activities import actions as activities
from ketnoi.activities import facts, link_actions, sheet
from ketnoi.activities.entry import Entry
from ketnoi.activities.models import Activity, ReportLink, SentReport
from ketnoi.activities.table import TABLE
from ketnoi.api import actions as tokens
from ketnoi.api.models import Token
from ketnoi.attachments import actions as attachments
from ketnoi.audit import moments
from ketnoi.deadlines.keeping import By
from ketnoi.figures import catalogue, entered
from ketnoi.figures.models import EnteredValue, Release
from ketnoi.lists import actions as lists
from ketnoi.lists.models import SavedView
from ketnoi.lists.table import Doer
from ketnoi.notices import actions as notices
from ketnoi.notices import calls, hours, rosters
from ketnoi.notices.models import Call, Delivery, DutyLine, Notice
from ketnoi.officers import handing, leaves, recovering
from ketnoi.officers.models import HandOver, Leave, Officer, Recovery
from ketnoi.orgs import build
from ketnoi.orgs.models import Unit
from ketnoi.periods import regimes
from ketnoi.periods.models import Regime
from ketnoi.places.models import Place
from ketnoi.privacy import actions as subject_requests
from ketnoi.privacy import breaches
from ketnoi.privacy.enums import Channel, Checked, Outcome
from ketnoi.privacy.models import Breach, Disposal, SubjectRequest
from ketnoi.programmes import actions as programmes
from ketnoi.programmes import circulation, conclusions, recommending
from ketnoi.programmes.drafts import Draft, PartyRow, Terms
from ketnoi.programmes.enums import ConferenceKind
from ketnoi.programmes.enums import Status as Stage
from ketnoi.programmes.models import Clause, Comment, Conference, Programme, Request, Task
from ketnoi.reports import actions as reports
from ketnoi.reports import assigning, commenting, following
from ketnoi.reports.commenting import Passage
from ketnoi.reports.models import Assignment, Edition, Following, Report
from ketnoi.reports.models import Comment as Remark
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.models import Batch
from tests.web.world import World, unit

START, END = dt.date(2025, 1, 1), dt.date(2027, 12, 31)


class Objects:
    """Each method makes its object once a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.recorder = world.officers["recorder"].pk
        self._made: dict[str, Any] = {}

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def activity(self) -> Activity:
        return self._once("activity", lambda: self._record("Buổi của hội tỉnh Một"))

    def _record(self, title: str) -> Activity:
        return activities.record(entry(self.world, title), self.recorder, self.world.home.pk)

    def hand_over(self) -> HandOver:
        """The lead's post, waiting for the recorder to take it over."""
        post, receiver = self.world.officers["lead"].posts.get(), self.world.officers["recorder"]
        return self._once("hand_over", lambda: handing.draw_up(post, receiver, START, [], actor=None))

    def recovery(self) -> Recovery:
        """The recorder has lost his second factors; the administrator has started to let him in again."""
        officer, starter = self.world.officers["recorder"], self.world.officers["administrator"]
        Officer.objects.filter(pk=officer.pk).update(strong_since=1)
        return self._once("recovery", lambda: recovering.start(officer.pk, starter.posts.get()))

    def leave(self) -> Leave:
        return self._once("leave", lambda: leaves.grant(self.world.officers["recorder"], START, START, actor=None))

    def release(self, status: str) -> Release:
        """Tables of protected figures that the home unit's analyst drew up."""
        return self._once(f"release {status}", lambda: self._release(status))

    def _release(self, status: str) -> Release:
        cut = {"axis": 2, "groups": [["a"]]}
        table = {"code": "mau", "title": "Bảng mẫu", "rows": ["Loại A"], "columns": ["Đúng hạn"]}
        table |= {"rows_by": cut, "columns_by": cut, "cells": [[None, 9], [None, 9]]}
        content = {"source": "Việc mẫu", "unit": "việc", "definition": "Việc mẫu của bảng", "tables": [table]}
        home, made_by = self.world.home, self.world.officers["analyst"].pk
        told = {"period": "2025", "tables": ["mau"], "as_of": 1, "made_by": made_by, "content": content}
        at = 2 if status == "published" else None
        area = {"source": 999, "unit": home, "agency": home.agency_id, "area": home.province}
        return Release.objects.create(status=status, published_at=at, **area, **told)

    def subject_request(self, *, answered: bool) -> SubjectRequest:
        """What somebody asked the home unit about his data; its recorder entered it."""
        return self._once(f"request {answered}", lambda: self._subject_request(answered=answered))

    def _subject_request(self, *, answered: bool) -> SubjectRequest:
        how = {"channel": Channel.LETTER, "checked": Checked.PAPER, "received_at": 1_767_225_600_000_000}
        asked = subject_requests.Entry(kind="see", subject="Người Mẫu", contact="", said="Hỏi mẫu", **how)
        post = self.world.officers["recorder"].posts.select_related("unit", "officer").get()
        made = subject_requests.receive(asked, post)
        if answered:
            told = subject_requests.Answer(Outcome.GRANTED, "Trả lời mẫu", "", Checked.PAPER)
            subject_requests.answer(reader.at(post.officer, moments.now()), made, told, made.version)
        return made

    def breach(self) -> Breach:
        found = breaches.Found(1_767_225_600_000_000, ("identity",), 3, "Sự cố mẫu", "")
        return self._once("breach", lambda: breaches.enter(found, self.world.officers["lead"].posts.get()))

    def disposal(self) -> Disposal:
        """What the recorder, then in charge, proposed."""
        told = {"kind": "subject_request", "count": 1, "proposed_by": self.recorder, "proposed_at": 1}
        return self._once("disposal", lambda: Disposal.objects.create(unit=self.world.home, **told))

    def entered(self) -> EnteredValue:
        number = entered.Entry("vu_viec_phoi_hop", self.world.home.pk, 43, END, "Báo cáo mẫu")
        return self._once("entered", lambda: entered.enter(number))

    def commune(self) -> Place:
        """A commune of the home unit's province."""
        return self._once("commune", self._commune)

    def _commune(self) -> Place:
        code = f"{self.world.home.province:02d}"
        said = {"division": "tỉnh", "name": "Tỉnh Một", "folded": "mot", "folded_name": "tinh mot"}
        above = Place.objects.create(kind="province", code=code, valid_from=dt.date(2025, 7, 1), **said)
        said = {"division": "xã", "name": "Xã Mẫu", "folded": "mau", "folded_name": "xa mau"}
        return Place.objects.create(kind="commune", parent=above, valid_from=above.valid_from, **said)

    def planned(self) -> Activity:
        return self._once("planned", self._plan)

    def _plan(self) -> Activity:
        coming = replace(entry(self.world, "Buổi dự kiến của hội tỉnh Một"), attendance={})
        return activities.plan(coming, self.recorder, self.world.home.pk)

    def batch(self) -> Batch:
        """A workbook of the home unit, read and not yet published."""
        return self._once("batch", lambda: self._batch(Status.STAGED))

    def mapping(self) -> Batch:
        """A workbook of the home unit whose columns nobody has named."""
        return self._once("mapping", lambda: self._batch(Status.MAPPING))

    def _batch(self, status: Status) -> Batch:
        told = {"template": sheet.CODE, "version": sheet.form().version, "file_name": "nhap.xlsx", "digest": "0"}
        layout = {"sheets": [], "given": {}}
        unit, actor = self.world.home.pk, self.recorder
        return Batch.objects.create(**told, layout=layout, unit=unit, actor=actor, status=status, created_at=1)

    def report_link(self) -> tuple[ReportLink, str]:
        """An open link to report by, and its token."""
        unit = self.world.home.pk
        return self._once("report_link", lambda: link_actions.make(unit, "Trưởng bản Mẫu", 7, self.recorder))

    def sent(self) -> SentReport:
        return self._once("sent", self._send)

    def _send(self) -> SentReport:
        link, _token = link_actions.make(self.world.home.pk, "Trưởng bản Mẫu", 7, self.recorder)
        kind, audience = catalogue.category("kind", "TT_LONG_GHEP").pk, catalogue.category("audience", "HOI_VIEN").pk
        said = {"kind": kind, "title": "Buổi báo qua đường dẫn", "starts_on": "2026-03-02", "venue": "Nhà văn hóa"}
        return link_actions.send(link, said | {"attendance": {str(audience): 5}, "women": None, "minority": None})

    def picture(self) -> Any:
        return self._once("picture", self._attach)

    def _attach(self) -> Any:
        upload = SimpleUploadedFile("anh.png", png(), content_type="image/png")
        return attachments.add("activity", self.activity().pk, upload, self.recorder)

    def signed(self) -> Any:
        """A scan of a signed list."""
        upload = SimpleUploadedFile("danh-sach.png", png(), content_type="image/png")
        owner = self.activity().pk
        return self._once("signed", lambda: attachments.add("activity_signed", owner, upload, self.recorder))

    def programme(self) -> Programme:
        terms = Terms("Chương trình mẫu của tỉnh Một", "Chương trình mẫu", self.world.home, START, END)
        return self._once("programme", lambda: programmes.create(Draft(terms), "mau"))

    def token(self) -> Token:
        """A token of the recorder's."""
        return self._once("token", self._issue)

    def _issue(self) -> Token:
        post = self.world.officers["recorder"].posts.get()
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        return tokens.issue(post, "Phần mềm mẫu", ["read:figures"], tomorrow)[0]

    def draft(self) -> Programme:
        """A draft that the home unit chairs, with one clause and a party of a third province."""
        return self._once("draft", lambda: self._draft(self.world.home, self._third(), "du-thao"))

    def comment(self) -> Comment:
        """What the third province said of another draft of the home unit."""
        return self._once("comment", lambda: self._comment(self._draft(self.world.home, self._third(), "gop-y-mau")))

    def asked_of_home(self) -> Programme:
        """A draft of the third province, of which the home unit is asked what it thinks."""
        return self._once("asked", lambda: self._sent(self._draft(self._third(), self.world.home, "hoi-y-kien")))

    def _third(self) -> Unit:
        return self._once("third", lambda: unit(self.world.home.agency, "Hội tỉnh Ba", 3))

    def _draft(self, chair: Unit, party: Unit, slug: str) -> Programme:
        terms = Terms("Dự thảo mẫu", "Dự thảo mẫu", chair, START, END, status=Stage.DRAFT)
        made = programmes.create(Draft(terms, (PartyRow(chair.pk), PartyRow(party.pk))), slug)
        Clause.objects.create(programme=made, heading="Điều 1")
        return made

    def _sent(self, draft: Programme) -> Programme:
        circulation.circulate(draft.pk, END, START, self.recorder)
        return draft

    def _comment(self, draft: Programme) -> Comment:
        self._sent(draft)
        return circulation.comment(draft.pk, "Ý kiến mẫu", None, circulation.Said(self._third().pk, self.recorder))

    def conference(self) -> Conference:
        asked = conclusions.Gathering(ConferenceKind.REVIEW, "Hội nghị mẫu", START, (self.programme().pk,))
        return self._once("conference", lambda: conclusions.hold(self.world.home, asked))

    def task(self) -> Task:
        return self._once("task", lambda: conclusions.assign(self.conference().pk, "Việc mẫu", self.world.home.pk, END))

    def recommendation(self) -> Request:
        wanted = recommending.Wanted(facts.SOURCE.number, self.activity().pk, "Kiến nghị mẫu", "Tòa án mẫu", START)
        return self._once("recommendation", lambda: recommending.send(self.programme().pk, wanted, self.world.home.pk))

    def report(self) -> Report:
        return self._once("report", self._report)

    def edition(self) -> Edition:
        return self._once("edition", lambda: reports.freeze(self.report(), actor=self.recorder))

    def remark(self) -> Remark:
        by = circulation.Said(self.world.home.pk, self.recorder)
        return self._once("remark", lambda: commenting.comment(self.report(), Passage(), "Ý kiến mẫu", by))

    def following(self) -> Following:
        """The recorder follows the report."""
        return self._once("following", lambda: following.follow(self.world.officers["recorder"], self.report()))

    def notice(self) -> Notice:
        """The recorder is told that the report was issued."""
        return self._once("notice", self._tell)

    def _tell(self) -> Notice:
        with transaction.atomic():
            return notices.tell([self.recorder], following.ISSUED, self.report().uuid)[0]

    def trouble(self) -> Delivery:
        """An e-mail about it that could not be sent."""
        failed = {"channel": "email", "state": "failed", "due_at": 1}
        return self._once("trouble", lambda: Delivery.objects.create(notice=self.notice(), **failed))

    def duty_line(self) -> DutyLine:
        """A telephone of the home unit, answered day and night."""
        always = rosters.Line("Trực mẫu", "0900000001", 1, [hours.ALL_DAY] * rosters.WEEK)
        return self._once("duty_line", lambda: rosters.add(self.world.home.pk, always))

    def duty_call(self) -> Call:
        """Something the home unit must know at once."""
        return self._once("duty_call", self._call)

    def _call(self) -> Call:
        home = self.world.home.pk
        with transaction.atomic():
            return calls.begin(home, home, following.ISSUED, self.report().uuid, By(self.recorder, home))

    def assignment(self) -> Assignment:
        """A section of the report that the police of the same province are asked to write."""
        return self._once("assignment", self._assign)

    def _assign(self) -> Assignment:
        section = self.report().paragraphs.filter(kind="heading1").first()
        police = unit(build.agencies()["ca"], "Công an tỉnh Một", 1)
        wanted = assigning.Wanted([police.pk], "Kết quả phối hợp", END)
        return assigning.assign(self.report(), section.pk, wanted, self.recorder)[0]

    def view(self, *, shared: bool) -> SavedView:
        """A saved view of the home unit's recorder."""
        name = "Dùng chung" if shared else "Của riêng"
        return self._once(f"view {shared}", lambda: lists.save_view(TABLE, name, "", self._doer(), shared=shared))

    def regime(self) -> Regime:
        """The home unit confirms every month of 2026 for itself."""
        terms = regimes.Terms(
            "Số liệu tháng mẫu", ("hoat_dong",), "month", "province", self.world.home, dt.date(2026, 1, 1)
        )
        return self._once("regime", lambda: regimes.create(terms))

    def _doer(self) -> Doer:
        officer = self.world.officers["recorder"]
        return Doer(officer, officer.posts.get())

    def _report(self) -> Report:
        return reports.start(self.programme(), self.world.home, "so-ket", (START, END))


def entry(world: World, title: str, day: dt.date | None = None) -> Entry:
    """A session of the home unit with twelve members present."""
    return Entry(
        kind=catalogue.category("kind", "TT_LONG_GHEP").pk,
        title=title,
        starts_on=day or dt.date(2026, 3, 2),
        lead=world.home.pk,
        venue="Nhà văn hóa",
        attendance={catalogue.category("audience", "HOI_VIEN").pk: 12},
    )


@cache
def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, "PNG")
    return file.getvalue()
