"""What is asked about officers."""

from __future__ import annotations

from collections.abc import Iterable

from ketnoi.officers.models import Officer


def names(ids: Iterable[int | None]) -> dict[int, str]:
    """{id: name} of the officers that are known, also of those who left."""
    return dict(Officer.objects.filter(pk__in={one for one in ids if one is not None}).values_list("pk", "name"))
