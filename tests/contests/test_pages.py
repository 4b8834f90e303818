"""Pages of contests: who sees what of them, what each step is offered to whom, what is said to the second of two."""

import re

import pytest

from ketnoi.contests import actions, entering, jury, rounds
from ketnoi.contests.models import Contest, Mark
from ketnoi.practices.actions import By
from tests.works.worlds import DAY


def page(client, world, name, path):
    client.force_login(world.base.officers[name])
    return client.get(f"/cong-trinh/hoi-thi/{path}")


def test_marks_of_others_are_seen_only_after_the_round_is_closed(client, world):
    world.all_marked()
    paths = (f"{world.contest.uuid}/vong/1/", f"bai/{world.entries['hoi_xa'].uuid}/")
    for name in ("tinh", "nu_ca", "la"):
        for path in paths:
            shown = page(client, world, name, path).content.decode()
            assert "55,00" not in shown
            assert "Hiệu quả: " not in shown
    rounds.close(world.round(), world.version, world.by)
    for name in ("tinh", "la"):
        assert "55,00" in page(client, world, name, paths[0]).content.decode()
        assert "Hiệu quả: 30/60" in page(client, world, name, paths[1]).content.decode()


def test_others_entries_are_not_there_before_the_list_is_settled(client, world):
    path = f"bai/{world.entries['hoi_xa'].uuid}/"
    assert page(client, world, "la", path).status_code == 404
    assert "hoi_xa" not in page(client, world, "la", f"{world.contest.uuid}/bai/").content.decode()
    assert page(client, world, "xa", path).status_code == 200
    world.settle()
    assert page(client, world, "la", path).status_code == 200


def test_a_round_too_many_is_taken_out_of_a_draft_and_the_later_ones_move_up(client, world):
    terms = actions.Terms("Hội thi ba vòng", DAY, DAY, ())
    made = actions.draft(world.base.units["hoi_tinh"].pk, terms, world.by)
    for version, name in enumerate(("Một", "Thừa", "Hai", "Ba"), start=1):
        rounds.add(made, rounds.Layout(name, 5, DAY, (("Hiệu quả", 60),)), version, world.by)
    address = f"{made.uuid}/vong/2/bo/"
    assert address in page(client, world, "tinh", f"{made.uuid}/").content.decode()
    assert "Thừa và các tiêu chí" in page(client, world, "tinh", address).content.decode()
    assert client.post(f"/cong-trinh/hoi-thi/{address}", {"version": "4"}).status_code == 409
    answer = client.post(f"/cong-trinh/hoi-thi/{address}", {"version": "5"})
    assert answer["Location"] == f"/cong-trinh/hoi-thi/{made.uuid}/"
    assert list(made.rounds.values_list("number", "name")) == [(1, "Một"), (2, "Hai"), (3, "Ba")]
    assert page(client, world, "tinh", f"{world.contest.uuid}/vong/1/bo/").status_code == 404


def test_the_second_of_two_editors_sees_both_versions_of_what_he_writes(client, world):
    client.force_login(world.base.officers["tinh"])
    made = actions.draft(
        world.base.units["hoi_tinh"].pk, actions.Terms("Tên đầu", DAY, DAY, ("A", "B"), level="commune"), world.by
    )
    layout = rounds.Layout("Sơ khảo", 5, DAY, (("Hiệu quả", 60),))
    found = rounds.add(made, layout, 1, world.by)
    said = {
        "version": "1",
        "title": "Tên của tôi",
        "groups": "A\r\nB",
        "opens_on": "3/2/2026",
        "closes_on": "04/02/2026",
    }
    base = f"/cong-trinh/hoi-thi/{made.uuid}/"
    answer = client.post(f"{base}sua/", said)
    assert (answer.status_code, answer.context["theirs"]) == (409, [
        ("Tên hội thi", "Tên của tôi", "Tên đầu"), ("Đến hết ngày", "04/02/2026", "03/02/2026"),
        ("Cấp dự thi", "Không giới hạn", "Cấp xã"),
    ])  # fmt: skip
    round_said = {"version": "1", "name": "Sơ khảo", "places": "4", "marks_until": "03/02/2026"}
    answer = client.post(f"{base}vong/{found.number}/sua/", round_said | {"criteria": "Hiệu quả: 60\nSáng tạo: 40"})
    assert answer.context["theirs"] == [
        ("Số bài được chọn", "4", "5"),
        ("Tiêu chí và điểm tối đa", "Hiệu quả: 60; Sáng tạo: 40", "Hiệu quả: 60"),
    ]


