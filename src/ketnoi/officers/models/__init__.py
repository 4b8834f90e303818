"""Accounts and posts; how one signs in: sessions, tries, second factors, recovery."""

from ketnoi.officers.models.accounts import HandOver, Leave, Officer, OfficerManager, Post, PostQuerySet
from ketnoi.officers.models.factors import Authenticator, CardCode, CodeCard, Passkey
from ketnoi.officers.models.recovery import Recovery
from ketnoi.officers.models.signing import Session, Tries

__all__ = [
    "Authenticator",
    "CardCode",
    "CodeCard",
    "HandOver",
    "Leave",
    "Officer",
    "OfficerManager",
    "Passkey",
    "Post",
    "PostQuerySet",
    "Recovery",
    "Session",
    "Tries",
]
