"""A report fixed in one month and asked again after corrections, merges and new definitions says the same, to the byte.

What happens in between is drawn from the actions of the product. `KETNOI_CORRECTIONS=500` draws that many (40 usually),
`KETNOI_SEED` says another beginning.
"""

import datetime as dt
import io
import os
import random
import zipfile
from dataclasses import dataclass, replace
from functools import cache

import pytest
from django.utils import timezone

from ketnoi.activities import actions as activities
from ketnoi.activities import snapshots
from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity
from ketnoi.documents import pdf
from ketnoi.figures import catalogue, defining, entered, remapping
from ketnoi.figures.models import EnteredValue, Indicator
from ketnoi.orgs import actions as orgs
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Kind
from ketnoi.places.redrawing import Named, Paper
from ketnoi.programmes import queries as programmes
from ketnoi.reports import actions, editions, exporting, flow, moved
from ketnoi.reports.models import Report
from tests.activities import worlds as ground
from tests.reports import worlds

CORRECTIONS = int(os.environ.get("KETNOI_CORRECTIONS", "40"))
SEED = os.environ.get("KETNOI_SEED", "20261122")
SESSIONS = 30
MERGED_ON = dt.date(2026, 3, 1)
KINDS = ("TT_LONG_GHEP", "NOI_CHUYEN", "TAP_HUAN")
COUNTED = ("hoat_dong", "luot")
ENTERED = ("tap_the_khen", "vu_viec_phoi_hop")
AREAS = {
    "hoi_xa": ("hoi_xa", "ca_xa", "hoi_a", "ca_a", "hoi_b", "ca_b"),
    "hoi_ben": ("hoi_ben", "ca_ben"),
}
PERIOD = (dt.date(2019, 1, 1), dt.date(2025, 12, 31))


@dataclass
class Story:
    """Reports fixed at one moment, and the dice by which things go on."""

    told: worlds.Told
    reports: list[Report]
    own: Indicator
    dice: random.Random

    def officer(self, name="mau"):
        return self.told.world.officers[name].pk

    def __post_init__(self):
        self.unit = self.told.world.units["hoi_a"].pk


@pytest.fixture
def story(told):
    """A second commune of today beside the first, sessions of both and of both together, and three reports."""
    world, dice = told.world, random.Random(SEED)
    second = ground._place(Kind.COMMUNE, "Xã Bên cạnh", "xã", world.places["tinh"], "98002", old=False)
    world.places["ben"] = second
    for code in ("hoi", "ca"):
        above = world.units[f"{code}_tinh"]
        world.units[f"{code}_ben"] = orgs.create_unit(
            above.agency, "commune", f"{code} xã Bên cạnh", above, place=second, valid_from=ground.FIRST_NEW
        )
    story = Story(told, [], _own_indicator(), dice)
    activities.record_many([_entry(story) for _ in range(SESSIONS)], story.officer(), story.unit)
    for key in ("hoi_tinh", "hoi_xa", "hoi_ben"):
        report = actions.start(world.programmes["tinh"], world.units[key], "tong-ket", PERIOD)
        actions.add_paragraph(report, None, "paragraph", f"Riêng {{{story.own.code}}} lượt; {{luot|nam=2025}} lượt.")
        _issue(report)
        story.reports.append(report)
    return story


def _issue(report):
    """Fix its figures and give it number and day."""
    actions.freeze(report)
    report.paragraphs.update(accepted=True)
    flow.submit(report)
    flow.approve(report)
    flow.issue(report, "17", timezone.localdate())


def _own_indicator():
    draft = defining.Draft(
        "Lượt học sinh thử", "Hội", "Cộng học sinh.", unit="lượt", base="luot", audiences=("HOC_SINH",)
    )
    return defining.add_indicator(draft)


