"""Takes out of a file what tells who made it, where and when: the traces that programs and cameras leave behind.

What a person reads or sees in the file stays as it is; comments and tracked changes are read, so they stay too.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

# A picture that says it is larger would fill the memory when unpacked.
MAX_PIXELS = 100_000_000
# The parts of Office files and OpenDocument that hold the names of author, organisation and template, and the times.
_PROPERTIES = re.compile(r"^(docProps/(core|app|custom)\.xml|meta\.xml|docProps/thumbnail\.\w+|Thumbnails/.*)$")
_EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>',
}
# 1980-01-01, the first day that a ZIP archive can tell.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}


class CannotClean(Exception):
    """The file cannot be taken apart and put together again; as it is it may still be kept."""


def without_traces(file: BinaryIO, extension: str) -> io.BytesIO:
    """The file without its traces. Raises ``CannotClean``. Text files leave none."""
    file.seek(0)
    cleaner: Callable[[BinaryIO], bytes] = _CLEANERS.get(extension, lambda source: source.read())
    try:
        return io.BytesIO(cleaner(file))
    except (PyPdfError, UnidentifiedImageError, Image.DecompressionBombError, zipfile.BadZipFile) as error:
        raise CannotClean(str(error)) from error
    except (OSError, ValueError, KeyError, RecursionError, NotImplementedError) as error:
        raise CannotClean(str(error)) from error


def _picture(file: BinaryIO) -> bytes:
    """The picture's points alone, turned as they are looked at, and its colours; no EXIF, no place, no comment."""
    with Image.open(file) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise CannotClean("too many pixels")
        kind = picture.format
        profile = picture.info.get("icc_profile")
        turned = ImageOps.exif_transpose(picture)
        bare = Image.frombytes(turned.mode, turned.size, turned.tobytes())
        if turned.palette:
            bare.putpalette(turned.palette)
        out = io.BytesIO()
        how = {"quality": 90} if kind == "JPEG" else {"optimize": False}
        bare.save(out, kind, icc_profile=profile, **how)
        return out.getvalue()


def _archive(file: BinaryIO) -> bytes:
    """An Office or OpenDocument file with empty properties, no times, and pictures without traces."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            extension = info.filename.rpartition(".")[2].lower()
            if _PROPERTIES.match(info.filename):
                content = _EMPTY.get(info.filename, b"")
            elif extension in _PICTURES:
                content = _picture_or_as_it_is(content)
            elif extension == "xml" and info.filename.startswith(("word/", "xl/")):
                content = _without_revision_marks(content)
            bare = zipfile.ZipInfo(info.filename, _NO_TIME)
            # The first member of OpenDocument tells its type and stays as it is, unpacked.
            bare.compress_type = info.compress_type
            target.writestr(bare, content)
    return out.getvalue()


def _picture_or_as_it_is(content: bytes) -> bytes:
    try:
        return _picture(io.BytesIO(content))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return content


def _without_revision_marks(content: bytes) -> bytes:
    """Without the numbers by which Word tells in which sitting a run was written."""
    return re.sub(rb' w:rsid\w*="[0-9A-Fa-f]{8}"|<w:rsids>.*?</w:rsids>|<w:rsid [^>]*/>', b"", content, flags=re.DOTALL)


def _pdf(file: BinaryIO) -> bytes:
    """The PDF without its information dictionary and its XMP packets."""
    reader = PdfReader(file)
    if reader.is_encrypted:
        raise CannotClean("encrypted")
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    for one in [writer._root_object, *writer.pages]:
        one.pop("/Metadata", None)
        one.pop("/PieceInfo", None)
    out = io.BytesIO()
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    writer.write(out)
    return out.getvalue()


_CLEANERS: dict[str, Callable[[BinaryIO], bytes]] = {
    "jpg": _picture,
    "png": _picture,
    "docx": _archive,
    "xlsx": _archive,
    "odt": _archive,
    "pdf": _pdf,
}
