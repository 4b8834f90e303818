"""A message on its way out, and what carries it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """`number` is the same each time the message is tried, so that carriers can tell a repetition."""

    number: uuid.UUID
    to: str
    subject: str
    text: str


class Carrier(Protocol):
    """Hands messages over. `repeats_safely`: giving it the same message twice delivers it once."""

    repeats_safely: bool

    def send(self, message: Message) -> None:
        """Return once the message was taken over; raises OSError (smtplib's errors are such) where it was not."""
