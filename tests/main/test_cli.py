"""The command line: what it prints and how it ends: 0 all is well, 1 differences or refused, 2 asked wrongly."""

import datetime as dt

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate
from django.db import transaction

from ketnoi.audit import journal
from ketnoi.audit.models import Head, Line
from ketnoi.figures import entered
from ketnoi.figures.models import Fact, VerifyRun
from ketnoi.main import cli
from ketnoi.orgs.models import Agency, Level, Unit, searchable

pytestmark = pytest.mark.django_db
NAME = "Hội Liên hiệp Phụ nữ tỉnh Minh Họa"


def run(*words, **more):
    return CliRunner().invoke(cli.group, words, **more)


@pytest.fixture
def unit():
    agency = Agency.objects.create(id=1, code="hoi", name="Hội", short="Hội", css="hoi", order=1)
    made = Unit.objects.create(agency=agency, level=Level.PROVINCE, name=NAME, folded=searchable(NAME, ""), province=14)
    Unit.objects.filter(pk=made.pk).update(path=f"{made.pk}.")
    return made


@pytest.fixture
def value(unit):
    """An entered number: 43 cases, on a paper."""
    day = dt.date(2022, 12, 31)
    return entered.enter(entered.Entry("vu_viec_phoi_hop", unit.pk, 43, day, source_name="Sổ theo dõi"))


def test_help_names_every_command():
    printed = run("--help")
    assert printed.exit_code == 0
    for name in cli.COMMANDS:
        assert f"\n  {name} " in printed.output


def test_an_unknown_command_is_bad_usage():
    assert run("khong-co").exit_code == 2


def test_a_figure_is_shown_with_its_words_and_records(value):
    printed = run("figures", "show", "vu_viec_phoi_hop")
    assert printed.exit_code == 0
    lines = printed.output.splitlines()
    assert lines[0].endswith(": 43 vụ việc")
    assert lines[1] == "Trong báo cáo: trên 40 vụ việc"
    assert lines[2] == "Số phiếu: 1"
    assert "Sổ theo dõi" in lines[3]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (("--province", "14"), "43"),
        (("--province", "15"), "0"),
        (("--from", "01/01/2023"), "0"),
        (("--to", "31/12/2022"), "43"),
        (("--as-of", "24/02/2023"), "0"),
        (("--as-of", "31/12/2099"), "43"),
    ],
)
def test_a_figure_is_narrowed(value, words, number):
    assert run("figures", "show", "vu_viec_phoi_hop", *words).output.splitlines()[0].endswith(f": {number} vụ việc")


def test_a_day_that_no_record_can_have_is_refused_in_words(value):
    answer = run("figures", "show", "vu_viec_phoi_hop", "--as-of", "31/12/2999")
    assert answer.exit_code == 2
    assert "Ngày này không có trong lịch" in answer.output


def test_a_figure_is_known_from_its_moment_on(value):
    before = run("figures", "show", "vu_viec_phoi_hop", "--as-of", str(value.entered_at - 1))
    since = run("figures", "show", "vu_viec_phoi_hop", "--as-of", str(value.entered_at))
    assert ": 0 " in before.output.splitlines()[0]
    assert ": 43 " in since.output.splitlines()[0]


@pytest.mark.parametrize(
    "words",
    [
        ("khong_co",),
        ("vu_viec_phoi_hop", "--programme", "khong-co"),
        ("vu_viec_phoi_hop", "--from", "31/02/2022"),
        ("vu_viec_phoi_hop", "--as-of", "hôm qua"),
        ("vu_viec_phoi_hop", "--province", "100"),
    ],
)
def test_a_question_that_cannot_be_asked_is_bad_usage(words):
    assert run("figures", "show", *words).exit_code == 2


def test_verify_counts_what_it_compared(value):
    printed = run("figures", "verify")
    assert printed.exit_code == 0
    assert "Đã so 1 dòng số liệu" in printed.output
    assert VerifyRun.objects.get().differences == 0


