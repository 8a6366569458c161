"""Builds Word files like OHCHR's thematic lists, in their four layouts, for an invented State. Wrong ones: wrong_files.

``make_thematic_list()`` gives twelve recommendations to Arcadia: nine supported, three noted, two themes listed twice.
"""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from cycles.importers import StateNames

REFDATA = Path(__file__).resolve().parent.parent / "cycles" / "refdata"

SYMBOL = "A/HRC/99/7"
HEADERS = {
    "A": "UPR of Arcadia - Second Cycle",
    "B": "UPR of Arcadia (2nd Cycle – 20th session)\t\tThematic list of recommendations\tPage 1 of 2",
    "C": "UPR of Arcadia (3rd Cycle - 34th Session)\t\tThematic list of recommendations\tPage 1 of 2",
    "D": "UPR of Arcadia (4th Cycle - 48th Session)\t\tThematic list of recommendations*\tPage 1 of 2",
}
HEADINGS = {
    "A": ("Recommendation", "Recommending state/s", "Position", "Full list of rights/affected persons"),
    "B": ("Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation"),
    "C": ("Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation"),
    "D": (
        "Recommendation and recommending State",
        "Position of the State under review",
        "Human rights themes and groups of persons",
        "Relevant SDGs",
    ),
}
ROLES = {
    "A": ("text", "states", "position", "themes"),
    "B": ("text", "position", "themes", "assessment"),
    "C": ("text", "position", "themes", "assessment"),
    "D": ("text", "position", "themes", "sdgs"),
}
BLOCK_LABELS = {"A": "Right or area: ", "B": "Theme: ", "C": "Theme: ", "D": "Theme: "}
GROUP_LABELS = {
    "A": "Affected persons:",
    "B": "Affected persons:",
    "C": "Affected persons: ",
    "D": "Groups of Persons: ",
}
THEMES = {
    "ratification": {
        "A": "2.1. Acceptance of international norms",
        "B": "A12 Acceptance of international norms",
        "C": "Acceptance of international norms",
        "D": "Ratification of & accession to international instruments",
    },
    "equality": {
        "A": "8. Equality & non-discrimination",
        "B": "B31 Equality & non-discrimination",
        "C": "Equality & non-discrimination",
        "D": "Equality & non-discrimination",
    },
    "education": {
        "A": "23.1. Right to education - general",
        "B": "E51 Right to education - General",
        "C": "Right to education",
        "D": "Right to education",
    },
    "migrants": {"A": "34. Migrants", "B": "G4 Migrants", "C": "Migrants", "D": "Migrants"},
}
GOALS = {
    4: "4 - QUALITY EDUCATION",
    5: "5 - GENDER EQUALITY",
    10: "10 - REDUCED INEQUALITIES",
    16: "16 - PEACE, JUSTICE AND STRONG INSTITUTIONS",
}


@dataclass(frozen=True)
class Row:
    """One recommendation of a list to be built. ``printed`` replaces text and States where a test is about them."""

    number: str
    text: str = "Strengthen the protection of human rights"
    states: tuple[str, ...] = ("France",)
    position: str = "Supported"
    themes: tuple[str, ...] = ("equality",)
    groups: tuple[str, ...] = ("Public officials",)
    sdgs: tuple[int, ...] = (16,)
    source: str = f"{SYMBOL}/Add.1 - Para. 3"
    comments: str = ""
    assessment: str = ""
    printed: str | None = None
    column: tuple[str, ...] | None = None
    block: str | None = None


