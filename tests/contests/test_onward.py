"""Where the pages of a contest lead whoever runs it, and what they tell him of the marking."""

import re

from ketnoi.contests import actions, rounds


def page(client, world, name, path=""):
    client.force_login(world.base.officers[name])
    return client.get(f"/cong-trinh/hoi-thi/{world.contest.uuid}/{path}").content.decode()


def steps(shown):
    """Names of the steps with a round that a contest's page offers."""
    return re.findall(r'href="[^"]*/vong/1/(bat-dau|khoa-diem|chon)/"', shown)


def test_the_contest_s_page_leads_its_organiser_to_the_next_step_and_a_juror_to_his_entries(client, world):
    assert steps(page(client, world, "tinh")) == []
    world.settle()
    assert steps(page(client, world, "tinh")) == ["khoa-diem"]
    told = [("Chấm 2 bài" in shown, steps(shown)) for shown in (page(client, world, who) for who in ("tinh", "la"))]
    assert told == [(True, ["khoa-diem"]), (False, [])]
    for juror, unit in (("tinh", "hoi_xa"), ("tinh", "hoi_khac"), ("nu_ca", "hoi_tinh")):
        world.mark(juror, unit, (30, 20))
    assert ["Chấm 2 bài" in page(client, world, who) for who in ("tinh", "nu_ca")] == [False, True]
    rounds.close(world.round(), world.version, world.by)
    assert (steps(page(client, world, "tinh")), steps(page(client, world, "nu_ca"))) == (["chon"], [])


def test_who_runs_a_round_sees_how_many_marked_and_nobody_else_does(client, world):
    world.settle()
    for unit in ("hoi_xa", "hoi_khac"):
        world.mark("tinh", unit, (30, 20))
    world.mark("nu_ca", "hoi_xa", (30, 20))
    shown = page(client, world, "tinh", "vong/1/")
    assert re.findall(r"(\d)/2 giám khảo đã chấm", shown) == ["2", "1", "0"]
    assert "50,00" not in shown
    assert ["/2 giám khảo" in page(client, world, who, "vong/1/") for who in ("nu_ca", "la")] == [False, False]
    assert "Còn 2 bài chưa đủ điểm của cả 2 giám khảo" in page(client, world, "tinh", "vong/1/khoa-diem/")
    world.mark("nu_ca", "hoi_khac", (30, 20))
    assert "Còn 1 bài chưa đủ" in page(client, world, "tinh", "vong/1/khoa-diem/")


def test_results_stand_by_rank_with_points(client, world):
    world.all_marked()
    rounds.close(world.round(), world.version, world.by)
    rounds.decide(world.round(), [world.entries["hoi_xa"].pk], "Quy mô", world.version, world.by)
    rounds.start(world.round(2), world.version, world.by)
    for unit, points in (("hoi_xa", (25, 20)), ("hoi_tinh", (60, 40))):
        world.mark("nu_ca", unit, points, number=2)
    rounds.close(world.round(2), world.version, world.by)
    rounds.decide(world.round(2), (), "", world.version, world.by)
    actions.publish(world.contest, world.version, world.by)
    table = re.search(r"<table .*?</table>", page(client, world, "la", "ket-qua/"), re.DOTALL).group()
    assert re.findall(r'<td class="n">(.*?)</td>', table) == ["1", "<b>100,00</b>"]
    assert ("Công trình của hoi_tinh" in table, "hoi_xa" in table) == (True, False)


def test_who_has_nothing_to_hand_in_is_offered_no_form(client, world):
    forms = 'name="work"'
    assert forms not in page(client, world, "xa", "du-thi/")
    world.base.agreed("hoi_xa", title="Ngõ hoa")
    assert forms in page(client, world, "xa", "du-thi/")


def test_a_contest_of_no_programme_is_said_to_be_for_the_units_below(client, world):
    client.force_login(world.base.officers["tinh"])
    offered = client.get("/cong-trinh/hoi-thi/moi/").context["form"].fields["programme"].choices
    assert offered[0] == ("", "Đơn vị trực thuộc")
