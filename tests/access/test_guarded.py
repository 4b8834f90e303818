"""A protected table that is asked without a reader answers nothing, whichever way it is asked."""

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Count, Exists, F, OuterRef, Subquery, Sum, prefetch_related_objects

from ketnoi.access import checks, guarded, policy, unscoped
from ketnoi.access.guarded import Unscoped
from ketnoi.access.proving.worlds import MOMENT
from ketnoi.access.reader import Reader
from ketnoi.access.unscoped import Because
from ketnoi.audit import kept
from ketnoi.orgs.models import Unit
from ketnoi.vault import keys
from tests.demonstration.models import Leaf, Petal

NOBODY = Reader(0, active=True, second_factor=True, moment=MOMENT, holdings=())
BYPASSES = {
    "list": lambda: list(Leaf.objects.all()),
    "default manager": lambda: list(Leaf._default_manager.all()),
    "base manager": lambda: list(Leaf._base_manager.all()),
    "get": lambda: Leaf.objects.get(pk=1),
    "base manager, some": lambda: list(Leaf._base_manager.filter(pk__in=[1])),
    "base manager, one of two": lambda: list(Leaf._base_manager.filter(pk=1) | Leaf._base_manager.filter(pk=2)),
    "base manager, one": lambda: Leaf._base_manager.get(pk=1),
    "saving manager, one": lambda: list(Leaf.saving.filter(pk=1).values("code")),
    "saving manager, a number of one": lambda: Leaf.saving.filter(pk=1).aggregate(Sum("owner")),
    "saving manager, outer": lambda: list(Unit.objects.filter(Exists(Leaf.saving.filter(pk=OuterRef("pk"))))),
    "saving manager, inner": lambda: list(
        Unit.objects.annotate(it=Subquery(Leaf.saving.filter(pk=OuterRef("pk")).values("code")))
    ),
    "own row of none": lambda: Leaf(pk=1).own_row().first(),
    "own row of none, read again": lambda: Leaf(pk=1).refresh_from_db(),
    "key followed": lambda: Petal(leaf_id=1).leaf,
    "keys followed at once": lambda: list(prefetched([Petal(leaf_id=1)])),
    "key joined": lambda: list(Petal.objects.select_related("leaf")),
    "key filtered": lambda: list(Petal.objects.filter(leaf__sealed=False)),
    "key's values": lambda: list(Petal.objects.values("leaf__code")),
    "key ordered": lambda: list(Petal.objects.order_by("leaf__code")),
    "key in a function": lambda: list(Petal.objects.annotate(it=F("leaf__code"))),
    "first": Leaf.objects.first,
    "filter": lambda: bool(Leaf.objects.filter(sealed=False)),
    "count": Leaf.objects.count,
    "exists": lambda: Leaf.objects.filter(code="x").exists(),
    "values": lambda: list(Leaf.objects.values("code")),
    "values list": lambda: list(Leaf.objects.values_list("code", flat=True)),
    "aggregate": lambda: Leaf.objects.aggregate(Sum("pk")),
    "annotate": lambda: list(Leaf.objects.values("owner").annotate(Count("pk"))),
    "iterator": lambda: list(Leaf.objects.iterator()),
    "in bulk": lambda: Leaf.objects.in_bulk([1]),
    "get or create": lambda: Leaf.objects.get_or_create(code="x"),
    "update": lambda: Leaf.objects.update(sealed=True),
    "update of some": lambda: Leaf._base_manager.filter(sealed=False).update(sealed=True),
    "update of all": lambda: Leaf._base_manager.update(sealed=True),
    "delete": lambda: Leaf.objects.all().delete(),
    "raw delete": lambda: Leaf.objects.all()._raw_delete(None),
    "raw": lambda: list(Leaf.objects.raw("SELECT * FROM demonstration_leaf")),
    "explain": Leaf.objects.explain,
    "locked": lambda: list(Leaf.objects.select_for_update()),
    "subquery": lambda: list(Unit.objects.filter(pk__in=Leaf.objects.values("owner"))),
    "exists inside": lambda: list(Unit.objects.filter(Exists(Leaf.objects.filter(owner=OuterRef("pk"))))),
    "union": lambda: list(policy.visible_to(NOBODY, "leaf").union(Leaf.objects.all())),
    "or": lambda: list(policy.visible_to(NOBODY, "leaf") | Leaf.objects.all()),
    "xor": lambda: list(policy.visible_to(NOBODY, "leaf") ^ Leaf.objects.all()),
    "reader's negated": lambda: list(Leaf.objects.exclude(pk__in=policy.visible_to(NOBODY, "leaf"))),
    "earliest": lambda: Leaf.objects.earliest("pk"),
    "last": Leaf.objects.last,
    "contains": lambda: Leaf.objects.contains(Leaf(pk=1)),
    "distinct": lambda: list(Leaf.objects.distinct().order_by("code")),
}


