"""What the wrap-up of 2023 published comes out of the demo's records, to the last person."""

import datetime as dt
from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.db.models import Q

from ketnoi.activities import snapshots
from ketnoi.activities.enums import Verb
from ketnoi.activities.models import Activity, Revision
from ketnoi.audit import journal
from ketnoi.audit.installation import is_demo
from ketnoi.audit.models import Line
from ketnoi.demo import world
from ketnoi.demo.plans import read
from ketnoi.figures import answers, catalogue, changes, records, verify
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import EnteredValue
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Agency, Unit
from ketnoi.periods import spans
from ketnoi.places.models import Kind, Place
from ketnoi.programmes import following, placing
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.models import Programme
from ketnoi.reports.models import FixedForm, FrozenFigure, Report
from ketnoi.reports.statistical import definitions, filled
from ketnoi.ui import dates
from ketnoi.works import measured
from ketnoi.works.models import Work
from tests.demo.published import BY_YEAR, SLUG, WHOLE

YEARS = read("works.json")["years"]
HA_NOI, HAI_PHONG, DA_NANG, HO_CHI_MINH, CAN_THO = 1, 31, 48, 79, 92
pytestmark = pytest.mark.usefixtures("accounts")


def asked(code, **more):
    return Figure(code, programme=Programme.objects.get(slug=SLUG).pk, **more)


def frozen_at():
    return Report.objects.get(outline="tong-ket").frozen_at


@pytest.mark.parametrize(("code", "number"), WHOLE.items())
def test_the_published_numbers(code, number):
    assert answers.value(asked(code)) == number
    assert answers.from_ledger(asked(code)) == number


@pytest.mark.parametrize(("code", "numbers"), BY_YEAR.items())
def test_the_years(code, numbers):
    assert answers.breakdown(asked(code), "year") == dict(zip([(y,) for y in range(2019, 2023)], numbers, strict=True))


def test_the_national_programme_holds_them_too():
    parent = Programme.objects.get(slug=SLUG).parent
    assert answers.value(Figure("buoi_tuyen_truyen", programme=parent.pk)) == 238
    assert answers.value(Figure("vu_viec_phoi_hop", programme=parent.pk)) == 43


def test_who_came():
    found = answers.breakdown(asked("luot_tuyen_truyen"), "audience")
    codes = {catalogue.category("audience", code).pk: code for code in ("HOI_VIEN", "HOC_SINH", "NHAN_DAN")}
    assert {codes[key]: number for (key,), number in found.items()} == {
        "HOI_VIEN": 22_164,
        "HOC_SINH": 11_908,
        "NHAN_DAN": 7_164,
    }


def test_which_agencies_worked_together():
    codes = dict(Agency.objects.values_list("pk", "code"))
    found = answers.combinations(asked("buoi_tuyen_truyen"))
    assert {frozenset(codes[agency] for agency in agencies): n for agencies, n in found.items()} == {
        frozenset({"hoi", "ca"}): 183,
        frozenset({"hoi", "ca", "vks"}): 25,
        frozenset({"hoi", "ca", "ta"}): 17,
        frozenset({"hoi", "ca", "vks", "ta"}): 13,
    }
    kind = catalogue.category("kind", "TT_LONG_GHEP").pk
    assert answers.value(asked("lan_tham_gia", kind=kind)) == 544


def test_nobody_met_in_lockdown():
    by_month = answers.breakdown(asked("buoi_tuyen_truyen"), "month")
    months = [by_month.get((2021 * 12 + month,), 0) for month in range(12)]
    assert months == [2, 5, 9, 6, 1, 0, 1, 0, 1, 6, 7, 3]


def test_four_of_todays_communes_have_no_session():
    today = Place.objects.get(kind=Kind.PROVINCE, code="14", valid_to=None)
    assert Place.objects.filter(parent=today, kind=Kind.COMMUNE).count() == 75
    assert len(answers.breakdown(asked("buoi_tuyen_truyen"), "commune")) == 71


def test_one_correction_after_the_report_was_frozen():
    figure = asked("luot_tuyen_truyen")
    assert dates.from_us(frozen_at()).date() == dt.date(2023, 2, 24)
    assert answers.value(figure.but(as_of=frozen_at())) == 41_180
    (change,) = changes.since(figure, frozen_at())
    assert (change.before, change.after) == (112, 168)
    (revision,) = Revision.objects.filter(verb="correct")
    assert revision.activity_id == change.record
    assert dates.from_us(revision.at).date() == dt.date(2023, 3, 5)
    assert answers.value(figure.but(as_of=revision.at - 1)) == 41_180
    assert answers.value(figure.but(as_of=revision.at)) == 41_236
    assert answers.value(asked("buoi_tuyen_truyen", as_of=frozen_at())) == 238


