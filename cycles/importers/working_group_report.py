"""The report of the Working Group on one State's review, as PDF or as pasted text (format ``working_group_report``).

Read are the recommendations with the position that their lead-in gives them, the voluntary pledges, and what the
report says of itself. ``row`` of recommendations and warnings is the page of a PDF, the line of a pasted text.
"""

import re
from collections.abc import Sequence

from cycles.importers.lead_ins import read_standing, speaks_of_recommendations
from cycles.importers.pdf_text import MAX_SIGNS, looks_like_pdf, read_pdf
from cycles.importers.pledges import find_pledges, is_pledge_heading
from cycles.importers.records import (
    PENDING,
    ReadDocument,
    ReadLeadIn,
    ReadRecommendation,
    ReadWarning,
    UnreadableFile,
)
from cycles.importers.report_front import (
    is_titled_report,
    read_front,
    read_language,
    refuse_other_documents,
    resolve_state,
)
from cycles.importers.report_lines import Line, ReportText, report_of_pdf, report_of_text
from cycles.importers.report_paragraphs import Block, Item, Paragraphs
from cycles.importers.state_names import StateNames
from cycles.importers.text import unique

FORMAT = "working_group_report"
_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
_HEADING = re.compile(
    r"(?:[IVX]{1,4}\s?[.)]?\s+)?(?:Conclusions? and(?:\s?/\s?or)? recommendations?"
    r"|Conclusions? et(?:\s?/\s?ou)? recommandations?|Conclusiones y(?:\s?/\s?o)? recomendaciones?)\s*\W{0,4}",
    re.IGNORECASE,
)
_SNIPPET = 200
# The mark of a footnote behind the recommending States: "(Spain);1", "(Spain)*.".
_FOOTNOTE_MARK = re.compile(r"(\)\s?[;.,]?)\s?(?:\d{1,2}|\*{1,3})(?=[;.]?$)")
_STATE_IN_LEAD_IN = re.compile(
    r"(?:(?:examined|supported|noted|accepted) by|support of|examinées par|l['’](?:adhésion|appui) (?:de|du|des)"
    r"|examinadas por|apoyo de)\s+(?P<name>[^,.:;]{3,80}?)"
    r"(?=\s+(?:which|and|who|that|has|in|will|qui|et|que|y)\b|[,.:;])",
    re.IGNORECASE,
)


def read_working_group_report(data: bytes | str, names: StateNames) -> ReadDocument:
    """The report in a PDF (bytes), a text file (bytes) or pasted text (str).

    Raises UnreadableFile where it is another document, in a language that is not read, or without recommendations.
    """
    report = _open(data)
    language = read_language(report.lines)
    refuse_other_documents(report)
    paragraphs = _read_paragraphs(report.lines)
    if not any(block.items for block in paragraphs.blocks):
        raise UnreadableFile("no_recommendations" if is_titled_report(report) else "not_a_working_group_report")
    reading = _Reading(names, report.symbol, paragraphs)
    recommendations = reading.recommendations()
    front = read_front(report, names, language)
    state = front.state or _state_of_lead_ins(reading.lead_ins, names)
    if state is None:
        reading.warnings.append(ReadWarning("no_state_under_review", None, "", front.header[:_SNIPPET]))
    return ReadDocument(
        format=FORMAT,
        layout="pdf" if report.is_pdf else "text",
        state=state,
        cycle=front.cycle,
        session=front.session,
        header=front.header,
        rows=len(recommendations),
        recommendations=recommendations,
        warnings=unique(reading.warnings),
        symbol=report.symbol,
        language=language,
        published_date=front.published_date,
        review_date=front.review_date,
        troika=front.troika,
        lead_ins=tuple(reading.lead_ins),
        pledges=find_pledges(report.lines),
    )


def _open(data: bytes | str) -> ReportText:
    if isinstance(data, bytes):
        if looks_like_pdf(data):
            return report_of_pdf(read_pdf(data))
        data = _decode(data)
    if len(data) > MAX_SIGNS:
        raise UnreadableFile("too_long")
    return report_of_text(data.replace("\0", ""))


