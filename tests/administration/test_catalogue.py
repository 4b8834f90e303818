"""Categories and indicators on their pages: who changes them, what a change says, what stays."""

import re

import pytest
from django.urls import reverse

from ketnoi.figures import answers, catalogue
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Category, Definition, Indicator
from ketnoi.officers.enums import Role
from tests import standing

SAID = {"definition": "Một câu mẫu", "owner": "Đơn vị mẫu", "leaves_out": ""}


catalogue_of_module = standing.of_module(catalogue.sync)


@pytest.fixture(autouse=True)
def _fresh(catalogue_of_module, db):
    yield
    catalogue.forget()


def url(name, *args):
    return reverse(f"administration:{name}", args=args)


def test_a_province_reads_catalogues_and_changes_nothing(world):
    client, word = world.client("tinh"), Category.objects.filter(dimension="topic").first()
    page = client.get(url("category", word.pk)).content.decode()
    assert "Danh mục dùng chung" in page
    assert "Lưu thành bản mới" not in page
    for name, args, data in (
        ("new_category", ("topic",), {"name": "Mẫu"}),
        ("category", (word.pk,), {"name": "Mẫu", "version": "1"}),
        ("show_category", (word.pk,), {"version": "1"}),
        ("new_indicator", (), SAID | {"name": "Mẫu"}),
        ("indicator", (Indicator.objects.first().pk,), SAID | {"name": "Mẫu", "version": "1"}),
        ("show_indicator", (Indicator.objects.first().pk,), {"version": "1"}),
    ):
        assert client.post(url(name, *args), data).status_code == 404, name
    assert Definition.objects.count() == 0


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_find_no_catalogue(world, role):
    client = world.client(world.add("khac", world.centre, role).officer.username)
    for name in ("categories", "indicators", "new_indicator"):
        assert client.get(url(name)).status_code == 404


def test_a_topic_is_added_renamed_and_taken_out_of_use(world):
    client = world.client("tw")
    client.post(url("new_category", "topic"), {"name": "Chuyên đề mẫu"})
    made = Category.objects.get(name="Chuyên đề mẫu")
    client.post(url("category", made.pk), {"name": "Tên mới", "version": "1", "why": "Theo hướng dẫn"})
    page = client.get(url("category", made.pk)).content.decode()
    assert "Chuyên đề mẫu" in page
    assert "Theo hướng dẫn" in page
    assert "Người Mẫu Tw" in page
    client.post(url("show_category", made.pk), {"version": "2"})
    assert "ngừng dùng" in client.get(url("categories") + "?danh_muc=topic&q=ten+moi").content.decode()
    assert made.pk not in [one.pk for one in catalogue.categories("topic")]


def test_the_second_editor_of_a_category_sees_both_versions(world):
    client, word = world.client("tw"), Category.objects.filter(dimension="topic").first()
    client.post(url("category", word.pk), {"name": "Của người kia", "version": "1"})
    answer = client.post(url("category", word.pk), {"name": "Của tôi", "version": "1"})
    assert answer.status_code == 409
    assert "<td>Của tôi</td><td>Của người kia</td>" in answer.content.decode()
    word.refresh_from_db()
    assert word.name == "Của người kia"


def test_an_indicator_by_formula_is_added_and_its_page_opens_its_terms(world):
    client = world.client("tw")
    typed = SAID | {"name": "Tỷ lệ nữ dự", "way": "ratio", "first": "nu", "second": "luot"}
    made = client.post(url("new_indicator"), typed)
    row = Indicator.objects.get(name="Tỷ lệ nữ dự")
    assert made["Location"] == url("indicator", row.pk)
    assert "Lượt nữ dự trên Lượt người dự" in client.get(made["Location"]).content.decode()
    page = client.get(reverse("figures:figure") + f"?chi-tieu={row.code}").content.decode()
    assert "không có" in page
    assert "chi-tieu=nu" in page
    assert "chi-tieu=luot" in page
    assert "Tỷ lệ nữ dự" in client.get(reverse("figures:index")).content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"way": "sum", "first": "luot", "second": "hoat_dong"}, "first"),
        ({"way": "sum", "first": "luot"}, "first"),
        ({"base": "luot", "unit": "lượt"}, "kinds"),
        ({"base": "luot", "kinds": "TAP_HUAN"}, "unit"),
        ({"way": "power"}, "way"),
        ({"way": "entered"}, "unit"),
        ({"name": "Lượt người dự", "base": "luot", "unit": "lượt", "kinds": "TAP_HUAN"}, "name"),
        ({"base": "\x00"}, "base"),
    ],
)
def test_what_is_wrong_with_an_indicator_stands_at_its_field(world, typed, field):
    answer = world.client("tw").post(url("new_indicator"), SAID | {"name": "Chỉ tiêu mẫu"} | typed)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Indicator.objects.filter(name="Chỉ tiêu mẫu").exists()


