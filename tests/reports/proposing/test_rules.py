"""Each rule finds the sentence that breaks it, and lets the right one stand."""

import pytest

from ketnoi.programmes.enums import Verdict
from ketnoi.reports.proposing.against import Against
from ketnoi.reports.proposing.lagging import Cause, Unknown
from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.parts import Rate
from ketnoi.reports.proposing.results import Compared, Done
from ketnoi.reports.proposing.things import RateOf
from tests.reports.proposing import rules
from tests.reports.proposing.grid import CLASSES, SESSIONS, figure

DONE = Done(SESSIONS, figure(412), "năm 2022", "chương trình", figure(41236))
NOTHING = Unknown((CLASSES.code,), (CLASSES,), "năm 2022")
MORE = Compared(SESSIONS, figure(450), figure(412, year=2021), "năm 2022", "năm 2021")
LESS = Compared(SESSIONS, figure(412), figure(450, year=2021), "năm 2022", "năm 2021")
ALIKE = Compared(SESSIONS, figure(412), figure(412, year=2021), "năm 2022", "năm 2021")
FROM_NONE = Compared(
    SESSIONS, figure(12), figure(0, year=2021), "năm 2022", "năm 2021", figure(12, said="tăng 12 buổi")
)
FROM_ONE = Compared(SESSIONS, figure(2), figure(1, year=2021), "năm 2022", "năm 2021", figure(2, said="tăng 1 buổi"))
MISSED = Against(1, Verdict.BELOW, SESSIONS, figure(700), Number(1200))
UNKNOWN = Against(1, Verdict.BELOW, SESSIONS, None, Number(1200))
OF_NONE = Rate(
    RateOf("a", "b", "c", "vụ việc", "xong"), "vụ việc", figure(0), figure(0), "năm 2022", figure(0, said="0")
)
WHY = Cause(Number(1), "đường sạt lở")

GOOD = "Trong năm 2022, các đơn vị đã tổ chức 412 buổi tuyên truyền lồng ghép cho 41.236 lượt người."


BROKEN = [
    (rules.begins_with_a_capital, "đã tổ chức 412 buổi.", DONE),
    (rules.begins_with_a_capital, "412 buổi đã được tổ chức.", DONE),
    (rules.ends_with_one_stop, "Đã tổ chức 412 buổi", DONE),
    (rules.ends_with_one_stop, "Đã tổ chức 412 buổi. Tốt.", DONE),
    (rules.ends_with_one_stop, "Đã tổ chức 412 buổi..", DONE),
    (rules.is_spaced_once, "Đã  tổ chức 412 buổi.", DONE),
    (rules.is_spaced_once, "Đã tổ chức 412 buổi .", DONE),
    (rules.is_spaced_once, "Đã tổ chức 412 buổi. ", DONE),
    (rules.has_no_double_punctuation, "Đã tổ chức 412 buổi,.", DONE),
    (rules.has_no_double_punctuation, "Nội dung “” đã thực hiện.", DONE),
    (rules.is_filled, "Đã tổ chức {buoi_tuyen_truyen} buổi.", DONE),
    (rules.is_filled, "Đã tổ chức None buổi.", DONE),
    (rules.is_filled, "Đã tổ chức $so buổi.", DONE),
    (rules.writes_numbers_as_vietnamese, "Đã tổ chức cho 41236 lượt người.", DONE),
    (rules.writes_numbers_as_vietnamese, "Đã tổ chức cho 41.23 lượt người.", DONE),
    (rules.writes_numbers_as_vietnamese, "Đã mở 05 lớp.", DONE),
    (rules.invents_no_number, "Đã tổ chức 413 buổi.", DONE),
    (rules.invents_no_number, "Trong năm 2021, đã tổ chức 412 buổi.", DONE),
    (rules.counts_with_a_unit, "Đã tổ chức 412 cho 41.236 lượt người.", DONE),
    (rules.counts_with_a_unit, "Đã tổ chức 412 tuyên truyền.", DONE),
    (rules.says_zero_in_words, "Đã tổ chức 0 buổi.", DONE),
    (rules.says_zero_in_words, "Số buổi tăng 0 buổi.", MORE),
    (rules.says_zero_in_words, "Đạt 0% chỉ tiêu.", MISSED),
    (rules.says_one_as_one, "Toàn bộ 1 vụ việc đều xong.", DONE),
    (rules.moves_as_the_numbers_do, "Số buổi giảm so với năm 2021.", MORE),
    (rules.moves_as_the_numbers_do, "Số buổi tăng so với năm 2021.", LESS),
    (rules.moves_as_the_numbers_do, "Số buổi tăng so với năm 2021.", ALIKE),
    (rules.moves_as_the_numbers_do, "Số buổi là 450 buổi, bằng năm 2021.", MORE),
    (rules.moves_as_the_numbers_do, "Số buổi tăng mạnh.", DONE),
    (rules.has_a_base_for_percents, "Số buổi tăng 100% so với năm 2021.", FROM_NONE),
    (rules.has_a_base_for_percents, "Số buổi tăng 100% so với năm 2021.", FROM_ONE),
    (rules.has_a_base_for_percents, "Đạt tỷ lệ 0%.", OF_NONE),
    (rules.has_a_base_for_percents, "Đạt 98% kế hoạch.", DONE),
    (rules.gives_no_cause, "Số buổi giảm do dịch bệnh.", LESS),
    (rules.gives_no_cause, "Nguyên nhân là thiếu kinh phí.", MISSED),
    (rules.gives_no_cause, "Lý do ghi trong phiếu: “mưa lũ”.", WHY),
    (rules.uses_no_forbidden_word, "Đã chuyển tuyến 412 vụ việc.", DONE),
    (rules.uses_no_forbidden_word, "Đơn vị yếu kém nhất có 412 buổi.", DONE),
    (rules.is_written_in_vietnamese, "\u0110a\u0303 tổ chức 412 buổi.", DONE),
    (rules.is_written_in_vietnamese, "Đã tổ chức 412 wổ.", DONE),
    (rules.is_written_in_vietnamese, "Đã tổ chức 412 buổi\u200b.", DONE),
    (rules.is_short_enough, " ".join(["buổi"] * 61), DONE),
    (rules.repeats_no_word, "Đã tổ chức chức 412 buổi.", DONE),
    (rules.says_missing_as_missing, "Trong năm 2022, không mở lớp tập huấn.", NOTHING),
    (rules.says_missing_as_missing, "Chỉ tiêu chưa đạt.", UNKNOWN),
    (rules.judges_as_the_programme_does, "Số buổi đạt 700/1.200 buổi, vượt chỉ tiêu đề ra.", MISSED),
    (rules.judges_as_the_programme_does, "Số buổi đạt 700/1.200 buổi.", MISSED),
]


@pytest.mark.parametrize(("rule", "sentence", "made_from"), BROKEN)
def test_a_rule_finds_what_breaks_it(rule, sentence, made_from):
    assert rule(sentence, made_from)


def test_every_rule_was_tried():
    assert {rule for rule, _sentence, _made_from in BROKEN} == set(rules.RULES)


def test_a_right_sentence_keeps_them_all():
    assert rules.problems(GOOD, DONE) == []
    assert (
        rules.problems("Số buổi tuyên truyền lồng ghép năm 2022 là 450 buổi, tăng so với năm 2021 (412 buổi).", MORE)
        == []
    )
    assert (
        rules.problems("Lý do ghi đối với 1 phiếu hoạt động bổ sung sau khi xác nhận số liệu là “đường sạt lở”.", WHY)
        == []
    )
