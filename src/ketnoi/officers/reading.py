"""Opening what people typed beside records: a line in the journal first, and only then the words.

No line, no answer: whatever fails on the way raises before anything is shown.
"""

from __future__ import annotations

from django.http import HttpRequest

from ketnoi.audit import journal
from ketnoi.officers.models import Officer, Post
from ketnoi.vault.typed import Typed


def typed(request: HttpRequest, kind: str, object_id: object, *rows: Typed) -> list[dict[str, str]]:
    """{column: words} of each row, for the officer who asks with this request; whether he may is asked before.

    `kind` and `object_id` are the journal's, of what all rows belong to. Where nothing was typed there is no line.
    """
    if sections := {section for row in rows for section in row.typed_sections()}:
        officer, post = request.user, getattr(request, "post", None)
        assert isinstance(officer, Officer)
        unit = post.unit_id if isinstance(post, Post) else None
        journal.read(kind, object_id, officer.pk, unit, sections=sections)
    return [row.words() for row in rows]
