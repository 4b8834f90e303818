"""`ketnoi import activities`: a workbook is checked, recorded whole, and taken back whole."""

import pytest
from click.testing import CliRunner

from ketnoi.activities.models import Activity
from ketnoi.main import cli
from ketnoi.workbooks.models import Batch
from tests.activities import worlds
from tests.activities.test_import import GOOD, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return worlds.build().officers["mau"]


@pytest.fixture
def bring_in(officer, tmp_path):
    """Run the command on a file with these rows, as the officer of the small world."""

    def run(rows, *words, username=officer.username):
        file = tmp_path / "hoat-dong.xlsx"
        file.write_bytes(workbook(*rows).read())
        return CliRunner().invoke(cli.group, ["import", "activities", str(file), "--as", username, *words])

    return run


def test_checking_records_nothing(bring_in):
    for words in ((), ("--check",)):
        checked = bring_in([GOOD], *words)
        assert checked.exit_code == 0
        assert "1 dòng mới" in checked.output
    assert Activity.objects.count() == 0


def test_published_and_undone(bring_in, officer):
    published = bring_in([GOOD, GOOD | {"Nội dung": "Phòng, chống bạo lực gia đình"}], "--publish")
    assert published.exit_code == 0
    assert Activity.objects.filter(status="recorded").count() == 2
    number = Batch.objects.get().pk
    assert f"--undo {number}" in published.output
    undone = CliRunner().invoke(cli.group, ["import", "activities", "--as", officer.username, "--undo", str(number)])
    assert undone.exit_code == 0
    assert Activity.objects.filter(status="recorded").count() == 0


def test_the_same_file_is_refused_the_second_time(bring_in):
    assert bring_in([GOOD], "--publish").exit_code == 0
    assert bring_in([GOOD], "--publish").exit_code == 1
    assert Activity.objects.count() == 1


def test_one_bad_row_keeps_all_out(bring_in):
    refused = bring_in([GOOD, GOOD | {"Ngày": "31/02/2022"}], "--publish")
    assert refused.exit_code == 1
    assert "dòng 3" in refused.output
    assert Activity.objects.count() == 0


def test_what_is_doubtful_is_recorded_only_when_agreed_to(bring_in):
    rows = [GOOD | {"Học sinh": "trên 300"}]
    refused = bring_in(rows, "--publish")
    assert refused.exit_code == 1
    assert "Nếu đồng ý, ghi 300" in refused.output
    assert Activity.objects.count() == 0
    assert bring_in(rows, "--publish", "--agree").exit_code == 0
    assert Activity.objects.get().counting.code == "UOC_TINH"


def test_bad_usage(bring_in, officer):
    assert bring_in([GOOD], username="khong.co").exit_code == 2
    assert CliRunner().invoke(cli.group, ["import", "activities", "--as", officer.username]).exit_code == 2
    undo = ["import", "activities", "--as", officer.username, "--undo", "77"]
    assert CliRunner().invoke(cli.group, undo).exit_code == 2
