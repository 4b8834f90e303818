"""The other side of need to know: records by who keeps them and nothing else, as one scopes a list at first."""

from __future__ import annotations

from django.db import connection

HERE = "FROM people_person AS p JOIN orgs_unit AS u ON u.id = p.owner_id WHERE u.path LIKE %s"


def newest(path: str, number: int) -> list[int]:
    """Ids of the newest records kept at or under this path."""
    return _asked(f"SELECT p.id {HERE} ORDER BY p.registered_at DESC, p.id DESC LIMIT %s", path, number)


def count(path: str) -> int:
    """How many there are."""
    return _asked(f"SELECT count(*) {HERE}", path)[0]


def _asked(question: str, path: str, *more: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(question, [f"{path}%", *more])
        return [row[0] for row in cursor]
