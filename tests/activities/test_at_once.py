"""Two editors in two transactions at the same moment: PostgreSQL's row locks decide, never the last one to save."""

import pytest
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
from tests.threads import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_of_two_editors_is_told():
    world = worlds.build()
    doer = {"actor": world.officers["mau"].pk, "unit": world.units["hoi_xa"].pk}
    made = actions.record(world.entry(), **doer)

    def edit(women):
        try:
            actions.correct(made, world.entry(women=women), "Đếm lại", 1, **doer)
        except versions.Stale as conflict:
            return f"told of {conflict.current.women}"
        return "saved"

    outcomes = dict(zip((40, 45), at_once(lambda: edit(40), lambda: edit(45)), strict=True))
    women = Activity.objects.get().women
    other = ({40, 45} - {women}).pop()
    assert outcomes == {women: "saved", other: f"told of {women}"}
    assert answers.value(Figure("nu")) == women


def test_a_form_sent_twice_at_once_makes_one_record():
    world = worlds.build()

    def send():
        client = Client()
        client.force_login(world.officers["mau"])
        return client.post(NEW, filled(world)).status_code

    assert sorted(at_once(send, send, send)) == [302, 422, 422]
    assert Activity.objects.count() == 1


def test_a_link_used_twice_at_once_keeps_one_report():
    world = worlds.build()
    _link, token = link_actions.make(world.units["hoi_xa"].pk, "Trưởng bản Nà Hoa", 7, world.officers["mau"].pk)
    address, said = reverse("activities:report", args=[token]), told()

    def send():
        return Client().post(address, said).status_code

    assert sorted(at_once(send, send, send)) == [200, 410, 410]
    assert SentReport.objects.count() == 1
