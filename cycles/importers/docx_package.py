"""Opens a Word file without trusting it: what kind of file it is, how large it unpacks, what its XML holds."""

import io
import re
import zipfile
import zlib

from lxml import etree

from cycles.importers.records import UnreadableFile

MEGABYTE = 1024 * 1024
# A thematic list of 300 recommendations unpacks to some 2 MB; pictures and themes take most of larger files.
MAX_UNPACKED = 60 * MEGABYTE
MAX_PART = 12 * MEGABYTE
# The same list holds some 100,000 tags and attributes; each takes a hundred bytes of memory once parsed.
MAX_TAGS = 1_000_000
MAX_MEMBERS = 1000
# Word's own XML packs to between a fifth and a thirtieth; empty rows pasted a thousand times to a hundredth.
MAX_RATIO = 250
_RATIO_FROM = MEGABYTE

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN_PART = re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml$")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_DECLARATIONS = [word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in _ENCODINGS]


class WordPackage:
    """The parts of a Word file that hold text, read on demand."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {info.filename: info for info in archive.infolist()}
        self._left = MAX_UNPACKED
        self.main_name = self._find_main_part()

    def main(self) -> etree._Element:
        """The document itself."""
        return self._xml(self.main_name)

    def main_bytes(self) -> bytes:
        """The document as it is packed, to be changed in some places."""
        return self._read(self._members[self.main_name])

    def headers(self) -> list[etree._Element]:
        """The page headers, in the order of their numbers."""
        folder = self.main_name.rpartition("/")[0]
        pattern = re.compile(rf"{re.escape(folder)}/header(\d{{0,9}})\.xml", re.IGNORECASE)
        found = [(int(match[1] or 0), name) for name in self._members if (match := pattern.fullmatch(name))]
        return [self._xml(name) for _, name in sorted(found)]

    def beside(self, kind: str) -> etree._Element | None:
        """What the document refers to as ``styles``, ``numbering``, ``footnotes``, ``endnotes`` or ``comments``."""
        folder = self.main_name.rpartition("/")[0]
        name = next((target for end, target in self._targets() if end == kind), f"{kind}.xml")
        found = self._members.get(name.lstrip("/") if name.startswith("/") else f"{folder}/{name}".lstrip("/"))
        return None if found is None else parse_xml(self._read(found))

    def links(self, kind: str = "") -> dict[str, str]:
        """The addresses that the document, or one of its notes, points to outside of the file, by their keys."""
        external = (one for one in self._relations(kind) if one.get("TargetMode") == "External")
        return {one.get("Id", ""): one.get("Target", "") for one in external}

    def about(self) -> etree._Element | None:
        """Title, language and author as the file itself says them."""
        found = self._members.get("docProps/core.xml")
        return None if found is None else parse_xml(self._read(found))

    def _targets(self) -> list[tuple[str, str]]:
        return [(one.get("Type", "").rpartition("/")[2], one.get("Target", "")) for one in self._relations()]

    def _relations(self, kind: str = "") -> list[etree._Element]:
        folder, _, name = self.main_name.rpartition("/")
        found = self._members.get(f"{folder}/_rels/{f'{kind}.xml' if kind else name}.rels".lstrip("/"))
        return [] if found is None else list(parse_xml(self._read(found)))

    def _find_main_part(self) -> str:
        if "[Content_Types].xml" not in self._members:
            raise UnreadableFile("not_a_word_file")
        types = {node.get("PartName", ""): node.get("ContentType", "") for node in self._xml("[Content_Types].xml")}
        _refuse_macros([*self._members, *types.values()])
        for part, content_type in types.items():
            if _MAIN_PART.search(content_type):
                name = part.lstrip("/")
                if name not in self._members:
                    raise UnreadableFile("damaged")
                return name
        raise UnreadableFile("not_a_word_file")

    def _xml(self, name: str) -> etree._Element:
        return parse_xml(self._read(self._members[name]))

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        """The unpacked part, never more than is allowed whatever its header claims."""
        allowed = min(MAX_PART, self._left)
        try:
            with self._archive.open(info) as part:
                data = part.read(allowed + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise UnreadableFile("damaged") from error
        except RuntimeError as error:
            raise UnreadableFile("encrypted") from error
        if len(data) > allowed:
            raise UnreadableFile("too_large_unpacked")
        self._left -= len(data)
        return data


def open_package(data: bytes) -> WordPackage:
    """The Word file in ``data``. Raises UnreadableFile for everything else, and for files that mean harm."""
    _refuse_other_kinds(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, OverflowError, NotImplementedError) as error:
        raise UnreadableFile("damaged") from error
    _refuse_bombs(members)
    if any(info.flag_bits & 1 for info in members):
        raise UnreadableFile("encrypted")
    if len({info.filename for info in members}) < len(members):
        raise UnreadableFile("damaged")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in members):
        raise UnreadableFile("damaged")
    return WordPackage(archive)


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part that declares nothing and fetches nothing."""
    if any(word in data for word in _DECLARATIONS):
        raise UnreadableFile("hostile_xml")
    if data.count(b"<") + data.count(b"=") > MAX_TAGS:
        raise UnreadableFile("too_large_unpacked")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data.replace(_STRICT, _TRANSITIONAL), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("damaged") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("hostile_xml")
    return root


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(_OLE2):
        raise UnreadableFile(_kind_of_ole2(data))
    if b"%PDF-" in data[:1024]:
        raise UnreadableFile("pdf_not_word")
    if not data.startswith(b"PK"):
        raise UnreadableFile("not_a_word_file")


def _kind_of_ole2(data: bytes) -> str:
    """Office files of before 2007 and encrypted ones of today share one container; stream names tell them apart."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "encrypted"
    if (holds("Workbook") or holds("PowerPoint Document")) and not holds("WordDocument"):
        return "not_a_word_file"
    return "old_word_format"


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_UNPACKED:
        raise UnreadableFile("too_large_unpacked")
    for info in members:
        if info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise UnreadableFile("too_large_unpacked")


def _refuse_macros(signs: list[str]) -> None:
    """Members named vbaProject and content types of macro documents; what they hold is never looked at."""
    if any("vbaproject" in sign.casefold() or "macroenabled" in sign.casefold() for sign in signs):
        raise UnreadableFile("macros")
