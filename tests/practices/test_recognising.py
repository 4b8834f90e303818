"""A council of a level above recognises a practice: who may, what it counts for, what is said when it changes."""

import datetime as dt
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from ketnoi.figures import answers, verify
from ketnoi.figures.figure import Figure
from ketnoi.practices import actions, recognised, recognising
from ketnoi.practices import content as contents
from ketnoi.practices.models import Practice, Recognition
from ketnoi.practices.recognising import Decision
from tests.practices.test_talking import told

DAY = dt.date(2026, 3, 2)
YES = Decision(granted=True, number="15/QĐ-MAU", on=DAY, titles=("Chủ tịch hội đồng",))
BY_PROVINCE = Figure("mo_hinh_cong_nhan_tinh")


def by_commune(world) -> actions.By:
    return actions.By(world.officers["xa"].pk, world.units["hoi_xa"].pk)


def propose(world) -> Recognition:
    made = world.publish("hoi_xa")
    return recognising.propose(made, world.units["hoi_tinh"].pk, "Nhiều nơi muốn học.", by_commune(world))


def test_proposed_decided_counted_by_level_and_both_sides_told(world):
    asked = propose(world)
    assert told(world) == {"tinh": ["practice_proposed"]}
    assert list(recognised.waiting(world.officers["tinh"].posts.get())) == [asked]
    found = recognising.decide(asked, YES, 1, world.by())
    assert told(world) == {"tinh": ["practice_proposed"], "xa": ["practice_decided"]}
    assert (found.level, found.decided_edition, found.stands) == ("province", 1, True)
    assert answers.value(BY_PROVINCE) == 1
    assert answers.value(BY_PROVINCE.but(end=DAY - dt.timedelta(days=1))) == 0
    assert answers.value(Figure("mo_hinh_cong_nhan_xa")) == 0
    assert not recognised.waiting(world.officers["tinh"].posts.get()).exists()
    assert verify.run().differences == []


def test_taken_back_it_counts_no_longer_and_stays_to_be_read(world):
    found = recognising.decide(propose(world), YES, 1, world.by())
    with pytest.raises(ValidationError) as refused:
        recognising.withdraw(found, DAY - dt.timedelta(days=1), "Làm khác đi.", 2, world.by())
    assert list(refused.value.error_dict) == ["day"]
    recognising.withdraw(found, DAY, "Làm khác đi.", 2, world.by())
    assert answers.value(BY_PROVINCE) == 0
    assert recognised.visible_to(world.officers["la"]).get().withdrawal_reason == "Làm khác đi."
    assert verify.run().differences == []
    again = recognising.propose(found.practice, world.units["hoi_tinh"].pk, "Đã làm lại.", by_commune(world))
    assert recognising.decide(again, YES, 1, world.by()).stands


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": " "}, "number"), ({"granted": False}, "reason"), ({"titles": ()}, "titles"),
        ({"on": dt.date(9999, 1, 1)}, "on"), ({"titles": ("d" * 161,)}, "titles"), ({"reason": "d" * 1_001}, "reason"),
    ],
)  # fmt: skip
def test_a_decision_is_whole_or_refused_at_its_field(world, changes, field):
    asked = propose(world)
    with pytest.raises(ValidationError) as refused:
        recognising.decide(asked, replace(YES, **changes), 1, world.by())
    assert list(refused.value.error_dict) == [field]
    assert Recognition.objects.get().result == "waiting"


def test_only_a_unit_above_has_the_council_and_each_level_once(world):
    asked = propose(world)
    for council in ("hoi_xa", "hoi_khac", "ca_tinh", "hoi_tinh"):
        with pytest.raises(ValidationError) as refused:
            recognising.propose(asked.practice, world.units[council].pk, "Đề nghị.", by_commune(world))
        assert list(refused.value.error_dict) == ["council"], council
    assert [one.pk for one in recognised.councils(asked.practice)] == [world.units["hoi_tinh"].pk]


