"""What is written of a practice, when others see it, what it counts for, and what is refused."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.figures import answers, verify
from ketnoi.figures.figure import Figure
from ketnoi.practices import actions, library, policy
from ketnoi.practices import content as contents
from ketnoi.practices.models import Practice

KINDS, MODELS = Figure("loai_mo_hinh"), Figure("mo_hinh")


def shelf() -> list[int]:
    return [card.id for card in library.index().cards]


def test_a_draft_is_the_units_own_and_counts_for_nothing(world):
    made = world.write()
    assert not policy.visible_to(world.officers["la"]).exists()
    assert policy.visible_to(world.officers["tinh"]).get() == made
    assert shelf() == []
    assert answers.value(MODELS) == 0


def test_published_it_is_there_for_everybody_and_counts_as_kind_and_as_model(world):
    made = world.publish()
    assert policy.visible_to(world.officers["la"]).get() == made
    assert shelf() == [made.pk]
    assert [answers.value(one) for one in (KINDS, MODELS)] == [1, 1]
    assert verify.run().differences == []


def test_what_did_not_work_is_published_with_its_lessons_and_is_no_model(world):
    with pytest.raises(ValidationError) as refused:
        world.write(outcome="failed")
    assert list(refused.value.error_dict) == ["lessons"]
    made = world.publish(outcome="failed", lessons="Người dân không đến vì phòng ở tầng ba.")
    assert shelf() == [made.pk]
    assert answers.value(MODELS) == 0


def test_given_up_it_leaves_the_shelf_and_the_count_but_not_its_readers(world):
    made = world.publish()
    actions.retire(made, "Sáp nhập trụ sở", made.version, world.by())
    assert shelf() == []
    assert policy.visible_to(world.officers["la"]).get() == made
    assert [answers.value(one) for one in (KINDS, MODELS)] == [0, 0]
    again = actions.publish(Practice.objects.get(), 3, world.by())
    assert (again.edition, answers.value(MODELS)) == (2, 1)
    assert verify.run().differences == []


def test_what_was_never_published_stays_the_units_own_when_it_is_dropped(world):
    made = world.write()
    actions.retire(made, "Trùng mô hình khác", 1, world.by())
    assert not policy.visible_to(world.officers["la"]).exists()
    assert answers.value(MODELS) == 0


def test_each_version_stays_as_it_was_published(world):
    made = world.publish()
    first = world.content()
    second = replace(first, schedule="Trực cả tuần")
    actions.revise(made, second, "Thêm lịch trực", made.version, world.by())
    kept = [contents.read(one.content) for one in made.editions.all()]
    assert kept == [first, second]
    assert contents.differing(*kept) == ["schedule"]
    with pytest.raises(ValidationError) as refused:
        actions.revise(made, first, "", made.version + 1, world.by())
    assert list(refused.value.error_dict) == ["note"]


def test_a_level_of_evidence_is_refused_without_the_results_it_demands(world):
    made = world.write(evidence="CO_SO_LIEU")
    with pytest.raises(ValidationError) as refused:
        actions.publish(made, 1, world.by())
    assert list(refused.value.error_dict) == ["evidence"]
    assert Practice.objects.get().status == "draft"


def test_two_editors_the_second_sees_what_the_first_wrote(world):
    made = world.write()
    actions.revise(made, world.content(cost="Không phát sinh"), "", 1, world.by())
    with pytest.raises(versions.Stale) as conflict:
        actions.revise(made, world.content(cost="2 triệu đồng"), "", 1, world.by())
    assert conflict.value.current.cost == "Không phát sinh"


def test_the_journal_tells_numbers_and_never_words(world):
    made = world.publish()
    lines = Line.objects.filter(kind="practice", object=str(made.pk)).order_by("pk")
    assert [(one.verb, one.detail) for one in lines] == [
        ("write", {"version": 1}), ("publish", {"version": 2, "edition": 1}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", "d" * 201), ("problem", " "), ("field", "KHONG_CO"), ("evidence", "MANH"),
        ("terrains", ("SAO_HOA",)), ("staff_least", 0), ("video", "javascript:alert(1)"), ("video", "http://[la"),
        ("contact", 2**40),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(world, field, value):
    with pytest.raises(ValidationError) as refused:
        world.write(**{field: value})
    assert list(refused.value.error_dict) == [field]
    assert not Practice.objects.exists()
