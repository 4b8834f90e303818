"""Rows by the words of a text, with or without marks: of a column that is kept folded (`text.fold`)."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from ketnoi.ui.text import fold

Rows = TypeVar("Rows", bound=QuerySet[Any])


def having_words(rows: Rows, text: str, column: str = "folded") -> Rows:
    """Every word of `text` stands somewhere in the column; an empty text keeps all."""
    return rows.filter(*(Q((f"{column}__contains", word)) for word in fold(text).split()))


def beginning_words(rows: Rows, text: str, column: str = "folded") -> Rows:
    """Every word of `text` begins a word of the column; an empty text keeps all."""
    for word in fold(text).split():
        rows = rows.filter(Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"}))
    return rows
