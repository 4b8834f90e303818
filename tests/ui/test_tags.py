from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Engine, Template
from django.template.loader import render_to_string
from django.test import RequestFactory


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|day }}", date(2022, 11, 4), "04/11/2022"),
        ("{{ v|day }}", None, "—"),
        ("{{ v|long_day }}", date(2022, 2, 4), "ngày 04 tháng 02 năm 2022"),
        ("{{ v|moment }}", datetime(2026, 11, 20, 7, 32, tzinfo=UTC), "14:32, 20/11/2026"),
        ("{{ v|moment }}", 1_795_159_920_000_000, "14:32, 20/11/2026"),
        ("{{ v|moment }}", None, "—"),
        ("{{ v|grouped }}", 52718, "52.718"),
        ("{{ v|grouped }}", 0, "0"),
        ("{{ v|grouped }}", None, "—"),
        ("{{ v|official }}", 52718, "trên 52.000"),
        ("{{ v|percent:8 }}", 1, "12,5%"),
        ("{{ v|percent:0 }}", 0, "không có"),
        ("{{ v|percent:8 }}", None, "—"),
    ],
)
def test_filters(source, value, shown):
    assert render(source, v=value) == shown


def test_icon_is_decoration_from_the_sprite():
    html = render('{% icon "sun" %}')
    assert html.startswith('<svg class="i" aria-hidden="true"><use href="/')
    assert html.endswith('#sun"/></svg>')


def test_badge_and_agency_escape_their_words():
    assert render('{% badge "ok" "" words %}', words="<b>") == '<span class="badge ok">&lt;b&gt;</span>'
    assert "#clock" in render('{% badge "warn" "clock" "sắp đến hạn" %}')
    assert render('{% agency "ca" name %}', name="A & B") == '<span class="ag a-ca">A &amp; B</span>'


def test_every_template_has_the_tags_without_loading():
    assert "ketnoi.ui.templatetags.ui" in Engine.get_default().builtins


def pages(number, query=""):
    page = Paginator(range(120), 50).page(number)
    context = {"page": page}
    if query:
        context["request"] = RequestFactory().get(f"/?{query}")
    return render_to_string("ui/pages.html", context)


def test_pages_keep_the_filters_and_replace_the_page():
    html = pages(2, "xa=5&trang=2&q=h%C3%B2a")
    assert 'href="?xa=5&amp;trang=1&amp;q=h%C3%B2a"' in html
    assert 'href="?xa=5&amp;trang=3&amp;q=h%C3%B2a"' in html
    assert "51–100 trong 120" in html
    assert "Trang 2 trên 3" in html


def test_the_first_and_last_page_have_one_way():
    assert 'rel="prev"' not in pages(1)
    assert 'rel="next"' not in pages(3)
    assert 'href="?trang=2"' in pages(1)


def test_a_list_of_one_page_has_no_pages():
    assert render_to_string("ui/pages.html", {"page": Paginator(range(3), 50).page(1)}).strip() == ""


def test_chart_table_names_rows_and_columns():
    context = {"caption": "Lượt", "columns": ["Nhóm", "Số"], "rows": [["Nữ", "1.200"]], "foot": ["Cộng", "1.200"]}
    html = render_to_string("ui/chart_table.html", context)
    assert '<th scope="col">Nhóm</th><th scope="col" class="n">Số</th>' in html
    assert '<th scope="row">Nữ</th><td class="n">1.200</td>' in html
    assert '<tfoot><tr><th scope="row">Cộng</th>' in html
    assert 'aria-label="Bảng: Lượt"' in html
    assert "<tfoot>" not in render_to_string("ui/chart_table.html", {**context, "foot": None})


def test_crumbs_stand_in_a_landmark_and_a_page_without_any_has_none():
    assert render("{% crumbs %} {% block crumbs %}{% endblock %}{% endcrumbs %}") == ""
    shown = render("{% crumbs %}{% block crumbs %}<li>{{ v }}</li>{% endblock %}{% endcrumbs %}", v="<b>")
    assert shown == ('<nav class="crumbs-nav" aria-label="Đường dẫn"><ol class="crumbs"><li>&lt;b&gt;</li></ol></nav>')
