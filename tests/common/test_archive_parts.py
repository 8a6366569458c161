"""One member of an archive is replaced, the others are carried over unread."""

import io
import struct
import zipfile

import pytest

from common.archive_parts import NotAnArchive, with_member


def archive(members, comment=b"", packing=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", packing) as made:
        made.comment = comment
        for name, content in members.items():
            made.writestr(zipfile.ZipInfo(name, (1999, 5, 4, 3, 2, 0)), content, packing)
    return data.getvalue()


def listed(data):
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return {info.filename: (info.CRC, info.compress_size, info.date_time) for info in made.infolist()}


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_with_member_changes_that_one_only(packing):
    data = archive({"a.xml": b"one" * 99, "b.xml": b"two", "c/d.bin": bytes(range(256))}, b"said", packing)

    made = with_member(data, "b.xml", b"another text")

    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.testzip() is None
        assert (opened.namelist(), opened.comment) == (["a.xml", "b.xml", "c/d.bin"], b"said")
        assert opened.read("b.xml") == b"another text"
        assert opened.getinfo("b.xml").date_time == (1999, 5, 4, 3, 2, 0)
    assert {name: about for name, about in listed(made).items() if name != "b.xml"} == {
        name: about for name, about in listed(data).items() if name != "b.xml"
    }
    first, _, rest = data.partition(b"b.xml")
    assert made.startswith(first[: first.rindex(b"PK\x03\x04")])


def test_with_member_keeps_one_whose_checksum_is_wrong():
    data = archive({"a.xml": b"one", "trash": b"two"}, packing=zipfile.ZIP_STORED)
    crc = struct.pack("<I", zipfile.crc32(b"two"))
    data = data.replace(crc, b"\xff\xff\xff\xff")

    made = with_member(data, "a.xml", b"longer than it was")

    assert listed(made)["trash"][0] == 0xFFFFFFFF
    assert made.count(b"two") == 1


def test_with_member_keeps_members_that_say_their_size_behind_themselves():
    class Stream(io.RawIOBase):
        """A file that cannot go back, as archives are sent over a line."""

        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, piece):
            self.data += bytes(piece)
            return len(piece)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.xml", b"one" * 50)
        made.writestr("b.xml", b"two" * 50)

    changed = with_member(stream.data, "a.xml", b"new")

    with zipfile.ZipFile(io.BytesIO(changed)) as opened:
        assert (opened.testzip(), opened.read("b.xml")) == (None, b"two" * 50)


@pytest.mark.parametrize(
    "data", [b"", b"PK", archive({"a": b"x"})[:-30], archive({"a": b"x" * 99}).replace(b"PK\x03\x04", b"XX\x03\x04")]
)
def test_with_member_refuses_what_is_no_archive(data):
    with pytest.raises(NotAnArchive):
        with_member(data, "a", b"y")
