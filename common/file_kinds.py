"""Which files may be kept: told by what is in them, never by their name alone."""

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from common import antivirus

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 300 * MEGABYTE
MAX_MEMBERS = 5000
MAX_RATIO = 250
_RATIO_FROM = MEGABYTE
_HEAD = 1024
MAX_NAME = 150

# Files go out as downloads only; the types are those that a browser never runs.
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
}
_SIGNS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_MAIN_MEMBERS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_ODT = b"application/vnd.oasis.opendocument.text"
# Programs inside documents: VBA, sheets of old Excel macros, ActiveX, OLE objects, OpenOffice Basic and scripts.
_PROGRAMS = re.compile(
    r"vba(project|data)|(^|/)(macrosheets|activex|basic|scripts)/|oleobject"
    r"|\.(docm|dotm|xlsm|xltm|xlam|pptm|exe|dll|js|vbs|bat|cmd|ps1|scr|hta)$",
    re.IGNORECASE,
)


class RefusedUpload(Exception):
    """A file that is not kept.

    ``reason``: too_large, unknown_kind, damaged, encrypted, macros, too_large_unpacked, infected, not_looked_at.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class CheckedUpload:
    """A file that may be kept: its kind, and a name that is safe to show and to send."""

    extension: str
    name: str


def check_upload(file: Any, *, max_bytes: int = 25 * MEGABYTE) -> CheckedUpload:
    """Tell what an uploaded file is. Raises ``RefusedUpload`` for what is not kept; reads no member of an archive."""
    if file.size > max_bytes:
        raise RefusedUpload("too_large")
    file.seek(0)
    extension = _kind(file, PurePosixPath(file.name.replace("\\", "/")).suffix.lower().lstrip("."))
    try:
        antivirus.look_at(file)
    except antivirus.Infected as error:
        raise RefusedUpload("infected") from error
    except antivirus.NotLookedAt as error:
        raise RefusedUpload("not_looked_at") from error
    file.seek(0)
    return CheckedUpload(extension, clean_name(file.name, extension))


def clean_name(name: str, extension: str) -> str:
    """The name that a person gave, without folders and unseen signs, with the extension that the content has."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    # Cf holds the marks that turn text round: "annexfdp.exe" must not be shown as "annexexe.pdf".
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in stem)
    kept = re.sub(r'[<>:"/|?*;%]', "_", " ".join(seen.split())).strip(". ")
    return f"{kept[:MAX_NAME] or 'file'}.{extension}"


def _kind(file: Any, claimed: str) -> str:
    head = file.read(_HEAD)
    for sign, extension in _SIGNS.items():
        if head.startswith(sign):
            return extension
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    if claimed in {"txt", "csv"} and head and _is_text(file):
        return claimed
    raise RefusedUpload("unknown_kind")


def _kind_of_archive(file: Any) -> str:
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _refuse_harm(members)
            names = {info.filename for info in members}
            if members[0].filename == "mimetype" and members[0].file_size == len(_ODT):
                return "odt" if archive.read(members[0]) == _ODT else _refuse("unknown_kind")
            if "[Content_Types].xml" in names:
                _refuse_macro_types(archive)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise RefusedUpload("damaged") from error
    kinds = [extension for member, extension in _MAIN_MEMBERS.items() if member in names]
    return kinds[0] if len(kinds) == 1 and "[Content_Types].xml" in names else _refuse("unknown_kind")


def _refuse_harm(members: list[zipfile.ZipInfo]) -> None:
    """By the directory of the archive alone: bombs, locked members, names that climb out, programs."""
    if not members:
        raise RefusedUpload("damaged")
    if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_UNPACKED:
        raise RefusedUpload("too_large_unpacked")
    for info in members:
        if info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise RefusedUpload("too_large_unpacked")
        if info.flag_bits & 1:
            raise RefusedUpload("encrypted")
        if info.filename.startswith("/") or ".." in info.filename.split("/"):
            raise RefusedUpload("damaged")
        if _PROGRAMS.search(info.filename):
            raise RefusedUpload("macros")


def _refuse_macro_types(archive: zipfile.ZipFile) -> None:
    with archive.open("[Content_Types].xml") as part:
        types = part.read(MEGABYTE)
    if b"macroenabled" in types.lower():
        raise RefusedUpload("macros")


def _is_text(file: Any) -> bool:
    """UTF-8, or UTF-16 with its mark, or an older encoding of letters; never with signs that only programs have."""
    file.seek(0)
    data = file.read()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data)


def _refuse(reason: str) -> str:
    raise RefusedUpload(reason)
