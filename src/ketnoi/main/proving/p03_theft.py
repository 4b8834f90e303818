"""P3: whoever has the database, its log, the files, the backups or the program's log reads nobody's data.

Persons with words that nothing else contains are registered, corrected, searched for and asked about; papers about them
are attached, breaches, calls and a hand-over are written about in officers' own words, a report is sealed, keys are
rotated, a backup is written. Then everything on the disk is searched for these words in every spelling. A word that was
left in clear on purpose must be found in each place: else the search says nothing.
"""

from __future__ import annotations

import dataclasses
import logging
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from nacl.public import PrivateKey

from ketnoi.access import reader as readers
from ketnoi.attachments import actions as attaching
from ketnoi.attachments import policies
from ketnoi.attachments.policies import Protection
from ketnoi.audit import journal, moments
from ketnoi.deadlines.keeping import By
from ketnoi.main.backup import archive
from ketnoi.main.proving import canaries, database_bytes
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.notices import calls, drills
from ketnoi.officers import actions as officers
from ketnoi.officers import handing
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Agency, Level, Unit
from ketnoi.people import actions, contacting, finding
from ketnoi.people.entry import Entry
from ketnoi.people.enums import Purpose
from ketnoi.people.models import Person
from ketnoi.privacy import breaches
from ketnoi.privacy.breaches import Found
from ketnoi.privacy.models import Told
from ketnoi.vault import intake, keyed, keys, rotation

FILES = "proof"
log = logging.getLogger("ketnoi")


@dataclass(frozen=True)
class Canaries:
    """What is looked for: a name, other words, two numbers; and the word that lies open on purpose."""

    name: str
    told: str
    id_number: str
    telephone: str
    control: str

    def secret(self) -> set[bytes]:
        words = (self.name, self.told, self.id_number, self.telephone)
        return {needle for one in words for needle in canaries.needles(one)}


def _run(size: int, seed: int) -> Outcome:
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    drawn = [canaries.word(chance) for _place in range(3)]
    sown = Canaries(drawn[0], drawn[1], canaries.number(chance, 12), canaries.number(chance, 10), drawn[2])
    data = Path(settings.CONFIG.data)
    with tempfile.TemporaryDirectory(dir=data) as temporary:
        tempfile.tempdir = temporary
        _live(sown, size, data)
        looked_at = [*canaries.files(data, Path(settings.CONFIG.keys)), *database_bytes.of_server()]
        findings = [*_leaks(looked_at, sown), *_blind(looked_at, sown)]
    return outcome(len(looked_at), findings)


def _live(sown: Canaries, size: int, data: Path) -> None:
    """What an installation does in its days, told to its log in all detail."""
    connection.force_debug_cursor = True
    logging.basicConfig(filename=data / "everything.log", level=logging.DEBUG, force=True)
    statements = logging.getLogger("django.db.backends")
    statements.setLevel(logging.DEBUG)
    statements.parent, statements.propagate = logging.getLogger(), True
    post = _post()
    for turn in range(size):
        _person(post, sown, turn)
    _papers(sown)
    _typed(post, sown)
    intake_box = intake.seal(sown.told.encode())
    (data / "box").write_bytes(intake_box)
    rotation.begin(settings.CONFIG.keys)
    rotation.rewrap()
    archive.write(data / "backup.knsl", [bytes(PrivateKey.generate().public_key)])
    _leave_open(sown, data)


def _post() -> Post:
    agency = Agency.objects.create(id=1, code="hoi", name="Hội", short="Hội", css="hoi", order=1)
    unit = Unit.objects.create(agency=agency, level=Level.PROVINCE, name="Đơn vị", folded="don vi", province=14)
    Unit.objects.filter(pk=unit.pk).update(path=f"{unit.pk}.")
    return officers.give_post(officers.add_officer("canbo", None, "Cán bộ Mẫu"), unit.pk, Role.RECORDER, actor=None)