def replayed(moment, kind, programme):
    """Attendances as the revisions known at a moment say, counted one by one."""
    known = {}
    for one in Revision.objects.filter(at__lte=moment).order_by("activity", "number"):
        known[one.activity_id] = one.verb, snapshots.entry(one.snapshot)
    return sum(
        entry.total
        for verb, entry in known.values()
        if verb != Verb.WITHDRAW and entry.kind == kind and programme in entry.programmes
    )


def test_as_of_any_day_agrees_with_a_replay_of_the_history():
    figure = asked("luot_tuyen_truyen")
    kind = catalogue.category("kind", "TT_LONG_GHEP").pk
    first = dt.datetime(2019, 1, 1, tzinfo=dates.ZONE)
    for days in [*range(0, 1530, 45), 1515, 1524, 1525]:
        moment = dates.to_us(first + dt.timedelta(days=days))
        wanted = replayed(moment, kind, figure.programme)
        assert answers.value(figure.but(as_of=moment)) == wanted, days
    assert wanted == 41_236


def test_the_report_keeps_what_was_known_when_it_was_frozen():
    kept = dict(FrozenFigure.objects.values_list("key", "value"))
    assert kept["luot_tuyen_truyen|tron"] == 41_180
    assert kept["buoi_tuyen_truyen"] == 238


def test_entered_numbers_name_their_paper():
    of_form = Q(source_name__startswith="Biểu thống kê")
    by_code = Counter(EnteredValue.objects.exclude(of_form).values_list("indicator__code", flat=True))
    assert by_code == {
        "vu_viec_phoi_hop": 4,
        "vu_viec_dung_han": 4,
        "tap_the_khen": 1,
        "ca_nhan_khen": 1,
        "dia_chi_tin_cay": 1,
        "hoi_vien": 1,
    }
    assert EnteredValue.objects.filter(of_form).count() == 9
    assert not EnteredValue.objects.filter(source_name="").exists()
    assert len(answers.answer(asked("vu_viec_phoi_hop")).entered) == 4


def test_a_form_is_fixed_and_another_waits_for_its_blank_cells():
    fixed = FixedForm.objects.get()
    assert filled.read(fixed.content).cells["III.3.so"].value == 2_200_000_000
    half = EnteredValue.objects.get(indicator__code="kinh_phi_pcblgd_khac", value=0)
    form = definitions.load(fixed.form)
    span = spans.containing(form.period, half.holds_on)
    assert span is not None
    told = filled.fill(form, half.unit, span).cells
    assert [told[key].words for key in ("III.4.so", "III.5.so", "I.3.so")] == ["chưa gửi", "0", "chỉ có khi công bố"]


def test_the_targets():
    programme = Programme.objects.get(slug=SLUG)
    assert dict(programme.targets.values_list("indicator", "amount")) == {
        "buoi_tuyen_truyen": 240,
        "luot_tuyen_truyen": 40_000,
        "cuoc_noi_chuyen": 4,
        "lop_tap_huan": 36,
        "can_bo_tap_huan": 1_000,
    }


def test_what_lies_under_the_contents_is_what_was_published():
    tree = {branch.content.code: branch.all for branch in placing.tree(Programme.objects.get(slug=SLUG))}
    assert tree["TRUYEN_THONG"] == 238 + 5
    assert (tree["TT_LONG_GHEP"], tree["NOI_CHUYEN"], tree["TAP_HUAN"], tree["GIAM_SAT"]) == (238, 5, 37, 2)


def test_conferences_recommendations_and_the_next_term():
    programme = Programme.objects.get(slug=SLUG)
    states = Counter(task.state for task in following.tasks(programme))
    assert states == {"done": 4, "dropped": 1, "open": 3}
    assert [one.kind for one in programme.conferences.all()] == ["wrap_up", "review"]
    outcomes = Counter(programme.requests.values_list("outcome", flat=True))
    assert outcomes == {"accepted": 1, "partly": 1, "declined": 1, "open": 1}
    successor = programme.successors.get()
    assert successor.status == "circulated"
    seen = [username for username in ("ca.sonla", "hoi.sonla", "hoi.tohieu") if _sees(username, successor)]
    assert seen == ["ca.sonla", "hoi.sonla"]


