"""The life of a work as one table: from a state, by a verb, to a state. What is not in it cannot be done."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from ketnoi.works.enums import Status, Verb

AFTER: Final = {
    (Status.PROPOSED, Verb.CORRECT): Status.PROPOSED,
    (Status.PROPOSED, Verb.CONSENT): Status.PROPOSED,
    (Status.PROPOSED, Verb.AGREE): Status.AGREED,
    (Status.PROPOSED, Verb.RETURN): Status.RETURNED,
    (Status.PROPOSED, Verb.WITHDRAW): Status.WITHDRAWN,
    (Status.RETURNED, Verb.CORRECT): Status.PROPOSED,  # what was put right is sent again by that
    (Status.RETURNED, Verb.WITHDRAW): Status.WITHDRAWN,
    (Status.AGREED, Verb.CORRECT): Status.AGREED,
    (Status.AGREED, Verb.CONSENT): Status.AGREED,
    (Status.AGREED, Verb.MARK): Status.AGREED,
    (Status.AGREED, Verb.MILESTONE): Status.AGREED,
    (Status.AGREED, Verb.NOTE): Status.AGREED,
    (Status.AGREED, Verb.RESULT): Status.AGREED,
    (Status.AGREED, Verb.FINISH): Status.DONE,
    (Status.AGREED, Verb.CARRY): Status.CARRIED,
    (Status.AGREED, Verb.DROP): Status.DROPPED,
    (Status.DONE, Verb.RESULT): Status.DONE,
    (Status.DONE, Verb.REOPEN): Status.AGREED,
    (Status.DROPPED, Verb.REOPEN): Status.AGREED,
}


class NotPossible(ValueError):
    """A work in its state does not allow it; the message is for the person."""


def possible(status: str, verb: Verb) -> bool:
    """Can this be done to a work in that state, whoever does it?"""
    return (Status(status), verb) in AFTER


def after(status: str, verb: Verb) -> Status:
    """The state it is in once that was done. Raises NotPossible."""
    found = AFTER.get((Status(status), verb))
    if found is None:
        said = {"status": Status(status).label}
        raise NotPossible(_("Công trình ở trạng thái “%(status)s” không làm được việc này.") % said)
    return found
