"""A workbook that the product itself hands out: its columns, the empty file, and reading it back by its header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`key` names it in code, `title` stands in the header row. `choices`: the only values offered by the sheet."""

    key: str
    title: str
    required: bool = False
    hint: str = ""
    example: str = ""
    choices: Sequence[str] | None = None


@dataclass(frozen=True)
class Template:
    """`code` names the workbook for ever; `version` moves when a column is added or renamed."""

    code: str
    title: str
    columns: tuple[Column, ...]
    version: str = "1"
