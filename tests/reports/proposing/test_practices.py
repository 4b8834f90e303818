"""A yearly report's section on practices: its numbers, the lists they open, and what is said of single ones."""

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest

from ketnoi.figures import answers, records, verify
from ketnoi.figures.figure import Figure
from ketnoi.practices import actions, adopting, recognising
from ketnoi.practices import content as contents
from ketnoi.reports import actions as reports
from ketnoi.reports import starting
from ketnoi.reports.proposing import fitting, from_practices, offers, sections
from ketnoi.reports.proposing.asking import Asking
from tests import standing
from tests.practices import worlds
from tests.practices.test_recognising import YES

SECTION = "6. Mô hình hay: công bố, áp dụng, công nhận"
CODES = ("mo_hinh_cong_bo", "mo_hinh_nhan_ve", "mo_hinh_duoc_nhan", "mo_hinh_cong_nhan_moi")


def shared() -> worlds.World:
    """The commune publishes, its province recognises it, the other province adopts it and publishes that."""
    world = worlds.build()
    made = world.publish("hoi_xa")
    world.write("hoi_xa", name="Mô hình đang viết")
    asked = recognising.propose(made, world.units["hoi_tinh"].pk, "Nhiều nơi muốn học.", world.by())
    recognising.decide(asked, replace(YES, on=contents.today()), 1, world.by())
    copied = adopting.adopt(made, world.units["hoi_khac"].pk, contents.today(), world.by("la"))
    world.copied = actions.publish(copied, 1, world.by("la"))
    return world


world_of_module = standing.of_module(shared)


@pytest.fixture
def world(world_of_module, db):
    return world_of_module


def report_of(world, unit: str):
    year = contents.today().year
    period = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    return reports.start(starting.Subject(), world.units[unit], "nam", period)


def section_of(report):
    rows = list(report.paragraphs.all())
    return next(one for one in sections.of(rows) if one.heading.text == SECTION), rows


def numbers(unit) -> list[int]:
    return [answers.value(Figure(code, unit=unit.pk, below=True)) for code in CODES]


def test_each_deed_counts_where_it_was_done(world):
    assert numbers(world.units["hoi_tinh"]) == [1, 0, 1, 1]
    assert numbers(world.units["hoi_khac"]) == [0, 1, 0, 0]
    assert verify.run().differences == []


def test_a_number_opens_who_adopted_it_from_whom(world):
    (found,) = records.behind(Figure("mo_hinh_duoc_nhan"), world.officers["tinh"])[0:10]
    whence = f"áp dụng lại từ {world.units['hoi_xa'].label}"
    assert (found.row.who, found.row.note) == (world.units["hoi_khac"].label, whence)


def test_what_was_given_up_stays_what_was_done_in_its_year(world):
    found = actions.retire(world.copied, "Hết kinh phí.", world.copied.version, world.by("la"))
    assert answers.value(Figure("mo_hinh_ap_dung")) == 0
    assert numbers(world.units["hoi_khac"]) == [0, 1, 0, 0]
    failed = replace(contents.of(found), outcome="failed", lessons="Cần hai người trực.")
    actions.revise(found, failed, "Ghi lại", found.version, world.by("la"))
    assert numbers(world.units["hoi_khac"]) == [0, 1, 0, 0]


def test_sentences_name_practice_and_units_and_open_it(world):
    report = report_of(world, "hoi_tinh")
    section, rows = section_of(report)
    found = {one.proposal.name: one for one in offers.of(report, section, rows, world.officers["tinh"])}
    commune, other = world.units["hoi_xa"].label, world.units["hoi_khac"].label
    told = [one for name, one in found.items() if name.startswith("practice:")]
    assert [one.proposal.name.split(":")[1] for one in told] == [CODES[0], CODES[2], CODES[3]]
    published, given, recognised = (one.proposal.reads for one in told)
    assert commune in published
    assert (commune in given, other in given) == (True, True)
    assert world.units["hoi_tinh"].label in recognised
    assert told[1].source.endswith(f"/{world.copied.uuid}/")
    assert "Mô hình đang viết" not in " ".join(one.proposal.reads for one in found.values())
    assert fitting.sense(report, told[1].proposal.name) == told[1].proposal.sense


def test_who_adopted_reads_it_as_adopted_and_nothing_else(world):
    told = partial(from_practices.told, Asking(report_of(world, "hoi_khac")))
    assert [[one.what for one in told(code)] for code in CODES] == [[], ["adopted"], [], []]


def test_a_name_that_may_be_somebodys_is_not_proposed(world):
    world.publish("hoi_xa", name="Góc giúp chị Mẫu Thị Thử")
    told = from_practices.told(Asking(report_of(world, "hoi_tinh")), CODES[0])
    assert [one.title for one in told] == ["Phòng tiếp dân do phụ nữ đảm nhận"]
