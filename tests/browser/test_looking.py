"""The eyes that look at every page: what they leave out because it was seen never hides what is new."""

import pytest

from tests.browser.looking import Eyes


@pytest.fixture
def fresh(eyes):
    """Eyes that have seen nothing."""
    return Eyes(eyes.script)


def test_a_page_seen_before_is_not_looked_at_again_and_a_new_colour_is(visits, fresh):
    with visits.visit() as page:
        page.goto("/dang-nhap/")
        assert fresh.everywhere(page) == []
        seen = set(fresh.seen)
        assert seen
        page.goto("/dang-nhap/?next=/hoat-dong/")
        assert fresh.everywhere(page) == []
        assert fresh.seen == seen
        page.locator("main label").first.evaluate("label => { label.style.color = '#ccc' }")
        told = fresh.everywhere(page)
    assert {problem.split(":")[0] for problem in told} == {"1280 light"}
    assert all("color-contrast: label" in problem for problem in told)


def test_the_same_word_on_another_ground_is_new(visits, fresh):
    with visits.visit() as page:
        page.goto("/dang-nhap/")
        assert fresh.everywhere(page) == []
        page.locator("main").evaluate("main => { main.style.backgroundColor = 'rgb(90, 80, 80)' }")
        assert any("color-contrast" in problem for problem in fresh.everywhere(page))
