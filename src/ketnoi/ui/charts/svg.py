"""The few shapes charts are made of. Lengths are pixels at full size; colours are classes of charts.css."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE = 420
NARROW = 304


def px(length: float) -> str:
    """Write a length with at most one decimal: 12.34 → "12.3", 20.0 → "20"."""
    return f"{length:.1f}".removesuffix(".0")


def join(parts: Iterable[SafeString]) -> SafeString:
    """Join shapes to one."""
    return format_html_join("", "{}", ((part,) for part in parts))


def text(x: float, y: float, words: str, kind: str = "") -> SafeString:
    """Write words; kind: b bold, e ending at x, m with its middle at x."""
    return format_html('<text{} x="{}" y="{}">{}</text>', _class(kind), px(x), px(y), words)


def rect(kind: str, x: float, y: float, width: float, height: float) -> SafeString:
    """Draw a bar."""
    size = (px(x), px(y), px(width), px(height))
    return format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="1"/>', kind, *size)


def line(kind: str, start: tuple[float, float], end: tuple[float, float]) -> SafeString:
    """Draw a straight line between two points (x, y)."""
    ends = (px(start[0]), px(end[0]), px(start[1]), px(end[1]))
    return format_html('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>', kind, *ends)


def circle(kind: str, x: float, y: float, radius: float) -> SafeString:
    """Draw a circle around (x, y)."""
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', kind, px(x), px(y), px(radius))


def drawing(
    size: tuple[float, float], label: str, parts: Iterable[SafeString], kind: str = "", role: str = "img"
) -> SafeString:
    """One SVG of size (width, height) with the words a screen reader says."""
    box = f"0 0 {px(size[0])} {px(size[1])}"
    opening = '<svg{} viewBox="{}" role="{}" aria-label="{}">{}</svg>'
    return format_html(opening, _class(kind), box, role, label, join(parts))


def figure(drawings: Iterable[SafeString], caption: str = "", kind: str = "") -> SafeString:
    """Group the drawings of one chart with a caption under them."""
    words = format_html("<figcaption>{}</figcaption>", caption) if caption else ""
    return format_html('<figure class="chart{}">{}{}</figure>', f" {kind}" if kind else "", join(drawings), words)


def two_sizes(draw: Callable[[float, str], SafeString], caption: str = "") -> SafeString:
    """Draw the same chart wide and narrow; `draw` gets a width in pixels and a class."""
    return figure((draw(WIDE, "cw"), draw(NARROW, "cn")), caption, "two-sizes")


def _class(kind: str) -> SafeString:
    return format_html(' class="{}"', kind) if kind else SafeString()
