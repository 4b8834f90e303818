import pytest
from django.template.loader import render_to_string

from ketnoi.workbooks import preview, staging
from tests.workbooks import books
from tests.workbooks.books import FORM, Domain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}


def staged(*rows):
    return staging.stage(FORM, books.upload(books.book(*rows)), actor=1, unit=2, records=Domain())


def test_an_error_stands_at_its_own_cell():
    shown = preview.preview(staged(["<b>", "1/2", "ba"], ["B", "2/2", 4]), FORM)
    assert [(row.line, [cell.error for cell in row.cells]) for row in shown.rows] == [
        ("2", ["", "", "Không phải là số", ""]),
        ("3", ["", "", "", ""]),
    ]
    html = render_to_string("workbooks/preview.html", {"preview": shown})
    assert '<td><span class="cell-error">Không phải là số</span><br>ba</td>' in html
    assert "&lt;b&gt;" in html
    assert "1 dòng có lỗi" in html
    assert "Trang sau" not in html


def test_what_is_left_out_beyond_what_is_kept_is_counted():
    signs = [["Người lập"], *(["", "", f"Dòng {number}"] for number in range(staging.MOST_NOTES + 2))]
    batch = staged(["A", "1/2", 1], *signs)
    shown = preview.preview(batch, FORM)
    assert (batch.total, len(shown.left_out), shown.more) == (1, staging.MOST_NOTES, 3)
    assert "và 3 chỗ khác" in render_to_string("workbooks/preview.html", {"preview": shown})


def test_an_error_of_the_whole_row_stands_at_its_number():
    batch = staged(["A", "1/2", 1])
    batch.rows.update(errors={"": "Trùng phiếu"})
    assert preview.preview(batch, FORM).rows[0].error == "Trùng phiếu"


def test_rows_come_in_pages_and_bad_ones_can_be_seen_alone(django_assert_num_queries):
    batch = staged(*[[f"V{number}", "1/2", number if number % 2 else "x"] for number in range(120)])
    with django_assert_num_queries(2):
        last = preview.preview(batch, FORM, 3)
    assert [row.line for row in last.rows] == [str(number) for number in range(102, 122)]
    bad = preview.preview(batch, FORM, only_bad=True)
    assert bad.page.paginator.count == 60
    assert "Trang 3 trên 3" in render_to_string("workbooks/preview.html", {"preview": last})


def test_the_number_of_queries_does_not_grow_with_rows(django_assert_num_queries):
    for count in (2, 45):
        batch = staged(*[[f"{count}-{number}", "1/2", number] for number in range(count)])
        with django_assert_num_queries(2):
            preview.preview(batch, FORM)
