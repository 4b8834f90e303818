"""The map shown for a day; administrators may add earlier ones."""

from datetime import date

import pytest

from ketnoi.places import queries
from ketnoi.places.models import Map


@pytest.mark.django_db
def test_no_map_is_said():
    with pytest.raises(Map.DoesNotExist):
        queries.map_on(date(2025, 7, 1))


@pytest.mark.django_db
def test_an_earlier_map_takes_its_days():
    later = Map.objects.create(name="sau", day=date(2025, 6, 30), valid_from=date(2020, 1, 1))
    assert queries.map_on(date(2018, 1, 1)) == later
    earlier = Map.objects.create(name="trước", day=date(2019, 12, 31), valid_to=date(2019, 12, 31))
    assert queries.map_on(date(2018, 1, 1)) == earlier
    assert queries.map_on(date(2020, 1, 1)) == later
