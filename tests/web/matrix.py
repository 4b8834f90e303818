"""Who may open what, written by hand. One row for each address; see ROWS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.web.objects import Objects

WHO = ("anonymous", "no_post", "recorder", "lead", "supervisor", "analyst", "administrator", "stranger")


@dataclass(frozen=True)
class Row:
    """How an address answers each of WHO.

    L is sent to the sign-in page, A to the own account, O is let in, N is told that there is no such page.
    `args` makes what the address names; it always belongs to the home unit, never to the stranger's.
    """

    answers: str
    args: Callable[[Objects], tuple[Any, ...]] = lambda _objects: ()
    method: str = "get"

    def expected(self) -> dict[str, str]:
        return dict(zip(WHO, self.answers.split(), strict=True))


def _own_post(objects: Objects) -> tuple[Any, ...]:
    return (objects.world.officers["recorder"].posts.get().pk,)


def _picture(objects: Objects) -> tuple[Any, ...]:
    return (objects.picture().uuid,)


def _activity(objects: Objects) -> tuple[Any, ...]:
    return (objects.activity().uuid,)


#                                anonymous, no post, recorder, lead, supervisor, analyst, administrator, stranger
ROWS = {
    "web:first":             Row("L A O O O O O O"),
    "web:today":             Row("L A O O O O O O"),
    "web:search":            Row("L A O O O O O O"),
    "web:everything":        Row("L O O O O O O O"),
    "officers:sign_in":      Row("O O O O O O O O"),
    "officers:sign_out":     Row("L O O O O O O O", method="post"),
    "officers:account":      Row("L O O O O O O O"),
    "officers:act_under":    Row("L N O N N N N N", _own_post, "post"),
    "places:search":         Row("L A O O O O O O"),
    "orgs:search":           Row("L A O O O O O O"),
    "attachments:file":      Row("L A O O O O O N", _picture),
    "attachments:small":     Row("L A O O O O O N", _picture),
    "activities:detail":     Row("L A O O O O O N", _activity),
    "ui:gallery":            Row("O O O O O O O O"),
}  # fmt: skip
