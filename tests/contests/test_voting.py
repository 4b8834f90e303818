"""Officers and codes vote, each once; nobody is shown a sum before the end, nor who chose what."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from ketnoi.audit.models import Line
from ketnoi.contests import actions, entering, rounds, states, voting
from ketnoi.contests.models import Ballot, Code, CodeTally, OfficerVote
from ketnoi.practices.actions import By
from ketnoi.vault.refusals import Tampered


@pytest.fixture
def ballot(world):
    """Two entries came through the first round; the province's is public."""
    entry = world.entries["hoi_tinh"]
    entering.share(entry, ("Tên công khai", "Lời công khai"), 1, By(0, 0), public=True)
    world.all_marked()
    rounds.close(world.round(), world.version, world.by)
    rounds.decide(world.round(), [world.entries["hoi_xa"].pk], "Quy mô", world.version, world.by)
    last = timezone.localdate() + dt.timedelta(days=1)
    return voting.begin(world.contest, last, world.version, world.by, by_codes=True)


def choice(world, unit):
    entry = world.entries[unit]
    return {entry.group_id: entry.pk}


def test_an_officer_votes_once_in_a_group_and_may_change_his_mind(world, ballot):
    officer = world.base.officers["la"]
    for unit in ("hoi_xa", "hoi_tinh"):
        voting.vote(ballot, choice(world, unit), officer, 0)
    voting.vote(ballot, choice(world, "hoi_tinh"), world.base.officers["xa"], 0)
    assert voting.chosen(ballot, officer) == {world.entries["hoi_tinh"].pk}
    assert voting.sums(ballot) is None
    with pytest.raises(ValidationError):
        voting.vote(ballot, choice(world, "hoi_khac"), officer, 0)  # it did not come through
    closed = voting.close(ballot, 1, world.by)
    assert [(one.entry.work.unit.pk, one.officers, one.codes) for one in voting.sums(closed)] == [
        (world.base.units["hoi_xa"].pk, 0, 0), (world.base.units["hoi_tinh"].pk, 2, 0),
    ]  # fmt: skip
    with pytest.raises(states.NotPossible):
        voting.vote(ballot, {}, officer, 0)


def test_the_row_of_a_vote_names_no_officer_and_the_journal_no_entry(world, ballot):
    officer = world.base.officers["la"]
    voting.vote(ballot, choice(world, "hoi_xa"), officer, 0)
    assert {one.name for one in OfficerVote._meta.get_fields()} == {"key", "ballot", "choice"}
    assert Line.objects.get(verb="vote").detail == {}


def test_rows_in_their_order_beside_the_journal_do_not_say_who_chose_what(world, ballot):
    for name in ("la", "xa"):
        voting.vote(ballot, choice(world, "hoi_xa"), world.base.officers[name], 0)
    first, second = (bytes(one.choice) for one in OfficerVote.objects.all())
    entry = world.entries["hoi_xa"].pk.to_bytes(8)
    assert len(first) == len(second)
    assert first != second
    assert entry not in first + second
    OfficerVote.objects.filter(choice=first).update(choice=second)  # laid over another's
    with pytest.raises(Tampered):
        voting.sums(voting.close(ballot, 1, world.by))


def test_who_chooses_nothing_any_more_has_no_vote(world, ballot):
    officer = world.base.officers["la"]
    voting.vote(ballot, choice(world, "hoi_xa"), officer, 0)
    voting.vote(ballot, {}, officer, 0)
    assert voting.chosen(ballot, officer) == set()
    assert not OfficerVote.objects.exists()


def test_an_entry_made_public_while_people_vote_gets_their_votes(client, world, ballot):
    entry = world.entries["hoi_xa"]
    address = f"/cong-trinh/hoi-thi/binh-chon/{ballot.uuid}/"
    assert "Tên sau" not in client.get(address).content.decode()
    entering.share(entry, ("Tên sau", ""), 1, By(0, 0), public=True)
    assert "Tên sau" in client.get(address).content.decode()
    (code,) = voting.make_codes(ballot, 1, world.by)
    voting.vote_by_code(ballot, code, choice(world, "hoi_xa"))
    assert CodeTally.objects.get(entry=entry).votes == 1


