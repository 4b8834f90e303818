"""The map is redrawn while a program writes: it is told to send again, and its key is still free."""

import pytest

from ketnoi.activities.models import Activity
from tests.activities.test_redrawn import redrawn_meanwhile
from tests.api.worlds import of, sent

pytestmark = pytest.mark.django_db


def test_a_program_is_told_to_send_again_and_its_key_is_still_free(world):
    program = of(world, "mau")
    with redrawn_meanwhile(world.units["hoi_a"]):
        refused = program.enter(sent(world), "gui-lai-sau")
    assert (refused.status_code, Activity.objects.count()) == (409, 0)
    assert "hãy gửi lại" in refused.json()["detail"]
    assert program.enter(sent(world), "gui-lai-sau").status_code == 201
