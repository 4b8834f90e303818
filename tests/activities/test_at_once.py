"""Two editors in two transactions at the same moment: PostgreSQL's row locks decide, never the last one to save."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from ketnoi.activities import actions, link_actions
from ketnoi.activities.models import Activity, SentReport
from ketnoi.audit import versions
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from tests.activities import worlds
from tests.activities.test_links import told
from tests.activities.test_pages import NEW, filled

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_of_two_editors_is_told():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets only one writer in at all")
    world = worlds.build()
    doer = {"actor": world.officers["mau"].pk, "unit": world.units["hoi_xa"].pk}
    made = actions.record(world.entry(), **doer)
    together, outcomes = Barrier(2), {}

    def edit(women):
        together.wait()
        try:
            actions.correct(made, world.entry(women=women), "Đếm lại", 1, **doer)
            outcomes[women] = "saved"
        except versions.Stale as conflict:
            outcomes[women] = f"told of {conflict.current.women}"
        finally:
            connection.close()

    editors = [Thread(target=edit, args=[women]) for women in (40, 45)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    women = Activity.objects.get().women
    other = ({40, 45} - {women}).pop()
    assert outcomes == {women: "saved", other: f"told of {women}"}
    assert answers.value(Figure("nu")) == women


def test_a_form_sent_twice_at_once_makes_one_record():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets only one writer in at all")
    world = worlds.build()
    together, statuses = Barrier(3), []

    def send():
        client = Client()
        client.force_login(world.officers["mau"])
        together.wait()
        try:
            statuses.append(client.post(NEW, filled(world)).status_code)
        finally:
            connection.close()

    senders = [Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(statuses) == [302, 422, 422]
    assert Activity.objects.count() == 1


def test_a_link_used_twice_at_once_keeps_one_report():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets only one writer in at all")
    world = worlds.build()
    _link, token = link_actions.make(world.units["hoi_xa"].pk, "Trưởng bản Nà Hoa", 7, world.officers["mau"].pk)
    address, said = reverse("activities:report", args=[token]), told()
    together, statuses = Barrier(3), []

    def send():
        together.wait()
        try:
            statuses.append(Client().post(address, said).status_code)
        finally:
            connection.close()

    senders = [Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(statuses) == [200, 410, 410]
    assert SentReport.objects.count() == 1
