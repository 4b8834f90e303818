"""The same key sent several times at once: one record, one answer for all."""

from __future__ import annotations

import pytest
from django.test import Client

from ketnoi.activities.models import Activity
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from tests.activities import worlds
from tests.api.worlds import Program, of, sent
from tests.threads import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_key_sent_three_times_at_once_writes_once():
    world = worlds.build()
    secret = of(world, "mau").secret

    def send():
        return Program(secret, Client(raise_request_exception=False)).enter(sent(world), "mot-lan-thoi")

    found = at_once(send, send, send)
    assert sorted(answer.status_code for answer in found) == [200, 200, 201]
    assert {answer.json()["id"] for answer in found} == {str(Activity.objects.get().uuid)}
    assert answers.value(Figure("hoat_dong")) == 1