def _entry(story):
    """A session of either commune, often with others', on either map's days."""
    dice, world = story.dice, story.told.world
    units = [world.units[key].pk for key in ("hoi_xa", "ca_xa", "hoi_ben", "ca_ben", "hoi_tinh")]
    day = dt.date(2025, 7, 1) + dt.timedelta(days=dice.randrange(180))
    places = ["xa", "ben", "na_hoa_moi"]
    if dice.random() < 0.3:
        units = [world.units[key].pk for key in ("hoi_a", "ca_a", "hoi_b", "ca_b", "hoi_tinh")]
        day = dt.date(2019, 1, 1) + dt.timedelta(days=dice.randrange(2000))
        places = ["na_hoa_a", "huoi_luong", "xa_b"]
    lead, *partners = dice.sample(units, dice.randint(1, 3))
    audiences = dice.sample(["HOI_VIEN", "HOC_SINH", "NHAN_DAN"], 2)
    return world.entry(
        kind=ground.category("kind", dice.choice(KINDS)),
        title=f"Buổi thử {dice.randrange(10**6)}",
        starts_on=day,
        lead=lead,
        partners=tuple(partners),
        place=world.places[dice.choice(places)].pk,
        programmes=(world.programmes["tinh"].pk,) if dice.random() < 0.9 else (),
        attendance={ground.category("audience", one): dice.randrange(1, 60) for one in audiences},
        women=None,
        minority=None,
    )


def _recorded(story):
    return story.dice.choice(list(Activity.objects.filter(status=Status.RECORDED).order_by("pk")))


def correct(story):
    session = _recorded(story)
    entry = snapshots.current(session)
    changed = story.dice.choice(
        [
            {"title": f"Tên khác {story.dice.randrange(10**6)}"},
            {"attendance": _entry(story).attendance},
            {"kind": ground.category("kind", story.dice.choice(KINDS))},
            {"programmes": ()},
            {"starts_on": entry.starts_on + dt.timedelta(days=1)},
        ]
    )
    activities.correct(session, replace(entry, **changed), "đính chính", session.version, story.officer(), entry.lead)


def withdraw(story):
    session = _recorded(story)
    lead = snapshots.current(session).lead
    activities.withdraw(session, "nhập trùng", session.version, story.officer(), lead)


def add(story):
    activities.record(_entry(story), story.officer(), story.unit)


def enter(story):
    value = story.dice.randrange(1, 500)
    rows = list(EnteredValue.objects.filter(withdrawn=False).order_by("pk"))
    if not rows or story.dice.random() < 0.5:
        worlds.enter(story.told.world, story.dice.choice(ENTERED), value)
    elif story.dice.random() < 0.5:
        entered.withdraw(story.dice.choice(rows).pk)
    else:
        row = story.dice.choice(rows)
        entered.replace(row.pk, _again(row, value))


def _again(row, value):
    return entered.Entry(
        indicator=row.indicator.code, unit=row.unit_id, value=value, holds_on=row.holds_on,
        source_name="Sổ theo dõi thử, bản mới", programmes=tuple(row.programmes),
    )  # fmt: skip


def redraw(story):
    """Two communes become one, places and units are called otherwise, definitions change."""
    p, u = story.told.world.places, story.told.world.units
    remapping.rename(p["ben"], Named("phường", "Bên Sông"), Paper(MERGED_ON - dt.timedelta(days=9), "Nghị quyết mẫu"))
    orgs.rename(Unit.objects.get(pk=u["hoi_a"].pk), "Hội tên khác", dt.date(2020, 1, 1))
    remapping.merge_communes([p["xa"], p["ben"]], Named("xã", "Gộp"), Paper(MERGED_ON, "Nghị quyết mẫu", "1/NQ"))
    row = Indicator.objects.get(pk=story.own.pk)
    said = {"name": "Lượt nhân dân thử", "unit": "lượt", "base": "luot", "audiences": ("NHAN_DAN",)}
    defining.change_indicator(row.pk, defining.Draft(owner="Hội", definition="Cộng nhân dân.", **said), row.version)
    row = Indicator.objects.get(code="buoi_tuyen_truyen")
    words = {name: getattr(row, name) for name in ("owner", "unit", "leaves_out")}
    draft = defining.Draft(name="Buổi gọi tên khác", definition="Cách đếm viết lại.", **words)
    defining.change_indicator(row.pk, draft, row.version, "viết rõ hơn")
    category = catalogue.category("kind", "NOI_CHUYEN")
    defining.change_category(category.pk, "Nói chuyện gọi khác", "cuộc", category.version)


def go_on(story):
    """Corrections one after the other; the map and the definitions change in their middle."""
    ways = [correct] * 6 + [withdraw, add, enter, enter]
    for number in range(CORRECTIONS):
        if number == CORRECTIONS // 2:
            redraw(story)
        story.dice.choice(ways)(story)


