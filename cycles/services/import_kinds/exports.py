"""Exports of many reviews: UPR Info's database and the Universal Human Rights Index."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cycles.importers.records import POSITIONS, ReadExport
from cycles.models import Review
from cycles.services import export_reconcile as services
from cycles.services.export_reconcile import ExportFound
from cycles.services.export_storing import store
from cycles.services.import_kinds.base import Finding

__all__ = ["FORMATS", "PIECE", "changes", "figures", "find_review", "findings", "lines", "reconcile", "store"]

FORMATS = ("upr_info", "uhri")
PIECE = "cycles/_import_export.html"


def find_review(document: ReadExport, chosen: Review | None) -> None:
    """None: an export holds many reviews, and each row names its own."""


def reconcile(
    document: ReadExport, review: Review | None, *, answers: Mapping[str, str], leave_doubts: bool
) -> ExportFound:
    """The export held against every review that it has rows of."""
    return services.reconcile(document, answers=answers, leave_doubts=leave_doubts)


def figures(found: ExportFound) -> dict[str, Any]:
    """What the export holds, review by review; what was left out, by reason; warnings, by what they are."""
    return {
        "layout": found.document.layout,
        "language": found.document.language,
        "rows": found.rows,
        "recommendations": sum(tally.recommendations for tally in found.tallies),
        "positions": {kind: found.positions.get(kind, 0) for kind in POSITIONS},
        "state_mentions": found.mentions,
        "reviews": [asdict(tally) for tally in found.tallies],
        "skipped": found.skipped,
        "skipped_places": found.skipped_places,
        "warning_counts": found.warning_counts,
    }


def changes(found: ExportFound) -> list[dict[str, str]]:
    """Fields that get another value than the record has, the first some hundred; what was empty is no change."""
    return list(found.told)


def findings(figures: dict[str, Any], codes: Collection[str]) -> list[Finding]:
    """How much there is, what was left out, and how much of it the record has met before."""
    count, rows = figures["recommendations"], figures["rows"]
    title = ngettext("%(count)s recommendation", "%(count)s recommendations", count) % {"count": count}
    in_rows = ngettext("In %(count)s row.", "In %(count)s rows.", rows) % {"count": rows}
    reviews = len(figures["reviews"])
    of_reviews = ngettext("%(count)s review", "%(count)s reviews", reviews) % {"count": reviews}
    met = sum(figures[outcome] for outcome in ("updated", "unchanged"))
    words = ngettext("%(count)s is in the record already", "%(count)s are in the record already", met)
    found = [Finding(bool(count), title, in_rows), Finding(bool(reviews), of_reviews)]
    if count:
        # Of those that are as they were there is nothing to gain.
        hint = _("They gain this source and what it alone knows.") if met and not figures["unchanged"] else ""
        found.append(Finding(True, words % {"count": met}, hint))
    if skipped := sum(figures["skipped"].values()):
        left = ngettext("%(count)s row is left out", "%(count)s rows are left out", skipped)
        found.append(Finding(False, left % {"count": skipped}, _("The reasons stand below.")))
    return found


def lines(figures: dict[str, Any]) -> list[str]:
    """The figures for people at the command line."""
    by_position = ", ".join(
        f"{count} {position.replace('_', ' ')}" for position, count in figures["positions"].items() if count
    )
    skipped = ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in figures["skipped"].items())
    warnings = ", ".join(f"{count} {code.replace('_', ' ')}" for code, count in figures["warning_counts"].items())
    return [
        f"{figures['rows']} rows, {len(figures['reviews'])} reviews",
        f"{figures['recommendations']} recommendations: {by_position}",
        f"{figures['state_mentions']} State mentions",
        *([f"left out: {skipped}"] if skipped else []),
        *([f"warnings: {warnings}"] if warnings else []),
    ]
