"""Another province and another seed make another world of the same shape."""

import pytest
from django.db import transaction

from ketnoi.audit.models import Installation
from ketnoi.demo import plans, world
from ketnoi.figures import answers, catalogue, changes, interning, verify
from ketnoi.figures.figure import Figure
from ketnoi.officers import actions
from ketnoi.officers.models import Officer
from ketnoi.places.models import Place
from ketnoi.programmes.models import Programme
from ketnoi.reports.models import Report

pytestmark = pytest.mark.django_db


def test_another_province():
    catalogue.forget()
    interning.forget()
    seen = []
    accounts = world.build(seed=7, province=4, progress=lambda *step: seen.append(step))
    plan = plans.load(4, 7)
    programme = Programme.objects.get(slug="ctph-cao-bang-2019-2022")
    figure = Figure("luot_tuyen_truyen", programme=programme.pk)
    assert programme.parent.slug == "ctph-11-2019-2022"
    assert accounts[0].organisation == "Hội Liên hiệp Phụ nữ tỉnh Cao Bằng"
    assert answers.value(figure) == plan.total
    assert answers.value(figure.but(indicator="buoi_tuyen_truyen")) == plan.sessions
    assert answers.value(figure.but(indicator="nu_tuyen_truyen")) == plan.women
    assert answers.value(figure.in_province(4)) == plan.total
    assert answers.value(figure.in_province(14)) == 0
    (change,) = changes.since(figure, Report.objects.get().frozen_at)
    assert (change.before, change.after) == (plan.counted_first, plan.counted_again)
    assert verify.run().differences == []
    assert seen[-1][1] == seen[-1][2]
    catalogue.forget()
    interning.forget()


def test_a_database_in_use_is_left_alone():
    actions.add_officer("nguoi.dung", None, "Người Dùng Mẫu")
    with pytest.raises(world.NotEmpty):
        world.build(seed=1)
    assert not Installation.objects.exists()
    assert Officer.objects.count() == 1


def test_a_province_that_does_not_exist_leaves_nothing_behind():
    with pytest.raises(world.UnknownProvince), transaction.atomic():
        world.build(seed=1, province=3)
    assert not Place.objects.exists()
    assert world.is_empty()
