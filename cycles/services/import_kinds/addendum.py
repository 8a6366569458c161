"""Addenda: what the State under Review answers to its recommendations, from the document or from pasted lists."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cycles.importers.records import NOTED, PARTIALLY_SUPPORTED, PENDING, SUPPORTED, ReadAddendum
from cycles.models import Review
from cycles.services import answers as services
from cycles.services.answers import AnswersFound
from cycles.services.answers_storing import store
from cycles.services.import_kinds.base import Finding, named_review

__all__ = ["FORMATS", "PIECE", "changes", "figures", "find_review", "findings", "lines", "reconcile", "store"]

FORMATS = ("addendum", "number_lists")
PIECE = "cycles/_import_answers.html"

_NAMED = {
    "missing": "missing",
    "unclear": "not clearly answered",
    "repeated": "answered twice",
    "unknown": "unknown numbers",
}

find_review = named_review


def reconcile(
    document: ReadAddendum, review: Review, *, answers: Mapping[str, str], leave_doubts: bool
) -> AnswersFound:
    """The answers held against the review's recommendations. Nothing in them is ever a doubtful match."""
    return services.reconcile(document, review)


def figures(found: AnswersFound) -> dict[str, Any]:
    """How many were answered how, and whether the lists add up."""
    totals = Counter(answered.position for answered in found.answered)
    return {
        "answers": len(found.answered),
        "totals": {kind: totals[kind] for kind in (SUPPORTED, NOTED, PARTIALLY_SUPPORTED, PENDING)},
        "already_implemented": sum(answered.is_already_implemented for answered in found.answered),
        "expected": found.expected,
        "answered_in_report": found.answered_in_report,
        "explanations": len(found.document.explanations),
        "missing": list(found.missing),
        "unclear": list(found.unclear),
        "repeated": list(found.repeated),
        "unknown": list(found.unknown),
    }


def changes(found: AnswersFound) -> list[dict[str, str]]:
    """Positions that change."""
    return [
        {"number": answered.row.number, "field": field, "before": before, "after": after}
        for answered in found.answered
        for field, before, after in answered.changes
    ]


def findings(figures: dict[str, Any], codes: Collection[str]) -> list[Finding]:
    """Whether every recommendation is answered, once, and how many explanations there are."""
    count = figures["answers"]
    title = ngettext("%(count)s answer", "%(count)s answers", count) % {"count": count}
    is_whole = not (figures["missing"] or figures["unclear"] or figures["repeated"] or figures["unknown"])
    hint = _("None is missing, none is answered twice.") if is_whole else _("They do not add up yet; see below.")
    found = [Finding(is_whole, title, hint)]
    if figures["explanations"]:
        words = ngettext("%(count)s explanation", "%(count)s explanations", figures["explanations"])
        found.append(Finding(True, words % {"count": figures["explanations"]}, _("Kept beside the recommendations.")))
    return found


def lines(figures: dict[str, Any]) -> list[str]:
    """The figures for people at the command line."""
    totals = [count for count in figures["totals"].values() if count]
    told = [f"{' + '.join(map(str, totals)) or 0} = {figures['answers']} answers to {figures['expected']} open"]
    if figures["answered_in_report"]:
        told.append(f"{figures['answered_in_report']} were answered in the report")
    named = (
        ("missing", "missing"),
        ("unclear", "not clearly answered"),
        ("repeated", "answered twice"),
        ("unknown", "unknown numbers"),
    )
    told += [f"{words}: {', '.join(figures[name])}" for name, words in named if figures[name]]
    return [*told, f"{figures['explanations']} explanations"]
