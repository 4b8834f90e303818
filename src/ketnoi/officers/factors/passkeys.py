"""Passkeys and hardware keys (WebAuthn level 3, by fido2): registered under a name, asked for, their counters watched.

What the browser is asked and what it answers are WebAuthn's own JSON; challenges wait in the session, each for one
answer. A key belongs to the host name it was made at; at a bare address (127.0.0.1) browsers make none.
"""

from __future__ import annotations

import ipaddress
import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from ketnoi.audit import journal, moments
from ketnoi.officers.factors import changing
from ketnoi.officers.models import Officer, Passkey

KIND = "passkey"
SALT = "ketnoi.officers.passkeys"
ISSUER = "Kết Nối"
NEW, ASKED = "passkey-new", "passkey-asked"  # challenges in the session
MOST, LONGEST_NAME, LONGEST_ANSWER = 10, 60, 20_000
# What reading an answer made by hand ends with: of another shape, cut short, nested without end.
MALFORMED = (ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error)
VERIFIED = (
    UserVerificationRequirement.REQUIRED
)  # a finger, a face or the key's PIN: one that was left lying opens nothing


def possible(request: HttpRequest) -> bool:
    """Whether a browser can use keys at this address."""
    host = _host(request)
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def offer(request: HttpRequest, officer: Officer) -> dict[str, Any]:
    """What the browser is asked so that it makes a key; the answer goes to `add`."""
    handle = salted_hmac(SALT, str(officer.pk), algorithm="sha256").digest()
    user = PublicKeyCredentialUserEntity(id=handle, name=officer.username, display_name=officer.name)
    asked, state = _server(request).register_begin(user, _credentials(officer), user_verification=VERIFIED)
    request.session[NEW] = _plain(state)
    return dict(asked)


@transaction.atomic
def add(request: HttpRequest, pk: int, name: str, typed: str) -> None:
    """Keep the key that the browser made. Raises ValidationError for an answer that does not hold."""
    officer = changing.locked(pk)
    if Passkey.objects.filter(officer=officer).count() >= MOST:
        raise ValidationError(_("Mỗi tài khoản có tối đa %(most)s khóa.") % {"most": MOST})
    try:
        made = _server(request).register_complete(_state(request, NEW), _answer(typed))
    except MALFORMED as wrong:
        raise ValidationError(_("Khóa chưa được nhận. Hãy thử lại.")) from wrong
    credential = made.credential_data
    if credential is None or credential.credential_id in {one.credential_id for one in _credentials(officer)}:
        raise ValidationError(_("Khóa này đã có trong tài khoản."))
    Passkey.objects.create(
        officer=officer, name=name, credential=bytes(credential), uses=made.counter, made_at=moments.now()
    )
    changing.added(officer, KIND)


def ask(request: HttpRequest, officer: Officer) -> dict[str, Any] | None:
    """What the browser is asked so that a key of the officer signs; None where he has none or none can be used."""
    credentials = _credentials(officer) if possible(request) else []
    if not credentials:
        return None
    asked, state = _server(request).authenticate_begin(credentials, user_verification=VERIFIED)
    request.session[ASKED] = _plain(state)
    return dict(asked)


@transaction.atomic
def is_right(request: HttpRequest, officer: Officer, typed: str) -> bool:
    """Whether a key of the officer signed what was asked. A counter that went back tells of a copied key: refused."""
    keys = {_credential(one).credential_id: one for one in Passkey.objects.select_for_update().filter(officer=officer)}
    try:
        answer = _answer(typed)
        used = _server(request).authenticate_complete(_state(request, ASKED), _credentials(officer), answer)
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except MALFORMED:
        return False
    key = keys[used.credential_id]
    if counter <= key.uses and (counter or key.uses):
        journal.write("copied_key", "officer", officer.pk, actor=officer.pk)
        return False
    key.uses, key.used_at = counter, moments.now()
    key.save(update_fields=["uses", "used_at"])
    return True


@transaction.atomic
def remove(pk: int, uuid: UUID) -> None:
    """Take one key away; one that is not there is gone already. Raises ValidationError when it is the last way."""
    officer = changing.locked(pk)
    gone, _rows = Passkey.objects.filter(officer=officer, uuid=uuid).delete()
    if gone:
        changing.removed(officer, KIND)


def _server(request: HttpRequest) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=_host(request), name=ISSUER))


def _host(request: HttpRequest) -> str:
    return split_domain_port(request.get_host())[0]


def _credentials(officer: Officer) -> Sequence[AttestedCredentialData]:
    return [_credential(one) for one in Passkey.objects.filter(officer=officer)]


def _credential(key: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(key.credential))


def _state(request: HttpRequest, where: str) -> Any:
    """The challenge that waits, once. Raises KeyError where none does."""
    return request.session.pop(where)


def _plain(state: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(getattr(value, "value", value)) for name, value in state.items()}


def _answer(typed: str) -> dict[str, Any]:
    """What the browser sent. Raises ValueError for anything but an object of moderate length."""
    answer = json.loads(typed) if len(typed) <= LONGEST_ANSWER else None
    if not isinstance(answer, dict):
        raise ValueError("no object")  # noqa: TRY004 - one error for whatever a browser may send
    return answer
