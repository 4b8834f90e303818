"""Tables of programmes: what was agreed, how it was drafted, what conferences concluded, what was asked of others."""

from ketnoi.programmes.models.conference import Conference, Step, Task
from ketnoi.programmes.models.document import Basis, Clause, Comment, Round, Witness
from ketnoi.programmes.models.programme import (
    ATTENDANCE,
    SESSIONS,
    WITHIN,
    Content,
    Grade,
    Party,
    Programme,
    Target,
    Tile,
    within_by_default,
)
from ketnoi.programmes.models.records import Placement, Request

__all__ = [
    "ATTENDANCE",
    "SESSIONS",
    "WITHIN",
    "Basis",
    "Clause",
    "Comment",
    "Conference",
    "Content",
    "Grade",
    "Party",
    "Placement",
    "Programme",
    "Request",
    "Round",
    "Step",
    "Target",
    "Task",
    "Tile",
    "Witness",
    "within_by_default",
]
