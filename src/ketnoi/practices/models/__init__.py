"""What this room keeps."""

from ketnoi.practices.models.practice import Edition, Library, Practice
from ketnoi.practices.models.profile import Profile
from ketnoi.practices.models.recognition import Recognition, Result, Seat
from ketnoi.practices.models.results import Measured, Stated
from ketnoi.practices.models.site import Site
from ketnoi.practices.models.talk import Follow, Question, Thanks
from ketnoi.practices.models.visit import Exchange, Visit, VisitState

__all__ = [
    "Edition",
    "Exchange",
    "Follow",
    "Library",
    "Measured",
    "Practice",
    "Profile",
    "Question",
    "Recognition",
    "Result",
    "Seat",
    "Site",
    "Stated",
    "Thanks",
    "Visit",
    "VisitState",
]
