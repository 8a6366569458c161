"""Lists of recommendations: OHCHR's thematic list and the report of the Working Group."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cycles.importers import figures as list_figures
from cycles.importers.records import POSITIONS, ReadDocument
from cycles.models import Review
from cycles.services import reconcile as lists
from cycles.services.import_kinds.base import Finding, named_review
from cycles.services.read_values import file_position
from cycles.services.reconcile import Reconciliation
from cycles.services.storing import store

__all__ = ["FORMATS", "PIECE", "changes", "figures", "find_review", "findings", "lines", "reconcile", "store"]

FORMATS = ("thematic_list", "working_group_report")
PIECE = "cycles/_import_list_figures.html"

_NUMBERING = frozenset({"gap", "duplicate_number", "foreign_paragraph", "no_number", "number_out_of_order"})
_POSITIONS = frozenset({"unknown_position", "missing_position"})
_STATES = frozenset(
    {"unknown_state", "no_state", "state_name_corrected", "note_mark", "unbalanced_bracket", "state_column_differs"}
)

find_review = named_review


def reconcile(
    document: ReadDocument, review: Review, *, answers: Mapping[str, str], leave_doubts: bool
) -> Reconciliation:
    """The list held against the review's recommendations."""
    return lists.reconcile(document, review, answers=answers, leave_doubts=leave_doubts)


def figures(found: Reconciliation) -> dict[str, Any]:
    """Recommendations, positions, State mentions, themes; pledges where the report has any."""
    positions = [file_position(read) for read in found.document.recommendations]
    counted = list_figures(found.document) | {"positions": {kind: positions.count(kind) for kind in POSITIONS}}
    return counted | ({"pledges": len(found.document.pledges)} if found.document.pledges else {})


def changes(found: Reconciliation) -> list[dict[str, str]]:
    """Field by field what changes in recommendations that the record has."""
    return [
        {"number": verdict.read.number, "field": change.field, "before": change.before, "after": change.after}
        for verdict in found.verdicts
        for change in verdict.changes
    ]


def findings(figures: dict[str, Any], codes: Collection[str]) -> list[Finding]:
    """Numbers, positions, States, and themes, which only the thematic list has."""
    found = [_numbers(figures, codes), _positions(codes), _states(figures, codes)]
    if figures["format"] == "thematic_list":
        found.append(_themes(figures))
    if figures.get("pledges"):
        title = ngettext("%(count)s voluntary pledge", "%(count)s voluntary pledges", figures["pledges"])
        found.append(Finding(True, title % {"count": figures["pledges"]}))
    return found


def lines(figures: dict[str, Any]) -> list[str]:
    """The figures for people at the command line."""
    by_position = ", ".join(
        f"{count} {position.replace('_', ' ')}" for position, count in figures["positions"].items() if count
    )
    told = [
        f"{figures['recommendations']} recommendations: {by_position}",
        f"{figures['state_mentions']} State mentions of {figures['distinct_states']} States",
    ]
    if figures["format"] == "thematic_list":
        told.append(f"{figures['theme_assignments']} assignments of {figures['distinct_assigned_themes']} themes")
    return told + ([f"{figures['pledges']} voluntary pledges"] if figures.get("pledges") else [])


def _numbers(figures: dict[str, Any], codes: Collection[str]) -> Finding:
    count = figures["recommendations"]
    title = ngettext("%(count)s recommendation", "%(count)s recommendations", count) % {"count": count}
    if _NUMBERING.intersection(codes):
        return Finding(False, title, _("Their numbers are not in order."))
    if "gap_said" in codes:
        return Finding(True, title, _("The document itself leaves numbers out; none is double."))
    return Finding(True, title, _("No number is missing, none is double."))


def _positions(codes: Collection[str]) -> Finding:
    unknown = sum(code in _POSITIONS for code in codes)
    if not unknown:
        return Finding(True, _("Every position is known"))
    title = ngettext("%(count)s position is not known", "%(count)s positions are not known", unknown)
    return Finding(False, title % {"count": unknown}, _("They are kept as pending."))


def _states(figures: dict[str, Any], codes: Collection[str]) -> Finding:
    mentions, states = figures["state_mentions"], figures["distinct_states"]
    title = _("%(mentions)s State mentions, %(states)s States") % {"mentions": mentions, "states": states}
    doubtful = sum(code in _STATES for code in codes)
    if not doubtful:
        return Finding(True, title, _("All names are known."))
    hint = ngettext("%(count)s place to look at.", "%(count)s places to look at.", doubtful)
    return Finding(False, title, hint % {"count": doubtful})


def _themes(figures: dict[str, Any]) -> Finding:
    count, total = figures["distinct_assigned_themes"], figures["theme_assignments"]
    title = ngettext("%(count)s theme", "%(count)s themes", count) % {"count": count}
    return Finding(bool(count), title, _("Assigned %(total)s times.") % {"total": total} if count else "")
