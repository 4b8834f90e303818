"""Writers of works, practices and contests that are killed, again and again: `python -m tests.main.writing_connected`.

Each writer is a fork that says every deed once it is committed. In the end one line of JSON: what was acknowledged and
is not there, and all that does not go together.
"""

from __future__ import annotations

import json
import multiprocessing
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from random import Random

import django

ROUNDS = 5
LONGEST = 0.5  # seconds from the first acknowledgement to the kill: several rounds of deeds, and the middle of any
PATIENCE = 60  # seconds, on a machine that is busy


def build():
    """The contests' world with two contests: one that people vote in, one that takes entries."""
    from ketnoi.contests import actions
    from ketnoi.contests.actions import Terms
    from tests.contests import test_voting_at_once, worlds

    world = worlds.build()
    ballot = test_voting_at_once.begun(world)
    today = world.contest.opens_on
    terms = Terms("Hội thi còn nhận bài", today, today + worlds.DAY, ("Một bảng",), programme=world.base.movement.pk)
    taking = actions.draft(world.base.units["hoi_tinh"].pk, terms, world.by)
    worlds.rounds.add(taking, worlds.Layout("Chung khảo", 1, today + 9 * worlds.DAY, worlds.CRITERIA), 1, world.by)
    worlds.jury.name(taking, world.base.officers["tinh"].pk, 2, world.by)
    return world, ballot, actions.open_entering(taking, 3, world.by)


def deeds(world, ballot, taking) -> Iterator[tuple[str, int, int]]:
    """One deed after another, without end: (what was written, its key, its version) once it is committed."""
    while True:
        work = yield from worked(world.base)
        yield from entered(world, taking, work)
        yield from shared(world.base)
        yield voted(world, ballot)


def worked(base):
    """A work is registered, agreed to, told of and measured."""
    from ketnoi.works import judging, progress
    from tests.works.worlds import DAY, category

    work = base.register(title=f"Công trình {secrets.token_hex(6)}", programme=base.movement.pk)
    yield "work", work.pk, 1
    judging.agree(work, 1, *base.leader)
    yield "work", work.pk, 2
    progress.add_note(work, DAY, "Đã xong một phần", [], base.officers["xa"], 2, *base.doer)
    yield "work", work.pk, 3
    progress.add_result(work, category("KQ_SUAT_QUA", "result"), 7, DAY, "Theo sổ", 3, *base.doer)
    yield "work", work.pk, 4
    return work


def entered(world, taking, work):
    """It enters the contest."""
    from ketnoi.contests import entering
    from ketnoi.practices.actions import By

    paper = entering.Paper(work.pk, taking.groups.get().pk)
    (entry,) = entering.enter_many(taking, [paper], By(*world.base.doer))
    yield "entry", entry.pk, 1


def shared(base):
    """A practice is written, published and adopted by another unit."""
    from ketnoi.practices import actions, adopting
    from ketnoi.practices.actions import By
    from ketnoi.practices.content import Content, today
    from tests.practices.worlds import STEPS

    by, unit = By(*base.leader), base.units["hoi_tinh"].pk
    told = {"problem": "Một vấn đề.", "audience": "Người dân", "steps": STEPS, "outcome": "works"}
    content = Content(name=f"Mô hình {secrets.token_hex(6)}", field="DON_THU", contact=unit, **told)
    practice = actions.write(content, unit, by)
    yield "practice", practice.pk, 1
    actions.publish(practice, 1, by)
    yield "practice", practice.pk, 2
    copy = adopting.adopt(practice, base.units["hoi_khac"].pk, today(), By(base.officers["la"].pk, 0), agreed=True)
    yield "practice", copy.pk, 1


def voted(world, ballot):
    """One officer votes for one entry and for the other in turns, as often as the journal says."""
    from ketnoi.contests import voting

    turn = votes()
    officer = world.base.officers["la"]
    voting.vote(ballot, {entry.group_id: entry.pk for entry in [turns(world, turn)]}, officer, 0)
    return "vote", turn, 1