def test_a_declared_indicator_offers_words_only(world):
    client, row = world.client("tw"), Indicator.objects.get(code="buoi_tuyen_truyen")
    page = client.get(url("indicator", row.pk)).content.decode()
    assert 'name="definition"' in page
    assert 'name="way"' not in page
    client.post(url("indicator", row.pk), SAID | {"name": "Tên khác", "version": "1", "base": "luot", "way": "sum"})
    row.refresh_from_db()
    assert (row.name, row.way, row.base.code, row.version) == ("Tên khác", "", "hoat_dong", 2)


def test_an_indicator_that_is_only_entered_takes_numbers_from_papers(world):
    client = world.client("tw")
    unit = Category.objects.filter(dimension="measure").exclude(name="%").first().name
    typed = SAID | {"name": "Phụ nữ được vay vốn", "way": "entered_stock", "unit": unit, "base": "luot"}
    client.post(url("new_indicator"), typed)
    row = Indicator.objects.get(name="Phụ nữ được vay vốn")
    assert (row.measure, row.base, row.way, row.unit) == ("stock", None, "", unit)
    page = client.get(url("indicator", row.pk)).content.decode()
    assert re.search(r'value="entered_stock"[^>]*checked', page)
    number = {
        "indicator": row.code, "unit": world.centre.name, "value": "1.250", "qualifier": "over",
        "holds_on": "31/12/2024", "source_name": "Báo cáo mẫu", "source_number": "", "source_day": "",
    }  # fmt: skip
    assert client.post(url("new_entered"), number).status_code == 302
    told = answers.answer(Figure(row.code))
    assert (told.value, told.qualifier, told.entered) == (1250, "trên", ("Báo cáo mẫu",))
    changed = SAID | {"name": "Phụ nữ vay vốn", "way": "entered", "unit": unit, "version": "1", "why": "Nhầm"}
    answer = client.post(url("indicator", row.pk), changed)
    assert answer.status_code == 422
    assert 'id="id_way_error"' in answer.content.decode()
    assert client.post(url("indicator", row.pk), changed | {"way": "entered_stock"}).status_code == 302


def test_who_only_reads_an_indicator_reads_names_and_no_codes(world):
    client, reader = world.client("tw"), world.client("tinh")
    ratio = SAID | {"name": "Tỷ lệ nữ dự", "way": "ratio", "first": "nu", "second": "luot"}
    narrow = SAID | {"name": "Lượt dự tập huấn", "base": "luot", "unit": "lượt", "kinds": ["TAP_HUAN"]}
    pages = [reader.get(client.post(url("new_indicator"), one)["Location"]) for one in (ratio, narrow)]
    first, second = (page.content.decode() for page in pages)
    for said in ("<dd>tỷ lệ phần trăm</dd>", "<dd>Lượt nữ dự (lượt)</dd>", "<dd>Lượt người dự (lượt)</dd>"):
        assert said in first
    assert "<dd>Lớp tập huấn</dd>" in second
    assert "<dd>Lượt người dự</dd>" in second
    for code in ("ratio", "luot", "TAP_HUAN"):
        assert f"<dd>{code}</dd>" not in first + second


def test_the_second_editor_of_an_indicator_reads_names_and_no_codes(world):
    client = world.client("tw")
    typed = SAID | {"name": "Tỷ lệ nữ dự", "way": "ratio", "first": "nu", "second": "luot"}
    page = client.post(url("new_indicator"), typed)["Location"]
    client.post(page, typed | {"version": "1", "name": "Tỷ lệ khác"})
    stale = client.post(page, typed | {"version": "1", "way": "difference"})
    assert stale.status_code == 409
    assert "<td>hiệu các chỉ tiêu</td><td>tỷ lệ phần trăm</td>" in stale.content.decode()
