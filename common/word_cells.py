"""Paragraphs and cells for a Word document of somebody else's, set like those beside them, as markup."""

from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml import etree

from common.bidi import text_direction
from common.word import FORBIDDEN, Run
from common.word_places import NAMESPACE

_W = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What a paragraph, a run or a cell takes over from its model, in the order in which the schema wants it.
_OF_PARAGRAPHS = ("suppressAutoHyphens", "bidi", "spacing", "ind", "contextualSpacing", "jc")
_OF_RUNS = ("rFonts", "b", "bCs", "color", "sz", "szCs", "rtl", "lang")
_OF_CELLS = ("tcW", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")


def paragraph(runs: Sequence[Run], *, like: etree._Element | None, is_rtl: bool) -> str:
    """A paragraph with the spacing, font and size of ``like``; it runs from the right where the document does.

    A paragraph whose first words run the other way follows these.
    """
    made = _root("p")
    about = _properties("pPr", _OF_PARAGRAPHS, _child(like, "pPr"), leave_out={"bidi"})
    if runs and (runs[0].direction or ("rtl" if is_rtl else "ltr")) == "rtl":
        about.insert(_place(about, _OF_PARAGRAPHS, "bidi"), about.makeelement(f"{_W}bidi"))
    if len(about):
        made.append(about)
    of_runs = _run_properties(like)
    for run in runs:
        made.append(_run(run, of_runs))
    return _markup(made)


def cell(paragraphs: Iterable[str], *, like: etree._Element | None, width: int) -> str:
    """A cell of that width, in twentieths of a point, with the borders, margins and shade of ``like``."""
    made = _root("tc")
    about = _properties("tcPr", _OF_CELLS, _child(like, "tcPr"), leave_out={"tcW"})
    about.insert(0, about.makeelement(f"{_W}tcW", {f"{_W}w": str(width), f"{_W}type": "dxa"}))
    made.append(about)
    opening, closing = _markup(made).rsplit("</w:tc>", 1)
    inside = "".join(paragraphs) or _markup(_root("p"))
    return f"{opening}{inside}</w:tc>{closing}"


def column(width: int) -> str:
    """A column of a table's grid."""
    made = _root("gridCol")
    made.set(f"{_W}w", str(width))
    return _markup(made)


def _run(run: Run, model: etree._Element) -> etree._Element:
    made = model.makeelement(f"{_W}r")
    about = deepcopy(model)
    for name, value in (("b", run.bold), ("bCs", run.bold), ("rtl", _is_rtl(run))):
        if value:
            about.insert(_place(about, _OF_RUNS, name), about.makeelement(f"{_W}{name}"))
    if run.colour:
        about.insert(_place(about, _OF_RUNS, "color"), about.makeelement(f"{_W}color", {f"{_W}val": run.colour}))
    if len(about):
        made.append(about)
    for number, line in enumerate(FORBIDDEN.sub("", run.text).replace("\r\n", "\n").split("\n")):
        if number:
            etree.SubElement(made, f"{_W}br")
        text = etree.SubElement(made, f"{_W}t", {_SPACE: "preserve"})
        text.text = line
    return made


def _is_rtl(run: Run) -> bool:
    return (run.direction or text_direction(run.text)) == "rtl"


def _run_properties(like: etree._Element | None) -> etree._Element:
    """Font and size of the first words of a paragraph, or those that its end would have; never bold, never coloured."""
    written = None if like is None else like.find(f".//{_W}r/{_W}rPr")
    of_end = None if like is None else like.find(f"{_W}pPr/{_W}rPr")
    model = of_end if written is None else written
    return _properties("rPr", _OF_RUNS, model, leave_out={"b", "bCs", "color", "rtl"})


def _properties(
    name: str, wanted: Sequence[str], model: etree._Element | None, *, leave_out: set[str]
) -> etree._Element:
    made = _root(name)
    for one in wanted:
        found = None if model is None or one in leave_out else model.find(f"{_W}{one}")
        if found is not None:
            made.append(deepcopy(found))
    return made


def _place(about: etree._Element, order: Sequence[str], name: str) -> int:
    """Where in the properties an element belongs that is not there yet."""
    before = {f"{_W}{one}" for one in order[: order.index(name)]}
    return sum(1 for child in about if child.tag in before)


def _child(parent: etree._Element | None, name: str) -> etree._Element | None:
    return None if parent is None else parent.find(f"{_W}{name}")


def _root(name: str) -> etree._Element:
    return etree.Element(f"{_W}{name}", nsmap={"w": NAMESPACE})


def _markup(made: etree._Element) -> str:
    """As text that says the name space once, at its beginning."""
    etree.cleanup_namespaces(made, keep_ns_prefixes=["w"])
    return str(etree.tostring(made, encoding="unicode"))
