"""Creating, merging and renaming units; what is refused stays as it was."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit.models import Line
from ketnoi.orgs import actions, queries
from ketnoi.orgs.models import Level, Unit
from ketnoi.places.models import Kind, Place

DAY = date(2024, 3, 1)


@pytest.fixture
def union(agencies):
    return actions.create_unit(agencies["hoi"], Level.PROVINCE, "Hội  tỉnh Mẫu", None)


@pytest.fixture
def beside(agencies):
    return actions.create_unit(agencies["hoi"], Level.PROVINCE, "Hội tỉnh Khác", None)


def test_create_writes_path_and_one_line(union, agencies):
    section = actions.create_unit(agencies["hoi"], Level.SECTION, "Ban Tuyên giáo", union, short_name="Ban TG", actor=5)
    assert union.name == "Hội tỉnh Mẫu"
    assert section.path == f"{union.pk}.{section.pk}."
    assert section.label == "Ban TG"
    line = Line.objects.get(object=str(section.pk), kind="orgs.unit")
    assert (line.verb, line.actor) == ("create", 5)


def test_a_section_stands_where_its_parent_does(agencies):
    place = Place.objects.create(code="77", kind=Kind.PROVINCE, division="tỉnh", name="Tỉnh Mẫu")
    union = actions.create_unit(agencies["hoi"], Level.PROVINCE, "Hội tỉnh Mẫu", None, place=place)
    section = actions.create_unit(agencies["hoi"], Level.SECTION, "Ban", union)
    assert (section.place_id, section.province) == (place.pk, 77)


def test_a_taken_name_is_refused_at_the_same_time_only(union, agencies):
    actions.create_unit(agencies["hoi"], Level.SECTION, "Ban Hòa giải", union, valid_to=DAY)
    with pytest.raises(ValidationError, match="Đã có đơn vị tên này"):
        actions.create_unit(agencies["hoi"], Level.SECTION, "ban Hoà giải", union)
    actions.create_unit(agencies["hoi"], Level.SECTION, "Ban Hòa giải", union, valid_from=date(2024, 3, 2))
    assert union.children.count() == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"name": " "},
        {"name": "Ban", "agency": "ca"},
        {"name": "Ban", "valid_from": date(2024, 3, 2), "valid_to": DAY},
    ],
)
def test_what_cannot_be_is_refused(union, agencies, asked):
    agency = agencies[asked.pop("agency", "hoi")]
    with pytest.raises(ValidationError):
        actions.create_unit(agency, Level.SECTION, parent=union, **asked)
    assert Unit.objects.count() == 1


def test_merge_ends_the_day_before(union, beside):
    actions.merge([beside], union, DAY, actor=3)
    beside.refresh_from_db()
    assert beside.valid_to == date(2024, 2, 29)
    assert set(Unit.objects.on(date(2024, 2, 29))) == {union, beside}
    assert set(Unit.objects.on(DAY)) == {union}
    assert Line.objects.get(verb="merge").detail == {"units": [beside.pk], "day": "2024-03-01"}


def test_merge_refuses_what_makes_no_sense(union, beside, agencies):
    under = actions.create_unit(agencies["hoi"], Level.SECTION, "Ban", union)
    police = actions.create_unit(agencies["ca"], Level.PROVINCE, "Công an", None)
    with pytest.raises(ValidationError, match="cấp dưới"):
        actions.merge([union], under, DAY)
    with pytest.raises(ValidationError, match="cấp dưới"):
        actions.merge([union], union, DAY)
    with pytest.raises(ValidationError, match="cùng ngành"):
        actions.merge([union], police, DAY)
    actions.merge([beside], union, DAY)
    with pytest.raises(ValidationError, match="đã sáp nhập"):
        actions.merge([beside], union, DAY)
    with pytest.raises(ValidationError, match="không hoạt động"):
        actions.merge([union], beside, DAY)


def test_a_merge_that_is_refused_changes_nothing(union, beside, agencies):
    under = actions.create_unit(agencies["hoi"], Level.SECTION, "Ban", union)
    with pytest.raises(ValidationError):
        actions.merge([beside, union], under, DAY)
    beside.refresh_from_db()
    assert beside.valid_to is None
    assert not beside.became.exists()


def test_rename_keeps_the_name_of_its_days(union):
    actions.rename(union, "Hội tỉnh Mới", DAY)
    actions.rename(union, "Hội tỉnh Mới nữa", date(2025, 1, 1), short_name="HM")
    assert queries.names([union.pk, 999]) == {union.pk: "HM"}
    assert queries.names([union.pk], date(2024, 2, 29)) == {union.pk: "Hội tỉnh Mẫu"}
    assert queries.names([union.pk], DAY) == {union.pk: "Hội tỉnh Mới"}
    assert queries.names([union.pk], date(2025, 1, 1)) == {union.pk: "HM"}
    with pytest.raises(ValidationError, match="đã đổi tên"):
        actions.rename(union, "Hội", DAY)
    with pytest.raises(ValidationError, match="Hãy nhập tên"):
        actions.rename(union, " ", date(2026, 1, 1))


def test_rename_keeps_the_name_that_stood_not_the_one_that_was_read(union):
    """Two administrators opened the unit; the second renames it after the first has."""
    read_before = Unit.objects.get(pk=union.pk)
    actions.rename(union, "Hội tỉnh Mới", DAY)
    actions.rename(read_before, "Hội tỉnh Mới nữa", date(2025, 1, 1))
    assert queries.names([union.pk], DAY) == {union.pk: "Hội tỉnh Mới"}
