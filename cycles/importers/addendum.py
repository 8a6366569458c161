"""The addendum to a report: how the State under Review answers its recommendations, from a PDF or pasted text.

Lists decide: a sentence such as "accepts recommendations 140.7, 140.9-12". Where a part of the document has no such
sentence, its heading or lead-in decides over the numbers beneath it, or each answer for itself: "140.7 Noted.".
What the State explains under a number is kept and decides nothing. A number answered twice in different ways keeps both
answers with a warning, so that a person decides; nothing is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cycles.importers.addendum_blocks import FULL_NUMBER, HEADING, ITEM, Block, known_prefixes, read_blocks, runs
from cycles.importers.addendum_front import Front, document_pages, read_front
from cycles.importers.addendum_words import (
    Phrase,
    heading_position,
    is_implemented,
    only_position,
    phrases,
    stated_position,
)
from cycles.importers.number_lists import Number, NumberList
from cycles.importers.records import (
    NOTED,
    PARTIALLY_SUPPORTED,
    SUPPORTED,
    ReadAddendum,
    ReadAnswer,
    ReadExplanation,
    ReadWarning,
)
from cycles.importers.state_names import StateNames
from cycles.importers.text import join_lines, tidy

FORMAT = "addendum"
_SENTENCE = re.compile(r"(?<=[.?!;])\s+(?=[^\W\d_a-z]|[“\"¿])")
_CROSS_REFERENCE = re.compile(
    r"\b(?:see|see also|voir|véase|cf\.?|as in|refer to|(?:stated|explained|mentioned|said) (?:in|under|for|on))\s+"
    r"(?:also\s+)?(?:the\s+)?(?:\w+\s+){0,3}?$",
    re.IGNORECASE,
)
# Behind a list of several, these words may speak of the last number or of all.
_IN_PART = re.compile(
    r"[\s,(]*(?:only\s+)?(?:in\s+part|partially|partly|en\s+partie|partiellement|parcialmente|en\s+parte)\b",
    re.IGNORECASE,
)
_LONGEST_DETAIL = 200
# Before the recommendations of a report stand its summary of the dialogue: "1.2" is a heading of something else.
_FEWEST_PARAGRAPHS = 10
_ANSWER_WORDS = 3
# "Recommendations 140.7 and 140.8" is a list for its heading; a sentence is not.
_FEW_LETTERS = 25


@dataclass(slots=True)
class _Group:
    """A part of the document under one heading or lead-in, and the position that it gives or its list gives."""

    heading: str = ""
    level: int = 0
    position: str | None = None
    is_implemented: bool = False
    is_lead_in: bool = False
    has_list: bool = False
    list_position: str | None = None


@dataclass(slots=True)
class _Reading:
    """One addendum on its way through."""

    names: StateNames
    prefixes: frozenset[int]
    group: _Group = field(default_factory=_Group)
    headings: list[_Group] = field(default_factory=list)
    answers: list[ReadAnswer] = field(default_factory=list)
    explanations: list[tuple[ReadExplanation, _Group]] = field(default_factory=list)
    items: list[tuple[Block, _Group]] = field(default_factory=list)
    doubts: list[tuple[tuple[Number, ...], ReadWarning]] = field(default_factory=list)

    def answer(self, numbers: NumberList, position: str, implemented: bool, place: str) -> None:
        for piece in numbers.pieces:
            for paragraph, item in piece.numbers:
                self.answers.append(ReadAnswer(paragraph, item, position, implemented, place, piece.raw))

    def warn(self, code: str, numbers: tuple[Number, ...], place: str, detail: str) -> None:
        """``row`` is the paragraph of the addendum, where it has a number."""
        warning = ReadWarning(code, int(place) if place else None, _spoken(numbers), tidy(detail)[:_LONGEST_DETAIL])
        self.doubts.append((numbers, warning))


def read_addendum(data: bytes | str, names: StateNames) -> ReadAddendum:
    """The answers in a PDF, a Word file or pasted text; raises UnreadableFile where it is none of these.

    ``session`` is the session of the Working Group, where the text names it; ``row`` of a warning is the paragraph.
    """
    pages = document_pages(data)
    text = _text(pages)
    reading = _read(pages, text, names)
    front = read_front(text, names, [number for answer in reading.answers for number in [answer.paragraph]])
    return ReadAddendum(
        format=FORMAT,
        state=front.state,
        cycle=front.cycle,
        session=front.session,
        header=front.header,
        symbol=front.symbol,
        report=front.report,
        paragraph=front.paragraph,
        answers=tuple(dict.fromkeys(reading.answers)),
        explanations=tuple(explanation for explanation, _ in reading.explanations),
        warnings=tuple(_warnings(reading, front)),
        language=front.language,
        published_date=front.published_date,
    )


def answers_recommendations(text: str) -> bool:
    """Whether the text answers a recommendation by its number, which makes an addendum one."""
    pages = document_pages(text)
    answers = _read(pages, _text(pages), StateNames({})).answers
    return any(answer.paragraph is None or answer.paragraph >= _FEWEST_PARAGRAPHS for answer in answers)


def _text(pages: tuple[tuple[str, ...], ...]) -> str:
    return "\n".join(line for page in pages for line in page)


def _read(pages: tuple[tuple[str, ...], ...], text: str, names: StateNames) -> _Reading:
    reading = _Reading(names, known_prefixes(text))
    for block in read_blocks(pages):
        _read_block(reading, block)
    for block, group in reading.items:
        _read_item(reading, block, group)
    return reading


def _read_block(reading: _Reading, block: Block) -> None:
    if block.kind == HEADING:
        _open_group(reading, block)
    elif block.kind == ITEM:
        reading.items.append((block, reading.group))
    else:
        _read_paragraph(reading, block)


def _open_group(reading: _Reading, block: Block) -> None:
    """A heading without a position of its own stands under the position of the heading above it."""
    while reading.headings and reading.headings[-1].level >= block.level:
        reading.headings.pop()
    above = reading.headings[-1] if reading.headings else _Group()
    has_own = bool(phrases(block.text))
    group = _Group(
        heading=block.text,
        level=block.level,
        position=heading_position(block.text) if has_own else above.position,
        is_implemented=is_implemented(block.text) or (above.is_implemented and not has_own),
    )
    reading.headings.append(group)
    reading.group = group


def _read_paragraph(reading: _Reading, block: Block) -> None:
    sentences = _SENTENCE.split(block.text)
    found = [_read_sentence(reading, sentence, block.place) for sentence in sentences]
    positions = [position for listed in found for position in listed]
    if positions:
        if reading.group.is_lead_in:
            # What a lead-in announced ends where another sentence names its own numbers.
            reading.group = _Group(reading.group.heading, reading.group.level)
        elif reading.group.has_list:
            reading.group = replace(reading.group)
        reading.group.has_list = True
        reading.group.list_position = only_position(positions)
        return
    _read_lead_in(reading, block)


def _read_lead_in(reading: _Reading, block: Block) -> None:
    """``The following recommendations enjoy the support of …:`` speaks for the numbers beneath it."""
    last = _SENTENCE.split(block.text)[-1]
    if not (last.rstrip().endswith(":") or re.search(r"following|suivantes|siguientes", last)):
        return
    position = only_position([phrase.position for phrase in phrases(last)])
    if position:
        implemented = is_implemented(last) or (reading.group.is_implemented and position == reading.group.position)
        reading.group = _Group(block.text, reading.group.level, position, implemented, is_lead_in=True)


def _read_sentence(reading: _Reading, sentence: str, place: str) -> list[str]:
    """Answer the lists of one sentence; the positions that were given."""
    listed = [run for run in runs(sentence, reading.prefixes) if not _is_cross_reference(sentence, run[1])]
    _warn_of_leftovers(reading, sentence, listed, place)
    if not listed:
        return []
    positions = _positions(listed, _outside(phrases(sentence), listed), reading.group, sentence)
    implemented = is_implemented(sentence) or (reading.group.is_implemented)
    given = []
    for (numbers, start, stop), position in zip(listed, positions, strict=True):
        for doubt in numbers.doubts:
            reading.warn(doubt.code, (), place, doubt.raw)
        if position:
            reading.answer(numbers, position, implemented and position == SUPPORTED, place)
            given.append(position)
        else:
            reading.warn("unread_list", numbers.numbers, place, sentence[max(start - 60, 0) : stop + 40])
    return given


def _is_cross_reference(sentence: str, at: int) -> bool:
    """``See also recommendation 140.7``."""
    return bool(_CROSS_REFERENCE.search(sentence[max(at - 60, 0) : at]))


def _outside(found: list[Phrase], listed: list[tuple[NumberList, int, int]]) -> list[Phrase]:
    return [phrase for phrase in found if not any(start <= phrase.start < stop for _, start, stop in listed)]


def _positions(
    listed: list[tuple[NumberList, int, int]], found: list[Phrase], group: _Group, sentence: str
) -> list[str | None]:
    """The position of each list: that of the words before it, or behind it where the sentence opens with a list."""
    if not found:
        bare = len(re.sub(r"[\W\d_]", "", sentence)) < _FEW_LETTERS
        return [group.position if bare else None for _ in listed]
    opens_with_list = listed[0][1] < found[0].start
    positions: list[str | None] = []
    for index, (_, start, stop) in enumerate(listed):
        if opens_with_list:
            until = listed[index + 1][1] if index + 1 < len(listed) else len(sentence)
            near = [phrase.position for phrase in found if stop <= phrase.start < until]
            near = near or [phrase.position for phrase in found if phrase.start >= stop][:1]
        else:
            since = listed[index - 1][2] if index else 0
            near = [phrase.position for phrase in found if since <= phrase.start < start]
            near = near or [phrase.position for phrase in found if phrase.start < start][-1:]
        positions.append(only_position(near))
    for index, (numbers, _, stop) in enumerate(listed):
        if _IN_PART.match(sentence, stop):
            is_one = len(numbers.numbers) == 1 and positions[index] == SUPPORTED
            positions[index] = PARTIALLY_SUPPORTED if is_one else None
    if not opens_with_list and found[-1].start > listed[-1][1] and found[-1].position != positions[-1]:
        # "accepts 1 to 5, 6 to 9 it notes": which of the two is meant, nobody can tell.
        positions[-1] = None
    return positions


def _warn_of_leftovers(reading: _Reading, sentence: str, listed: list[tuple[NumberList, int, int]], place: str) -> None:
    """Full numbers within a list sentence that no list took in."""
    for match in FULL_NUMBER.finditer(sentence):
        is_listed = any(start <= match.start() < stop for _, start, stop in listed)
        if is_listed or int(match[1]) not in reading.prefixes:
            continue
        if not _is_cross_reference(sentence, match.start()):
            number = (int(match[1]), int(match[2]))
            reading.warn("unread_list", (number,), place, sentence[max(match.start() - 20, 0) : match.end() + 20])


def _read_item(reading: _Reading, block: Block, group: _Group) -> None:
    """What stands under a number: an answer of its own, one that the heading gives, or only an explanation."""
    numbers, words = block.label()
    for doubt in numbers.doubts:
        reading.warn(doubt.code, (), block.place, doubt.raw)
    stated = stated_position(words)
    lines = words.split("\n")
    text = join_lines(line for line in lines if not (stated_position(line) and len(line.split()) <= _ANSWER_WORDS))
    if stated:
        reading.answer(numbers, stated, is_implemented(text) and stated == SUPPORTED, block.place)
    elif not group.has_list:
        _answer_item(reading, block, group, numbers, text)
    heading = tidy("\n".join(block.lines).removesuffix(words)).rstrip(" .:")
    if group.has_list:
        for number in numbers.numbers:
            reading.warn("explained_not_listed", (number,), block.place, heading)
    _warn_of_leftovers(reading, text, [], block.place)
    if text and not _is_recommendation(text, reading.names):
        explanation = ReadExplanation(numbers.numbers, heading, text, block.place)
        reading.explanations.append((explanation, group))


def _answer_item(reading: _Reading, block: Block, group: _Group, numbers: NumberList, text: str) -> None:
    if group.position:
        implemented = group.is_implemented and group.position == SUPPORTED
        reading.answer(numbers, group.position, implemented, block.place)
        return
    own = {phrase.position for phrase in phrases(text)}
    if own == {SUPPORTED, NOTED}:
        # The State accepts one part and not another.
        reading.answer(numbers, PARTIALLY_SUPPORTED, False, block.place)
        reading.warn("mixed_answer", numbers.numbers, block.place, text)
    elif position := only_position(list(own)):
        reading.answer(numbers, position, is_implemented(text) and position == SUPPORTED, block.place)
    else:
        reading.warn("unread_answer", numbers.numbers, block.place, text)


def _is_recommendation(text: str, names: StateNames) -> bool:
    """The recommendation itself, repeated in the addendum: it ends in the brackets of the recommending States."""
    return text.rstrip(" ;.").endswith(")") and bool(names.find_states(text).states)


def _warnings(reading: _Reading, front: Front) -> Iterator[ReadWarning]:
    """What a person should look at, doubts about numbers that are answered elsewhere left out."""
    yield from front.warnings
    answered: dict[Number, list[ReadAnswer]] = {}
    for answer in dict.fromkeys(reading.answers):
        answered.setdefault((answer.paragraph, answer.item), []).append(answer)
    if not answered:
        yield ReadWarning("no_answers", None, "", "")
    if front.paragraph is None and any(paragraph is None for paragraph, _ in answered):
        yield ReadWarning("no_paragraph", None, "", "")
    for numbers, warning in reading.doubts:
        open_numbers = tuple(number for number in numbers if number not in answered)
        if warning.code == "mixed_answer" or not numbers or open_numbers:
            yield warning
    yield from _repetitions(answered)
    for explanation, group in reading.explanations:
        yield from _contradictions(explanation, group, answered)


def _repetitions(answered: dict[Number, list[ReadAnswer]]) -> Iterator[ReadWarning]:
    for number, answers in answered.items():
        kinds = list(dict.fromkeys(answer.position for answer in answers))
        if len(answers) > 1:
            code = "answered_twice" if len(kinds) > 1 else "answer_repeated"
            yield ReadWarning(code, None, _spoken((number,)), ", ".join(answer.raw for answer in answers))


def _contradictions(
    explanation: ReadExplanation, group: _Group, answered: dict[Number, list[ReadAnswer]]
) -> Iterator[ReadWarning]:
    """Explained under one heading, answered in the list of another."""
    row = int(explanation.place) if explanation.place else None
    position = group.list_position or group.position
    for number in explanation.numbers:
        answers = answered.get(number, [])
        spoken = _spoken((number,))
        if position and answers and all(_differs(answer, position, group, explanation) for answer in answers):
            yield ReadWarning("explained_elsewhere", row, spoken, explanation.heading)


def _differs(answer: ReadAnswer, position: str, group: _Group, explanation: ReadExplanation) -> bool:
    if answer.position != position:
        return True
    return (
        group.has_list and answer.place != explanation.place and answer.is_already_implemented != group.is_implemented
    )


def _spoken(numbers: tuple[Number, ...]) -> str:
    """``140.7``, ``7``, or ``140.7, 140.8, …`` for the numbers that a warning is about."""
    spoken = [str(item) if paragraph is None else f"{paragraph}.{item}" for paragraph, item in numbers[:4]]
    return ", ".join([*spoken[:3], "…"] if len(spoken) > 3 else spoken)