def test_what_a_unit_showed_to_everybody_it_takes_back_also_after_the_result(client, world, ballot):
    rounds.start(world.round(2), world.version, world.by)
    for unit in ("hoi_tinh", "hoi_xa"):
        world.mark("nu_ca", unit, (9, 9), 2)
    rounds.close(world.round(2), world.version, world.by)
    tied = rounds.standing(world.round(2)).tied
    rounds.decide(world.round(2), tied[:1], "Quy mô", world.version, world.by)
    actions.publish(world.contest, world.version, world.by)
    address, entry = f"/cong-trinh/hoi-thi/binh-chon/{ballot.uuid}/", world.entries["hoi_tinh"]
    assert "Tên công khai" in client.get(address).content.decode()
    client.force_login(world.base.officers["tinh"])
    said = {"version": "2", "title": "Tên công khai", "words": "Lời công khai"}
    assert client.post(f"/cong-trinh/hoi-thi/bai/{entry.uuid}/cong-khai/", said).status_code == 302
    shown = client.get(address).content.decode()
    assert ("Tên công khai" in shown, "Lời công khai" in shown) == (False, False)
    (code,) = voting.make_codes(ballot, 1, world.by)
    with pytest.raises(ValidationError):
        voting.vote_by_code(ballot, code, choice(world, "hoi_tinh"))


def test_a_contest_that_is_called_off_takes_no_vote(client, world, ballot):
    (code,) = voting.make_codes(ballot, 1, world.by)
    actions.cancel(world.contest, "Hoãn", world.version, world.by)
    assert client.get(f"/cong-trinh/hoi-thi/binh-chon/{ballot.uuid}/").status_code == 410
    for act in (
        lambda: voting.vote(ballot, {}, world.base.officers["la"], 0),
        lambda: voting.vote_by_code(ballot, code, choice(world, "hoi_tinh")),
        lambda: voting.make_codes(ballot, 1, world.by),
    ):
        with pytest.raises(states.NotPossible):
            act()


def test_a_code_votes_once_and_is_kept_nowhere(world, ballot):
    code, other = voting.make_codes(ballot, 2, world.by)
    mine = choice(world, "hoi_tinh")
    voting.vote_by_code(ballot, voting.shown(code).lower(), mine)
    for typed in (code, "", "0" * 80, "AAAA-AAAA-AAAA"):
        with pytest.raises(voting.NotThisCode):
            voting.vote_by_code(ballot, typed, mine)
    with pytest.raises(ValidationError):
        voting.vote_by_code(ballot, other, choice(world, "hoi_xa"))  # not public
    votes = dict(CodeTally.objects.values_list("entry", "votes"))
    assert votes == {world.entries["hoi_tinh"].pk: 1, world.entries["hoi_xa"].pk: 0}
    assert sorted(Code.objects.values_list("used", flat=True)) == [False, True]
    assert {one.name for one in Code._meta.get_fields()} == {"digest", "ballot", "used"}
    told = Line.objects.get(verb="vote_by_code")
    assert (told.actor, told.unit, told.detail) == (None, None, {})


def test_everybody_sees_what_was_made_public_and_nothing_else(client, world, ballot):
    (code,) = voting.make_codes(ballot, 1, world.by)
    address = f"/cong-trinh/hoi-thi/binh-chon/{ballot.uuid}/"
    shown = client.get(address).content.decode()
    assert "Tên công khai" in shown
    assert "Lời công khai" in shown
    assert "Công trình của" not in shown
    entry = world.entries["hoi_tinh"]
    said = {f"bang_{entry.group.position}": str(entry.uuid), "ma": code}
    assert client.post(address, said | {"ma": "AAAA"}).status_code == 422
    assert client.post(address, said).status_code == 200
    assert client.post(address, said).status_code == 422
    assert CodeTally.objects.get(entry=entry).votes == 1
    statuses = [client.post(address, said | {"ma": "BBBB"}).status_code for _try in range(6)]
    assert statuses[-1] == 429
    Ballot.objects.update(closed=True)
    assert client.get(address).status_code == 410


def test_who_forgets_to_choose_has_not_tried_a_code(client, world, ballot):
    (code,) = voting.make_codes(ballot, 1, world.by)
    entry, address = world.entries["hoi_tinh"], f"/cong-trinh/hoi-thi/binh-chon/{ballot.uuid}/"
    answers = [client.post(address, {"ma": code}) for _try in range(7)]
    assert {one.status_code for one in answers} == {422}
    assert answers[0].context["form"].non_field_errors() == ["Hãy chọn ít nhất một bài."]
    said = {f"bang_{entry.group.position}": str(entry.uuid), "ma": code}
    assert client.post(address, said).status_code == 200