def test_so_do_the_unit_that_shares_an_entry_and_the_juror_in_two_windows(client, world):
    entry, own = world.entries["hoi_xa"], By(*world.base.doer)
    entering.share(entry, ("Tên mới", ""), 1, own, public=True)
    client.force_login(world.base.officers["xa"])
    base = "/cong-trinh/hoi-thi/"
    answer = client.post(f"{base}bai/{entry.uuid}/cong-khai/", {"version": "1", "title": "Tên của tôi"})
    assert (answer.status_code, [both[1:] for both in answer.context["theirs"]]) == (
        409, [("không", "có"), ("Tên của tôi", "Tên mới")],
    )  # fmt: skip
    answer = client.post(f"{base}bai/{entry.uuid}/rut/", {"version": "1", "reason": "Nhầm"})
    assert answer.context["theirs"] == [("Phần công khai", "", "Tên mới")]
    world.settle()
    world.mark("nu_ca", "hoi_xa", (30, 20))
    client.force_login(world.base.officers["nu_ca"])
    marking_page = f"{base}{world.contest.uuid}/vong/1/cham/{entry.uuid}/"
    answer = client.post(marking_page, {"version": "0", "diem_0": "31", "diem_1": "20"})
    assert [both[1:] for both in answer.context["theirs"]] == [("31", "30")]


def test_a_draft_that_is_called_off_stays_its_unit_s_own(client, world):
    terms = actions.Terms("Hội thi bỏ dở", DAY, DAY, (), programme=world.base.movement.pk)
    made = actions.draft(world.base.units["hoi_tinh"].pk, terms, world.by)
    actions.cancel(made, "Không đủ kinh phí", 1, world.by)
    assert page(client, world, "la", f"{made.uuid}/").status_code == 404
    assert "Hội thi bỏ dở" not in page(client, world, "xa", "").content.decode()
    assert "Không đủ kinh phí" in page(client, world, "tinh", f"{made.uuid}/").content.decode()


@pytest.mark.parametrize(("settled", "seen"), [(False, 404), (True, 200)])
def test_what_is_called_off_shows_others_no_more_than_they_saw(client, world, settled, seen):
    if settled:
        world.settle()
    actions.cancel(world.contest, "Hoãn", world.version, world.by)
    own, other = (f"bai/{world.entries[unit].uuid}/" for unit in ("hoi_khac", "hoi_xa"))
    assert [page(client, world, "la", path).status_code for path in (own, other)] == [200, seen]
    assert ("hoi_xa" in page(client, world, "la", f"{world.contest.uuid}/bai/").content.decode()) == settled
    told = page(client, world, "la", f"{world.contest.uuid}/").content.decode()
    assert ("Hoãn" in told, "của đơn vị của bạn" in told) == (True, not settled)
    assert page(client, world, "tinh", other).status_code == 200


def test_a_juror_is_offered_what_he_may_mark_and_marks_by_the_form(client, world):
    world.settle()
    base = f"{world.contest.uuid}/vong/1/"
    shown = page(client, world, "tinh", base).content.decode()
    assert len(re.findall(r"/cham/[0-9a-f-]{36}/", shown)) == 2
    own = f"{base}cham/{world.entries['hoi_tinh'].uuid}/"
    assert page(client, world, "tinh", own).status_code == 404
    other = f"/cong-trinh/hoi-thi/{base}cham/{world.entries['hoi_xa'].uuid}/"
    refused = client.post(other, {"version": "0", "diem_0": "70", "diem_1": "9" * 30})
    assert refused.status_code == 422
    assert client.post(other, {"version": "0", "diem_0": "50", "diem_1": "30"}).status_code == 302
    assert sorted(Mark.objects.values_list("points", flat=True)) == [30, 50]


def test_a_contest_is_laid_out_by_forms(client, world):
    client.force_login(world.base.officers["tinh"])
    said = {
        "version": "0", "unit": str(world.base.units["hoi_tinh"].pk), "title": "Hội thi mới", "groups": "A\nB",
        "opens_on": "01/03/2026", "closes_on": "01/02/2026",
    }  # fmt: skip
    refused = client.post("/cong-trinh/hoi-thi/moi/", said)
    assert refused.status_code == 422
    assert "Hội thi mới" in refused.content.decode()
    answer = client.post("/cong-trinh/hoi-thi/moi/", said | {"closes_on": "01/04/2026"})
    assert answer.status_code == 302, answer.content.decode()
    made = Contest.objects.get(title="Hội thi mới")
    vong = {"version": "1", "name": "Vòng một", "places": "5", "marks_until": "01/05/2026", "criteria": "Hiệu quả 40"}
    add = f"/cong-trinh/hoi-thi/{made.uuid}/vong/them/"
    assert client.post(add, vong).status_code == 422
    assert client.post(add, vong | {"criteria": "Hiệu quả: 40\nSáng tạo: 60"}).status_code == 302
    assert list(made.rounds.get().criteria.values_list("name", "most")) == [("Hiệu quả", 40), ("Sáng tạo", 60)]
    assert page(client, world, "la", f"{made.uuid}/").status_code == 404


