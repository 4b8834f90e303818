from django.template.loader import render_to_string

from ketnoi.documents.paper import Block, Run
from tests.documents.papers import paper


def shown(**changes):
    return render_to_string("documents/paper.html", {"paper": paper(**changes)})


def test_the_screen_says_what_the_file_says():
    html = shown()
    for text in ("BAN THƯỜNG VỤ", "Độc lập - Tự do - Hạnh phúc", "/BC-BTV", "- Lưu: VT.", "CHỦ TỊCH", "Người Mẫu"):
        assert text in html
    assert 'class="star"' not in html


def test_the_organisation_layout_shows_the_star_and_no_national_title():
    html = shown(code="chinh-tri-xa-hoi")
    assert '<p class="star">*</p>' in html
    assert "CỘNG HÒA" not in html


def test_a_figure_is_a_link_without_spaces_around_it():
    assert 'Tổ chức <a class="fig" href="/so-lieu/7/" title="Số buổi">7</a><b> buổi</b>' in shown()


def test_text_is_escaped_and_nothing_is_inline():
    html = shown(blocks=(Block("paragraph", (Run("<script>x</script>", href='/"><b'),)),))
    assert "<script" not in html
    assert "style=" not in html
    assert "&lt;script&gt;" in html


def test_numbers_of_a_table_stand_right_and_words_left():
    figure = Run("4", href="/so-lieu/7/")
    rows = ([[Run("Chỉ tiêu")], [Run("Số")]], [[Run("Số buổi")], [figure]], [[Run("Ghi chú")], [figure, Run(" buổi")]])
    html = shown(blocks=(Block("table", rows=rows),))
    assert '<td>Số buổi\n</td><td class="n"><a ' in html
    assert "<td>Ghi chú\n</td><td><a " in html
