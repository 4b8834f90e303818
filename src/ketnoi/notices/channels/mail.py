"""E-mail, through Django's own backend (`EMAIL_*`)."""

from __future__ import annotations

from django.core.mail import EmailMessage

from ketnoi.notices.channels.message import Message


class Mail:
    """SMTP cannot tell a repetition: what was interrupted is not sent again by itself."""

    repeats_safely = False

    def send(self, message: Message) -> None:
        headers = {"Message-ID": f"<{message.number}@ketnoi>", "Auto-Submitted": "auto-generated"}
        EmailMessage(message.subject, message.text, to=[message.to], headers=headers).send()
