"""Tags and filters every template has without loading: icons, badges, agency names, days and numbers."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.ui import dates, numbers, text

register = template.Library()

EMPTY = "—"
PAGE_PARAMETER = "trang"


@register.simple_tag
@lru_cache(maxsize=200)
def icon(name: str) -> SafeString:
    """Draw a decorative icon of the sprite; the word beside it carries the meaning."""
    sprite = static("ui/icons.svg")
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name)


@register.simple_tag
def badge(kind: str, icon_name: str, text: str) -> SafeString:
    """Show the state of a thing. Kind: ok, warn, bad, info, plum, mute; icon_name may be empty."""
    drawing = icon(icon_name) if icon_name else ""
    return format_html('<span class="badge {}">{}{}</span>', kind, drawing, text)


@register.simple_tag
def agency(code: str, name: str) -> SafeString:
    """Show an agency's name with its colour; a code without a colour of its own gets the neutral one."""
    return format_html('<span class="ag a-{}">{}</span>', code, name)


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """Wrap the steps (li's) that lead to a page in a landmark; a page without any has none."""
    if not content.strip():
        return SafeString("")
    shown = '<nav class="crumbs-nav" aria-label="{}"><ol class="crumbs">{}</ol></nav>'
    return format_html(shown, _("Đường dẫn"), content)


@register.simple_tag(takes_context=True)
def page_link(context: Context, number: int, parameter: str = PAGE_PARAMETER) -> str:
    """Address of another page of the same list: the current query with only the page number changed."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return f"?{parameter}={number}"
    query = request.GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def unbroken(value: str) -> str:
    """Keep a period of years, "2019 - 2022", on one line."""
    return text.unbroken(value)


@register.filter
def day(value: date | None) -> str:
    """04/11/2022; no day is a dash."""
    return EMPTY if value is None else dates.day(value)


@register.filter
def long_day(value: date | None) -> str:
    """Ngày 04 tháng 11 năm 2022; no day is a dash."""
    return EMPTY if value is None else dates.long_day(value)


@register.filter
def moment(value: int | datetime | None) -> str:
    """14:32, 20/11/2026 of a datetime or of microseconds since 1970; none is a dash."""
    return EMPTY if value is None else dates.moment(value)


@register.filter
def until(value: int | datetime | None) -> str:
    """To when something lasts: "hết ngày 20/11/2026", or the moment within a day; none is a dash."""
    return EMPTY if value is None else dates.until(value)


@register.filter
def grouped(value: int | None) -> str:
    """52.718; a missing number is a dash, never 0."""
    return EMPTY if value is None else numbers.grouped(value)


@register.filter
def official(value: int | None) -> str:
    """Trên 52.000, as an official report rounds it; a missing number is a dash."""
    return EMPTY if value is None else numbers.official(value)


@register.filter
def percent(part: int | None, base: int | None) -> str:
    """Part of base as 12,5%; a missing part or base is a dash."""
    return EMPTY if part is None or base is None else numbers.percent(part, base)