def test_verify_names_a_forged_fact(value):
    Fact.objects.update(value=44)
    printed = run("figures", "verify")
    assert printed.exit_code == 1
    assert f"entered_value {value.pk}" in printed.output


def test_folding_changes_no_number(value):
    assert "1 tỉnh" in run("figures", "fold").output
    assert ": 43 " in run("figures", "show", "vu_viec_phoi_hop").output.splitlines()[0]
    assert run("figures", "verify").exit_code == 0


def test_the_journal_is_read_and_a_forged_line_found():
    with transaction.atomic():
        journal.write("create", "officer", 1)
    assert run("audit", "verify").exit_code == 0
    Line.objects.update(actor=7)
    printed = run("audit", "verify")
    assert printed.exit_code == 1
    assert "nội dung đã bị sửa" in printed.output


def test_an_anchor_is_printed_and_held_against_the_journal():
    with transaction.atomic():
        journal.write("create", "officer", 1)
    assert "Chưa có mốc nào" in run("audit", "verify").output
    made = run("audit", "anchor")
    assert made.exit_code == 0
    paper = made.stdout.strip()
    assert "so với 1 mốc" in run("audit", "verify").output
    assert run("audit", "verify", "--paper", paper).exit_code == 0
    assert run("audit", "verify", "--paper", "không phải").exit_code == 2
    Line.objects.all().delete()
    Head.objects.update(seq=0, hash="")
    assert journal.verify() == (0, [])
    for words in (("verify",), ("verify", "--quick"), ("verify", "--paper", paper), ("anchor",)):
        assert run("audit", *words).exit_code == 1
    assert run("audit", "anchor", "--anew").exit_code == 0
    assert run("audit", "verify").exit_code == 0


def test_the_first_administrator(unit):
    words = ("createadmin", "--username", "quantri", "--name", "Quàng Thị Mẫu", "--unit", NAME)
    assert run(*words, "--password", "mot-cau-dai-de-nho").exit_code == 0
    officer = authenticate(username="quantri", password="mot-cau-dai-de-nho")
    assert [(post.unit_id, post.role) for post in officer.posts.all()] == [(unit.pk, "administrator")]
    assert run(*words, "--password", "mot-cau-dai-de-nho").exit_code == 1


def test_the_first_recorder(unit):
    words = ("--username", "ghi", "--name", "Lò Thị Mẫu", "--unit", NAME, "--role", "recorder")
    assert run("createadmin", *words, "--password", "mot-cau-dai-de-nho").exit_code == 0
    officer = authenticate(username="ghi", password="mot-cau-dai-de-nho")
    assert [post.role for post in officer.posts.all()] == ["recorder"]
    assert run("createadmin", *words[:-1], "vua", "--password", "mot-cau-dai-de-nho").exit_code == 2


@pytest.mark.parametrize(("name", "password"), [(NAME, "ngan"), ("Đơn vị không có", "mot-cau-dai-de-nho")])
def test_an_administrator_needs_a_unit_and_a_long_password(unit, name, password):
    words = ("--username", "quantri", "--name", "Quàng Thị Mẫu", "--unit", name, "--password", password)
    assert run("createadmin", *words).exit_code == 2
    assert authenticate(username="quantri", password=password) is None


def test_a_demo_never_enters_a_database_in_use(unit):
    words = ("--username", "quantri", "--name", "Quàng Thị Mẫu", "--unit", NAME, "--password", "mot-cau-dai-de-nho")
    run("createadmin", *words)
    assert run("demo").exit_code == 1
    assert Unit.objects.get() == unit


def test_a_report_needs_a_file_and_a_name():
    assert run("report", "khong-co").exit_code == 2
    assert run("report", "khong-co", "--docx", "khong.docx").exit_code == 2


def test_check_says_what_is_wrong(value):
    assert run("check").exit_code == 0
    Fact.objects.update(value=44)
    run("figures", "verify")
    printed = run("check")
    assert printed.exit_code == 1
    assert "KHÔNG ĐẠT  số liệu: 1 chỗ khác" in printed.output.replace("2 chỗ", "1 chỗ")
