"""SMS and Zalo as files: one for each message, in a folder that a gateway of the agency empties.

The file is the interface: JSON with number, to and text. A gateway that speaks to a carrier directly is another class
with the same two names.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from ketnoi.notices.channels.message import Message


class Written:
    """The number is the file's name, so a message that is there already is not written again."""

    repeats_safely = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Message) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / f"{message.number}.json"
        if path.exists():
            return
        told = json.dumps({"number": str(message.number), "to": message.to, "text": message.text}, ensure_ascii=False)
        draft = path.with_suffix(".draft")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(told)
        draft.replace(path)  # whole or not at all: the gateway never reads half a message
