"""Reading what OHCHR publishes: bytes in, plain records out, no database."""

from cycles.importers.records import POSITIONS, ReadDocument, UnreadableFile
from cycles.importers.state_names import StateNames
from cycles.importers.thematic_list import read_thematic_list

__all__ = ["ReadDocument", "StateNames", "UnreadableFile", "figures", "read"]


def read(data: bytes, names: StateNames) -> ReadDocument:
    """The document in ``data``, told from its content alone; raises UnreadableFile where it is none that we know."""
    return read_thematic_list(data, names)


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
