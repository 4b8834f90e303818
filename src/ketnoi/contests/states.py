"""The life of a contest and of its rounds as two tables: what is not in them cannot be done."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from ketnoi.contests.enums import Stage, Status, Verb

AFTER: Final = {
    (Status.DRAFT, Verb.CORRECT): Status.DRAFT,
    (Status.DRAFT, Verb.ADD_ROUND): Status.DRAFT,
    (Status.DRAFT, Verb.CHANGE_ROUND): Status.DRAFT,
    (Status.DRAFT, Verb.DROP_ROUND): Status.DRAFT,
    (Status.DRAFT, Verb.NAME): Status.DRAFT,
    (Status.DRAFT, Verb.RELEASE): Status.DRAFT,
    (Status.DRAFT, Verb.OPEN): Status.ENTERING,
    (Status.DRAFT, Verb.CANCEL): Status.CANCELLED,
    (Status.ENTERING, Verb.NAME): Status.ENTERING,
    (Status.ENTERING, Verb.RELEASE): Status.ENTERING,
    (Status.ENTERING, Verb.ENTER): Status.ENTERING,
    (Status.ENTERING, Verb.WITHDRAW): Status.ENTERING,
    (Status.ENTERING, Verb.SHARE): Status.ENTERING,
    (Status.ENTERING, Verb.CLOSE_ENTERING): Status.JUDGING,
    (Status.ENTERING, Verb.CANCEL): Status.CANCELLED,
    (Status.JUDGING, Verb.NAME): Status.JUDGING,
    (Status.JUDGING, Verb.RELEASE): Status.JUDGING,
    (Status.JUDGING, Verb.SHARE): Status.JUDGING,
    (Status.JUDGING, Verb.START): Status.JUDGING,
    (Status.JUDGING, Verb.MARK): Status.JUDGING,
    (Status.JUDGING, Verb.CLOSE): Status.JUDGING,
    (Status.JUDGING, Verb.DECIDE): Status.JUDGING,
    (Status.JUDGING, Verb.PUBLISH): Status.PUBLISHED,
    (Status.JUDGING, Verb.CANCEL): Status.CANCELLED,
    # People may still vote: what a unit showed to everybody it can always take back.
    (Status.PUBLISHED, Verb.SHARE): Status.PUBLISHED,
}

STAGES: Final = {
    (Stage.WAITING, Verb.START): Stage.MARKING,
    (Stage.MARKING, Verb.MARK): Stage.MARKING,
    (Stage.MARKING, Verb.CLOSE): Stage.CLOSED,
    (Stage.CLOSED, Verb.DECIDE): Stage.DECIDED,
}
"""Marks are never opened again: by then others have seen them, and a second mark would not be one's own any more."""


class NotPossible(ValueError):
    """A contest or a round in its state does not allow it; the message is for the person."""


def possible(status: str, verb: Verb) -> bool:
    """Can this be done in a contest in that state, whoever does it?"""
    return (Status(status), verb) in AFTER


def after(status: str, verb: Verb) -> Status:
    """The state the contest is in once that was done. Raises NotPossible."""
    found = AFTER.get((Status(status), verb))
    if found is None:
        raise NotPossible(_refused(str(Status(status).label)))
    return found


def round_after(stage: str, verb: Verb) -> Stage:
    """The state the round is in once that was done. Raises NotPossible."""
    found = STAGES.get((Stage(stage), verb))
    if found is None:
        raise NotPossible(_refused(str(Stage(stage).label)))
    return found


def _refused(label: str) -> str:
    return _("Đang ở bước “%(step)s” nên không làm được việc này.") % {"step": label}
