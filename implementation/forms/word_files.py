"""What keeps a Word file that people bring from being read, in one word for each reason."""

from typing import Any

from django.conf import settings

from common.file_kinds import RefusedUpload, check_upload
from cycles.importers import UnreadableFile
from cycles.importers.docx_package import open_package


def refusal_of(file: Any) -> str:
    """Why a file is not read: too_large, infected, not_looked_at, or what the reader says of it; empty if it is."""
    try:
        check_upload(file, max_bytes=settings.MAX_UPLOAD_BYTES)
    except RefusedUpload as refusal:
        if refusal.reason in {"too_large", "infected", "not_looked_at"}:
            return refusal.reason
        return _of_reader(file) or ("not_a_word_file" if refusal.reason == "unknown_kind" else refusal.reason)
    return ""


def _of_reader(file: Any) -> str:
    """The reader of Word files knows best what a file should have been."""
    try:
        file.seek(0)
        open_package(file.read())
    except UnreadableFile as error:
        return error.code
    return ""
