"""Activities: read, entered once under a key of the sender's own, corrected and withdrawn against the version seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema
from ninja.responses import Status

from ketnoi.activities import actions, policy, snapshots
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status as State
from ketnoi.activities.enums import Verb
from ketnoi.activities.models import Activity, Revision
from ketnoi.api import entries, pages
from ketnoi.api.bearer import Bearer, caller
from ketnoi.api.entries import ActivityIn, ActivityOut, ActivityPage, CorrectionIn, RecordIn, WithdrawalIn
from ketnoi.api.enums import Scope
from ketnoi.api.models import LONGEST_KEY
from ketnoi.api.once import once
from ketnoi.api.problems import Problem, Refused, declared, wrong
from ketnoi.api.shapes import AskedId, Code, Day, Limit, Moment, Text, matching
from ketnoi.api.tokens import Caller
from ketnoi.audit import journal, versions

router = Router(tags=["Phiếu hoạt động"])
reads = Bearer(Scope.READ_ACTIVITIES)
writes = Bearer(Scope.READ_ACTIVITIES, Scope.WRITE_ACTIVITIES)
Key = Annotated[Text, matching(r"^[A-Za-z0-9._:-]+$", min_length=8, max_length=LONGEST_KEY)]
Seen = Annotated[Text, matching(r'^"?[0-9]{1,9}"?$')]


class Stale(Problem):
    """Somebody changed the activity since: `current` is how it stands now."""

    current: ActivityOut


class AskedActivities(Schema):
    """Narrowing; `changed_since` is a moment: whatever was entered or changed later."""

    status: State | None = None
    kind: Code | None = None
    programme: Code | None = None
    unit: AskedId | None = None
    start: Day | None = None
    end: Day | None = None
    changed_since: Moment | None = None
    cursor: pages.Cursor | None = None
    limit: Limit = 50


ENTERED = declared({200: ActivityOut, 201: ActivityOut}, 400, 409, 413)
CHANGED = declared({200: ActivityOut, 412: Stale}, 400, 404, 409, 413, 428)


@router.get("/hoat-dong/", auth=reads, response=declared({200: ActivityPage}), summary=_("Danh sách phiếu"))
def activities(request: HttpRequest, asked: Query[AskedActivities]) -> dict[str, Any]:
    """Phiếu trong phạm vi được xem, kể cả phiếu đã rút, theo thứ tự nhập; trang sau lấy bằng `cursor`."""
    found = _narrowed(policy.visible_to(caller(request).officer), asked)
    page = pages.page(found.values("id"), asked.cursor, asked.limit, lambda row: row)
    ids = [row["id"] for row in page["items"]]
    rows = Activity.objects.filter(pk__in=ids).order_by("pk").prefetch_related(*snapshots.PARTS)
    return page | {"items": entries.shown(rows, request.build_absolute_uri)}


def _narrowed(rows: QuerySet[Activity], asked: AskedActivities) -> QuerySet[Activity]:
    conditions = {
        "status": asked.status,
        "kind__code": asked.kind,
        "programme_links__programme__slug": asked.programme,
        "parts__unit": asked.unit,
        "starts_on__gte": asked.start,
        "starts_on__lte": asked.end,
    }
    rows = rows.filter(**{name: value for name, value in conditions.items() if value is not None})
    if asked.changed_since is not None:
        rows = rows.filter(pk__in=Revision.objects.filter(at__gt=asked.changed_since).values("activity"))
    return rows


@router.get("/hoat-dong/{uuid}/", auth=reads, response=declared({200: ActivityOut}, 404), summary=_("Một phiếu"))
def activity(request: HttpRequest, uuid: UUID, response: HttpResponse) -> dict[str, Any]:
    """Phiếu như đang có hiệu lực. ETag là phiên bản, gửi lại ở If-Match khi sửa."""
    return _answer(request, _readable(caller(request), uuid), response)


@router.post("/hoat-dong/", auth=writes, response=ENTERED, summary=_("Ghi một phiếu"))
def enter(
    request: HttpRequest, sent: ActivityIn, idempotency_key: Annotated[Key, Header(alias="Idempotency-Key")]
) -> Any:
    """Ghi phiếu đã diễn ra hoặc dự kiến. Gửi lại cùng khóa gửi và cùng nội dung thì nhận lại đúng câu trả lời cũ."""
    acting = caller(request)
    answer, new = once(acting, idempotency_key, sent, lambda: _entered(request, acting, sent))
    return Status(201 if new else 200, answer)


def _entered(request: HttpRequest, acting: Caller, sent: ActivityIn) -> dict[str, Any]:
    read = _own(acting, entries.entry(sent, acting))
    if sent.status == "planned":
        made = actions.plan(read, **acting.doer)
    else:
        made = actions.record(read, **acting.doer, reason=sent.reason)
    _tell(acting, made)
    return ActivityOut(**_shown(request, made)).model_dump(mode="json")


@router.put("/hoat-dong/{uuid}/", auth=writes, response=CHANGED, summary=_("Đính chính một phiếu"))
def correct(
    request: HttpRequest,
    uuid: UUID,
    sent: CorrectionIn,
    response: HttpResponse,
    if_match: Annotated[Seen | None, Header(alias="If-Match")] = None,
) -> dict[str, Any]:
    """Thay toàn bộ nội dung phiếu, kèm lý do; bản trước vẫn xem được trong lịch sử phiếu."""
    acting = caller(request)
    found = _changeable(acting, uuid, Verb.CORRECT)
    read = _own(acting, entries.entry(sent, acting, _standing(found)))
    change = lambda version: actions.correct(found, read, sent.reason, version, **acting.doer)  # noqa: E731
    return _answer(request, _changed(request, if_match, change), response)


@router.post("/hoat-dong/{uuid}/ghi/", auth=writes, response=CHANGED, summary=_("Ghi số liệu phiếu dự kiến"))
def record(
    request: HttpRequest,
    uuid: UUID,
    sent: RecordIn,
    response: HttpResponse,
    if_match: Annotated[Seen | None, Header(alias="If-Match")] = None,
) -> dict[str, Any]:
    """Ghi một phiếu dự kiến đúng như đã diễn ra; từ đó phiếu được tính vào số liệu."""
    acting = caller(request)
    found = _changeable(acting, uuid, Verb.RECORD)
    read = _own(acting, entries.entry(sent, acting, _standing(found)))
    change = lambda version: actions.record_planned(found, read, version, **acting.doer, reason=sent.reason)  # noqa: E731
    return _answer(request, _changed(request, if_match, change), response)


@router.post("/hoat-dong/{uuid}/rut/", auth=writes, response=CHANGED, summary=_("Rút một phiếu"))
def withdraw(
    request: HttpRequest,
    uuid: UUID,
    sent: WithdrawalIn,
    response: HttpResponse,
    if_match: Annotated[Seen | None, Header(alias="If-Match")] = None,
) -> dict[str, Any]:
    """Rút phiếu kèm lý do: không còn tính vào số liệu, vẫn đọc được."""
    acting = caller(request)
    found = _changeable(acting, uuid, Verb.WITHDRAW)
    change = lambda version: actions.withdraw(found, sent.reason, version, **acting.doer)  # noqa: E731
    return _answer(request, _changed(request, if_match, change), response)


def _changed(request: HttpRequest, if_match: str | None, change: Callable[[int], Activity]) -> Activity:
    """Carry out a change of the version that the caller saw."""
    if if_match is None:
        raise Refused(428, _("Gửi phiên bản đã đọc ở đầu mục If-Match."))
    try:
        with transaction.atomic():
            changed = change(int(if_match.strip('"')))
            _tell(caller(request), changed)
    except versions.Stale as conflict:
        current = ActivityOut(**_shown(request, conflict.current)).model_dump(mode="json")
        raise Refused(412, str(conflict), current=current) from conflict
    except actions.NotPossible as error:
        raise Refused(409, str(error)) from error
    return changed


def _tell(acting: Caller, changed: Activity) -> None:
    """The journal names the token too; what was done stands in the action's own line."""
    journal.write("used", "token", acting.token.pk, **acting.doer, activity=changed.pk, version=changed.version)


