"""A limit on what people send that holds while it arrives, before it fills a disk."""

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

# The other fields of a form, beside its one file.
_ROOM_FOR_FIELDS = 1024 * 1024


class OversizedFile(UploadedFile):
    """A file that was too large to be kept: its name and size, without its content, for the form to refuse."""


class LimitedFileHandler(TemporaryFileUploadHandler):
    """Stops writing a file at ``MAX_UPLOAD_BYTES``; the rest is read and forgotten, so that the form can answer.

    Of a request that says beforehand that it is larger, not a byte is written.
    """

    refuses_all = False

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        self.refuses_all = content_length > settings.MAX_UPLOAD_BYTES + _ROOM_FOR_FIELDS

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if not self._is_over(start + len(raw_data)):
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self._is_over(file_size):
            return super().file_complete(file_size)
        self.file.close()
        return OversizedFile(io.BytesIO(), self.file_name, self.content_type, file_size, self.charset)

    def _is_over(self, size: int) -> bool:
        return self.refuses_all or size > settings.MAX_UPLOAD_BYTES
