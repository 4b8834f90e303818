"""Uploads stay in memory until the room that takes them has sealed or cleaned them: none lies on the disk in clear."""

from __future__ import annotations

import io
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST: Final = 26_000_000  # bytes kept of one file: more than any room takes, so that the room says that it is too much
MOST_TOGETHER: Final = 80_000_000  # bytes kept of one request


class InMemory(FileUploadHandler):
    """Django's own handler puts larger files into a temporary folder; this one is the only one there is."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._together = 0

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self._file = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what may be of use; of a file that is too long the rest is let go."""
        kept = raw_data[: max(MOST - start, 0)]
        self._together += len(kept)
        if self._together > MOST_TOGETHER:
            raise RequestDataTooBig("Files of one request are too large together.")
        self._file.write(kept)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._file.seek(0)
        about = (self.field_name, self.file_name or "", self.content_type or "", file_size)
        return InMemoryUploadedFile(self._file, *about, self.charset, self.content_type_extra)
