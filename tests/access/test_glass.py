"""In an emergency: told first, open for a while, and looked at by somebody else afterwards."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ketnoi.access import conflicts, glass, granting
from ketnoi.access.enums import How
from ketnoi.access.models import Glass
from ketnoi.notices.models import Notice
from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Succession
from tests.access.house import HOUR, WHOLE, House

REASON = "Có tin báo người bị hại đang bị đe dọa tính mạng ngay lúc này"
NOTHING: frozenset[str] = frozenset()


def broken(house: House, name: str = "neighbour", hours: int = 4) -> Glass:
    return glass.break_glass(house.reader(name), house.record.code, REASON, hours)


def test_the_whole_record_for_four_hours(house: House) -> None:
    broken(house)
    assert house.sections("neighbour") == WHOLE
    assert house.sections("neighbour", later=4 * HOUR - HOUR // 60) == WHOLE
    assert house.sections("neighbour", later=4 * HOUR) == NOTHING


def test_another_agency_sees_no_hiding_place_no_reporter_and_no_notes(house: House) -> None:
    broken(house, "police")
    assert house.sections("police") == WHOLE - {"shelter", "reporter", "notes"}


def test_the_lead_and_the_supervisor_have_been_told(house: House) -> None:
    made = broken(house)
    told = Notice.objects.filter(kind="access.glass", object_id=str(made.uuid), at_once=True)
    names = {"lead", "other_lead", "supervisor"}
    assert set(told.values_list("officer", flat=True)) == {house.officer(name).pk for name in names}
    assert made.told_at == made.starts_at


@pytest.mark.parametrize("name", ["analyst", "administrator"])
def test_who_does_no_case_work_breaks_nothing(house: House, name: str) -> None:
    with pytest.raises(PermissionDenied):
        broken(house, name)


def test_a_conflict_a_seal_and_no_such_code_answer_alike(house: House) -> None:
    conflicts.found(house.record, house.officer("neighbour").pk, How.NAMED)
    said = []
    with pytest.raises(ValidationError) as refused:
        broken(house)
    said.append(refused.value.message_dict)
    granting.seal(house.reader("lead"), house.record, house.posts["lead"])
    with pytest.raises(ValidationError) as refused:
        broken(house, "police")
    said.append(refused.value.message_dict)
    with pytest.raises(ValidationError) as refused:
        glass.break_glass(house.reader("police"), "KHONGCOMA", REASON)
    assert said == [refused.value.message_dict] * 2
    assert Glass.objects.count() == 0


def test_a_conflict_overrides_glass_that_is_broken(house: House) -> None:
    broken(house)
    conflicts.found(house.record, house.officer("neighbour").pk, How.PARTY)
    assert house.sections("neighbour") == NOTHING


@pytest.mark.parametrize(
    ("reason", "hours", "field"), [("ngắn", 1, "reason"), (REASON, 5, "hours"), (REASON, 0, "hours")]
)
def test_what_is_refused(house: House, reason: str, hours: int, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        glass.break_glass(house.reader("neighbour"), house.record.code, reason, hours)
    assert list(refused.value.message_dict) == [field]


def test_nobody_to_tell_nothing_opened(house: House) -> None:
    for name in ("lead", "other_lead", "supervisor"):
        house.posts[name].delete()
    with pytest.raises(ValidationError):
        broken(house)
    assert house.sections("neighbour") == NOTHING


def test_somebody_else_reviews(house: House) -> None:
    made = broken(house)
    for name in ("neighbour", "recorder", "police", "administrator"):
        with pytest.raises(PermissionDenied):
            glass.review(house.reader(name), made, justified=True, finding="Đúng")
    with pytest.raises(ValidationError):
        glass.review(house.reader("lead"), made, justified=True, finding="")
    glass.review(house.reader("supervisor"), made, justified=False, finding="Không có việc khẩn cấp")
    assert house.sections("neighbour") == NOTHING
    with pytest.raises(PermissionDenied):
        glass.review(house.reader("lead"), made, justified=True, finding="Lần hai")


def test_a_lead_who_broke_it_himself_does_not_review(house: House) -> None:
    made = broken(house, "lead")
    with pytest.raises(PermissionDenied):
        glass.review(house.reader("lead"), made, justified=True, finding="Tự xem")
    assert list(glass.to_review(house.reader("other_lead"))) == [made]


def test_it_is_not_broken_again_before_somebody_looked_at_it(house: House) -> None:
    made = broken(house)
    with pytest.raises(ValidationError):
        glass.break_glass(house.reader("neighbour", later=5 * HOUR), house.record.code, REASON)
    glass.review(house.reader("lead"), made, justified=True, finding="Đúng là việc khẩn cấp")
    with pytest.raises(ValidationError):
        broken(house)  # it is still open
    later = house.reader("neighbour", later=5 * HOUR)
    assert glass.break_glass(later, house.record.code, REASON) != made


def test_without_a_lead_of_its_own_the_lead_above_is_told_and_reviews(house: House) -> None:
    for name in ("lead", "other_lead", "supervisor"):
        house.posts[name].delete()
    house.hold("above", house.province, Role.LEAD)
    made = broken(house)
    assert list(Notice.objects.filter(kind="access.glass").values_list("officer", flat=True)) == [
        house.officer("above").pk
    ]
    assert house.sections("above") == NOTHING
    glass.review(house.reader("above"), made, justified=True, finding="Đúng là việc khẩn cấp")


def test_after_a_merger_the_lead_of_the_unit_that_took_its_place_is_told(house: House) -> None:
    Succession.objects.create(old=house.a, new=house.b, is_default=True)
    made = broken(house, "police")
    told = Notice.objects.filter(kind="access.glass").values_list("officer", flat=True)
    assert set(told) == {house.officer(name).pk for name in ("neighbour", "supervisor")}
    assert list(glass.to_review(house.reader("neighbour"))) == [made]
