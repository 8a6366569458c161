"""Reading what the United Nations and UPR Info publish: a file in, plain records out, no database."""

import io
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from cycles.importers.addendum import read_addendum
from cycles.importers.advance_questions import read_advance_questions
from cycles.importers.answer_lists import read_answer_lists
from cycles.importers.formats import (
    ADDENDUM,
    FORMATS,
    PLEDGES,
    decode,
    refuse_as_addendum,
    refuse_as_pledges,
    refuse_web_page,
    tell_format,
)
from cycles.importers.pledge_documents import read_pledge_document
from cycles.importers.records import POSITIONS, ReadDocument, UnreadableFile
from cycles.importers.stakeholder_summary import read_stakeholder_summary
from cycles.importers.state_names import StateNames
from cycles.importers.thematic_list import read_thematic_list
from cycles.importers.uhri import read_uhri
from cycles.importers.upr_info import read_upr_info
from cycles.importers.working_group_report import read_working_group_report

__all__ = ["FORMATS", "ReadDocument", "StateNames", "UnreadableFile", "figures", "read", "tell_format"]

# What each reader takes: all bytes of the file, or the file itself.
_OF_BYTES: dict[str, Callable[[bytes, StateNames], Any]] = {
    "thematic_list": read_thematic_list,
    "working_group_report": read_working_group_report,
    "addendum": read_addendum,
    "number_lists": lambda data, names: read_answer_lists(decode(data)),
    "advance_questions": read_advance_questions,
    "stakeholder_summary": read_stakeholder_summary,
    "voluntary_pledges": read_pledge_document,
}
_OF_FILES: dict[str, Callable[[BinaryIO, StateNames, Mapping[str, str] | None], Any]] = {
    "upr_info": read_upr_info,
    "uhri": read_uhri,
}
# What may be taken for another kind without anybody noticing.
_NOT_ANY: dict[str, Callable[[BinaryIO], None]] = {ADDENDUM: refuse_as_addendum, PLEDGES: refuse_as_pledges}


def read(data: bytes | BinaryIO, names: StateNames, kind: str = "", columns: Mapping[str, str] | None = None) -> Any:
    """The document in ``data``, one of the records that ``records`` lists; ``format`` tells which.

    Told from the content alone, or of the ``kind`` that a person names (``FORMATS``). Raises UnreadableFile where it is
    none that we know, or not of that kind. An export is read on from ``data`` while its rows are walked through;
    ``columns`` gives the heading of a role that its reader does not find.
    """
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    refuse_web_page(file)
    if kind in _NOT_ANY:
        _NOT_ANY[kind](file)
    kind = kind or tell_format(file)
    file.seek(0)
    if kind in _OF_FILES:
        return _OF_FILES[kind](file, names, columns)
    return _OF_BYTES[kind](file.read(), names)


def figures(document: ReadDocument) -> dict[str, object]:
    """What a person compares before confirming. A State mention is one State in one recommendation."""
    recommendations = document.recommendations
    mentions = [
        (index, state.iso3)
        for index, recommendation in enumerate(recommendations)
        for state in recommendation.recommending_states
        if state.iso3
    ]
    themes = [theme for recommendation in recommendations for theme in recommendation.themes]
    positions = [recommendation.position for recommendation in recommendations]
    return {
        "recommendations": len(recommendations),
        "positions": {kind: positions.count(kind) for kind in POSITIONS},
        "state_mentions": len(set(mentions)),
        "distinct_states": len({iso3 for _, iso3 in mentions}),
        "distinct_assigned_themes": len(set(themes)),
        "theme_assignments": len(themes),
        "rows": document.rows,
    }
