"""A systematic grid of observations: every family in every edge case, over things of different words. All invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product

from ketnoi.programmes.enums import Verdict
from ketnoi.reports.proposing.against import Against, Each, Missed, Promise, Share
from ketnoi.reports.proposing.examples import Example
from ketnoi.reports.proposing.lagging import Cause, Sent, Unknown
from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.observations import Observation
from ketnoi.reports.proposing.parts import Makeup, Parties, Rate
from ketnoi.reports.proposing.practices import Told
from ketnoi.reports.proposing.results import Compared, Done, Stock
from ketnoi.reports.proposing.things import RateOf, Thing, rates
from ketnoi.reports.tokens import Token

PERIODS = (
    "giai đoạn 2019 - 2022",
    "năm 2022",
    "6 tháng đầu năm 2022",
    "thời gian từ ngày 15/12/2021 đến ngày 14/03/2022",
)
SESSIONS = Thing(
    "buoi_tuyen_truyen",
    "buổi",
    "buổi tuyên truyền lồng ghép",
    "buổi tuyên truyền lồng ghép",
    "tổ chức",
    "luot_tuyen_truyen",
    "lượt người",
)
CLASSES = Thing("lop_tap_huan", "lớp", "lớp tập huấn", "lớp tập huấn", "mở", "can_bo_tap_huan", "cán bộ")
CASES = Thing(
    "vu_viec_phoi_hop",
    "vụ việc",
    "vụ việc liên quan đến phụ nữ và trẻ em",
    "vụ việc phối hợp xử lý",
    "phối hợp xử lý",
)
IN_TIME = Thing("vu_viec_dung_han", "vụ việc", "vụ việc phối hợp xử lý đúng hạn", "vụ việc phối hợp xử lý đúng hạn")
PRAISED = Thing("tap_the_khen", "tập thể", "tập thể được khen thưởng", "tập thể được khen thưởng")
ATTENDANCE = Thing(
    "luot_tuyen_truyen",
    "lượt",
    "lượt người được tuyên truyền lồng ghép",
    "lượt người được tuyên truyền lồng ghép",
)
ADDRESSES = Thing("dia_chi_tin_cay", "địa chỉ", "địa chỉ tin cậy", "địa chỉ tin cậy", "duy trì")
MEMBERS = Thing("bao_cao_vien", "người", "người làm báo cáo viên", "người làm báo cáo viên")
DAY = dt.date(2022, 12, 31)
VERDICTS = (Verdict.ABOVE, Verdict.MET, Verdict.NEARLY, Verdict.BELOW, Verdict.ON_PACE, Verdict.BEHIND)


def figure(
    value: int | None, code: str = "hoat_dong", qualifier: str = "", said: str = "", **narrowed
) -> Number | None:
    return None if value is None else Number(value, Token(code, **narrowed), qualifier, said)


def every() -> Iterator[Observation]:
    """All of it, in a fixed order."""
    for part in (
        _done,
        _compared,
        _against,
        _each,
        _promises,
        _shares,
        _parties,
        _makeup,
        _rates,
        _stocks,
        _lags,
        _practices,
    ):
        yield from part()


def _done() -> Iterator[Observation]:
    for thing, value, period in product((SESSIONS, CLASSES, CASES, PRAISED), (None, 0, 1, 5, 412, 52718), PERIODS[:2]):
        reached = {None: None, 0: 0, 1: 36, 5: None, 412: 41236, 52718: 0}[value] if thing.reaches else None
        yield Done(thing, figure(value, thing.code), period, "chương trình", figure(reached, thing.reaches or "luot"))
    for period in PERIODS[2:]:
        yield Done(
            SESSIONS, figure(24, SESSIONS.code), period, "công tác phối hợp", figure(1043, SESSIONS.reaches, "trên")
        )

    for things in ((), (SESSIONS,), (CLASSES, CASES), (SESSIONS, CLASSES, CASES, PRAISED)):
        for period in PERIODS:
            yield Unknown(("a", "b", "c", "d"), things, period)


def _compared() -> Iterator[Observation]:
    pairs = ((450, 412), (412, 450), (412, 412), (12, 0), (0, 12), (0, 0), (None, 3), (3, None), (2, 1), (1, 2))
    words = (("năm 2022", "năm 2021"), ("6 tháng đầu năm 2022", "cùng kỳ năm trước"))
    for thing, (now, then), (nay, moc) in product((SESSIONS, CASES, PRAISED), pairs, words):
        yield Compared(thing, figure(now, thing.code), figure(then, thing.code, year=2021), nay, moc)
    told = ((450, 412, "tăng 9,2% (38 buổi)"), (412, 450, "giảm 8,4% (38 buổi)"), (14, 6, "tăng 8 buổi"))
    for now, then, said in told:
        change = figure(now, SESSIONS.code, said=said, year=2020)
        yield Compared(
            SESSIONS, figure(now, SESSIONS.code), figure(then, year=2021), "năm 2022", "cùng kỳ năm trước", change
        )
    yield Compared(SESSIONS, figure(400, qualifier="trên"), figure(300, year=2021), "năm 2022", "năm 2021")


def _against() -> Iterator[Observation]:
    done = dict(zip(VERDICTS, (1300, 1200, 1150, 700, 640, 200), strict=True))
    for target, (thing, verdict) in enumerate(product((SESSIONS, CASES), VERDICTS), 1):
        yield Against(target, verdict, thing, figure(done[verdict], thing.code), Number(1200))
    yield Against(20, Verdict.BELOW, CLASSES, None, Number(4))
    yield Against(21, Verdict.BELOW, CLASSES, figure(0, CLASSES.code), Number(4))
    yield Against(22, Verdict.BELOW, CLASSES, figure(1, CLASSES.code), Number(4))
    yield Against(23, Verdict.NO_BASE, CLASSES, figure(1, CLASSES.code), Number(0))


def _each() -> Iterator[Observation]:
    for target, verdict in enumerate(VERDICTS, 30):
        done = 14 if verdict in {Verdict.ABOVE, Verdict.MET} else 9
        asked = "ít nhất 4 buổi mỗi đơn vị cấp xã"
        yield Each(target, verdict, SESSIONS, Number(done), Number(14), "đơn vị", asked)
    yield Each(40, Verdict.BELOW, SESSIONS, Number(0), Number(4), "năm", "ít nhất 240 buổi mỗi năm")
    yield Each(43, Verdict.BEHIND, SESSIONS, Number(0), Number(14), "đơn vị", "ít nhất 4 buổi mỗi đơn vị")
    yield Each(44, Verdict.ON_PACE, SESSIONS, Number(0), Number(14), "đơn vị", "ít nhất 4 buổi mỗi đơn vị")
    yield Against(24, Verdict.BEHIND, CLASSES, figure(0, CLASSES.code), Number(4))
    yield Each(41, Verdict.BELOW, SESSIONS, Number(3), Number(4), "năm", "ít nhất 240 buổi mỗi năm")
    yield Each(42, Verdict.NO_BASE, SESSIONS, Number(0), Number(0), "đơn vị", "ít nhất 4 buổi mỗi đơn vị")


def _promises() -> Iterator[Observation]:
    for target, fulfilled in ((50, True), (51, False), (52, None)):
        yield Promise(target, "Ban hành quy chế phối hợp {thử}.", fulfilled)
    titles = ("Lớp tập huấn", "Buổi tuyên truyền lồng ghép")
    for met, nearly, missed in ((3, 0, 2), (3, 1, 1), (5, 0, 0), (0, 0, 2), (1, 0, 0), (4, 1, 0), (0, 2, 0)):
        yield Missed(Number(met + nearly + missed), Number(met), Number(nearly), titles[:missed])


def _shares() -> Iterator[Observation]:
    for target, verdict in enumerate(VERDICTS, 60):
        part = 45 if verdict in {Verdict.ABOVE, Verdict.MET, Verdict.ON_PACE} else 30
        whole = figure(47, CASES.code)
        yield Share(target, verdict, IN_TIME, CASES, figure(part, IN_TIME.code), whole, Number(80))
    yield Share(70, Verdict.NO_BASE, IN_TIME, CASES, figure(0, IN_TIME.code), figure(0, CASES.code), Number(80))


def _parties() -> Iterator[Observation]:
    names = (("Hội LHPN", "hoi"), ("Công an", "ca"), ("VKSND", "vks"), ("TAND", "ta"))
    for whole, counts in ((412, (400, 300, 12, 0)), (412, (400, 12, 0, 0)), (2, (2, 1, 1, 1)), (7, (7, 0, 0, 0))):
        agencies = tuple(
            (name, figure(count, SESSIONS.code, agency=code)) for (name, code), count in zip(names, counts, strict=True)
        )
        for thing in (SESSIONS, CLASSES):
            yield Parties(thing, figure(whole, thing.code), agencies)


def _makeup() -> Iterator[Observation]:
    women = ("nữ", figure(35000, "nu_tuyen_truyen"))
    minority = ("người dân tộc thiểu số", figure(20100, "dan_toc_tuyen_truyen"))
    came = figure(2048, "nguoi_noi_chuyen")
    heard = Thing("nguoi_noi_chuyen", "người", "người dự nói chuyện", "người dự nói chuyện")
    members, pupils = figure(1064, audience="HOI_VIEN"), figure(984, audience="HOC_SINH")
    yield Makeup(heard, came, (("hội viên, phụ nữ", members), ("học sinh", pupils)), partition=True)
    none = ("người dân tộc thiểu số", figure(0, "dan_toc_tuyen_truyen"))
    whole = figure(41236, ATTENDANCE.code)
    for parts in ((women, minority), (women, none), (none,)):
        yield Makeup(ATTENDANCE, whole, parts)
    yield Makeup(ATTENDANCE, figure(30000, ATTENDANCE.code), (women,))
    audiences = ("hội viên, phụ nữ", "học sinh", "nhân dân", "chưa xác định đối tượng")
    for counts in ((20000, 12000, 9236, 0), (20000, 12000, 9000, 236), (41236, 0, 0, 0), (1, 2, 3, 4)):
        parts = tuple(
            (name, figure(count, audience=f"A{place}"))
            for place, (name, count) in enumerate(zip(audiences, counts, strict=True))
        )
        yield Makeup(ATTENDANCE, whole, parts, partition=True)


def _rates() -> Iterator[Observation]:
    plain = RateOf("vu_viec_dung_han", "vu_viec_phoi_hop", "", "vụ việc phối hợp xử lý", "được xử lý đúng hạn")
    for rate, (part, base) in product((plain, *rates()[1:]), ((66, 77), (1, 77), (0, 77), (77, 77), (1, 1), (0, 0))):
        unit = "tin" if rate.part == "tin_chuyen" else "vụ việc"
        hundredths = round(part * 10_000 / base) if base else 0
        said = f"{hundredths // 100},{hundredths % 100:02}"
        percent = figure(hundredths, rate.ratio, said=said) if rate.ratio and base else None
        yield Rate(rate, unit, figure(part, rate.part), figure(base, rate.base), "năm 2022", percent)
    yield Rate(plain, "vụ việc", figure(66, "a"), None, "năm 2022")
    yield Rate(plain, "vụ việc", figure(66, "a"), figure(70, "b", "trên"), "năm 2022")
    yield Rate(plain, "vụ việc", figure(78, "a"), figure(77, "b"), "năm 2022")


def _stocks() -> Iterator[Observation]:
    for thing, value in product((ADDRESSES, MEMBERS), (None, 0, 1, 75, 1204)):
        yield Stock(thing, figure(value, thing.code), DAY)


def _lags() -> Iterator[Observation]:
    for due, late, missing in ((168, 0, 0), (168, 12, 0), (168, 0, 6), (168, 12, 6), (0, 0, 0), (2, 1, 1)):
        yield Sent(Number(due), Number(late), Number(missing))
    for count, reason in ((1, "Mưa lũ chia cắt bản."), (3, "chưa nhận được {biên bản}"), (2, " . "), (0, "thử")):
        yield Cause(Number(count), reason)
    units = ("Hội LHPN xã Thử A", "Công an xã Thử A", "VKSND huyện Thử")
    for rank, people in ((0, 476), (1, 412), (2, 0)):
        title = "Nhận biết thủ đoạn lừa đảo"
        yield Example(SESSIONS, rank + 1, rank, title, dt.date(2021, 6, 1), "xã Thử A", units, Number(people))
    yield Example(CLASSES, 9, 0, "Phòng, chống bạo lực gia đình", dt.date(2021, 6, 1), "", units[:2], Number(43))
    yield Example(CLASSES, 10, 0, "Một mình", dt.date(2021, 6, 1), "xã Thử A", units[:1], Number(43))


def _practices() -> Iterator[Observation]:
    day, ours, others = dt.date(2026, 3, 2), "Hội LHPN tỉnh Thử", "Công an xã Thử A"
    for record, title in enumerate(("Phòng tiếp công dân do phụ nữ đảm nhận", "Đường dây nóng {thử}."), 1):
        yield Told("published", "mo_hinh_cong_bo", record, title, ours, day)
        yield Told("adopted", "mo_hinh_nhan_ve", record, title, ours, day, others)
        yield Told("recognised", "mo_hinh_cong_nhan_moi", record, title, others, day, ours)
    yield Told("adopted", "mo_hinh_nhan_ve", 3, "Không rõ của ai", ours, day)
