"""What people type about protected records lies sealed; whatever text column is in clear is known, with its reason."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models

from ketnoi.access import answering, glass, granting, revealing
from ketnoi.access.enums import Purpose
from ketnoi.access.granting import Terms
from ketnoi.access.models import Glass, Grant, Reveal
from ketnoi.audit import moments
from ketnoi.vault import shredding
from ketnoi.vault.models import SealedModel
from tests.access.house import HOUR, House

PAPER = "number and day of an official paper"
CANARY = "cháu Người Mẫu Hoàng Yến bị đánh, thôn Không Có"
DRAWN = "drawn or given by the program"
CHOSEN = "chosen from a list"
ACCOUNT = "about an officer, by the house"
ROSTER = "a public telephone and its hours"
KEYED = "a digest"
PLAIN = {
    "access.conflict.kind": DRAWN,
    "access.glass.kind": DRAWN,
    "access.grant.kind": DRAWN,
    "access.grant.sections": CHOSEN,
    "access.grant.ticked": CHOSEN,
    "access.reveal.kind": DRAWN,
    "notices.call.kind": DRAWN,
    "notices.call.object_id": DRAWN,
    "notices.call.taken_on": DRAWN,
    "notices.delivery.problem": DRAWN,
    "notices.dutychange.hours": ROSTER,
    "notices.dutychange.note": ROSTER,
    "notices.dutyline.name": ROSTER,
    "notices.dutyline.phone": ROSTER,
    "notices.dutyline.week": ROSTER,
    "notices.notice.kind": DRAWN,
    "notices.notice.object_id": DRAWN,
    "notices.preference.choices": CHOSEN,
    "notices.preference.email": ACCOUNT,
    "notices.preference.phone": ACCOUNT,
    "officers.cardcode.digest": KEYED,
    "officers.handover.items": DRAWN,
    "officers.officer.address": ACCOUNT,
    "officers.officer.name": ACCOUNT,
    "officers.officer.name_key": ACCOUNT,
    "officers.officer.password": KEYED,
    "officers.officer.pin": KEYED,
    "officers.officer.username": ACCOUNT,
    "officers.passkey.name": ACCOUNT,
    "officers.post.title": ACCOUNT,
    "officers.recovery.code": KEYED,
    "officers.session.device": DRAWN,
    "officers.session.session_data": DRAWN,
    "officers.session.session_key": DRAWN,
    "officers.tries.bucket": DRAWN,
    "people.matchkey.digest": KEYED,
    "people.person.code": DRAWN,
    "privacy.breach.kinds": CHOSEN,
    "privacy.disposal.kind": DRAWN,
    "privacy.disposal.records": DRAWN,
    "privacy.incharge.paper": PAPER,
    "privacy.subjectrequest.code": DRAWN,
    "privacy.subjectrequest.kind": CHOSEN,
}


def _rooms() -> set[str]:
    """Those that keep something sealed: nothing beside it may tell what it hides."""
    labels = {model._meta.app_label for model in apps.get_models() if issubclass(model, SealedModel)}
    return {label for label in labels if apps.get_app_config(label).name.startswith("ketnoi.")} - {"vault"}


def _clear() -> Iterator[str]:
    """Columns that hold text in clear, but for those that hold one of a few codes."""
    for room in _rooms():
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                text = isinstance(field, models.CharField | models.TextField | models.JSONField)
                if text and not field.choices:
                    yield field.model._meta.label_lower + "." + field.name


def test_every_text_in_clear_has_its_reason() -> None:
    assert set(_clear()) == set(PLAIN)


def _stored(model: type[models.Model]) -> bytes:
    """All cells of a table, as a thief of the file reads them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        return b"|".join(
            bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode()
            for row in cursor
            for cell in row
        )


def _terms() -> Terms:
    return Terms(Purpose.PROTECTION, CANARY, frozenset({"identity"}), ends_at=moments.now() + HOUR)


@pytest.fixture
def typed(house: House) -> House:
    grant = granting.refer(house.reader("lead"), house.record, house.police, _terms())
    answering.give_back(house.reader("police"), grant.uuid, CANARY)
    told = granting.notify(house.reader("lead"), house.record, house.police, _terms())
    answering.acknowledge(house.reader("police"), told.uuid, CANARY)
    made = granting.assign(house.reader("lead"), house.record, house.posts["colleague"])
    granting.revoke(house.reader("lead"), made, CANARY)
    broken = glass.break_glass(house.reader("neighbour"), house.record.code, CANARY, 1)
    glass.review(house.reader("lead"), broken, justified=True, finding=CANARY)
    revealing.reveal(house.reader("supervisor"), house.record, CANARY)
    return house


@pytest.mark.parametrize("model", [Grant, Glass, Reveal])
def test_a_thief_of_the_rows_reads_none_of_it(typed: House, model: type[models.Model]) -> None:
    assert CANARY.encode() not in _stored(model)


def test_who_may_reads_it_and_it_is_shredded_with_the_record(typed: House) -> None:
    rows = [*Grant.objects.all(), *Glass.objects.all(), *Reveal.objects.all()]
    written = sorted(name for row in rows for name, word in row.words().items() if word == CANARY)
    assert written == ["finding", "ground", "ground", "number", "reason", "reason", "reason", "reason"]
    shredding.shred(typed.record.data_key, "proof")
    again = [*Grant.objects.all(), *Glass.objects.all(), *Reveal.objects.all()]
    assert {word for row in again for word in row.words().values()} == {""}
