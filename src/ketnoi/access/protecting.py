"""What is protected: a room declares its model, the kind's name and its sections, once, in `apps.ready`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from ketnoi.access import sections as named
from ketnoi.access.models import ProtectedRecord


@dataclass(frozen=True)
class Protected:
    """A kind of protected record.

    `kind` is its name in the journal, in grants and in notices; `label` what people call it ("hồ sơ người");
    `sections` those it has besides `workflow`; `notes` are the sections that never leave the owner's agency (R6);
    `words` names sections of the room's own; `address` is the name of the address that shows a record by its code.
    `recount(record)` posts what the record counts for, anew: it was sealed, and is no number any more (R7).
    `same(key)` are the keys of all records that stand for the same thing, its own among them: a conflict of interest
    counts for each.
    """

    model: type[ProtectedRecord]
    kind: str
    label: str | Promise
    sections: tuple[str, ...]
    notes: tuple[str, ...] = (named.NOTES,)
    words: Mapping[str, str | Promise] = field(default_factory=dict)
    address: str = ""
    recount: Callable[[Any], object] = lambda _record: None
    same: Callable[[int], Collection[int]] = lambda key: (key,)

    @property
    def whole(self) -> frozenset[str]:
        """All that a record of this kind has."""
        return frozenset({named.WORKFLOW, *self.sections})

    def word(self, section: str) -> str:
        """What people call a section."""
        return str(self.words.get(section) or named.WORDS.get(section, section))

    def url(self, record: ProtectedRecord) -> str:
        """Where the record is shown, "" where the room has no page for it."""
        return reverse(self.address, args=(record.code,)) if self.address else ""


_declared: dict[str, Protected] = {}


def declare(protected: Protected) -> None:
    """Make a kind known. Raises ValueError when another model already has the name."""
    known = _declared.get(protected.kind)
    if known is not None and known.model is not protected.model:
        raise ValueError(f"Two kinds are called {protected.kind}.")
    _declared[protected.kind] = protected


def forget(kind: str) -> None:
    """A kind that was declared for a proof is gone with it."""
    _declared.pop(kind, None)


def of(kind: str) -> Protected:
    """The kind of this name. Raises LookupError."""
    try:
        return _declared[kind]
    except KeyError:
        raise LookupError(f"No protected kind is called {kind}.") from None


def of_record(record: Any) -> Protected:
    """The kind a record is of. Raises LookupError when its room forgot to declare it."""
    for protected in _declared.values():
        if type(record) is protected.model:
            return protected
    raise LookupError(f"{type(record).__name__} is not declared as protected.")


def every() -> Iterator[Protected]:
    """All kinds, in the order they were declared."""
    yield from _declared.values()
