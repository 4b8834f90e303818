"""Who may do what with a programme, beyond the policy of a page."""

from __future__ import annotations

from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.officers.policy import home
from ketnoi.programmes.enums import UNSIGNED, PartyRole, Status, TaskState
from ketnoi.programmes.models import Conference, Programme, Request, Task

EDITORS = (Role.LEAD, Role.ADMINISTRATOR)
SPEAKERS = (Role.LEAD, Role.RECORDER)  # who writes for a unit: comments, progress of tasks, recommendations, replies


def may_create(post: Post) -> bool:
    return post.role in EDITORS


def may_edit(post: Post, programme: Programme) -> bool:
    """Leaders and administrators of the chairing unit, under the post they act in."""
    return post.role in EDITORS and home(post.unit).pk == programme.chair_id


def is_party(post: Post, programme: Programme) -> bool:
    """Is the post's organisation a party of the programme, not only one that follows it?"""
    own = home(post.unit).pk
    return any(party.unit_id == own and party.role == PartyRole.PARTY for party in programme.parties.all())


def may_follow(post: Post, programme: Programme) -> bool:
    """The discussion of the draft is read by the chair and the parties, not by those who only follow the programme."""
    return may_edit(post, programme) or is_party(post, programme)


def may_write_clauses(post: Post, programme: Programme) -> bool:
    """The chair writes the paper while it is a draft; one that was signed elsewhere may be copied in at any time."""
    if not may_edit(post, programme) or programme.status == Status.CIRCULATED:
        return False
    return programme.status == Status.DRAFT or not programme.rounds.exists()


def may_circulate(post: Post, programme: Programme) -> bool:
    return may_edit(post, programme) and programme.status == Status.DRAFT


def may_settle(post: Post, programme: Programme) -> bool:
    """The chair answers comments, takes the draft back or signs it, while it is with the parties."""
    return may_edit(post, programme) and programme.status == Status.CIRCULATED


def may_comment(post: Post, programme: Programme) -> bool:
    """Parties other than the chair, who wrote it, while the draft is with them."""
    if post.role not in SPEAKERS or programme.status != Status.CIRCULATED:
        return False
    return home(post.unit).pk != programme.chair_id and is_party(post, programme)


def may_renew(post: Post, programme: Programme) -> bool:
    return may_edit(post, programme) and programme.status not in UNSIGNED


def may_conclude(post: Post, conference: Conference) -> bool:
    """Leaders and administrators of the unit that held the conference give out its tasks."""
    return post.role in EDITORS and home(post.unit).pk == conference.chair_id


def may_report_on(post: Post, task: Task) -> bool:
    """The unit that has the task tells how it goes, while it is open."""
    return task.state == TaskState.OPEN and post.role in SPEAKERS and home(post.unit).pk == task.unit_id


def may_recommend(post: Post, programme: Programme) -> bool:
    """Parties of a signed programme send recommendations."""
    return post.role in SPEAKERS and programme.status not in UNSIGNED and is_party(post, programme)


def may_reply(post: Post, request: Request) -> bool:
    """The addressee answers itself where it has a unit here; else the sender writes down what came."""
    return post.role in SPEAKERS and home(post.unit).pk in {request.by_unit, request.unit_id}
