from django.db import transaction

from ketnoi.access import granting
from ketnoi.access.watching import answerable
from ketnoi.audit import journal, moments
from ketnoi.deadlines import keeping
from ketnoi.notices import actions as notices
from ketnoi.officers.models import Post
from ketnoi.vault import keys
from tests.demonstration.models import KIND, Leaf


@transaction.atomic
def enter(post: Post, name: str) -> Leaf:
    """One verb: the record, its first assignee, its clock, who is told, the journal."""
    leaf = Leaf.objects.create(owner=post.unit, data_key=keys.new(KIND), name=name)
    granting.begin(leaf, post)
    keeping.start(KIND, leaf.pk, "CH_INITIAL_RISK", moments.now())
    notices.tell(sorted(answerable(leaf)), "leaf.fell", leaf.code)
    journal.write("enter", KIND, leaf.pk, actor=post.officer_id, unit=post.unit_id)
    return leaf
