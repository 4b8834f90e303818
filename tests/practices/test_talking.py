"""Questions and answers, following and thanks: who may, who is told, what is left when words are taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.notices.models import Notice
from ketnoi.practices import actions, following, talking
from ketnoi.practices.models import Follow, Practice, Question, Thanks
from ketnoi.web import practice_jobs

ASKED = "Phòng rộng bao nhiêu thì đủ?"
SAID = "Chừng mười hai mét vuông, có cửa riêng."


def told(world) -> dict[str, list[str]]:
    """{officer: kinds of what he was told}, in order."""
    names = {officer.pk: name for name, officer in world.officers.items()}
    found: dict[str, list[str]] = {}
    for one in Notice.objects.order_by("pk"):
        found.setdefault(names[one.officer_id], []).append(one.kind)
    return found


def ask(world, practice: Practice, words: str = ASKED, **more: bool) -> Question:
    return talking.ask(practice, words, world.units["hoi_khac"].pk, world.by("la"), **more)


def answer(world, question: Question, words: str = SAID, version: int = 1) -> Question:
    return talking.answer(question, words, world.units["hoi_tinh"].pk, version, world.by())


def test_asked_by_a_unit_answered_by_the_other_and_both_are_told(world):
    question = ask(world, world.publish())
    assert told(world) == {"tinh": ["practice_question"]}
    assert list(talking.waiting(world.officers["tinh"].posts.get())) == [question]
    assert not talking.waiting(world.officers["la"].posts.get()).exists()
    said = answer(world, question)
    assert (said.unit, said.answered_unit) == (world.units["hoi_khac"], world.units["hoi_tinh"])
    assert told(world) == {"tinh": ["practice_question"], "la": ["practice_answer"]}
    assert not talking.waiting(world.officers["tinh"].posts.get()).exists()


def test_a_question_sent_twice_is_one_until_it_is_withdrawn(world):
    made = world.publish()
    question = ask(world, made)
    with pytest.raises(ValidationError) as refused:
        ask(world, made, f"  {ASKED}")
    assert list(refused.value.error_dict) == ["words"]
    assert told(world) == {"tinh": ["practice_question"]}
    talking.withdraw(question, 1, world.by("la"))
    assert ask(world, made).words == ASKED


def test_what_waits_is_the_units_own_and_a_writers(world):
    ask(world, world.publish())
    counts = {name: next(practice_jobs.sections(one.posts.get())).count for name, one in world.officers.items()}
    assert counts == {"tinh": 1, "xa": 0, "cong_an": 0, "xem": 0, "la": 0}


def test_words_that_may_name_somebody_are_asked_about_once(world):
    made = world.publish()
    with pytest.raises(ValidationError) as refused:
        ask(world, made, "Bà Lò Thị Mẫu có trực không?")
    assert [one.code for one in refused.value.error_dict["words"]] == ["may_name"]
    assert not Question.objects.exists()
    assert ask(world, made, "Công an TP Hải Phòng có trực không?", sure=True).pk


def test_nobody_asks_himself_nor_about_a_draft(world):
    own, draft = world.publish(), world.write("hoi_khac")
    for practice in (own, draft):
        with pytest.raises(ValidationError):
            talking.ask(practice, ASKED, world.units["hoi_tinh"].pk, world.by())


def test_withdrawn_words_are_gone_and_an_answer_taken_back_leaves_the_question_waiting(world):
    question = answer(world, ask(world, world.publish()))
    with pytest.raises(versions.Stale):
        talking.take_back(question, 1, world.by())
    waiting = talking.take_back(question, 2, world.by())
    assert (waiting.answer, waiting.answered_at) == ("", None)
    talking.withdraw(waiting, 3, world.by("la"))
    left = Question.objects.get()
    assert (left.words, left.answer) == ("", "")
    assert not talking.visible_to(world.officers["la"]).exists()
    lines = Line.objects.filter(kind="practice_question").order_by("pk")
    assert [one.verb for one in lines] == ["ask", "answer", "take_back", "withdraw"]
    assert ASKED not in "".join(str(one.detail) for one in lines)


def test_an_answered_question_is_not_reworded(world):
    question = ask(world, world.publish())
    talking.reword(question, "Phòng cần mấy cửa?", 1, world.by("la"))
    said = answer(world, question, version=2)
    with pytest.raises(ValidationError):
        talking.reword(said, ASKED, 3, world.by("la"))
    assert Question.objects.get().words == "Phòng cần mấy cửa?"


def test_who_follows_hears_of_versions_and_of_the_end(world):
    made, unit, by = world.publish(), world.units["hoi_khac"].pk, world.by("la")
    following.follow(made, unit, by)
    following.follow(made, unit, by)
    assert Follow.objects.count() == 1
    made = actions.revise(made, world.content(schedule="Trực cả tuần"), "Đổi lịch", made.version, world.by())
    made = actions.retire(made, "Sáp nhập trụ sở", made.version, world.by())
    assert told(world) == {"la": ["practice_followed", "practice_followed"]}
    following.unfollow(made, unit, by)
    actions.publish(made, made.version, world.by())
    assert told(world) == {"la": ["practice_followed", "practice_followed"]}


def test_a_unit_thanks_once(world):
    made, unit, by = world.publish(), world.units["hoi_khac"].pk, world.by("la")
    for words in ("Cảm ơn vì mẫu phiếu.", "Cảm ơn vì mẫu phiếu hẹn giờ."):
        following.thank(made, words, unit, by)
    assert [one.words for one in Thanks.objects.all()] == ["Cảm ơn vì mẫu phiếu hẹn giờ."]
    assert told(world) == {"tinh": ["practice_thanked"]}
    with pytest.raises(ValidationError):
        following.thank(made, "Cảm ơn.", made.unit_id, world.by())


def browser(world, who: str) -> Client:
    client = Client()
    client.force_login(world.officers[who])
    return client


def test_pages_ask_confirm_answer_and_show(world):
    made = world.publish()
    asks, other = reverse("practices:ask", args=[made.uuid]), browser(world, "la")
    warned = other.post(asks, {"version": 0, "words": "Anh Mẫu trực mấy buổi?"})
    assert (warned.status_code, Question.objects.count()) == (422, 0)
    assert "sure" in warned.context["form"].fields
    assert "Anh Mẫu trực mấy buổi?" in warned.content.decode()
    assert other.post(asks, {"version": 0, "words": "Anh Mẫu trực mấy buổi?", "sure": "on"}).status_code == 302
    question = Question.objects.get()
    address = reverse("practices:answer", args=[question.uuid])
    assert other.get(address).status_code == 404
    own = browser(world, "tinh")
    own.post(address, {"version": 1, "answer": "Mỗi tuần hai buổi sáng."})
    shown = other.get(reverse("practices:questions", args=[made.uuid])).content.decode()
    assert "Mỗi tuần hai buổi sáng." in shown
    assert address not in shown
    second = own.post(address, {"version": 1, "answer": "Mỗi tuần ba buổi."})
    assert second.status_code == 409
    assert ("Trả lời", "Mỗi tuần ba buổi.", "Mỗi tuần hai buổi sáng.") in second.context["theirs"]


def test_only_who_asked_takes_the_question_back(world):
    question = ask(world, world.publish())
    address = reverse("practices:withdraw_question", args=[question.uuid])
    assert browser(world, "tinh").post(address, {"version": 1}).status_code == 404
    browser(world, "la").post(address, {"version": "9" * 30})
    assert Question.objects.get().withdrawn_at is None
    browser(world, "la").post(address, {"version": 1})
    assert Question.objects.get().withdrawn_at is not None


def test_a_page_of_many_questions_asks_no_more_than_one_of_few(world, django_assert_max_num_queries):
    made, client = world.publish(), browser(world, "la")
    address = reverse("practices:questions", args=[made.uuid])
    answer(world, ask(world, made))
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    for number in range(4):
        answer(world, ask(world, made, f"{ASKED} {number}"))
    with django_assert_max_num_queries(len(few)):
        client.get(address)
