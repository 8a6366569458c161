"""What stands beside the text of a Word file: its styles, its kinds of lists, its notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cycles.importers.docx_package import WordPackage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_OFF = {"0", "false", "off", "none"}
_DEEPEST_STYLE = 12
_HEADING = re.compile(r"heading ([1-9])")
_BODY_LEVEL = 9


def flag(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a switch such as bold is on or off; None where nothing is said."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else found.get(VAL, "1") not in _OFF


def value(parent: etree._Element | None, path: str) -> str:
    """What an element below says; empty where there is none."""
    found = None if parent is None else parent.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(VAL, "")


def number(text: str) -> int | None:
    """A small whole number, or None."""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else None


class Styles:
    """The styles of a file, by their keys."""

    def __init__(self, root: etree._Element | None) -> None:
        found = iter(()) if root is None else root.iterfind(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}

    def chain(self, key: str) -> Iterator[etree._Element]:
        """A style and those that it is based on."""
        for _step in range(_DEEPEST_STYLE):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = value(style, "basedOn")

    def name(self, key: str) -> str:
        """As Word calls it in every language: ``heading 1``, ``title``."""
        style = self._styles.get(key)
        return value(style, "name").casefold() or key.casefold()

    def flag(self, key: str, name: str) -> bool | None:
        """Whether the style switches bold or the like on or off."""
        said = (flag(style.find(f"{W}rPr"), name) for style in self.chain(key))
        return next((one for one in said if one is not None), None)

    def outline(self, key: str) -> int | None:
        """The level of a heading, from 1; None for text."""
        for style in self.chain(key):
            if found := _HEADING.match(value(style, "name").casefold()):
                return int(found[1])
            level = number(value(style, "pPr/outlineLvl"))
            if level is not None:
                return level + 1 if level < _BODY_LEVEL else None
        return None

    def list_of(self, key: str) -> tuple[str, int] | None:
        """The list that paragraphs of the style stand in, and how deep."""
        for style in self.chain(key):
            if found := value(style, "pPr/numPr/numId"):
                return found, number(value(style, "pPr/numPr/ilvl")) or 0
        return None


@dataclass(frozen=True)
class ListLevel:
    """How the entries of one level of a list are marked."""

    form: str = "decimal"
    start: int = 1


class Lists:
    """The kinds of lists of a file."""

    def __init__(self, root: etree._Element | None) -> None:
        self._kinds: dict[str, str] = {}
        self._levels: dict[tuple[str, int], ListLevel] = {}
        if root is None:
            return
        for kind in root.iterfind(f"{W}abstractNum"):
            key = kind.get(f"{W}abstractNumId", "")
            for level in kind.iterfind(f"{W}lvl"):
                said = ListLevel(value(level, "numFmt") or "decimal", number(value(level, "start")) or 1)
                self._levels[key, number(level.get(f"{W}ilvl", "")) or 0] = said
        self._kinds = {one.get(f"{W}numId", ""): value(one, "abstractNumId") for one in root.iterfind(f"{W}num")}

    def kind(self, key: str) -> str:
        """Which lists count together."""
        return self._kinds.get(key, "")

    def level(self, key: str, depth: int) -> ListLevel:
        """How a level of a list is marked."""
        return self._levels.get((self.kind(key), depth), ListLevel())


class Parts:
    """A Word file opened for reading: the document and what stands beside it."""

    def __init__(self, package: WordPackage) -> None:
        self.main = package.main()
        self.styles = Styles(package.beside("styles"))
        self.lists = Lists(package.beside("numbering"))
        self.notes: dict[str, etree._Element] = {}
        self.links = {"": package.links()}
        for kind, sign in (("footnotes", "f"), ("endnotes", "e")):
            root = package.beside(kind)
            self.links[sign] = package.links(kind)
            for note in [] if root is None else root:
                # The lines between text and notes are notes of their own to Word.
                if note.get(f"{W}type") in (None, "normal"):
                    self.notes[f"{sign}{note.get(f'{W}id', '')}"] = note
        self.has_page_heads = any("".join(head.itertext(f"{W}t")).strip() for head in package.headers())
        about = package.about()
        said = {} if about is None else {etree.QName(one).localname: (one.text or "").strip() for one in about}
        self.title, self.language = said.get("title", ""), said.get("language", "")
