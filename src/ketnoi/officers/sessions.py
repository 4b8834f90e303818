"""Sessions as rows that know their officer: so that he may see where he is signed in, and end what is not his.

`SESSION_ENGINE` names this file: Django asks it for `SessionStore`.
"""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.officers import strength
from ketnoi.officers.models import Officer, Session

NUMBER, DEVICE = "number", "device"
Signs = tuple[tuple[str, str], ...]  # what a browser says of itself, and what one reads
BROWSERS: Signs = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Signs = (
    ("Android", "Android"),
    ("iPhone|iPad", "iPhone, iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class SessionStore(db.SessionStore):
    """Django's, with columns taken from what the session holds."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # the same
        row.officer_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.number = uuid.UUID(data[NUMBER]) if NUMBER in data else uuid.uuid4()
        row.device = data.get(DEVICE, "")
        row.begun_at = data.get(strength.PASSWORD_AT, 0)
        row.seen_at = data.get(strength.SEEN_AT, 0)
        return row


def begin(request: HttpRequest) -> None:
    """Somebody signed in: the session gets a number for pages, and words for its device."""
    request.session[NUMBER] = uuid.uuid4().hex
    request.session[DEVICE] = device_words(request.headers.get("User-Agent", ""))


def of(officer: Officer) -> QuerySet[Session]:
    """The sessions that stand, the one used last first."""
    return officer.sessions.filter(expire_date__gt=timezone.now()).order_by("-seen_at", "number")


@transaction.atomic
def end(officer: Officer, number: uuid.UUID) -> bool:
    """End one session; False where the officer has none of that number."""
    ended, _rows = officer.sessions.filter(number=number).delete()
    if ended:
        journal.write("end_session", "officer", officer.pk, actor=officer.pk)
    return bool(ended)


@transaction.atomic
def end_others(officer: Officer, but: str | None, actor: int | None = None) -> int:
    """End all sessions but the one with this key; answers how many."""
    ended, _rows = officer.sessions.exclude(session_key=but).delete()
    journal.write("end_sessions", "officer", officer.pk, actor=actor, count=ended)
    return ended


def tidy() -> None:
    """Remove what expired; nothing is written where nothing did."""
    expired = Session.objects.filter(expire_date__lt=timezone.now())
    if expired.exists():
        expired.delete()


def device_words(agent: str) -> str:
    """As in “Chrome trên Windows”: enough to know one's own machine by, and nothing that follows a person."""
    browser = _first(agent, BROWSERS) or _("Trình duyệt khác")
    system = _first(agent, SYSTEMS)
    return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system} if system else browser


def _first(agent: str, known: Signs) -> str:
    return next((words for sign, words in known if re.search(sign, agent)), "")