DEFAULT_ROWS = (
    Row("120.1", "Ratify the treaties that it signed", ("Chile", "Estonia"), themes=("ratification",), sdgs=(16,)),
    Row("120.3", "Sign the protocol on complaints by children", ("Portugal",), themes=("ratification",), sdgs=(4, 16)),
    Row("120.2", "Name an office that answers for equality", ("Mexico",), themes=("equality", "migrants"), sdgs=(10,)),
    Row("120.4", "Protect old and young from unequal pay", ("Viet Nam", "Kenya", "Fiji"), sdgs=(5, 10)),
    Row("120.5", "Train judges in the law of equality", ("Côte d’Ivoire",), sdgs=(10, 16)),
    Row("120.6", "Open village schools to all children", ("Bangladesh",), themes=("education",), sdgs=(4,)),
    Row("120.7", "Pay teachers in the mountains in time", ("Norway",), themes=("education",), sdgs=(4,)),
    Row("120.8", "Teach in the languages of minorities", ("Nepal",), themes=("education", "equality"), sdgs=(4, 10)),
    Row("120.9", "Let migrants’ children stay in school", ("Kenya",), themes=("migrants", "education"), sdgs=(4, 10)),
    Row(
        "120.10", "Accede to the convention on statelessness", ("Togo", "Peru"), "Noted", ("ratification",), sdgs=(16,)
    ),
    Row("120.11", "Grant every child born there its nationality", ("Chile",), "Noted", ("migrants",), sdgs=(16,)),
    Row("120.12", "Close the camp at the border", ("Holy See",), "Noted", ("migrants",), sdgs=(10, 16)),
)


@dataclass
class Quirks:
    """In what a list departs from the plain one of its layout."""

    headings: tuple[str, ...] | None = None
    order: tuple[int, ...] = (0, 1, 2, 3)
    number_end: str = " "
    tables_before: int = 0
    blank_rows: bool = False
    repeat_heading: bool = False
    content_controls: bool = False
    tracked_changes: bool = False
    blocks: bool = True
    title: tuple[str, ...] = ()
    split_table_after: int = 0
    extra_parts: dict[str, bytes] = field(default_factory=dict)


def state_names() -> StateNames:
    """The names of all States as the project ships them, and of Arcadia, which is invented."""
    aliases, spoken = reference_names()
    return StateNames(aliases | {"Arcadia": "XAR"}, spoken | {"XAR": "Arcadia"})


