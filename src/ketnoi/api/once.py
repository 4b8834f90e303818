"""Write once: a sender's own key brings the same answer back, however often the same thing is sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from ninja import Schema

from ketnoi.api.models import Submission
from ketnoi.api.problems import Refused
from ketnoi.api.tokens import Caller
from ketnoi.audit import moments

Answer = dict[str, Any]


def once(caller: Caller, key: str, sent: Schema, write: Callable[[], Answer]) -> tuple[Answer, bool]:
    """Carry `write` out unless this post has sent the key before; answers it with whether it was new.

    The key and what is written stand or fall together. Raises Refused 409 for the key with something else.
    """
    digest = _digest(sent)
    known = _known(caller, key)
    if known is not None:
        return _again(known, digest), False
    try:
        return _first(caller, key, digest, write), True
    except IntegrityError:
        known = _known(caller, key)  # the same key came twice at once: the other one has written
        if known is None:
            raise
        return _again(known, digest), False


@transaction.atomic
def _first(caller: Caller, key: str, digest: str, write: Callable[[], Answer]) -> Answer:
    """Take the key first, so that whoever sends it at the same time waits for this answer."""
    claim = Submission.objects.create(
        post=caller.post, token=caller.token, key=key, digest=digest, made_at=moments.now()
    )
    answer = claim.answer = write()
    claim.save(update_fields=["answer"])
    return answer


def _known(caller: Caller, key: str) -> Submission | None:
    return Submission.objects.filter(post=caller.post, key=key).first()


def _again(known: Submission, digest: str) -> Answer:
    if known.digest != digest:
        raise Refused(409, _("Khóa gửi này đã dùng cho một nội dung khác."))
    answer: Answer = known.answer
    return answer


def _digest(sent: Schema) -> str:
    said = [type(sent).__name__, sent.model_dump(mode="json")]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
