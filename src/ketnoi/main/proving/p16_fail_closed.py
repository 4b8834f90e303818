"""P16: what cannot be journalled, decrypted or decided is refused, and nothing of it stays half-written.

Nothing in the program is replaced: the faults are put where they come from in life, into the database (a trigger that
refuses a line, heads that are gone, a table of the policy that is not there) and into the keys (none, others). First
every act is done without a fault, so that a refusal means something.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from random import Random

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory

from ketnoi.access import reader as readers
from ketnoi.access import reading
from ketnoi.audit import installation, journal, moments
from ketnoi.main.proving import small_world
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.people import actions, entry
from ketnoi.people.models import KIND, Person
from ketnoi.vault import providers, shredding
from ketnoi.vault.aead import KEY
from ketnoi.vault.keyfiles import Secrets

WHO = entry.Entry(full_name="Nguyễn Thị Thử Nghiệm", telephone="0900000001", address="Bản Không Có Thật")
NAME, SECRET = "nguoi.mau", secrets.token_urlsafe(24)
UNWATCHED = {"officers_session"}


@dataclass
class World:
    """A unit, an officer who holds a post in it, and a person whom he registered."""

    unit: Unit
    officer: Officer
    person: Person

    def request(self) -> HttpRequest:
        request = RequestFactory().get("/")
        request.user, request.session = Officer.objects.get(pk=self.officer.pk), {}  # type: ignore[assignment]  # a plain one
        return request


def _world() -> World:
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # signing in asks for pages, which look for it
    installation.mark_demo("proof")  # so that no second factor is asked for: P10 shows that one is
    unit = small_world.unit()
    officer = officers.add_officer(NAME, SECRET, "Người Mẫu")
    officers.give_post(officer, unit.pk, Role.LEAD, actor=None)
    post = officer.posts.select_related("unit").get()
    return World(unit, officer, actions.register(readers.at(officer, moments.now()), WHO, post))


def _open(world: World) -> object:
    """A page that shows a person: found, journalled, opened."""
    request = world.request()
    person = reading.found(request, KIND, world.person.code)
    return entry.of(person, reading.opened(request, person)).full_name


def _ask_for_nothing(world: World) -> object:
    """Somebody asks for what is not there; his attempt is journalled too."""
    journal.denied(KIND, "", world.officer.pk, world.unit.pk)
    return True


def _register(world: World) -> object:
    post = world.officer.posts.select_related("unit").get()
    return actions.register(readers.of(world.request()), WHO, post)


def _correct(world: World) -> object:
    reader = readers.of(world.request())
    person = reading.found(world.request(), KIND, world.person.code)
    after = replace(WHO, address=f"Bản Khác {secrets.token_hex(4)}")
    return actions.correct(reader, person, after, person.row_version, list(entry.SECTIONS))


def _shred(world: World) -> object:
    """Of a person of its own, so that the others can be read on."""
    shredding.shred(world.person.data_key, "proof")
    return True


def _enter(world: World) -> object:
    return small_world.enter(world.unit.pk, 7)


def _sign_in(_world: World) -> object:
    client = Client()
    client.post(settings.LOGIN_URL, {"username": NAME, "password": SECRET})
    return "_auth_user_id" in client.session


ACTS: dict[str, Callable[[World], object]] = {
    "mở hồ sơ": _open,
    "hỏi hồ sơ không có": _ask_for_nothing,
    "lập hồ sơ": _register,
    "sửa hồ sơ": _correct,
    "nhập số liệu": _enter,
    "đăng nhập": _sign_in,
    "hủy khóa": _shred,  # the last: what comes after it in the run without faults would find nothing to open
}
SEALED = {"mở hồ sơ", "lập hồ sơ", "sửa hồ sơ"}
DECIDED = {"mở hồ sơ", "sửa hồ sơ"}


@contextmanager
def _refusing(table: str, when: str) -> Iterator[None]:
    """The database takes no more rows, or no change, of this table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            raising = "BEGIN RAISE EXCEPTION 'fault'; END"
            cursor.execute(f"CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $${raising}$$")
            cursor.execute(f"CREATE TRIGGER fault BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION fault()")
        else:
            cursor.execute(f"CREATE TRIGGER fault BEFORE {when} ON {table} BEGIN SELECT RAISE(ABORT, 'fault'); END")
    yield
    with connection.cursor() as cursor:
        gone = "DROP FUNCTION fault() CASCADE" if connection.vendor == "postgresql" else "DROP TRIGGER fault"
        cursor.execute(gone)