def _sees(username, programme):
    return programmes.visible_to(Officer.objects.get(username=username)).filter(pk=programme.pk).exists()


def test_the_parties():
    programme = Programme.objects.get(slug=SLUG)
    parties = programme.parties.values_list("role", "unit__name")
    assert [name for role, name in parties if role == "party"] == [
        "Hội Liên hiệp Phụ nữ tỉnh Sơn La",
        "Công an tỉnh Sơn La",
        "Viện kiểm sát nhân dân tỉnh Sơn La",
        "Tòa án nhân dân tỉnh Sơn La",
    ]
    assert [role for role, _name in parties].count("observer") == 1
    assert programme.parent.document_number == "11/CTPH-TWHLHPN-BCA-VKSNDTC-TANDTC"


def test_the_five_cities():
    cluster = Programme.objects.get(slug="cum-thi-dua-1-2017-2021")
    assert cluster.chair.name == "Hội Phụ nữ Công an thành phố Hà Nội"
    assert cluster.parent is not None
    leads = Unit.objects.filter(pk__in=cluster.parties.values("unit"))
    assert {unit.agency.code for unit in leads} == {"pnca"}
    assert leads.count() == 5
    figure = Figure("hoat_dong", programme=cluster.pk)
    assert {year for (year,) in answers.breakdown(figure, "year")} == {2017, 2018, 2019, 2020, 2021}
    agency = Agency.objects.get(code="pnca").pk
    by_unit = answers.breakdown(figure.but(agency=agency), "unit")
    assert {unit for (unit,) in by_unit} == set(leads.values_list("pk", flat=True))
    assert min(by_unit.values()) > 20


def test_nothing_was_recorded_before_it_took_place():
    for number, day, at in Revision.objects.values_list("number", "activity__starts_on", "at"):
        assert dates.from_us(at).date() > day, number


def test_everything_adds_up():
    report = verify.run()
    assert report.differences == []
    assert report.facts >= 10_000
    assert report.rollups >= 10_000


def test_one_journal_line_for_every_write():
    assert journal.verify()[1] == []
    lines = Counter(Line.objects.values_list("kind", "verb"))
    assert lines["activity", "correct"] == 1
    assert (lines["report", "start"], lines["report", "freeze"]) == (3, 1)
    assert lines["programme", "create"] == Programme.objects.count() == 5
    assert lines["entered_value", "enter"] == EnteredValue.objects.count()
    assert lines["officer", "create"] == Officer.objects.count()
    assert lines["officer", "give_post"] == Officer.objects.count() + 1  # one holds two
    assert lines["places.place", "create"] == Place.objects.filter(kind=Kind.VILLAGE).count()
    recorded = Line.objects.filter(kind="activity", verb="record")
    assert sum(line.detail["count"] for line in recorded) == Activity.objects.count()