def _readable(acting: Caller, uuid: UUID) -> Activity:
    found = policy.visible_to(acting.officer).filter(uuid=uuid).first()
    if found is None:
        raise Refused(404)
    return found


def _changeable(acting: Caller, uuid: UUID, verb: Verb) -> Activity:
    found = _readable(acting, uuid)
    if not policy.possible(found.status, verb):
        shown = {"status": found.get_status_display()}
        raise Refused(409, _("Phiếu ở trạng thái “%(status)s” không làm được việc này.") % shown)
    if not policy.can(acting.officer, verb, found):
        raise Refused(403, _("Phiếu này do đơn vị khác chủ trì và ghi."))
    return found


def _own(acting: Caller, read: Entry) -> Entry:
    """The entry, when one of its units is the caller's to write for."""
    if not policy.may_enter(acting.post, read.units):
        raise wrong("lead", _("Đơn vị của bạn phải chủ trì hoặc phối hợp trong hoạt động này."))
    return read


def _standing(found: Activity) -> list[int]:
    return list(found.programme_links.values_list("programme", flat=True))


def _shown(request: HttpRequest, found: Activity) -> dict[str, Any]:
    return entries.shown([found], request.build_absolute_uri)[0]


def _answer(request: HttpRequest, found: Activity, response: HttpResponse) -> dict[str, Any]:
    response["ETag"] = f'"{found.version}"'
    return _shown(request, found)