def test_the_own_entries_stand_on_the_contest_s_page_with_what_can_be_done(client, world):
    own, other = (world.entries[unit].uuid for unit in ("hoi_xa", "hoi_khac"))
    shown = page(client, world, "xa", f"{world.contest.uuid}/").content.decode()
    assert (f"bai/{own}/rut/" in shown, f"bai/{own}/cong-khai/" in shown) == (True, True)
    assert str(other) not in shown
    world.settle()
    shown = page(client, world, "xa", f"{world.contest.uuid}/").content.decode()
    assert (f"bai/{own}/rut/" in shown, f"bai/{own}/cong-khai/" in shown) == (False, True)
    assert "/rut/" not in page(client, world, "la", f"{world.contest.uuid}/").content.decode()


def test_jurors_stand_with_their_units_and_mark_beside_the_entry(client, world):
    units = {one.officer_id: told for one, told in jury.members(world.contest)}
    assert units == {
        world.base.officers[name].pk: world.base.officers[name].posts.get().unit.label for name in ("tinh", "nu_ca")
    }
    for path in (f"{world.contest.uuid}/", f"{world.contest.uuid}/giam-khao/"):
        shown = page(client, world, "tinh", path).content.decode()
        assert all(told in shown for told in units.values())
    world.settle()
    entry = world.entries["hoi_xa"].uuid
    shown = page(client, world, "nu_ca", f"{world.contest.uuid}/vong/1/cham/{entry}/").content.decode()
    assert f'href="/cong-trinh/hoi-thi/bai/{entry}/"' in shown
    told = [page(client, world, who, f"{world.contest.uuid}/vong/1/").content.decode() for who in ("tinh", "la")]
    assert ["bạn không chấm" in one for one in told] == [True, False]


def test_who_has_nothing_to_hand_in_is_told_why(client, world):
    path = f"{world.contest.uuid}/du-thi/"
    shown = page(client, world, "xa", path)
    assert ("beside" in shown.context, shown.context["form"].fields["work"].choices[1:]) == (True, [])
    work = world.base.agreed("hoi_xa", title="Ngõ hoa")
    shown = page(client, world, "xa", path)
    assert ("beside" in shown.context, [pk for pk, _name in shown.context["form"].fields["work"].choices]) == (
        False, ["", work.pk],
    )  # fmt: skip


def test_a_juror_who_handed_an_entry_in_himself_does_not_mark_it(client, world):
    world.settle()
    juror, entry = world.base.officers["nu_ca"], world.entries["hoi_xa"]
    entry.entered_by = juror.pk
    entry.save()
    address = f"/cong-trinh/hoi-thi/{world.contest.uuid}/vong/1/cham/{entry.uuid}/"
    client.force_login(juror)
    assert client.get(address).status_code == 404
    assert client.post(address, {"version": "0", "diem_0": "60", "diem_1": "40"}).status_code == 404
    assert not Mark.objects.exists()


@pytest.mark.parametrize("who", ["la", "xa", "nu_ca"])
def test_whoever_does_not_run_the_contest_takes_no_step_with_it(client, world, who):
    """A party's recorder, a commune of the organiser, a juror: each step is not there, and nothing changes."""
    world.settle()
    before = (world.version, world.round().stage)
    client.force_login(world.base.officers[who])
    base = f"/cong-trinh/hoi-thi/{world.contest.uuid}/"
    steps = ("sua/", "mo/", "chot-bai/", "cong-bo/", "huy/", "giam-khao/", "giam-khao/thoi/", "vong/them/")
    steps += tuple(f"vong/1/{step}/" for step in ("sua", "bo", "bat-dau", "khoa-diem", "chon"))
    said = {"version": str(world.version), "reason": "Thử", "officer": str(world.base.officers[who].pk)}
    assert {client.post(base + one, said).status_code for one in (*steps, "binh-chon/mo/")} == {404}
    assert (world.version, world.round().stage) == before


def test_what_was_withdrawn_is_its_unit_s_and_the_organiser_s_and_is_not_counted(client, world):
    entry = world.entries["hoi_xa"]
    entering.withdraw(entry, "Chưa xong", 1, By(*world.base.doer))
    world.settle()
    listed, own = f"{world.contest.uuid}/bai/", f"bai/{entry.uuid}/"
    seen = [("Chưa xong" in page(client, world, who, listed).content.decode()) for who in ("xa", "tinh", "la")]
    assert seen == [True, True, False]
    assert [page(client, world, who, own).status_code for who in ("xa", "tinh", "la")] == [200, 200, 404]
    for who in ("tinh", "la"):
        assert page(client, world, who, listed).context["page"].paginator.count == 2
