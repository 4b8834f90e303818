import itertools
import re

from django.template.loader import render_to_string
from django.urls import resolve, reverse

from ketnoi.ui.views import gallery


def page():
    return render_to_string("ui/gallery.html", gallery._context())


def test_the_gallery_is_open_and_has_its_address():
    view = resolve(reverse("ui:gallery")).func
    assert view.policy == "public"


def test_every_id_is_unique_and_every_reference_has_its_target():
    html = page()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    pointed = re.findall(r'(?:for|aria-labelledby|aria-controls)="([^"]+)"', html)
    pointed += [part for group in re.findall(r'aria-describedby="([^"]+)"', html) for part in group.split()]
    pointed += re.findall(r'<a[^>]* href="#([^"]+)"', html)
    assert set(pointed) <= set(ids)


def test_headings_go_down_one_step_at_a_time():
    levels = [int(level) for level in re.findall(r"<h([1-6])", page().split("<main", 1)[1])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_shell_shows_where_we_are_and_how_to_leave():
    context = {**gallery._context(), "sign_out": "/dang-xuat/"}
    html = render_to_string("ui/shell.html", context)
    assert html.count('aria-current="page"') == 2
    assert re.search(r'<form class="out wide-only" method="post" action="/dang-xuat/">', html)
    assert "<form" not in render_to_string("ui/shell.html", {**context, "sign_out": ""})
    assert '<a class="skip" href="#chinh">' in html
    assert html.count('<main id="chinh"') == 1


def test_messages_are_said_politely_and_failures_are_banners():
    class Message:
        def __init__(self, level_tag, words):
            self.level_tag, self.words = level_tag, words

        def __str__(self):
            return self.words

    html = render_to_string("ui/messages.html", {"messages": [Message("success", "Đã lưu"), Message("error", "<b>")]})
    assert 'role="status"' in html
    assert re.search(r'class="toast".*Đã lưu', html, re.DOTALL)
    assert re.search(r'class="banner bad".*&lt;b&gt;', html, re.DOTALL)
    assert render_to_string("ui/messages.html", {"messages": []}).strip() == ""
