"""What a run of proofs found: lines for the terminal, a page to keep, and the same as JSON."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from django.template import Context, Engine
from django.utils.translation import gettext as _

from ketnoi.main.proving import promises
from ketnoi.main.proving.running import Proved
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped

KEPT, BROKEN, ELSEWHERE, MISSING = "giữ được", "KHÔNG GIỮ ĐƯỢC", "xem bằng lệnh", "chưa có phần này"


@dataclass(frozen=True)
class Row:
    """One promise as the table shows it; `state` is one of the four words above."""

    code: str
    promise: str
    state: str
    how: str = ""
    tried: int = 0
    failed: int = 0
    size: int = 0
    seed: int = 0
    seconds: float = 0.0
    findings: tuple[str, ...] = ()

    def line(self) -> str:
        """The row as one line of text, with what broke the promise below it."""
        numbers = f"{grouped(self.tried)} lần thử, {grouped(self.failed)} lần hỏng, {self.seconds} giây"
        told = {KEPT: numbers, BROKEN: numbers, ELSEWHERE: self.how, MISSING: ""}[self.state]
        lines = [f"{self.code:<4} {self.state:<17} {_(self.promise)}", *([f"{'':22} {told}"] if told else [])]
        return "\n".join([*lines, *(f"{'':22} ! {one}" for one in self.findings)])


def row(code: str, proved: Proved | None) -> Row:
    """The row of a promise, tried now or not."""
    words = promises.WORDS[code]
    if proved is None:
        shown = promises.SHOWN_BY.get(code)
        return Row(code, words, ELSEWHERE, shown) if shown else Row(code, words, MISSING)
    found = proved.outcome
    state = KEPT if found.kept else BROKEN
    numbers = (found.tried, found.failed, found.size, found.seed, found.seconds, found.findings)
    return Row(code, words, state, proved.promise.words, *numbers)


def write(folder: Path, rows: Sequence[Row], engine: str, at: int) -> Path:
    """Write `chung-minh.json` and `chung-minh.html`; `at` in microseconds since 1970. Answers where the page lies."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {"version": version("ketnoi"), "python": platform.python_version(), "engine": engine, "at": at}
    told = about | {"promises": [asdict(one) for one in rows]}
    (folder / "chung-minh.json").write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    page = folder / "chung-minh.html"
    page.write_text(_page({**about, "rows": rows, "moment": dates.moment(at), "kept": KEPT, "broken": BROKEN}), "utf-8")
    return page


def _page(told: dict[str, object]) -> str:
    engine = Engine(dirs=[str(Path(__file__).parent / "templates")])
    return engine.get_template("proving/report.html").render(Context(told))
