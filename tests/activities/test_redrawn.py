"""The map is redrawn while a record is being written: nothing is half there, and what was entered is sent again."""

from contextlib import contextmanager

import pytest
from django.db import connection

from ketnoi.activities.models import Activity
from ketnoi.figures.models import Fact
from ketnoi.orgs.models import Unit
from tests.activities.test_pages import NEW, filled
from tests.activities.worlds import category

pytestmark = pytest.mark.django_db


@contextmanager
def redrawn_meanwhile(unit):
    """The unit stands elsewhere at the moment in which a writer comes to hold the clocks."""

    def moving(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if "UPDATE" in sql and "figures_provinceclock" in sql:
            Unit.objects.filter(pk=unit.pk).update(commune_now=0)
        return answer

    with connection.execute_wrapper(moving):
        yield


def test_a_form_comes_back_whole_and_is_sent_again(signed_in, world):
    with redrawn_meanwhile(world.units["hoi_a"]):
        answer = signed_in.post(NEW, filled(world, title="Phòng, chống <ma túy>"))
    page = answer.content.decode()
    assert (answer.status_code, Activity.objects.count(), Fact.objects.count()) == (409, 0, 0)
    assert "Chưa ghi gì; hãy gửi lại lần nữa" in page
    assert f'action="{NEW}"' in page
    assert '<input type="hidden" name="title" value="Phòng, chống &lt;ma túy&gt;">' in page
    assert f'<input type="hidden" name="audience_{category("audience", "HOI_VIEN")}" value="41">' in page
    assert dict(answer.context["typed"]) == {
        name: str(one) for name, said in filled(world, title="Phòng, chống <ma túy>").items()
        for one in (said if isinstance(said, list) else [said])
    }  # fmt: skip
    assert signed_in.post(NEW, dict(answer.context["typed"])).status_code == 302
    assert Activity.objects.get().title == "Phòng, chống <ma túy>"
