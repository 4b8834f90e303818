"""What is new in a cluster: the parties of shared programmes, and nobody else."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ketnoi.practices import actions, cluster
from ketnoi.practices.models import Practice
from ketnoi.programmes import actions as programmes
from ketnoi.programmes.drafts import Draft, PartyRow, Terms
from ketnoi.programmes.enums import PartyRole, Status
from tests.practices.test_talking import told


@pytest.fixture
def joined(world):
    """The two provinces' Unions signed together; the police follow, as no party."""
    units = world.units
    terms = Terms(
        name="Cụm thi đua Mẫu", short_name="Cụm Mẫu", chair=units["hoi_tinh"], starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2026, 12, 31), document_number="01/CT-MAU", signed_on=dt.date(2026, 1, 1), parent=None,
        status=Status.RUNNING,
    )  # fmt: skip
    parties = [PartyRow(units[name].pk) for name in ("hoi_tinh", "hoi_khac")]
    parties.append(PartyRow(units["ca_tinh"].pk, PartyRole.OBSERVER))
    programmes.create(Draft(terms, parties=tuple(parties)), actor=world.officers["tinh"].pk)
    return world


def test_the_cluster_is_who_signed_with_one(joined):
    units = joined.units
    assert cluster.units(units["hoi_tinh"].pk) == {units["hoi_khac"].pk}
    assert cluster.units(units["ca_tinh"].pk) == set()
    assert cluster.units(units["hoi_xa"].pk) == set()


def test_a_new_practice_is_told_to_the_cluster_once(joined):
    made = joined.publish()
    assert told(joined) == {"la": ["practice_in_cluster"]}
    actions.revise(made, joined.content(cost="Không phát sinh"), "Ghi chi phí", made.version, joined.by())
    assert told(joined) == {"la": ["practice_in_cluster"]}
    said = [(one.practice, one.words) for one in cluster.news(joined.units["hoi_khac"].pk)]
    assert said == [(made, "phiên bản 2: Ghi chi phí"), (made, "mô hình mới")]


def test_drafts_own_practices_and_other_units_are_no_news(joined):
    joined.write()
    joined.publish("hoi_khac")
    joined.publish("hoi_xa")
    given_up = joined.write()
    actions.retire(given_up, "Thôi viết", given_up.version, joined.by())
    assert cluster.news(joined.units["hoi_khac"].pk) == []


def test_pages_show_it_to_the_cluster_alone(joined):
    made = joined.publish()
    actions.retire(Practice.objects.get(), "Sáp nhập trụ sở", made.version, joined.by())
    shown = {}
    for who in ("la", "cong_an"):
        client = Client()
        client.force_login(joined.officers[who])
        page = client.get(reverse("practices:cluster"))
        library = client.get(reverse("practices:library"))
        shown[who] = ([one.words for one in page.context["news"]], len(library.context["news"]))
    assert shown == {"la": (["đã thôi áp dụng", "mô hình mới"], 2), "cong_an": ([], 0)}
