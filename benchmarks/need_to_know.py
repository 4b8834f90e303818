"""What the policy costs at the size of a nation's cases: the newest and the number of what somebody may know of.

PROTECTED records (200,000 unless said), each with what is said of it, beside the same list scoped by who keeps them
alone. No target. Nothing is opened here: the records are written by the database itself and hold no ciphertext.
"""

from __future__ import annotations

import os
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.baselines import owner_only  # noqa: E402
from benchmarks.measures import Measure, hand_over, in_turns, tell  # noqa: E402
from ketnoi.access import policy  # noqa: E402
from ketnoi.access import reader as readers  # noqa: E402
from ketnoi.access.models import Conflict, Glass, Grant  # noqa: E402
from ketnoi.audit import moments  # noqa: E402
from ketnoi.main import ground  # noqa: E402
from ketnoi.officers.enums import Role  # noqa: E402
from ketnoi.officers.models import Officer, Post  # noqa: E402
from ketnoi.orgs.models import Level, Unit  # noqa: E402
from ketnoi.people.models import KIND, Person  # noqa: E402
from ketnoi.vault import keys  # noqa: E402

RECORDS = int(os.environ.get("PROTECTED", "200000"))
PAGE, REPEATS = 50, 15
ROLES = {Level.CENTRE: Role.SUPERVISOR, Level.PROVINCE: Role.SUPERVISOR}  # of the one post of a unit; else a recorder
MADE_OF = {"records": Person._meta.db_table, "grants": Grant._meta.db_table}  # noqa: SLF001 - Django's own public way

# Kept by the communes of one agency in turns; of a hundred eight are sealed and thirty closed.
FILL_RECORDS = """
INSERT INTO {records} (uuid, code, owner_id, sealed, closed_at, data_key_id, row_version, names, identity,
                       registered_at, registered_by_id)
SELECT gen_random_uuid(), 'B' || lpad(n::text, 13, '0'), (%(keepers)s::int[])[1 + n %% %(number)s], n %% 100 < 8,
       CASE WHEN n %% 100 >= 70 THEN 1 END, %(key)s, 1, '', '', n, %(officer)s
FROM generate_series(0, %(records)s - 1) AS n"""
# Each is assigned to the post of the unit that keeps it; other agencies are asked for every fifth, told of every tenth.
FILL_GRANTS = """
INSERT INTO {grants} (uuid, kind, record, row_version, form, state, giver_id, post_id, unit_id, sections, ticked,
                      purpose, urgency, starts_at, ends_at)
SELECT gen_random_uuid(), %(kind)s, p.id, 1, said.form, said.state, p.owner_id,
       CASE WHEN said.form = 'assignment' THEN post.id END,
       CASE WHEN said.form <> 'assignment' THEN (%(others)s::int[])[1 + p.id %% %(number)s] END,
       '["identity"]', '[]', 'protection', '', 1, CASE WHEN said.form = 'referral' THEN %(later)s::bigint END
FROM {records} AS p JOIN officers_post AS post ON post.unit_id = p.owner_id
JOIN (VALUES ('assignment', 'accepted', 1), ('referral', 'accepted', 5), ('referral', 'offered', 7),
             ('notice', 'accepted', 10)) AS said (form, state, every) ON p.id %% said.every = 0"""


def main() -> None:
    call_command("migrate", verbosity=0, skip_checks=True)
    ground.lay()
    tell(f"need to know: {RECORDS} records")
    _fill()
    hand_over(_measured())


def _fill() -> None:
    keepers, others = (_posts(code) for code in ("hoi", "ca"))
    later, number = moments.now() + moments.DAY, min(len(keepers), len(others))
    told = {"keepers": keepers, "others": others, "number": number, "records": RECORDS, "kind": KIND, "later": later}
    told |= {"key": keys.new(KIND).pk, "officer": Officer.objects.order_by("pk")[0].pk}
    with connection.cursor() as cursor:
        for statement in (FILL_RECORDS, FILL_GRANTS):
            cursor.execute(statement.format(**MADE_OF), told)
        cursor.execute("ANALYZE")
    tell(f"need to know: {Grant.objects.count()} grants")
    assert not Conflict.objects.exists()
    assert not Glass.objects.exists()


def _posts(agency: str) -> list[int]:
    """One officer for each unit of an agency; ids of its communes."""
    units = list(Unit.objects.filter(agency__code=agency, valid_to=None).order_by("pk"))
    named = [Officer(username=f"bench-{one.pk}", name="Người Mẫu") for one in units]
    made = Officer.objects.bulk_create(named)
    posts = [
        Post(officer=officer, unit=unit, role=ROLES.get(Level(unit.level), Role.RECORDER), confirmed_at=1)
        for officer, unit in zip(made, units, strict=True)
    ]
    Post.objects.bulk_create(posts)
    return [one.pk for one in units if one.level == Level.COMMUNE]


def _measured() -> list[Measure]:
    asking = (
        ("a commune's recorder", "hoi", Level.COMMUNE),
        ("a commune's police", "ca", Level.COMMUNE),
        ("a province's supervisor", "hoi", Level.PROVINCE),
        ("the centre's supervisor", "hoi", Level.CENTRE),
    )
    found = []
    for name, agency, level in asking:
        of = Post.objects.filter(unit__agency__code=agency, unit__level=level).order_by("-pk")
        found += _of(name, of[0])
    return found


def _of(name: str, post: Post) -> list[Measure]:
    """Both questions of one reader: of the other side what lies at or under his unit, the same agency or not."""
    reader, path = readers.at(post.officer, moments.now()), post.unit.path
    rows = partial(policy.visible_to, reader, KIND)
    number = rows().count()
    newest = in_turns(lambda: list(rows().values_list("pk")[:PAGE]), lambda: owner_only.newest(path, PAGE), REPEATS)
    counted = in_turns(lambda: rows().count(), lambda: owner_only.count(path), REPEATS)
    return [
        Measure("N1", f"{name}: newest {PAGE} of {number} (theirs: by keeper)", *newest, None),
        Measure("N2", f"{name}: counting {number} of {RECORDS}", *counted, None),
    ]


if __name__ == "__main__":
    main()
