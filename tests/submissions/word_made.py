"""Word files as other hands write them: styles, counted lists, notes, changes, what does not come along."""

from tests.thematic_lists import OFFICE, PACKAGE, R, W, run, word_file

_PARAGRAPH = 'w:style w:type="paragraph" w:styleId'
_STYLES = f"""<w:styles {W}>
<{_PARAGRAPH}="Titre1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<{_PARAGRAPH}="Titre2"><w:name w:val="heading 2"/></w:style>
<{_PARAGRAPH}="Titre"><w:name w:val="Title"/></w:style>
<{_PARAGRAPH}="TM1"><w:name w:val="toc 1"/></w:style>
<{_PARAGRAPH}="Corps"><w:name w:val="Body"/></w:style>
<{_PARAGRAPH}="Fort"><w:name w:val="Loud"/><w:basedOn w:val="Corps"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""
_LISTS = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>"""
PARAGRAPHS, BULLETS = 1, 2


def styled(text, style="", *, counted=None, depth=0, inside=""):
    """A paragraph in a style, or an entry of a counted list; ``inside`` is put behind its words as it is."""
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    if counted:
        looks += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{counted}"/></w:numPr>'
    return f"<w:p><w:pPr>{looks}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def note(key, kind="footnote"):
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def looking(text, *looks):
    """A run that is bold (``b``), italic (``i``) or the like."""
    return f'<w:r><w:rPr>{"".join(f"<w:{one}/>" for one in looks)}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def made(*blocks, notes=None, endnotes=None, header="", links=None):
    """The file, with footnotes and endnotes by their keys."""
    kinds = ["styles", "numbering", "footnotes", "endnotes"]
    rels = "".join(f'<Relationship Id="s{one}" Type="{OFFICE}/{one}" Target="{one}.xml"/>' for one in kinds)
    for key, address in (links or {}).items():
        rels += f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
    rels += f'<Relationship Id="rId1" Type="{OFFICE}/header" Target="header1.xml"/>'
    parts = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>',
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _LISTS,
    }
    for name, said in (("footnote", notes), ("endnote", endnotes)):
        inside = f'<w:{name} w:id="-1" w:type="separator"><w:p/></w:{name}>'
        for key, words in (said or {}).items():
            mark = f"<w:r><w:{name}Ref/></w:r>"
            inside += f'<w:{name} w:id="{key}"><w:p>{mark}{run(f" {words}")}</w:p></w:{name}>'
        parts[f"word/{name}s.xml"] = f"<w:{name}s {W} {R}>{inside}</w:{name}s>"
    return word_file("".join(blocks), header=header, parts=parts)


def letter():
    """What a coalition might have mailed round: cover, contents, counted paragraphs, notes, a table, changes."""
    box = f"<w:pict><w:txbxContent>{styled('Said in a box.')}</w:txbxContent></w:pict>"
    table = "".join(
        f"<w:tr>{''.join(f'<w:tc>{styled(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("Year", "Cases"), ("2024", "12"))
    )
    struck = "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
    added = f"<w:ins>{run('three ')}</w:ins>"
    link = f'<w:hyperlink r:id="rLink">{run("the report")}</w:hyperlink>'
    again = '<w:fldSimple w:instr=" NOTEREF _Ref1 \\h ">' + run("1") + "</w:fldSimple>"
    marked = f'<w:bookmarkStart w:id="5" w:name="_Ref1"/>{note(1)}<w:bookmarkEnd w:id="5"/>'
    words = "of the police in the north of Arcadia have been seen by many who came to our offices"
    return made(
        styled("Coalition of Arcadia"),
        styled("On the fourth review", "Titre"),
        styled("Introduction 3", "TM1"),
        styled("Introduction", "Titre1"),
        styled(
            "Beatings ",
            counted=PARAGRAPHS,
            inside=looking("very ", "b") + looking("often", "b", "i") + run(f" {words}.") + marked,
        ),
        styled(
            f"Threats {words}, and we counted ",
            counted=PARAGRAPHS,
            inside=struck + added + run("of them in ") + link + run(":"),
        ),
        styled("at night", counted=BULLETS),
        styled("in the cells", counted=BULLETS, depth=1),
        styled("at home", counted=BULLETS),
        styled("Themes", "Titre1"),
        styled("Torture", "Titre2"),
        styled(f"Torture {words}", counted=PARAGRAPHS, inside=again + note(4, "endnote") + "<w:r><w:drawing/></w:r>"),
        f"<w:tbl>{table}</w:tbl>",
        styled("Recommendations:", counted=PARAGRAPHS, depth=1),
        styled("", inside=f"<w:r>{box}</w:r>" + "<w:r><w:commentReference w:id='0'/></w:r>"),
        styled(f"Nothing {words}", "Fort", counted=PARAGRAPHS),
        notes={"1": "Report, p. 3."},
        endnotes={"4": "Letter of May."},
        header="Draft of a coalition",
        links={"rLink": "https://example.org/report"},
    )
