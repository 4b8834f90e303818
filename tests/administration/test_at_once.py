"""Two administrators at the same moment: one is done, the other is told at the field, as if he had come later."""

import pytest
from django.urls import reverse

from ketnoi.figures import catalogue, defining
from ketnoi.figures.defining import Draft
from ketnoi.figures.models import Category, Indicator
from ketnoi.officers.models import Officer
from tests.administration.test_people import NEW
from tests.administration.worlds import build_world
from tests.threads import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WORDS = {"definition": "Một câu mẫu", "owner": "Đơn vị mẫu"}
NAME = "Tên mẫu"


@pytest.fixture
def world(transactional_db):
    """Committed, so that others see it."""
    catalogue.sync()
    return build_world()


def _sent_by_several(world, who, page, args, said):
    """Statuses, the lowest first, and what stands at the fields of those that were refused."""
    address = reverse(f"administration:{page}", args=args)
    answers = at_once(*[lambda: world.client(who).post(address, said)] * 4)
    refused = [answer.context["form"].errors for answer in answers if answer.status_code == 422]
    return sorted(answer.status_code for answer in answers), refused


def test_one_name_is_added_to_a_catalogue_once(world):
    statuses, refused = _sent_by_several(world, "tw", "new_category", ("topic",), {"name": NAME})
    assert statuses == [302, 422, 422, 422]
    assert refused == [{"name": ["Danh mục này đã có tên ấy."]}] * 3
    assert Category.objects.filter(name=NAME).count() == 1


def test_one_indicator_is_added_once(world):
    first, second = _alike()
    said = WORDS | {"name": NAME, "way": "sum", "first": first, "second": second}
    statuses, refused = _sent_by_several(world, "tw", "new_indicator", (), said)
    assert statuses == [302, 422, 422, 422]
    assert refused == [{"name": ["Đã có chỉ tiêu tên này."]}] * 3
    assert Indicator.objects.filter(name=NAME).count() == 1


def test_a_user_name_is_given_once(world):
    statuses, refused = _sent_by_several(world, "xa", "new_person", (), NEW | {"unit": "hoi xa mot"})
    assert statuses == [200, 422, 422, 422]
    assert refused == [{"username": ["Tên đăng nhập này đã có người dùng."]}] * 3
    assert Officer.objects.get(username=NEW["username"]).posts.count() == 1


def test_two_formulas_changed_at_once_make_no_circle(world):
    first, second = _alike()
    made = [
        defining.add_indicator(Draft(name=name, way="sum", terms=(first, second), **WORDS)) for name in ("Một", "Hai")
    ]
    clients = [world.client("tw") for _one in made]

    def use(mine, other, client):
        said = WORDS | {"name": mine.name, "way": "sum", "first": first, "second": other.code, "version": 1}
        return client.post(reverse("administration:indicator", args=[mine.pk]), said)

    answers = at_once(lambda: use(*made, clients[0]), lambda: use(*reversed(made), clients[1]))
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    (refused,) = (answer.context["form"].errors for answer in answers if answer.status_code == 422)
    assert refused == {"first": ["Công thức không được dùng chính chỉ tiêu này."]}


def _alike():
    """Two declared counts of one unit."""
    counts = catalogue.indicators()
    return next(
        (one.code, two.code) for one in counts for two in counts if one.code < two.code and one.unit == two.unit
    )