class Unplucked(models.Model):
    leaf = models.ForeignKey(Leaf, models.DO_NOTHING, related_name="+")

    class Meta:
        abstract = True


def prefetched(petals: list[Petal]) -> list[Petal]:
    prefetch_related_objects(petals, "leaf")
    return petals


@pytest.mark.parametrize("name", sorted(BYPASSES))
def test_a_bypass_is_refused(db, name: str) -> None:
    with pytest.raises(Unscoped):
        BYPASSES[name]()


@pytest.fixture
def leaf(db, agencies) -> Leaf:
    unit = Unit.objects.create(agency=agencies["hoi"], level="commune", name="Hội xã Một", folded="mot", path="1.")
    return Leaf.objects.create(owner=unit, data_key=keys.new("leaf"))


def test_what_asks_for_records_is_never_kept(leaf) -> None:
    """Who may see one ends by the clock: what was kept would show it on."""
    for number, ask in enumerate(
        (
            lambda: list(policy.visible_to(NOBODY, leaf._meta.model_name)),
            lambda: unscoped.rows(Leaf, Because.KEPT).count(),
            lambda: Unit.objects.filter(pk__in=unscoped.rows(Leaf, Because.KEPT).values("owner")).exists(),
        )
    ):
        ask()
        with pytest.raises(kept.NeverKept):
            kept.once(("records", number), ask)
    assert kept.once("plain", Unit.objects.count) == Unit.objects.count()


def test_a_record_is_made_saved_and_read_again(leaf) -> None:
    leaf.sealed = True
    leaf.save()
    again = unscoped.rows(Leaf, Because.PROVED).get()
    assert (again.pk, again.sealed, again.code) == (leaf.pk, True, leaf.code)
    unscoped.rows(Leaf, Because.PROVED).update(sealed=False)
    leaf.refresh_from_db()
    assert not leaf.sealed


def test_nobody_sees_it(leaf) -> None:
    assert list(policy.visible_to(NOBODY, "leaf")) == []
    assert not guarded.ProtectedQuerySet(Leaf).none()


def test_codes_say_nothing_of_each_other(leaf) -> None:
    codes = {Leaf(owner=leaf.owner).code for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {14}
    assert not set("".join(codes)) & set("AEIOUYLS015")


def test_a_unit_that_keeps_records_is_not_deleted(leaf) -> None:
    """The database itself refuses, without the rows being asked."""
    with pytest.raises(IntegrityError), transaction.atomic():
        _delete_at_once(leaf.owner)


def _delete_at_once(unit: Unit) -> None:
    unit.delete()
    connection.check_constraints()


def test_a_key_is_compared_without_a_join(leaf) -> None:
    petal = Petal.objects.create(leaf=leaf)
    assert list(Petal.objects.filter(leaf=leaf)) == [petal]
    assert list(Petal.objects.filter(leaf__in=unscoped.rows(Leaf, Because.PROVED))) == [petal]
    assert list(Petal.objects.filter(leaf__in=policy.visible_to(NOBODY, "leaf"))) == []


def test_a_plain_key_to_a_protected_record_is_an_error() -> None:
    assert [error.id for error in checks.found([Unplucked])] == ["access.E001"]
    assert checks.found([Petal, Leaf]) == []
