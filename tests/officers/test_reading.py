"""What people typed is opened in one place, which writes the journal's line first."""

import ast
from pathlib import Path

from django.apps import apps

from ketnoi.vault.models import SealedModel
from ketnoi.vault.typed import Typed

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ketnoi"
OPENS = {"officers/reading.py", "vault/typed.py"}


def _opened_without_a_line(tree: ast.AST, columns: set[str]) -> bool:
    """Is `….words()` called in it, or `….<column>.open()`?"""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            of = getattr(node.func.value, "attr", "")
            if node.func.attr == "words" or (node.func.attr == "open" and of in columns):
                return True
    return False


def _columns() -> set[str]:
    """Of what is typed beside records; what a protected record itself holds under the same name has its own line."""
    sealed = [model for model in apps.get_models() if issubclass(model, SealedModel)]
    typed = {one.name for model in sealed if issubclass(model, Typed) for one in model.sealed_fields()}
    return typed - {one.name for model in sealed if not issubclass(model, Typed) for one in model.sealed_fields()}


def test_words_are_opened_in_one_place_alone():
    columns = _columns()
    assert {"note", "taken_by", "reason", "finding", "what"} <= columns
    files = [path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).as_posix() not in OPENS]
    opened = [path for path in files if _opened_without_a_line(ast.parse(path.read_text(encoding="utf-8")), columns)]
    assert opened == []
