"""What is registered, agreed to, ended and carried over; what it counts for; what is refused."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit import versions
from ketnoi.figures import answers, records, verify
from ketnoi.figures.figure import Figure
from ketnoi.works import actions, judging
from ketnoi.works.enums import Consent, Status
from ketnoi.works.models import Work
from ketnoi.works.states import NotPossible
from tests.works.worlds import YEAR

IN_2026 = {"start": dt.date(YEAR, 1, 1), "end": dt.date(YEAR, 12, 31)}
NEW = Figure("cong_trinh_moi", **IN_2026)
MARCH = dt.date(2026, 3, 9)


def test_a_work_counts_from_the_word_of_the_level_above_and_opens_its_record(world):
    work = world.register()
    assert (work.status, answers.value(NEW)) == (Status.PROPOSED, 0)
    agreed = judging.agree(work, 1, *world.leader)
    assert (agreed.status, answers.value(NEW)) == (Status.AGREED, 1)
    assert answers.value(Figure("phan_viec_moi")) == 0
    (behind,) = records.Records(NEW, world.officers["tinh"])[0:5]
    assert (behind.row.title, behind.row.url) == ("Tuyến ngõ an toàn phòng cháy", f"/cong-trinh/{work.uuid}/")
    assert verify.run().differences == []


def test_joint_work_counts_once_for_all_and_for_each_that_agreed(world):
    partners = (world.units["ca_xa"].pk, world.units["hoi_khac"].pk)
    work = world.agreed(partners=partners)
    of_police = NEW.but(unit=world.units["ca_xa"].pk)
    assert (answers.value(NEW), answers.value(of_police)) == (1, 0)
    judging.answer(work, partners[0], 2, *world.doer, joins=True)
    judging.answer(work, partners[1], 3, *world.doer, joins=False)
    assert [answers.value(one) for one in (NEW, of_police, NEW.but(unit=partners[1]))] == [1, 1, 0]
    assert list(work.parts.values_list("consent", flat=True)) == [Consent.LEAD, Consent.GIVEN, Consent.REFUSED]
    with pytest.raises(ValidationError):
        judging.answer(work, partners[0], 4, *world.doer, joins=False)
    assert verify.run().differences == []


def test_what_was_returned_is_put_right_and_sent_again(world):
    work = judging.send_back(world.register(), "Chưa rõ mục tiêu", 1, *world.leader)
    with pytest.raises(NotPossible):
        judging.agree(work, 2, *world.leader)
    sent = actions.correct(work, world.entry(aim="120 hộ có bình chữa cháy"), "", 2, *world.doer)
    assert (sent.status, sent.aim) == (Status.PROPOSED, "120 hộ có bình chữa cháy")
    assert answers.value(NEW) == 0


def test_one_carried_over_is_no_new_one_and_a_key_work_stays_one(world):
    work = world.agreed(year=2025, registered_on=dt.date(2025, 7, 20), key=True)
    key = Figure("trong_diem", end=dt.date(2025, 12, 31))
    assert answers.value(key) == 1
    following = judging.carry_over(work, "Làm tiếp", 2, *world.doer)
    assert (following.status, following.year, following.carried_from) == (Status.PROPOSED, 2026, work)
    assert answers.value(key.but(end=dt.date(2026, 1, 1))) == 0
    judging.agree(following, 1, *world.leader)
    assert [answers.value(key.but(end=day)) for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1))] == [1, 1]
    assert (answers.value(NEW), answers.value(Figure("viec_trong_nam", **IN_2026))) == (0, 1)
    assert answers.value(Figure("viec_moi")) == 1
    assert verify.run().differences == []


def test_done_and_dropped_are_counted_apart_and_a_mistake_is_taken_back(world):
    done = judging.finish(world.agreed(), "reached", "Đạt", MARCH, 2, *world.doer)
    judging.drop(world.agreed(title="Việc khác", kind="phan_viec"), "Không còn kinh phí", MARCH, 2, *world.doer)
    of = {code: answers.value(Figure(code, **IN_2026)) for code in ("viec_hoan_thanh", "viec_dung", "viec_moi")}
    assert of == {"viec_hoan_thanh": 1, "viec_dung": 1, "viec_moi": 2}
    judging.reopen(done, "Ghi nhầm", 3, *world.doer)
    assert answers.value(Figure("viec_hoan_thanh")) == 0
    assert verify.run().differences == []


def test_means_are_counted_in_dong_and_what_is_unknown_is_no_zero(world):
    world.agreed(resources={"ngan_sach": 5_000_000, "van_dong": 0, "ngay_cong": 12})
    silent = world.agreed(title="Chưa rõ kinh phí")
    assert answers.value(Figure("kinh_phi_viec")) == 5_000_000
    assert answers.value(Figure("ngay_cong_viec")) == 12
    assert len(records.Records(Figure("kinh_phi_viec"), None)) == 1
    assert not silent.resources.exists()


def test_two_editors_the_second_sees_what_the_first_wrote(world):
    work = world.register()
    actions.correct(work, world.entry(title="Tên mới"), "", 1, *world.doer)
    with pytest.raises(versions.Stale) as conflict:
        judging.agree(work, 1, *world.leader)
    assert conflict.value.current.title == "Tên mới"
    assert Work.objects.get().status == Status.PROPOSED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"), ({"title": "a" * 301}, "title"), ({"field": 10**9}, "field"),
        ({"year": 2028}, "year"), ({"unit": 10**9}, "unit"), ({"partners": (10**9,)}, "partners"),
        ({"place": 10**9}, "place"), ({"kind": "khac"}, "kind"), ({"resources": {"ngan_sach": 10**14}}, "resources"),
        ({"resources": {"khac": 1}}, "resources"), ({"programme": 10**9}, "programme"), ({"people": -1}, "people"),
        ({"registered_on": dt.date(2100, 1, 1)}, "registered_on"), ({"responsible": 10**9}, "responsible"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_field_and_nothing_is_written(world, wrong, field):
    with pytest.raises(ValidationError) as refused:
        actions.register(replace(world.entry(), **wrong), *world.doer)
    assert field in refused.value.message_dict
    assert not Work.objects.exists()
