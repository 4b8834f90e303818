"""What an analyst would write: read workbooks with pandas and openpyxl, put them one under the other."""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Sequence


def is_here() -> bool:
    """Both libraries are installed; neither is needed for anything else."""
    return all(importlib.util.find_spec(name) for name in ("pandas", "openpyxl"))


def merge(contents: Sequence[bytes]) -> int:
    """Rows of all workbooks together."""
    pandas = importlib.import_module("pandas")
    return len(pandas.concat([pandas.read_excel(io.BytesIO(one), engine="openpyxl") for one in contents]))
