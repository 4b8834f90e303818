"""One of many, asked with a single parameter: as `__in` answers, on either engine."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketnoi.audit.models import Line
from ketnoi.orgs import build
from ketnoi.orgs.models import Agency, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def agencies():
    return build.agencies()


@pytest.mark.parametrize("asked", [[], [1], [1, 3, 10**12], range(1, 3000)])
def test_numbers_are_found_as_by_in(agencies, asked):
    found = Agency.objects.filter(pk__among=asked).order_by("pk")
    assert list(found) == list(Agency.objects.filter(pk__in=list(asked)).order_by("pk"))
    assert len(found) == len({one.pk for one in agencies.values()} & set(asked))


@pytest.mark.parametrize("asked", [{"hoi"}, {"hoi", "ca", "khong-co"}, {"h'oi", '"hoi"', "{hoi}"}])
def test_texts_are_found_and_nothing_in_them_is_read_otherwise(agencies, asked):
    found = set(Agency.objects.filter(code__among=asked).values_list("code", flat=True))
    assert found == asked & agencies.keys()


def test_a_foreign_key_is_asked_as_a_number_is(agencies):
    made = {
        code: Unit.objects.create(agency=one, level="province", name=f"Đơn vị {code}") for code, one in agencies.items()
    }
    asked = [agencies["hoi"].pk, agencies["ca"].pk]
    assert set(Unit.objects.filter(agency__among=asked)) == {made["hoi"], made["ca"]}
    assert not Unit.objects.filter(agency__among=[]).exists()


def test_many_are_one_parameter():
    with CaptureQueriesContext(connection) as asked:
        assert not Line.objects.filter(object__among=[str(number) for number in range(5000)]).exclude(verb="x").exists()
    assert asked[0]["sql"].count("4999") == 1
    assert len(asked) == 1
