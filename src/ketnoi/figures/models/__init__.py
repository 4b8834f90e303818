"""The ledger of facts, its roll-ups, the words that facts are sorted by, entered numbers, released tables.

Moments are microseconds since 1970; months are year * 12 + month - 1.
"""

from ketnoi.figures.models.entered import EnteredValue
from ketnoi.figures.models.facts import CURRENT, CategorySet, Cell, Fact, ProvinceClock, SetMember
from ketnoi.figures.models.released import ProtectedFact, Release
from ketnoi.figures.models.rollups import Cut, Rollup, RollupMark, VerifyRun
from ketnoi.figures.models.words import Category, Definition, Indicator

__all__ = [
    "CURRENT",
    "Category",
    "CategorySet",
    "Cell",
    "Cut",
    "Definition",
    "EnteredValue",
    "Fact",
    "Indicator",
    "ProtectedFact",
    "ProvinceClock",
    "Release",
    "Rollup",
    "RollupMark",
    "SetMember",
    "VerifyRun",
]
