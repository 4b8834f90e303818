"""The ways out of the product. A channel hands a message over to whoever carries it, or raises."""

from __future__ import annotations

from django.conf import settings

from ketnoi.notices.channels.mail import Mail
from ketnoi.notices.channels.message import Carrier, Message
from ketnoi.notices.channels.written import Written
from ketnoi.notices.enums import Channel

__all__ = ["Carrier", "Message", "carrier", "offered"]


def offered() -> list[Channel]:
    """The channels this installation has, as its environment says."""
    return [one for one in Channel if settings.NOTICE_CHANNELS.get(one.value)]


def carrier(channel: Channel) -> Carrier:
    """Who carries messages of a channel. Raises KeyError for one that is not offered."""
    how = settings.NOTICE_CHANNELS[channel.value]
    return Mail() if how == "mail" else Written(settings.NOTICE_FOLDER / channel.value)