def test_the_journal_tells_the_years_in_their_order():
    moments = list(Line.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert dt.date(2026, 3, 6) <= dates.from_us(moments[-1]).date()  # what came by links is not the first to come


def test_one_officer_holds_two_posts_and_units_have_units_inside(accounts):
    analyst = Officer.objects.get(username="tonghop.sonla")
    posts = policy.posts_of(analyst)
    assert [post.role for post in posts] == ["analyst", "recorder"]
    assert {policy.home(post.unit).pk for post in posts} == {posts[0].unit_id}
    inside = Unit.objects.filter(level__in=["section", "branch"]).values_list("parent__agency__code", flat=True)
    assert Counter(inside) == {"hoi": 2, "pnca": 10}


def test_everybody_is_invented():
    assert {name.split()[-1] for name in Officer.objects.values_list("name", flat=True)} == {"Mẫu"}


def test_who_may_sign_in(accounts):
    assert len({account.username for account in accounts}) == len(accounts)
    assert len({account.password for account in accounts}) == len(accounts)
    assert min(len(account.password) for account in accounts) >= 15
    roles = {a.role for a in accounts if a.organisation == "Hội Liên hiệp Phụ nữ tỉnh Sơn La"}
    assert roles == {"recorder", "lead", "supervisor", "analyst", "administrator"}
    organisations = {account.organisation for account in accounts}
    assert {"Công an tỉnh Sơn La", "Viện kiểm sát nhân dân tỉnh Sơn La", "Tòa án nhân dân tỉnh Sơn La"} <= organisations
    assert sum(account.organisation.startswith("Hội Phụ nữ Công an thành phố") for account in accounts) == 5


def test_a_password_opens_its_account_and_a_post(accounts):
    officer = authenticate(username=accounts[0].username, password=accounts[0].password)
    assert policy.posts_of(officer)[0].unit.name == accounts[0].organisation


def test_those_who_recorded_in_the_districts_may_not_sign_in(accounts):
    listed = {account.username for account in accounts}
    newcomer = Officer.objects.get(start_until__isnull=False)
    assert newcomer.username == "chuyenvien.moi"
    assert newcomer.has_usable_password()
    for officer in Officer.objects.exclude(username__in=listed).exclude(pk=newcomer.pk):
        assert not officer.has_usable_password()
        assert policy.posts_of(officer) == []


def test_it_is_a_demo_and_never_a_second_time():
    assert is_demo()
    with pytest.raises(world.NotEmpty):
        world.build(seed=1)


# Each figure of the five cities' account is stated by an indicator that opens its records.
def city(code):
    return Unit.objects.get(agency__code="pnca", level="province", province=code, place__valid_to=None).pk


def of_city(code, indicator, first=2017, last=2021):
    return Figure(indicator, dt.date(first, 1, 1), dt.date(last, 12, 31), unit=city(code))


def opened(figure, code):
    """Titles of the records behind a figure, as the city's own officer opens them."""
    found = records.Records(figure, Officer.objects.get(posts__unit=city(code), posts__valid_to=None))
    return [one.row.title for one in found[0 : len(found)]]


def test_ha_noi_registered_forty_to_fifty_new_works_each_year():
    for year in YEARS:
        figure = of_city(HA_NOI, "cong_trinh_moi", year, year)
        number = answers.value(figure)
        assert 40 <= number <= 50
        assert len(set(opened(figure, HA_NOI))) == number


def test_352_crossings_open_the_work_they_were_reached_by():
    figure = of_city(HA_NOI, "nut_giao_thong")
    assert answers.value(figure) == 352
    assert set(opened(figure, HA_NOI)) == {"Những bóng hồng làm mềm hóa giao thông thủ đô"}


def test_ho_chi_minh_city_keeps_three_key_works_every_year():
    for year in YEARS:
        figure = Figure("trong_diem", end=dt.date(year, 12, 1), unit=city(HO_CHI_MINH))
        assert answers.value(figure) == 3
        special = [one for one in opened(figure, HO_CHI_MINH) if "người có hoàn cảnh đặc biệt" in one]
        assert len(special) == 1


@pytest.mark.parametrize(
    ("code", "indicator", "title"),
    [
        (HA_NOI, "can_cuoc_tai_nha", "Cấp căn cước công dân lưu động"),
        (HO_CHI_MINH, "can_cuoc_tai_nha", "Cấp thẻ căn cước công dân"),
        (HA_NOI, "ho_pccc", "phòng cháy, chữa cháy và truyền thông tiết kiệm điện"),
        (HA_NOI, "ho_tiet_kiem_dien", "phòng cháy, chữa cháy và truyền thông tiết kiệm điện"),
        (HAI_PHONG, "don_phong_tiep_dan", "Phòng tiếp dân do phụ nữ đảm nhận"),
        (CAN_THO, "truong_cam_ket", "Trường học thân thiện, không ma túy"),
        (CAN_THO, "nguoi_giup_do", "Quản lý, giáo dục, cảm hóa phụ nữ vi phạm pháp luật"),
    ],
)
def test_results_the_cities_measured_open_their_work(code, indicator, title):
    figure = of_city(code, indicator)
    assert answers.value(figure) > 0
    assert all(title in one for one in opened(figure, code))


@pytest.mark.parametrize(
    ("code", "title", "indicator"),
    [
        (DA_NANG, "Tập huấn kỹ năng xử lý vụ việc xâm hại", "lop_tap_huan"),
        (CAN_THO, "Tuyên truyền, phổ biến, giáo dục ý thức công dân khi tôi 18", "buoi_tuyen_truyen"),
        (CAN_THO, "Phòng, chống tội phạm xâm hại trẻ em", "cuoc_noi_chuyen"),
        (HO_CHI_MINH, "Tuyên truyền phòng, chống tội phạm lừa đảo", "luot_tuyen_truyen"),
    ],
)
def test_results_from_records_entered_before_are_the_work_s_own_figures(code, title, indicator):
    work = Work.objects.get(unit=city(code), year=2018, title__startswith=title)
    found = {measured.figure(one.question).indicator: one for one in measured.results(work)}
    assert found[indicator].value > 0
    assert found[indicator].value == answers.value(measured.figure(found[indicator].question))