@contextmanager
def _without(table: str) -> Iterator[None]:
    """The table is not there."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO fault")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE fault RENAME TO {table}")


@contextmanager
def _without_heads() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE fault AS SELECT * FROM audit_head")
        cursor.execute("DELETE FROM audit_head")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_head")
        cursor.execute("INSERT INTO audit_head SELECT * FROM fault")
        cursor.execute("DROP TABLE fault")


@contextmanager
def _keys(held: Secrets) -> Iterator[None]:
    with providers.standing_in(providers.Given(held)):
        yield


FAULTS: dict[str, tuple[Callable[[], object], set[str]]] = {
    "nhật ký không nhận dòng": (lambda: _refusing("audit_line", "INSERT"), set(ACTS)),
    "đầu chuỗi không chuyển được": (lambda: _refusing("audit_head", "UPDATE"), set(ACTS)),
    "mất bảng nhật ký": (lambda: _without("audit_line"), set(ACTS)),
    "mất mọi đầu chuỗi": (_without_heads, set(ACTS)),
    "không có khóa": (lambda: _keys(Secrets({})), SEALED),
    "khóa khác": (lambda: _keys(Secrets({1: secrets.token_bytes(KEY)}, secrets.token_bytes(KEY))), DECIDED),
    "mất bảng quyền": (lambda: _without("access_grant"), DECIDED),
    "mất bảng xung đột lợi ích": (lambda: _without("access_conflict"), DECIDED),
    "mất bảng chức vụ": (lambda: _without("officers_post"), DECIDED | {"lập hồ sơ"}),
}


def _run(size: int, seed: int) -> Outcome:
    world = _world()
    pairs = [(fault, act) for fault, act in product(FAULTS, ACTS) if act in FAULTS[fault][1]]
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    rounds = [pair for _ in range(-(-size // len(pairs))) for pair in chance.sample(pairs, len(pairs))][:size]
    findings = [found for fault, act in rounds if (found := _tried(world, fault, act))]
    able = [f"không lỗi mà cũng bị từ chối: {name}" for name, act in ACTS.items() if not act(world)]
    findings += [f"nhật ký sau cùng: {one}" for one in journal.verify()[1]]
    return outcome(len(rounds) + len(ACTS), [*findings, *able])


def _tried(world: World, fault: str, act: str) -> str:
    """Do it under the fault; what was wrong, if anything."""
    before = _rows()
    answer = None
    with FAULTS[fault][0]():  # type: ignore[attr-defined]  # a context manager
        try:
            answer = ACTS[act](world)
        except Exception:  # noqa: BLE001 - whatever refuses
            answer = None
    if answer:
        return f"{fault}: {act} vẫn được"
    after = _rows()
    # a read is written down before it is tried: its line stays, also where nothing opened then
    changed = [name for name in before if before[name] != after[name] and (act, name) != ("mở hồ sơ", "audit_line")]
    return f"{fault}: {act} để lại {', '.join(changed)}" if changed else ""


def _rows() -> dict[str, int]:
    """Rows of every table, but for sessions: a session that signed nobody in is worth nothing."""
    names = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}  # noqa: SLF001
    counts = " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM \"{name}\"" for name in names - UNWATCHED)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


PROMISE = Promise(
    "P16",
    "Lỗi ở nhật ký, khóa và quyền, gài vào chính cơ sở dữ liệu và bộ khóa: mọi việc đều bị từ chối, không ghi dở dang",
    _run,
    size=400,
    fast=14,
    apart=True,
)
