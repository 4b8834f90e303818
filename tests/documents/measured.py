"""What a PDF says of itself, measured with poppler: words with their places in millimetres, typefaces, pages."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

POINT = 25.4 / 72
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_FONT = re.compile(r"^(?:[A-Z]{6}\+)?(\S+) .*? (yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", re.MULTILINE)


@dataclass(frozen=True)
class Word:
    """Millimetres from the paper's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Look:
    """A stretch of text on a page (from 1) in one size (points) and cut."""

    page: int
    text: str
    size: int
    bold: bool
    italic: bool


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: list[Word]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def line(self, text: str) -> Word:
        """The box around these words where they stand next to each other; an AssertionError where they do not."""
        wanted = text.split()
        for place in range(len(self.words) - len(wanted) + 1):
            found = self.words[place : place + len(wanted)]
            if [word.text for word in found] == wanted:
                return Word(
                    text, found[0].left, min(w.top for w in found), found[-1].right, max(w.bottom for w in found)
                )
        raise AssertionError(f"{text!r} is not on the page: {self.text}")


def pages(pdf: Path) -> list[Page]:
    said = _said("pdftotext", "-bbox", str(pdf), "-")
    return [
        Page(float(width) * POINT, float(height) * POINT, [_word(found) for found in _WORD.findall(inside)])
        for width, height, inside in _PAGE.findall(said)
    ]


def fonts(pdf: Path) -> dict[str, bool]:
    """{family and cut: whether it is embedded}."""
    return {name: embedded == "yes" for name, embedded, _sub, _uni in _FONT.findall(_said("pdffonts", str(pdf)))}


def looks(pdf: Path) -> list[Look]:
    """Every stretch of text with its size and cut."""
    root = ET.fromstring(_said("pdftohtml", "-xml", "-stdout", "-i", "-zoom", "1", str(pdf)))
    sizes = {font.get("id"): int(font.get("size", 0)) for font in root.iter("fontspec")}
    return [
        Look(
            number,
            "".join(text.itertext()).replace("\u00a0", " "),
            sizes[text.get("font")],
            bold=text.find(".//b") is not None,
            italic=text.find(".//i") is not None,
        )
        for number, page in enumerate(root.iter("page"), 1)
        for text in page.iter("text")
    ]


def _word(found: tuple[str, ...]) -> Word:
    left, top, right, bottom = (float(one) * POINT for one in found[:4])
    return Word(unescape(found[4]), left, top, right, bottom)


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
