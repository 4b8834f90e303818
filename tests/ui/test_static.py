"""What the browser gets: colours named once, every reference present, little weight, nothing inline."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from ketnoi import ui

ROOM = Path(ui.__file__).parent
STATIC = ROOM / "static" / "ui"
STYLES = sorted((STATIC / "css").glob("*.css"))
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab|lch|hwb|color)\(", re.IGNORECASE)
NAMED = re.compile(r":[^;{}]*\b(?:black|white|red|green|blue|gray|grey|orange|purple|yellow|brown)\b", re.IGNORECASE)
FIRST_LOAD = 150_000


def without_comments(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_colours_are_named_only_in_tokens(path):
    found = COLOUR.findall(without_comments(path)) + NAMED.findall(without_comments(path))
    assert bool(found) == (path.name == "tokens.css")


def test_every_property_used_is_defined():
    source = "".join(without_comments(path) for path in STYLES)
    used = set(re.findall(r"var\((--[\w-]+)", source))
    assert used - set(re.findall(r"(--[\w-]+)\s*:", source)) == set()


def test_dark_names_no_colour_that_light_lacks():
    tokens = without_comments(STATIC / "css" / "tokens.css")
    light, dark = tokens.split("prefers-color-scheme: dark", 1)
    light_names = set(re.findall(r"(--[\w-]+):", light))
    assert set(re.findall(r"(--[\w-]+):", dark)) <= light_names


def test_every_icon_used_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    source = "".join(path.read_text("utf-8") for path in TEMPLATES)
    used = set(re.findall(r'{% icon "([\w-]+)"', source)) | set(re.findall(r'{% badge "\w+" "([\w-]+)"', source))
    assert used <= sprite
    assert len(used) > 20


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_inline(path):
    source = path.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=|\son\w+\s*=|<style|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


def test_a_first_staff_page_is_light():
    """All styles, the sprite, our script and htmx compressed, with all four font files."""
    files = [*STYLES, STATIC / "icons.svg", *(STATIC / "js").glob("*.js")]
    files.append(Path(finders.find("django_htmx/htmx-2.min.js")))
    packed = sum(len(gzip.compress(path.read_bytes())) for path in files)
    fonts = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2"))
    assert packed + fonts < FIRST_LOAD - 20_000


def test_fonts_and_icons_carry_their_licences():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (STATIC / "fonts" / "OFL.txt").read_text("utf-8")
    assert "ISC License" in (STATIC / "LICENSE-icons.txt").read_text("utf-8")


def test_strict_hashed_names_find_every_reference(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = []
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    (tokens,) = (tmp_path / "ui" / "css").glob("tokens.*.css")
    fonts = re.findall(r"url\(\"?\.\./fonts/([\w.-]+\.woff2)", tokens.read_text("utf-8"))
    assert len(fonts) == 4
    assert all((tmp_path / "ui" / "fonts" / name).exists() for name in fonts)