@cache
def reference_names() -> tuple[dict[str, str], dict[str, str]]:
    """Names to codes, and codes to the names that messages use."""
    with (REFDATA / "country_aliases.csv").open(encoding="utf-8", newline="") as file:
        aliases = {row["alias"]: row["iso3"] for row in csv.DictReader(file)}
    with (REFDATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        spoken = {row["iso3"]: row["name_short_en"] for row in csv.DictReader(file)}
    return aliases | {name: iso3 for iso3, name in spoken.items()}, spoken


def make_thematic_list(layout="D", rows=DEFAULT_ROWS, header=None, **quirks) -> bytes:
    """A Word file with a thematic list of that layout; ``quirks`` are the fields of Quirks."""
    how = Quirks(**quirks)
    table = [heading(layout, how)]
    block = None
    for index, row in enumerate(rows):
        theme = row.block or row.themes[0] if row.themes else row.block
        if how.blocks and theme and theme != block:
            table.append(block_row(layout, theme))
            block = theme
        if how.repeat_heading and index == len(rows) // 2:
            table.append(heading(layout, how))
        table.append(data_row(layout, row, how))
        if how.blank_rows:
            table.append(table_row([[""]] * 4))
        if how.split_table_after == index + 1:
            table.append("</w:tbl><w:p/><w:tbl>")
    before = "".join(
        f"<w:tbl>{table_row([['A legend'], ['of colours']])}</w:tbl><w:p/>" for _ in range(how.tables_before)
    )
    title = "".join(paragraph(line) for line in how.title)
    body = f"{title}{before}<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * 4}</w:tblGrid>{''.join(table)}</w:tbl><w:p/>"
    return word_file(body, header=HEADERS[layout] if header is None else header, parts=how.extra_parts)


def heading(layout, how) -> str:
    """The heading row, its columns in the order asked for."""
    headings = how.headings or HEADINGS[layout]
    return table_row([[headings[index]] for index in how.order])


def block_row(layout, theme) -> str:
    """The row across the table that names a theme."""
    label = f"{BLOCK_LABELS[layout]}{theme_label(layout, theme)}"
    return f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="4"/></w:tcPr>{paragraph(label)}</w:tc></w:tr>'


def theme_label(layout, theme) -> str:
    """The label of one of our themes in that layout; other themes stand as they are."""
    return THEMES[theme][layout] if theme in THEMES else theme


def data_row(layout, row, how) -> str:
    """One recommendation, laid out as the layout has it."""
    contents = {
        "text": text_cell(layout, row, how),
        "states": ["\n".join(row.states if row.column is None else row.column)],
        "position": [row.position],
        "themes": themes_cell(layout, row),
        "assessment": [row.assessment, ""],
        "sdgs": [f"- {GOALS[goal]}" for goal in row.sdgs],
    }
    cells = [contents[ROLES[layout][index]] for index in how.order]
    return table_row(cells, controls=how.content_controls, tracked=how.tracked_changes)


def text_cell(layout, row, how) -> list[str]:
    """Number, text and States, then source and comments."""
    brackets = {"A": "); (", "B": ", ", "C": ") (", "D": ") ("}[layout]
    printed = f"{row.text} ({brackets.join(row.states)});" if row.printed is None else row.printed
    of_position = "Source of position" if layout in "AB" else "Source of Position"
    lines = [f"{row.number}{how.number_end}{printed}"]
    lines += [f"{of_position}: {row.source}"] if row.source else []
    return lines + ([f"Comments: {row.comments}"] if row.comments else [])


def themes_cell(layout, row) -> list[str]:
    """Themes, groups of persons and, in the third layout, goals."""
    bullet = "- " if layout in "CD" else ""
    themes = [f"{bullet}{theme_label(layout, theme)}" for theme in row.themes]
    lines = ["\n".join(themes)] if layout == "A" else themes
    lines += [GROUP_LABELS[layout], *(f"- {group}" for group in row.groups)] if row.groups else []
    if layout == "C" and row.sdgs:
        lines += ["SDGs: ", *(f"\u2212 {GOALS[goal]}" for goal in row.sdgs)]
    return lines


def table_row(cells, controls=False, tracked=False) -> str:
    """A row of cells, each a list of paragraphs; in content controls, or with tracked changes, where asked for."""
    printed = "".join(table_cell(lines, controls, tracked) for lines in cells)
    row = f"<w:tr>{printed}</w:tr>"
    if tracked:
        row += f"<w:tr><w:trPr><w:del/></w:trPr>{printed}</w:tr>"
    return f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>" if controls else row


def table_cell(lines, controls=False, tracked=False) -> str:
    """One cell of a row."""
    cell = "".join(paragraph(line, controls, tracked) for line in lines) or "<w:p/>"
    cell = f"<w:tc><w:tcPr/>{cell}</w:tc>"
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{cell}</w:sdtContent></w:sdt>" if controls else cell


def paragraph(text, controls=False, tracked=False) -> str:
    """A paragraph; a line break or a tab in the text is one in Word, and words are split over runs."""
    half = len(text) // 2
    content = run(text[:half]) + (f"<w:ins>{run(text[half:])}</w:ins>" if tracked else run(text[half:]))
    if tracked:
        content += "<w:del><w:r><w:delText>struck out</w:delText></w:r></w:del>"
    if controls:
        content = f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    return f"<w:p>{content}</w:p>"


def run(text) -> str:
    """One run of text."""
    signs = {"\n": "<w:br/>", "\t": "<w:tab/>", "\u2011": "<w:noBreakHyphen/>"}
    inside = escape(text)
    for sign, element in signs.items():
        inside = inside.replace(sign, f'</w:t>{element}<w:t xml:space="preserve">')
    return f'<w:r><w:t xml:space="preserve">{inside}</w:t></w:r>'


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def word_file(body, header="", parts=None, main_type=f"{WORD_TYPE}.document.main+xml") -> bytes:
    """A small Word file with that body and page header."""
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    contents = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{WORD_TYPE}.header+xml"/></Types>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{DECLARATION}<w:document {W} {R}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/header" Target="header1.xml"/></Relationships>',
        "word/header1.xml": f"{DECLARATION}<w:hdr {W}>{paragraph(header)}</w:hdr>",
    }
    return zip_file({**contents, **(parts or {})})


def zip_file(contents) -> bytes:
    """A zip file with those members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            # Without a moment of its own: the same list is the same file.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