def _decode(data: bytes) -> str:
    """A text file as browsers and editors write it."""
    if data.startswith(_OTHER_FILES):
        raise UnreadableFile("not_a_pdf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UnreadableFile("not_a_pdf")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _read_paragraphs(lines: Sequence[Line]) -> Paragraphs:
    """The paragraphs below the last heading of the conclusions, or of the whole text where that holds none."""
    starts = [at + 1 for at, line in enumerate(lines) if _HEADING.fullmatch(line.text)]
    for start in [*starts[-1:], 0]:
        paragraphs = Paragraphs()
        paragraphs.read(_until_pledges(lines[start:]))
        if any(block.items for block in paragraphs.blocks):
            break
    return paragraphs


def _until_pledges(lines: Sequence[Line]) -> Sequence[Line]:
    end = next((at for at, line in enumerate(lines) if at and is_pledge_heading(line.text)), len(lines))
    return lines[:end]


class _Reading:
    """The paragraphs on their way to records."""

    def __init__(self, names: StateNames, symbol: str, paragraphs: Paragraphs) -> None:
        self.names = names
        self.symbol = symbol
        self.paragraphs = paragraphs
        self.lead_ins: list[ReadLeadIn] = []
        self.warnings = list(paragraphs.warnings)

    def recommendations(self) -> tuple[ReadRecommendation, ...]:
        """All items, each with the position of its lead-in."""
        found: list[ReadRecommendation] = []
        blocks = self.paragraphs.blocks
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            if block.items:
                lead_in = self._lead_in(block, after)
                found += [self._recommendation(block, item, lead_in.position) for item in block.items]
            elif found and block.text:
                self._without_items(block)
        if found and not self.paragraphs.is_closed and found[-1].raw_text.rstrip().endswith((";", ",")):
            self.warnings.append(ReadWarning("cut_short", found[-1].row, found[-1].number, found[-1].raw_text[-60:]))
        return tuple(found)

    def _lead_in(self, block: Block, after: Block | None) -> ReadLeadIn:
        """The lead-in; where it takes no position, the paragraph behind the list may say that answers will follow."""
        text = block.text
        standing = read_standing(text)
        if text and not standing.position and after and not after.items:
            following = read_standing(after.text)
            standing = following if following.position == PENDING else standing
        if not standing.position:
            code = "unclear_lead_in" if text else "no_lead_in"
            self.warnings.append(ReadWarning(code, block.items[0].place, str(block.paragraph), text[:_SNIPPET]))
        lead_in = ReadLeadIn(block.paragraph, text, standing.position, standing.is_already_implemented)
        if text:
            self.lead_ins.append(lead_in)
        return lead_in

    def _recommendation(self, block: Block, item: Item, position: str) -> ReadRecommendation:
        number = f"{block.paragraph}.{item.number}"
        found = self.names.find_states(_FOOTNOTE_MARK.sub(r"\1", item.text))
        self.warnings += [ReadWarning(code, item.place, number, detail) for code, detail in found.problems]
        if not found.states:
            self.warnings.append(ReadWarning("no_state", item.place, number, ""))
        return ReadRecommendation(
            row=item.place,
            paragraph=block.paragraph,
            item=item.number,
            text=found.body,
            raw_text=f"{item.printed} {item.text}",
            recommending_states=found.states,
            position=position,
            position_source=f"{self.symbol}, para. {block.paragraph}" if self.symbol else "",
            document=self.symbol,
        )

    def _without_items(self, block: Block) -> None:
        """A paragraph between the lists that gives a position to recommendations which stand elsewhere."""
        if speaks_of_recommendations(block.text) and read_standing(block.text).position != PENDING:
            detail = block.text[:_SNIPPET]
            self.warnings.append(ReadWarning("paragraph_without_items", block.place, str(block.paragraph), detail))


def _state_of_lead_ins(lead_ins: Sequence[ReadLeadIn], names: StateNames) -> str | None:
    for lead_in in lead_ins:
        for match in _STATE_IN_LEAD_IN.finditer(lead_in.text):
            iso3 = resolve_state(match["name"], names)
            if iso3:
                return iso3
    return None
