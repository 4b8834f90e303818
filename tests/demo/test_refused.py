"""Where no demo world is built."""

import pytest
from django.db import transaction

from ketnoi.audit.models import Installation
from ketnoi.demo import world
from ketnoi.officers import actions
from ketnoi.officers.models import Officer
from ketnoi.places.models import Place

pytestmark = pytest.mark.django_db


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