def votes() -> int:
    from ketnoi.audit.models import Line

    return Line.objects.filter(verb="vote").count()


def turns(world, turn):
    return world.entries[("hoi_xa", "hoi_tinh")[turn % 2]]


def write(pipe, *ground) -> None:
    for told in deeds(*ground):
        pipe.send(told)


def killed(chance, *ground) -> list[tuple[str, int, int]]:
    """Let a writer write and kill it; answers what it acknowledged."""
    from django.db import connections

    connections.close_all()  # a connection is nobody's to inherit
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=write, args=(theirs, *ground))
    process.start()
    theirs.close()
    ours.poll(PATIENCE)
    time.sleep(chance.uniform(0, LONGEST))
    process.kill()
    process.join()
    heard = []
    with suppress(EOFError, OSError):  # the last word may be cut off
        while ours.poll():
            heard.append(ours.recv())
    return heard


def lost(heard) -> Iterator[str]:
    """What was acknowledged and is not there."""
    from ketnoi.contests.models import Entry
    from ketnoi.practices.models import Practice
    from ketnoi.works.models import Work

    models = {"work": Work, "practice": Practice, "entry": Entry}
    there = {kind: dict(model.objects.values_list("pk", "version")) for kind, model in models.items()}
    there["vote"] = dict.fromkeys(range(votes()), 1)
    yield from (f"{kind} {key}: {version}" for kind, key, version in heard if there[kind].get(key, 0) < version)


def halves(world, ballot) -> Iterator[str]:
    """What is there without all that belongs to it: rows, facts and lines of the journal."""
    from django.db.models import Sum

    from ketnoi.audit import journal
    from ketnoi.audit.models import Line
    from ketnoi.contests import voting
    from ketnoi.contests.models import Contest, OfficerVote
    from ketnoi.figures import verify
    from ketnoi.practices.models import Edition, Practice
    from ketnoi.works.models import Note, Part, Result, Revision, Work

    lines = Counter(Line.objects.values_list("kind", "verb"))
    verbs = Counter(Revision.objects.values_list("verb", flat=True))
    first = votes()
    pairs = {
        "revisions": (Revision.objects.count(), Work.objects.aggregate(all=Sum("version"))["all"]),
        "registered": (verbs["register"], Work.objects.count()),
        "parts": (Part.objects.values("work").distinct().count(), Work.objects.count()),
        "notes": (verbs["note"], Note.objects.count()),
        "results": (verbs["result"], Result.objects.count()),
        "lines of works": (sum(n for (kind, _verb), n in lines.items() if kind == "work"), Revision.objects.count()),
        "practices": (lines["practice", "write"] + lines["practice", "adopt"], Practice.objects.count()),
        "editions": (lines["practice", "publish"], Edition.objects.count()),
        "votes": (OfficerVote.objects.count(), min(first, 1)),
        "chosen": (
            voting.chosen(ballot, world.base.officers["la"]), {turns(world, first - 1).pk} if first else set()
        ),
        "differences": (verify.run().differences, []),
        "findings": (journal.verify()[1], []),
    }  # fmt: skip
    for contest in Contest.objects.all():
        numbers = list(contest.entries.order_by("number").values_list("number", flat=True))
        pairs[f"entries {contest.pk}"] = (numbers, list(range(1, len(numbers) + 1)))
        told = Line.objects.filter(verb="enter", object=str(contest.pk)).values_list("detail", flat=True)
        pairs[f"lines of entries {contest.pk}"] = (sum(one["count"] for one in told), len(numbers))
    yield from (f"{what}: {found} / {wanted}" for what, (found, wanted) in pairs.items() if found != wanted)


def main() -> None:
    django.setup()
    world, ballot, taking = build()
    chance = Random(11)
    heard = [told for _round in range(ROUNDS) for told in killed(chance, world, ballot, taking)]
    kinds = Counter(kind for kind, _key, _version in heard)
    told = {"heard": kinds, "lost": list(lost(heard)), "halves": list(halves(world, ballot))}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
