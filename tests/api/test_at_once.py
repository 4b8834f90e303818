"""The same key sent several times at once: one record, one answer for all."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from ketnoi.activities.models import Activity
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from tests.activities import worlds
from tests.api.worlds import Program, of, sent

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_key_sent_three_times_at_once_writes_once():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets only one writer in at all")
    world = worlds.build()
    secret = of(world, "mau").secret
    together, found = Barrier(3), []

    def send():
        program = Program(secret, Client(raise_request_exception=False))
        together.wait()
        try:
            found.append(program.enter(sent(world), "mot-lan-thoi"))
        finally:
            connection.close()

    senders = [Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(answer.status_code for answer in found) == [200, 200, 201]
    assert {answer.json()["id"] for answer in found} == {str(Activity.objects.get().uuid)}
    assert answers.value(Figure("hoat_dong")) == 1