def test_wrong_codes_make_only_their_own_sender_wait_behind_the_proxy_too(settings, world, ballot):
    """There all requests come from one machine; what a sender says of himself stands before what the proxy says."""
    settings.MIDDLEWARE = ["ketnoi.web.middleware.ProxyMiddleware", *settings.MIDDLEWARE]
    (code,) = voting.make_codes(ballot, 1, world.by)
    entry, address = world.entries["hoi_tinh"], f"/cong-trinh/hoi-thi/binh-chon/{ballot.uuid}/"

    def sent(typed, sender, claimed):
        said = {f"bang_{entry.group.position}": str(entry.uuid), "ma": typed}
        return Client().post(address, said, headers={"X-Forwarded-For": f"{claimed}, {sender}"}).status_code

    tries = [sent("AAAA-AAAA-AAAA", "203.0.113.7", f"192.0.2.{number}") for number in range(7)]
    assert (tries[0], tries[-1]) == (422, 429)
    assert sent(code, "203.0.113.7", "203.0.113.8") == 429
    assert sent(code, "203.0.113.8", "203.0.113.7") == 200


def test_voting_changes_nothing_of_the_jurys_result(world, ballot):
    before = list(world.round().placings.values_list("entry", "points", "through"))
    voting.vote(ballot, choice(world, "hoi_xa"), world.base.officers["la"], 0)
    voting.close(ballot, 1, world.by)
    assert list(world.round().placings.values_list("entry", "points", "through")) == before


def test_an_officer_votes_on_the_page_and_sums_stand_apart_after_the_end(client, world, ballot):
    client.force_login(world.base.officers["la"])
    address = f"/cong-trinh/hoi-thi/{world.contest.uuid}/binh-chon/"
    entry = world.entries["hoi_xa"]
    assert client.post(address, {f"bang_{entry.group.position}": str(entry.uuid)}).status_code == 302
    assert "<table" not in client.get(address).content.decode()
    voting.close(ballot, 1, world.by)
    assert "<table" in client.get(address).content.decode()


def test_who_asks_for_more_codes_than_there_may_be_is_told_how_many_are_left(world, ballot, monkeypatch):
    monkeypatch.setattr(voting, "MOST_OF_BALLOT", 3)
    voting.make_codes(ballot, 2, world.by)
    with pytest.raises(ValidationError, match="nhiều nhất 3 mã; còn tạo được 1"):
        voting.make_codes(ballot, 2, world.by)
    assert len(voting.make_codes(ballot, 1, world.by)) == 1


def test_a_sheet_of_codes_is_shown_once_to_whoever_runs_the_contest(client, world, ballot):
    client.force_login(world.base.officers["tinh"])
    address = f"/cong-trinh/hoi-thi/{world.contest.uuid}/binh-chon/ma/"
    shown = client.post(address, {"count": "3"}).content.decode()
    assert shown.count('<b class="tel">') == Code.objects.count() == 3
    assert client.post(address, {"count": "0"}).status_code == 422
    assert '<b class="tel">' not in client.get(address).content.decode()
    client.force_login(world.base.officers["la"])
    assert client.post(address, {"count": "3"}).status_code == 404


def test_what_ended_with_its_last_day_is_not_ended_once_more(client, world, ballot):
    client.force_login(world.base.officers["tinh"])
    base = f"/cong-trinh/hoi-thi/{world.contest.uuid}/binh-chon/"
    assert "ket-thuc/" in client.get(base).content.decode()
    Ballot.objects.update(closes_on=timezone.localdate() - dt.timedelta(days=1))
    assert "ket-thuc/" not in client.get(base).content.decode()
    assert client.post(f"{base}ket-thuc/", {"version": "1"}).status_code == 404


def test_who_chooses_nothing_is_told_that_nothing_counts(client, world, ballot):
    client.force_login(world.base.officers["la"])
    address = f"/cong-trinh/hoi-thi/{world.contest.uuid}/binh-chon/"
    assert (
        "không có bình chọn nào của bạn được tính" in client.post(address, {"bang_0": ""}, follow=True).content.decode()
    )
    assert not OfficerVote.objects.exists()


def test_a_public_page_without_entries_says_so_and_takes_no_code(client, world, ballot):
    (code,) = voting.make_codes(ballot, 1, world.by)
    entering.share(world.entries["hoi_tinh"], ("", ""), 2, By(0, 0), public=False)
    shown = client.post(f"/cong-trinh/hoi-thi/binh-chon/{ballot.uuid}/", {"ma": code}).content.decode()
    assert ("Hãy giữ mã" in shown, "<form" in shown) == (True, False)
    assert not Code.objects.get().used
