"""Units that move, close and are split: paths follow, the past is kept, what cannot be is refused."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.orgs import actions, queries, reorganising
from ketnoi.orgs.models import Level, Unit

DAY = dt.date(2024, 3, 1)


@pytest.fixture
def tree(agencies):
    """Two provinces; under the first a commune with a branch."""

    def unit(level, name, parent=None):
        return actions.create_unit(agencies["hoi"], level, name, parent)

    one, two = unit(Level.PROVINCE, "Hội tỉnh Một"), unit(Level.PROVINCE, "Hội tỉnh Hai")
    commune = unit(Level.COMMUNE, "Hội xã Một", one)
    return one, two, commune, unit(Level.BRANCH, "Chi hội Một", commune)


def test_a_unit_moves_with_all_under_it(tree):
    one, two, commune, branch = tree
    moved = reorganising.move(commune, two, DAY, 1, actor=4)
    branch.refresh_from_db()
    assert (moved.path, branch.path) == (f"{two.pk}.{commune.pk}.", f"{two.pk}.{commune.pk}.{branch.pk}.")
    assert queries.scope([one.pk]) == {one.pk}
    assert queries.scope([two.pk]) == {two.pk, commune.pk, branch.pk}
    kept = commune.former_parents.get()
    assert (kept.parent, kept.valid_to) == (one, dt.date(2024, 2, 29))
    assert Line.objects.get(verb="move").detail == {"day": "2024-03-01", "parent": two.pk}
    with pytest.raises(versions.Stale):
        reorganising.move(commune, one, DAY, 1)


def test_a_move_that_makes_a_circle_or_goes_nowhere_is_refused(tree, agencies):
    one, _two, commune, branch = tree
    police = actions.create_unit(agencies["ca"], Level.PROVINCE, "Công an", None)
    for parent in (branch, commune, one, police):
        with pytest.raises(ValidationError) as refusal:
            reorganising.move(commune, parent, DAY, 1)
        assert list(refusal.value.message_dict) == ["parent"]
    with pytest.raises(ValidationError, match="phía trước"):
        reorganising.move(commune, tree[1], dt.date(2199, 1, 1), 1)


def test_a_unit_closes_once_nothing_works_under_it(tree):
    _one, _two, commune, branch = tree
    with pytest.raises(ValidationError, match="Còn đơn vị trực thuộc"):
        reorganising.close(commune, DAY, 1)
    reorganising.close(branch, DAY, 1)
    reorganising.close(commune, DAY, 1)
    assert set(Unit.objects.on(DAY)) >= {commune, branch}
    assert not set(Unit.objects.on(DAY + dt.timedelta(days=1))) & {commune, branch}
    with pytest.raises(ValidationError, match="đã kết thúc"):
        reorganising.close(Unit.objects.get(pk=commune.pk), DAY, 2)


def test_a_split_counts_its_past_with_the_first_part(tree):
    one, _two, commune, branch = tree
    first, second = reorganising.split(commune, ["Hội xã Trên", "Hội xã Dưới"], DAY, 1)
    branch.refresh_from_db()
    assert branch.parent == first
    assert queries.scope([first.pk]) == {first.pk, commune.pk, branch.pk}
    assert queries.scope([second.pk]) == {second.pk}
    assert queries.scope([one.pk]) == {one.pk, first.pk, second.pk, commune.pk, branch.pk}


@pytest.mark.parametrize("names", [["Hội xã Trên"], ["A", " A "], ["", "B"], ["Hội xã Một", "B"]])
def test_a_split_that_cannot_be_changes_nothing(tree, names):
    with pytest.raises(ValidationError):
        reorganising.split(tree[2], names, DAY, 1)
    assert Unit.objects.count() == 4
    assert Unit.objects.get(pk=tree[2].pk).valid_to is None
