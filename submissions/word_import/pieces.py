"""The words of one paragraph of a Word file: which are bold or italic, where its notes stand, what is left out."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from submissions.word_import.parts import Parts, W, flag, value

_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
# What wraps runs without changing how they are read.
_AROUND = frozenset(
    [
        "ins",
        "moveTo",
        "smartTag",
        "sdt",
        "sdtContent",
        "customXml",
        "dir",
        "bdo",
        "AlternateContent",
        "Choice",
        "ruby",
        "rubyBase",
    ]
)
_DRAWN = frozenset(["drawing", "pict", "object"])
_NOTE_SIGNS = {"footnoteReference": "f", "endnoteReference": "e"}
_POINTER = re.compile(r"\s*(?:NOTEREF|FTNREF)\s+(\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*HYPERLINK\s+\"([^\"]+)\"", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """Words that look alike, or the place of a note."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    note: str = ""


@dataclass
class _Field:
    """A field of Word's: what it asks for, and whether its result is read."""

    order: str = ""
    has_result: bool = False
    is_dropped: bool = False
    address: str = ""
    words: str = ""


@dataclass
class PieceReader:
    """Reads paragraphs one after another; ``told`` counts by word what did not come along, or came otherwise."""

    parts: Parts
    told: Counter[str] = field(default_factory=Counter)
    # Notes that the file has not: the address behind a word that is a link.
    addresses: dict[str, str] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _style: str = ""
    _links: dict[str, str] = field(default_factory=dict)
    _in_note: bool = False

    def read(self, paragraph: etree._Element) -> list[Piece]:
        """The pieces of a paragraph of the text; text boxes in it are put into ``boxes``."""
        self._style, self._links, self._in_note = value(paragraph, "pPr/pStyle"), self.parts.links[""], False
        return list(self._inside(paragraph))

    def note(self, key: str) -> list[Piece]:
        """The words of a note, its paragraphs one after another."""
        if key in self.addresses:
            return [Piece(self.addresses[key])]
        kept, self._fields = self._fields, []
        self._in_note, self._links = True, self.parts.links[key[0]]
        found: list[Piece] = []
        for paragraph in self.parts.notes[key].iter(f"{W}p"):
            self._style = value(paragraph, "pPr/pStyle")
            found += [*([Piece(" ")] if found else []), *self._inside(paragraph)]
        self._fields = kept
        return found

    def _inside(self, parent: etree._Element) -> Iterator[Piece]:
        for child in parent:
            name = etree.QName(child).localname
            if name == "r":
                yield from self._run(child)
            elif name == "hyperlink":
                words = list(self._inside(child))
                yield from words
                shown = "".join(piece.text for piece in words)
                yield from self._address(shown, self._links.get(child.get(_R_ID, ""), ""))
            elif name == "fldSimple":
                yield from self._simple(child)
            elif name in ("del", "moveFrom"):
                self.told["deleted"] += any(True for _ in child.iter(f"{W}delText", f"{W}t"))
            elif name in ("oMath", "oMathPara"):
                self.told["formula"] += 1
                yield Piece("".join(child.itertext(_MATHS)))
            elif name in _AROUND:
                self.told["inserted"] += name in ("ins", "moveTo")
                yield from self._inside(child)

    def _run(self, run: etree._Element) -> Iterator[Piece]:
        properties = run.find(f"{W}rPr")
        if self._switch(properties, "vanish"):
            self.told["hidden"] += any(True for _ in run.iter(f"{W}t"))
            return
        is_other = flag(properties, "rtl") or flag(properties, "cs")
        is_bold = self._switch(properties, "bCs" if is_other else "b")
        is_italic = self._switch(properties, "iCs" if is_other else "i")
        self.told["underlined"] += value(properties, "u") not in ("", "none")
        for child in run:
            for piece in self._part(child, etree.QName(child).localname):
                if any(one.is_dropped for one in self._fields):
                    continue
                for one in self._fields:
                    one.words += piece.text
                yield replace(piece, bold=is_bold, italic=is_italic) if piece.text else piece

    def _part(self, child: etree._Element, name: str) -> Iterator[Piece]:
        if name == "fldChar":
            yield from self._field(child.get(f"{W}fldCharType", ""))
        elif self._fields and not self._fields[-1].has_result:
            self._fields[-1].order += (child.text or "") if name == "instrText" else ""
        elif name in _DRAWN:
            self._draw(child)
        elif name in ("AlternateContent", "Choice"):
            for inner in child:
                yield from self._part(inner, etree.QName(inner).localname)
        else:
            yield from self._written(child, name)

    def _written(self, child: etree._Element, name: str) -> Iterator[Piece]:
        """Words, signs and places of notes."""
        if name == "t":
            yield Piece(child.text or "")
        elif name == "br":
            yield Piece("" if child.get(f"{W}type") in ("page", "column") else "\n")
        elif name in _SIGNS:
            yield Piece(_SIGNS[name])
        elif name in _NOTE_SIGNS:
            yield from self._refer(f"{_NOTE_SIGNS[name]}{child.get(f'{W}id', '')}")
        elif name in ("sym", "commentReference"):
            self.told["sign" if name == "sym" else "comment"] += 1

    def _field(self, what: str) -> Iterator[Piece]:
        if what == "begin":
            self._fields.append(_Field())
        elif what == "separate" and self._fields:
            one = self._fields[-1]
            one.has_result, one.is_dropped = True, bool(_CONTENTS.match(one.order))
            if found := _ADDRESS.match(one.order):
                one.address = found[1]
            if (found := _POINTER.match(one.order)) and found[1] in self._pointed:
                yield from self._refer(self._pointed[found[1]])
                one.is_dropped = True
        elif what == "end" and self._fields:
            one = self._fields.pop()
            if one.address and not one.is_dropped:
                yield from self._address(one.words, one.address)

    def _simple(self, node: etree._Element) -> Iterator[Piece]:
        found = _POINTER.match(node.get(f"{W}instr", ""))
        if found and found[1] in self._pointed:
            yield from self._refer(self._pointed[found[1]])
        else:
            yield from self._inside(node)

    def _refer(self, key: str) -> Iterator[Piece]:
        if key in self.parts.notes:
            yield Piece(note=key)

    def _address(self, shown: str, address: str) -> Iterator[Piece]:
        """The address of a link whose words do not show it: kept as a note, or in brackets within one."""
        if (
            not address.startswith(("http://", "https://"))
            or _bare(address) in _bare(shown)
            or shown.startswith("http")
        ):
            return
        if self._in_note:
            yield Piece(f" ({address})")
        else:
            key = f"l{len(self.addresses)}"
            self.addresses[key] = address
            self.told["link"] += 1
            yield Piece(note=key)

    def _draw(self, drawn: etree._Element) -> None:
        """A text box keeps its words; a picture is left out. What Word repeats for old programs is not read again."""
        boxes = [one for one in drawn.iter(f"{W}txbxContent") if not _is_repeated(one)]
        self.boxes += boxes
        self.told["box" if boxes else "picture"] += 1

    def _switch(self, properties: etree._Element | None, name: str) -> bool:
        said = flag(properties, name)
        if said is None:
            said = self.parts.styles.flag(value(properties, "rStyle"), name)
        if said is None:
            said = self.parts.styles.flag(self._style, name)
        return bool(said)

    @cached_property
    def _pointed(self) -> dict[str, str]:
        """Which note a bookmark stands around, for fields that refer to it."""
        found: dict[str, str] = {}
        open_ones: dict[str, str] = {}
        starts, ends = f"{W}bookmarkStart", f"{W}bookmarkEnd"
        for node in self.parts.main.iter(starts, ends, *(f"{W}{name}" for name in _NOTE_SIGNS)):
            if node.tag == starts:
                open_ones[node.get(f"{W}id", "")] = node.get(f"{W}name", "")
            elif node.tag == ends:
                open_ones.pop(node.get(f"{W}id", ""), None)
            else:
                key = f"{_NOTE_SIGNS[etree.QName(node).localname]}{node.get(f'{W}id', '')}"
                for name in open_ones.values():
                    found.setdefault(name, key)
        return found


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?|/$", "", address.strip()).casefold()


def _is_repeated(node: etree._Element) -> bool:
    return any(etree.QName(one).localname == "Fallback" for one in node.iterancestors())