def test_a_refusal_is_for_the_two_sides_and_counts_for_nothing(world):
    said = replace(YES, granted=False, reason="Chưa có số liệu trước và sau.")
    found = recognising.decide(propose(world), said, 1, world.by())
    sees = {name: recognised.visible_to(one).exists() for name, one in world.officers.items()}
    assert sees == {"tinh": True, "xa": True, "cong_an": False, "xem": True, "la": False}
    assert answers.value(BY_PROVINCE) == 0
    with pytest.raises(ValidationError):
        recognising.drop(found, 2, by_commune(world))


def test_what_was_changed_since_is_named(world):
    found = recognising.decide(propose(world), YES, 1, world.by())
    made = Practice.objects.get()
    content = replace(contents.of(made), cost="Không phát sinh", lessons="Cần hai người.")
    actions.revise(made, content, "Đổi chi phí", made.version, by_commune(world))
    assert recognised.changed_since(Recognition.objects.get(pk=found.pk)) == ["Chi phí"]


def browser(world, who: str) -> Client:
    client = Client()
    client.force_login(world.officers[who])
    return client


def picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (8, 8)).save(kept, "PNG")
    return kept.getvalue()


def test_pages_from_the_proposal_to_the_scan(world):
    made = world.publish("hoi_xa")
    below, above = browser(world, "xa"), browser(world, "tinh")
    council = world.units["hoi_tinh"].pk
    sent = {"version": 0, "council": council, "note": "Nhiều nơi muốn học."}
    assert below.post(reverse("practices:propose", args=[made.uuid]), sent).status_code == 302
    code = Recognition.objects.get().uuid
    decide = reverse("practices:decide", args=[code])
    assert below.get(decide).status_code == 404
    lead = world.officers["tinh"].pk
    said = {"version": 1, "granted": "granted", "number": "15/QĐ-MAU", "on": "02/03/2026"}
    assert above.post(decide, said).status_code == 422
    assert above.post(decide, said | {"officers": [lead], "titles": "Ủy viên\nỦy viên"}).status_code == 302
    assert [(one.title, one.officer) for one in Recognition.objects.get().seats.all()] == [
        ("Lãnh đạo đơn vị", lead), ("Ủy viên", None),
    ]  # fmt: skip
    assert above.post(decide, said | {"version": 2, "officers": [lead]}).status_code == 422
    scan, page = reverse("practices:recognition_scan", args=[code]), reverse("practices:recognition", args=[code])
    above.post(scan, {"scan": SimpleUploadedFile("quyet-dinh.png", picture(), "image/png")})
    shown = browser(world, "la").get(page)
    assert [one.name.partition(".")[0] for one in shown.context["files"]] == ["quyet-dinh"]
    assert browser(world, "la").post(scan).status_code == 404
    practice = browser(world, "la").get(reverse("practices:practice", args=[made.uuid])).content.decode()
    assert page in practice


def test_a_council_sees_what_it_decided_before_and_others_only_what_was_recognised(world):
    granted = recognising.decide(propose(world), YES, 1, world.by())
    refusal = Decision(granted=False, number="", on=DAY, reason="Chưa đủ thời gian.", titles=("Chủ tịch hội đồng",))
    other = world.publish("hoi_xa", name="Ngõ sáng đèn")
    council = world.units["hoi_tinh"].pk
    refused = recognising.propose(other, council, "Nhiều nơi muốn học.", by_commune(world))
    assert recognised.others(refused, world.officers["tinh"]) == [granted]
    refused = recognising.decide(refused, refusal, 1, world.by())
    assert recognised.others(granted, world.officers["tinh"]) == [refused]
    assert recognised.others(granted, world.officers["la"]) == []


def test_a_council_that_writes_for_the_unit_does_not_take_its_proposal_back(client, world):
    asked = propose(world)
    address = reverse("practices:drop_proposal", args=[asked.uuid])
    client.force_login(world.officers["tinh"])
    assert client.post(address, {"version": "1"}).status_code == 404
    assert address not in client.get(reverse("practices:recognition", args=[asked.uuid])).content.decode()
    client.force_login(world.officers["xa"])
    assert client.post(address, {"version": "1"}).status_code == 302
    asked.refresh_from_db()
    assert asked.result == "dropped"
