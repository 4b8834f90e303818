"""Messages that did not go out, for the administrators of their officers: seen, and sent again or let go."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from ketnoi.audit import journal, moments
from ketnoi.notices.enums import State
from ketnoi.notices.models import Delivery
from ketnoi.officers import authority
from ketnoi.officers.models import Post

KIND = "notice_delivery"
BAD = (State.FAILED, State.UNSURE)


def under(post: Post) -> QuerySet[Delivery]:
    """Those of officers whom this administrator looks after, the newest first; what they tell of is not among it."""
    officers = authority.officers_of(post).values("pk")
    found = Delivery.objects.filter(state__in=BAD, notice__officer__in=officers)
    return found.select_related("notice__officer").order_by("-pk")


@transaction.atomic
def again(post: Post, number: int, *, wanted: bool) -> None:
    """Put a message back into the outbox, or let it go. Raises Delivery.DoesNotExist for one that is not his."""
    row = under(post).select_for_update(of=("self",)).get(pk=number)
    row.state, row.tries, row.due_at = (State.WAITING if wanted else State.DROPPED), 0, moments.now()
    row.save(update_fields=["state", "tries", "due_at"])
    verb = "send_again" if wanted else "let_go"
    journal.write(verb, KIND, number, actor=post.officer_id, unit=post.unit_id)
