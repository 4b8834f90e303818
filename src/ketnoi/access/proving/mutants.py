"""Policies that are wrong in one part each: the comparison with the oracle must find out every one of them.

Each is a mistake that somebody could make, put in the place of the right part; none is ever asked for a real reader.
"""

from __future__ import annotations

from ketnoi.access.proving import wrong_posts, wrong_readers, wrong_sharing
from ketnoi.access.rules import Policy

_ROOMS = {one.__name__ for one in (wrong_posts, wrong_readers, wrong_sharing)}
MUTANTS: dict[str, Policy] = {one.__name__: one() for one in Policy.__subclasses__() if one.__module__ in _ROOMS}
