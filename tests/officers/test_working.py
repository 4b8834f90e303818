"""Who holds a post today is asked in two ways; what is protected asks for posts that a second person confirmed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from ketnoi.officers import queries
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ketnoi"
# {(file, function): why posts that nobody confirmed belong to the answer}: what is protected asks `working`
HELD = {
    ("access/granting.py", "_check_assignee"): "to say at the field that a post is gone, or only waits",
    ("access/leading.py", "_forsaken"): "nobody else is to know of a sealed record while its lead's post waits",
    ("access/leading.py", "_successor"): "nor while his successor's does",
    ("administration/dues.py", "of"): "accounts and posts to be put in order: nothing protected",
    ("administration/effects.py", "_posts"): "how many posts a merger moves",
    ("administration/views/people.py", "_searched"): "officers by their state, for who administers them",
    ("administration/views/people.py", "_rows"): "the same list",
    ("api/tokens.py", "in_force"): "a token reads what is open",
    ("contests/jury.py", "_today"): "contests are open",
    ("officers/actions.py", "stop"): "all posts of a stopped account end",
    ("officers/models/accounts.py", "working"): "the way itself",
    ("officers/policy.py", "posts_of"): "what one may do in the open; `access.reader` leaves out what waits",
    ("officers/policy.py", "held_by_each"): "`posts_of` several officers at once; the same leaves out what waits",
    ("officers/queries.py", "holding"): "of open rooms; `confirmed` is said by each who asks",
    ("practices/views/recognition.py", "_members"): "practices are open",
    ("works/queries.py", "colleagues"): "works are open",
}


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield path.relative_to(SOURCE).as_posix(), node


def _asks_posts(call: ast.AST) -> bool:
    """`.on(…)` of posts: of `Post.objects`, an officer's `posts`, or a query set's own."""
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "on"):
        return False
    inside = {getattr(node, "id", "") or getattr(node, "attr", "") for node in ast.walk(call.func.value)}
    return bool(inside & {"Post", "posts", "self"})


@pytest.mark.once
def test_each_question_for_posts_that_may_wait_is_known_with_its_reason():
    found = {(file, one.name) for file, one in _functions() if any(_asks_posts(node) for node in ast.walk(one))}
    assert found == HELD.keys()


@pytest.mark.django_db
def test_a_post_works_while_it_is_held_and_was_confirmed(world):
    today, asked = timezone.localdate(), ([world.union.pk], [Role.RECORDER])
    assert Post.objects.working(today).get() == world.post
    Post.objects.update(confirmed_at=None)
    assert (list(Post.objects.working(today)), list(Post.objects.on(today))) == ([], [world.post])
    assert [queries.holding(*asked, confirmed=sure) for sure in (True, False)] == [[], [world.post.officer_id]]
    Post.objects.update(confirmed_at=1, valid_to="2020-01-01")
    assert not Post.objects.working(today).exists()
