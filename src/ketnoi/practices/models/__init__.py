"""What this room keeps."""

from ketnoi.practices.models.practice import Edition, Library, Practice
from ketnoi.practices.models.profile import Profile
from ketnoi.practices.models.results import Measured, Stated
from ketnoi.practices.models.site import Site

__all__ = ["Edition", "Library", "Measured", "Practice", "Profile", "Site", "Stated"]
