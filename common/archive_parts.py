"""Replaces one member of a ZIP archive and leaves the bytes of every other one as they came.

``zipfile`` would unpack and pack each member again, refuse those whose checksum is wrong, and lose what it does not
know; here they are carried over unread.
"""

import io
import zipfile

_LOCAL_HEADER = 30


class NotAnArchive(Exception):
    """The bytes are no archive whose members lie one behind the other."""


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with ``content`` in the place of the member of that name; order, times and the others stay."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
            target.comment = source.comment
            for info, raw in _raw_members(source, data):
                if info.filename == name:
                    target.writestr(_like(info), content)
                else:
                    _carry_over(target, info, raw)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotAnArchive(str(error)) from error
    return out.getvalue()


def _raw_members(source: zipfile.ZipFile, data: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    """Every member in the order of its bytes, with these: its local header, its packed content, what stands behind."""
    members = sorted(source.infolist(), key=lambda info: info.header_offset)
    ends = [*(info.header_offset for info in members[1:]), source.start_dir]
    found = [(info, data[info.header_offset : end]) for info, end in zip(members, ends, strict=True)]
    for info, raw in found:
        if not raw.startswith(b"PK\x03\x04") or len(raw) < _LOCAL_HEADER + info.compress_size:
            raise NotAnArchive(info.filename)
    return found


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The same name, time, packing and rights, for other content."""
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type = info.compress_type
    made.create_system, made.external_attr, made.comment = info.create_system, info.external_attr, info.comment
    return made


def _carry_over(target: zipfile.ZipFile, info: zipfile.ZipInfo, raw: bytes) -> None:
    """Write the member's bytes as they are, and its line of the directory with its new place."""
    file = target.fp
    assert file is not None  # noqa: S101 an archive that is being written has a file
    file.seek(target.start_dir)
    info.header_offset = target.start_dir
    file.write(raw)
    target.start_dir = file.tell()
    target.filelist.append(info)
    target.NameToInfo[info.filename] = info
    target._didModify = True  # type: ignore[attr-defined]