def _person(post: Post, sown: Canaries, turn: int) -> None:
    entry = Entry(
        full_name=f"Nguyễn Thị {sown.name}",
        aliases=(f"Bé {sown.name}", sown.name),
        id_number=sown.id_number,
        address=f"{turn} ngõ {sown.told}",
        telephone=sown.telephone,
        safe_contact=sown.told,
        shelter=f"Nhà {sown.told}",
        medical=sown.told,
    )
    person = actions.register(readers.at(post.officer, moments.now()), entry, post)
    log.warning("registered %s %r %s", person, vars(person), person.names)
    reader = readers.at(Officer.objects.get(pk=post.officer_id), moments.now())
    changed = dataclasses.replace(entry, medical=f"{sown.told} {turn}")
    corrected = actions.correct(reader, person, changed, person.row_version, set(_sections(person)))
    assert finding.find(reader, sown.name)
    if not turn:
        contacting.ask(reader, corrected, next(iter(Purpose)))
        contacting.settle()
    try:
        corrected.names = sown.name  # refused: not what the field takes
    except TypeError:
        log.exception("refused")


def _sections(person: Person) -> Iterator[str]:
    yield from (field.section for field in person.sealed_fields())


def _papers(sown: Canaries) -> None:
    """A sealed PDF whose content and name are both secret."""
    key = keys.new(FILES)
    policies.register_sealed(FILES, Protection(lambda _request, _owner: False, lambda _owner: key))
    content = b"%PDF-1.7\n" + f"Lời kể của {sown.name} ".encode() * 9000
    attaching.add(FILES, 1, ContentFile(content, f"{sown.name} {sown.told}.pdf"), actor=1)
    with transaction.atomic():
        journal.write("proof", FILES, 1, digest=keyed.digest("proof", sown.id_number))


def _typed(post: Post, sown: Canaries) -> None:
    """What officers write in their own words, against all advice with a name in it."""
    now, told = moments.now(), f"{sown.name} {sown.told}"
    lead = officers.give_post(
        officers.add_officer("lanhdao", None, "Lãnh đạo Mẫu"), post.unit_id, Role.LEAD, actor=None
    )
    breach = breaches.enter(Found(now, ("identity",), 1, told, told), lead)
    breaches.tell(breach, Told.Whom.AGENCY, now, told, lead, 1)
    breaches.close(breach, told, lead, 2)
    duty = By(lead.officer_id, lead.unit_id)
    call = drills.begin(post.unit_id, post.unit_id, duty)
    calls.take(call.pk, 1, told, duty)
    handing.draw_up(post, lead.officer, timezone.localdate(), [], told, actor=None)


def _leave_open(sown: Canaries, data: Path) -> None:
    """The control: one word in clear in the database, its log, the program's log, and a packed file."""
    with transaction.atomic():
        Unit.objects.update(name=sown.control)
    log.warning(sown.control)
    with zipfile.ZipFile(data / "packed.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.xml", sown.control * 50)


def _leaks(looked_at: list[tuple[str, bytes]], sown: Canaries) -> Iterator[str]:
    secret = sown.secret()
    for name, content in looked_at:
        if hits := canaries.found(content, secret):
            yield f"{name}: {len(hits)}"


def _blind(looked_at: list[tuple[str, bytes]], sown: Canaries) -> Iterator[str]:
    """Places in which the search does not find even what lies open."""
    searched = canaries.needles(sown.control)
    held = {name for name, content in looked_at if canaries.found(content, searched)}
    wanted = {"everything.log", "packed.zip"}
    wanted |= {"ketnoi.sqlite3-wal"} if connection.vendor == "sqlite" else {"orgs_unit"}
    yield from (f"nothing is found in {name}" for name in wanted - held)


PROMISE = Promise(
    "P3",
    _("Dò mọi cách viết của tên đã gieo trong cơ sở dữ liệu, tệp, bản sao lưu và nhật ký chương trình"),
    _run,
    size=30,
    fast=2,
    apart=True,
)
