"""What a record of UHRI says, be it a row of its sheet or an object of its JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cycles.importers.export_values import (
    Problem,
    StateCells,
    day,
    goals_and_targets,
    plain,
    position_of,
    session_and_cycle,
    values,
    warnings_of,
)
from cycles.importers.records import LeftOut, ReadExportRow, ReadState, ReadTheme
from cycles.importers.state_names import StateNames
from cycles.importers.table_cells import NUMBER, document_symbol

SCHEME = "ohchr"
# Role to value, for the roles of ``uhri.COLUMNS``.
Record = Mapping[str, object]

_UPR = frozenset(
    {"upr", "epu", "universal periodic review", "examen periódico universal", "examen périodique universel"}
)
_RECOMMENDATION = ("recommend", "recomend", "recommand")
_RESPONSE = re.compile(r"(?:[\d.\s-]*)(?:responses? (?:of|by|from)|respuestas? (?:de|del)|réponses? (?:de|du))\b", re.I)
# "Recommendation No. 5 contained in para. 96: 12." in front of the text: item 5 of paragraph 96.
_CONTAINED = re.compile(
    r"recommendation (?:no\. ?)?(\d{1,3}),? contained in para(?:graph|\.)? ?(\d{1,3}) ?[:.,]? ?(?:\d{1,3}\.(?: |$))?",
    re.I,
)
_ITEM_ALONE = re.compile(r"(\d{1,3})[.)] (?=\W*[^\W\d])")
# Spanish words for a position as the English that ``read_position`` reads, negative ones first.
_SPANISH = tuple(
    (re.compile(pattern, re.I), word)
    for pattern, word in (
        (r"\bno (?:apoya|acepta|cuenta|goza)\w*|rechaza\w*", "not supported"),
        (r"\bparcial(?:mente)?\b|\ben parte\b", "partially"),
        (r"\btoma\w* (?:debida )?nota\b|\banotad\w*", "noted"),
        (r"\bapoya\w*|\bacepta\w*|\bapoyo\b", "supported"),
        (r"\bpendiente\w*|\bexamina\w*", "pending"),
    )
)
_KEY = 64


class Rows:
    """The records of one export on their way through."""

    def __init__(self, names: StateNames, skipped: LeftOut) -> None:
        self.names = names
        self.states = StateCells(names)
        self.skipped = skipped

    def read(self, records: Iterable[tuple[int, Record | None]]) -> Iterator[ReadExportRow]:
        """The recommendations of the UPR; other records are counted by what they are."""
        for place, record in records:
            reason = "not_an_object" if record is None else flaw(record)
            if record is None or reason:
                self.skipped.leave(reason, place)
                continue
            row = self.row(place, record)
            if row.text:
                yield row
            else:
                self.skipped.leave("no_text", place)

    def row(self, place: int, record: Record) -> ReadExportRow:
        problems: list[Problem] = []
        paragraph, item, text = _numbered(plain(record.get("text")))
        if paragraph is None:
            problems.append(("no_text_number", text[:60]))
        found = self.names.find_states(text)
        (state,) = self.states.read(values(record.get("state"))[:1], problems)
        session, cycle = session_and_cycle(_listed(record, "session"), _listed(record, "cycle"), problems)
        goals, targets, others = goals_and_targets(values(record.get("goals")))
        problems += [("unknown_goal", label) for label in others]
        number = "" if paragraph is None else f"{paragraph}.{item}"
        document = plain(record.get("document")).removeprefix("- ")
        return ReadExportRow(
            place=place,
            state=state,
            cycle=cycle,
            session=session,
            document=document_symbol(document) or document,
            paragraph=paragraph,
            item=item,
            text=found.body,
            recommending_states=self.recommending(record, found.states, problems),
            position=position_of(_in_english("/".join(values(record.get("position")))), problems),
            theme_scheme=SCHEME,
            themes=tuple(ReadTheme("", label) for label in values(record.get("themes"))),
            groups=values(record.get("groups")),
            sdgs=goals,
            sdg_targets=targets,
            external_key=plain(record.get("key")).removeprefix("- ")[:_KEY],
            published_date=day(record.get("published")),
            warnings=warnings_of(problems, place, number),
        )

    def recommending(
        self, record: Record, in_text: Sequence[ReadState], problems: list[Problem]
    ) -> tuple[ReadState, ...]:
        """The States of the column, each with its clause of the text; those of the text where the column is empty."""
        in_column = self.states.read(values(record.get("recommending_states")), problems)
        if not in_column and not in_text:
            problems.append(("no_state", ""))
        if not in_column:
            return tuple(in_text)
        clauses: dict[str | None, int] = {state.iso3: state.clause for state in in_text if state.iso3}
        known = {state.iso3 for state in in_column}
        if not clauses.keys() <= known:
            text, column = (", ".join(state.raw for state in states) for states in (in_text, in_column))
            problems.append(("state_column_differs", f"{text} ≠ {column}"))
        return tuple(ReadState(state.iso3, state.raw, clauses.get(state.iso3, 1)) for state in in_column)


def flaw(record: Record) -> str:
    """Why a record is no recommendation of the UPR; empty where it is one."""
    if _listed(record, "body").casefold() not in _UPR:
        return "not_upr"
    if not _listed(record, "type").casefold().startswith(_RECOMMENDATION):
        return "not_a_recommendation"
    if _RESPONSE.match(plain(record.get("text"))):
        return "response"
    return "" if values(record.get("state")) else "no_state_under_review"


def _listed(record: Record, role: str) -> str:
    """The values of a role side by side; there is one, mostly."""
    return ", ".join(values(record.get(role)))


def _numbered(text: str) -> tuple[int | None, int | None, str]:
    """Paragraph, item and the text behind them; "140.7 Ratify" mostly, the item alone in some early reports."""
    contained = _CONTAINED.match(text)
    if contained:
        return int(contained[2]), int(contained[1]), text[contained.end() :]
    number = NUMBER.match(text)
    if number:
        return int(number[1]), int(number[2]), text[number.end() :]
    alone = _ITEM_ALONE.match(text)
    if alone:
        return None, int(alone[1]), text[alone.end() :]
    return None, None, text


def _in_english(words: str) -> str:
    for pattern, word in _SPANISH:
        words = pattern.sub(word, words)
    return words
