"""A copy takes over how it is done and nothing else; the line back stays whatever becomes of the units."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.audit import versions
from ketnoi.figures import answers, verify
from ketnoi.figures.figure import Figure
from ketnoi.notices import kinds
from ketnoi.notices.models import Notice
from ketnoi.orgs import following
from ketnoi.practices import actions, adopting, lineage, sites, vocabulary
from ketnoi.practices import content as contents
from ketnoi.practices.content import CARRIED, Content
from ketnoi.practices.enums import Outcome, Reuse
from ketnoi.practices.models import Practice
from ketnoi.practices.sites import Opening
from tests.practices.test_talking import told

DAY = dt.date(2026, 3, 2)
WORDS = st.sampled_from(["a", "b c", "ba\nbước", "đ"])
CODES = {name: st.sampled_from(sorted(vocabulary.names(name))) for name in vocabulary.LISTS}


@given(
    st.builds(
        Content, name=WORDS, field=CODES["fields"], problem=WORDS, contact=st.integers(1, 9), audience=WORDS,
        steps=WORDS, composition=WORDS, schedule=WORDS, cost=WORDS, conditions=WORDS, lessons=WORDS,
        outcome=st.sampled_from(Outcome.values), evidence=CODES["evidence"], reuse=st.sampled_from(Reuse.values),
        terrains=st.tuples(CODES["terrains"]), means=st.tuples(CODES["means"]), staff_least=st.integers(1, 99),
        begun_on=st.dates(), telephone=WORDS, video=WORDS,
    )
)  # fmt: skip
def test_a_copy_never_carries_results_state_or_anybodys_contact(original):
    copied = adopting.copy(original, 77)
    fresh = Content(name="", field="", problem="", contact=77)
    for name in contents.NAMES:
        assert getattr(copied, name) == getattr(original if name in CARRIED else fresh, name), name


def adopt(world, original: Practice, unit: str = "hoi_khac", who: str = "la", **how) -> Practice:
    return adopting.adopt(original, world.units[unit].pk, DAY, world.by(who), **how)


def test_the_row_of_a_copy_begins_at_nothing(world):
    original = world.publish(outcome="works", telephone="0212 000 000", lessons="Phòng ở tầng ba")
    actions.share(original, public=True, version=2, by=world.by())
    sites.open_site(original, Opening("Trụ sở Minh họa", original.unit_id, DAY), 3, world.by())
    made = Practice.objects.get(pk=adopt(world, original).pk)
    assert (made.status, made.edition, made.version, made.public) == ("draft", 0, 1, False)
    assert (made.published_on, made.telephone, made.lessons, made.outcome) == (None, "", "", "unsure")
    assert (made.parent, made.parent_edition, made.root, made.adopted_on) == (original, 1, original, DAY)
    assert (made.created_by, made.contact_id) == (world.officers["la"].pk, world.units["hoi_khac"].pk)
    assert not made.sites.exists()
    assert not made.measured.exists()
    assert made.steps == original.steps


def test_local_changes_are_named_against_the_version_that_was_adopted(world):
    original = world.publish()
    made = adopt(world, original)
    actions.revise(original, world.content(cost="2 triệu đồng"), "Ghi chi phí", original.version, world.by())
    actions.revise(made, adopting.copy(world.content(schedule="Trực 2 buổi"), made.unit_id), "", 1, world.by("la"))
    assert [branch.changes for branch in lineage.tree(original).below] == [[]]  # while it is a draft
    actions.publish(made, 2, world.by("la"))
    tree = lineage.tree(made)
    assert tree.practice == original
    assert [branch.changes for branch in tree.below] == [["lịch hoạt động"]]


def test_a_family_of_three_knows_who_came_from_whom(world):
    original = world.publish()
    child = actions.publish(adopt(world, original), 1, world.by("la"))
    grandchild = adopt(world, child, "ca_khac")
    assert grandchild.root == original
    assert lineage.adopters() == {original.pk: 2, child.pk: 1}
    assert [lineage.adopters_of(one) for one in (original, child, grandchild)] == [2, 1, 0]
    actions.retire(child, "Dời trụ sở", child.version, world.by("la"))
    assert [lineage.adopters_of(one) for one in (original, child)] == [1, 1]
    actions.publish(child, child.version + 1, world.by("la"))
    assert [answers.value(Figure(code)) for code in ("loai_mo_hinh", "mo_hinh", "mo_hinh_ap_dung")] == [1, 2, 1]
    assert verify.run().differences == []


@pytest.mark.parametrize(
    ("reuse", "agreed", "refused"),
    [("free", False, False), ("tell", False, True), ("tell", True, False), ("ask", False, True)],
)
def test_what_the_first_unit_wants_is_asked(world, reuse, agreed, refused):
    original = world.publish(reuse=reuse)
    if not refused:
        assert adopt(world, original, agreed=agreed).parent == original
        return
    with pytest.raises(ValidationError) as told:
        adopt(world, original, agreed=agreed)
    assert list(told.value.error_dict) == ["agreed"]


def test_drafts_and_what_the_unit_has_already_are_not_adopted(world):
    with pytest.raises(ValidationError):
        adopt(world, world.write())
    original = world.publish()
    adopt(world, original)
    with pytest.raises(ValidationError) as told:
        adopt(world, original)
    assert list(told.value.error_dict) == ["unit"]


def test_merging_renaming_and_closing_units_leaves_the_line_as_it_was(world):
    """The unit that has it becomes part of another, and is renamed: who came from whom does not change."""
    original = world.publish()
    made = adopt(world, original, "hoi_xa", "tinh")
    unit = world.units["hoi_xa"]
    new = world.places["xa"]
    following.follow([new], [new], dt.date(2026, 6, 1))
    unit.refresh_from_db()
    unit.name, unit.short_name = "Hội LHPN xã Tên Mới", ""
    unit.save()
    tree = lineage.tree(original)
    assert [branch.practice for branch in tree.below] == [made]
    assert tree.below[0].unit == "Hội LHPN xã Tên Mới"
    heir = unit.became.get().new
    assert heir.pk in adopting.holders(original)


def test_sites_are_a_count_of_their_own(world):
    made = world.publish()
    unit = world.units["hoi_xa"]
    one = sites.open_site(made, Opening("Trụ sở xã", unit.pk, DAY, unit.place_id), 2, world.by())
    sites.open_site(made, Opening("Nhà văn hóa", unit.pk, DAY, unit.place_id), 2, world.by())
    count = Figure("diem_mo_hinh", unit=unit.pk)
    assert answers.value(count) == 2
    sites.close_site(one, dt.date(2026, 5, 1), "Dời trụ sở", 1, world.by())
    assert [answers.value(count.but(end=end)) for end in (dt.date(2026, 4, 30), dt.date(2026, 5, 1))] == [2, 1]
    assert answers.value(Figure("mo_hinh")) == 1
    with pytest.raises(versions.Stale):
        sites.close_site(one, DAY, "Lần nữa", 1, world.by())
    with pytest.raises(ValidationError) as told:
        actions.retire(made, "Thôi", 2, world.by())
    assert list(told.value.error_dict) == ["reason"]
    assert verify.run().differences == []


def _about(code: str) -> set[str]:
    return set(Notice.objects.filter(officer__username=f"so-bo.{code}").values_list("object_id", flat=True))


def test_where_it_was_adopted_from_and_who_began_it_are_told_each_of_its_own(world):
    first = world.publish("hoi_xa")
    copied = actions.publish(adopt(world, first, "hoi_tinh", "tinh"), 1, world.by())
    assert told(world) == {"xa": ["practice_adopted"]}
    adopt(world, copied)
    assert told(world) == {"xa": ["practice_adopted"] * 2, "tinh": ["practice_adopted"]}
    assert (_about("xa"), _about("tinh")) == ({str(first.uuid)}, {str(copied.uuid)})


def test_a_unit_is_not_told_of_what_it_adopts_itself(world):
    first = world.publish("hoi_xa")
    copied = actions.publish(adopt(world, first), 1, world.by("la"))
    actions.retire(Practice.objects.get(pk=first.pk), "Thiếu người.", 2, world.by())
    Notice.objects.all().delete()
    adopt(world, copied, "hoi_xa", "tinh")
    assert told(world) == {"la": ["practice_adopted"]}


def test_whether_it_may_be_told_is_asked_again_when_it_is_sent(world):
    adopt(world, world.publish("hoi_xa"))
    notice = Notice.objects.get()
    kind = kinds.find(notice.kind)
    assert kind.may_still_see(notice.officer, [notice.object_id]) == [notice.object_id]
    assert str(kind.said.label) == "Có nội dung mới để xem"
    Practice.objects.filter(unit=world.units["hoi_xa"]).update(edition=0, status="draft", published_on=None)
    assert kind.may_still_see(world.officers["la"], [notice.object_id]) == []
