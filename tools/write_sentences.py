"""Write docs/reference/proposed-sentences.md anew, after words or cases of proposed sentences have changed."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnoi.main.settings")
django.setup()

from tests.reports.proposing import corpus  # noqa: E402  # models want Django set up before

corpus.PAGE.write_text(corpus.page(), encoding="utf-8")