def shown(report):
    """Everything that the report says of its figures: as values, as a Word file, its annex, a PDF."""
    report = Report.objects.get(pk=report.pk)
    said = editions.said(report, editions.texts(report), editions.current(report))
    return said, exporting.docx(report), exporting.annex(report, None), pdf.available() and exporting.pdf(report)


def parts(file):
    """The texts inside a Word or Excel file: told apart more easily than its bytes."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return {name: packed.read(name).decode(errors="replace") for name in packed.namelist()}


def contributions(story, report):
    """{figure's key: {record: number}} counted over the records themselves, by what each indicator meant when fixed.

    Entered numbers are negative keys; figures by formula are left to their own tests.
    """
    units, found = _units_of(story, report), {}
    entries = [pair for pair in _entries() if set(pair[1].units) & units]
    for key, one in editions.said(report, editions.texts(report), editions.current(report)).items():
        indicator = catalogue.of(one.figure)
        if indicator.formula is None and catalogue.stored_ids()[indicator.stored].code not in COUNTED:
            rows = EnteredValue.objects.filter(withdrawn=False, indicator__code=one.token.code, unit__in=units)
            found[key] = {-row.pk: row.value for row in rows}
        elif indicator.formula is None:
            counted = ((record, _number(one.figure, entry)) for record, entry in entries)
            found[key] = {record: number for record, number in counted if number}
    return found


def _entries():
    """Recorded sessions as they stand, their programmes with those above."""
    rows = Activity.objects.filter(status=Status.RECORDED).prefetch_related(*snapshots.PARTS)
    entries = ((one.pk, snapshots.current(one)) for one in rows)
    above = cache(programmes.closed_upward)
    return [(pk, replace(entry, programmes=tuple(above(entry.programmes)))) for pk, entry in entries]


def _units_of(story, report):
    """The units of the area the report was written for, as they stood when it was fixed."""
    key = next(key for key, unit in story.told.world.units.items() if unit.pk == report.unit_id)
    return {story.told.world.units[one].pk for one in AREAS.get(key, story.told.world.units)}


def _number(figure, entry):
    """What one session counts for in a figure."""
    indicator = catalogue.of(figure)
    stands = (figure.start or dt.date.min) <= entry.starts_on <= (figure.end or dt.date.max)
    belongs = figure.programme in entry.programmes
    if not (stands and belongs and entry.kind in (indicator.kinds or [entry.kind])):
        return 0
    if indicator.measure == Indicator.Measure.RECORDS:
        return 1
    audiences = indicator.audiences or entry.attendance
    return sum(number for audience, number in entry.attendance.items() if audience in audiences)


def test_a_fixed_report_stays_and_names_exactly_what_was_corrected(story):
    files = [shown(report) for report in story.reports]
    records = [contributions(story, report) for report in story.reports]
    go_on(story)
    for report, before in zip(story.reports, files, strict=True):
        assert_same(before, shown(report))
    for report, before in zip(story.reports, records, strict=True):
        assert_told(story, report, before)


def assert_same(before, after):
    """Numbers and words first, then what is inside the files, then their bytes."""
    assert before[0] == after[0]
    assert [parts(file) for file in before[1:3]] == [parts(file) for file in after[1:3]]
    assert before == after


def assert_told(story, report, before):
    """Behind every figure the corrected records, with their numbers then and now, and no others."""
    now = contributions(story, report)
    told = {
        key: {_record(change): (change.before, change.after) for change in one.changed}
        for one in moved.of_report(Report.objects.get(pk=report.pk))
        for key in one.keys
    }
    for key, numbers in before.items():
        assert told.get(key, {}) == _changed(numbers, now[key]), (report.unit.name, key)
    named = moved.redefined(Report.objects.get(pk=report.pk))
    assert named == {"Lượt học sinh thử": 2, "Buổi tuyên truyền lồng ghép": 2}


def _record(change):
    return -change.record if change.record_kind == entered.NUMBER else change.record


def _changed(then, now):
    pairs = {record: (then.get(record, 0), now.get(record, 0)) for record in then.keys() | now.keys()}
    return {record: pair for record, pair in pairs.items() if pair[0] != pair[1]}
