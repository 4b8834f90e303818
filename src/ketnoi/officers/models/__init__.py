"""Accounts and posts; how one signs in: sessions and tries."""

from ketnoi.officers.models.accounts import HandOver, Leave, Officer, OfficerManager, Post, PostQuerySet
from ketnoi.officers.models.signing import Session, Tries

__all__ = [
    "HandOver",
    "Leave",
    "Officer",
    "OfficerManager",
    "Post",
    "PostQuerySet",
    "Session",
    "Tries",
]
