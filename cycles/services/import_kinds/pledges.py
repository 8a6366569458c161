"""Voluntary pledges of a State that stand in a document of their own; a report's come with the report."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cycles.importers.records import ReadPledge, ReadPledges
from cycles.models import ImportRun, Review, UnDocument, VoluntaryPledge
from cycles.services.documents import un_document
from cycles.services.import_kinds.base import Finding, Found, named_review
from cycles.services.pledges import add_pledges, adds_to, same_ones
from cycles.services.record_version import Change
from cycles.services.undo_log import UndoLog

FORMATS = ("voluntary_pledges",)
PIECE = "cycles/_import_pledges.html"
_NOTHING_READ = frozenset({"no_pledges"})

find_review = named_review


@dataclass(frozen=True, kw_only=True)
class PledgesFound(Found):
    """Pledges held against one review: ``fresh`` it does not have, ``corrected`` it has in other words."""

    document: ReadPledges
    review: Review
    fresh: tuple[ReadPledge, ...]
    corrected: dict[ReadPledge, VoluntaryPledge]

    @property
    def is_of_recommendations(self) -> bool:
        return False


def reconcile(document: ReadPledges, review: Review, *, answers: Mapping[str, str], leave_doubts: bool) -> PledgesFound:
    """The pledges held against the review's, those of its report too: only what the record lacks is written.

    A pledge whose words differ a little is the same; its words change where it came from this very document.
    """
    stored = list(review.pledges.select_related("document").order_by("document", "order"))
    same = same_ones(stored, document.pledges)
    own = _kind(document), document.symbol
    corrected = {
        one: row for one, row in same.items() if (row.document.kind, row.document.symbol) == own and adds_to(row, one)
    }
    fresh = tuple(one for one in document.pledges if one not in same)
    return PledgesFound(
        document=document,
        review=review,
        symbol=document.symbol,
        created=len(fresh),
        updated=len(corrected),
        unchanged=len(document.pledges) - len(fresh) - len(corrected),
        warnings=tuple(one for one in document.warnings if one.code not in _NOTHING_READ),
        obstacles=tuple(one for one in document.warnings if one.code in _NOTHING_READ),
        fresh=fresh,
        corrected=corrected,
    )


def figures(found: PledgesFound) -> dict[str, Any]:
    """Every pledge as it was read, and whether it is new: so few are they that a person reads them all."""
    fresh, corrected = set(found.fresh), set(found.corrected)
    return {
        "unit": "pledges",
        "pledges": len(found.document.pledges),
        "listed": [
            {"place": one.place, "text": one.whole, "is_new": one in fresh, "is_corrected": one in corrected}
            for one in found.document.pledges
        ],
    }


def changes(found: PledgesFound) -> list[dict[str, str]]:
    """No recommendation changes; the pledges are listed whole."""
    return []


def store(found: PledgesFound, *, run: ImportRun, change: Change, log: UndoLog) -> Collection[int]:
    """Write the new pledges behind those of the same document. No recommendation changes."""
    kind, published = _kind(found.document), found.document.published_date
    document = un_document(review=found.review, kind=kind, symbol=found.symbol, published=published, log=log)
    add_pledges(found.fresh, found.corrected, document, run, log)
    return ()


def findings(figures: dict[str, Any], codes: Collection[str]) -> list[Finding]:
    """How many pledges, and how many of them the record has."""
    count, known = figures["pledges"], figures["pledges"] - figures["created"]
    title = ngettext("%(count)s voluntary pledge", "%(count)s voluntary pledges", count) % {"count": count}
    again = ngettext(
        "%(count)s of them is in the record already.", "%(count)s of them are in the record already.", known
    )
    return [Finding(bool(count), title, again % {"count": known} if known else _("None of them is in the record yet."))]


def lines(figures: dict[str, Any]) -> list[str]:
    """The figures for people at the command line."""
    return [f"{figures['pledges']} voluntary pledges"]


def _kind(document: ReadPledges) -> str:
    """An addendum is one, whatever was read from it."""
    return UnDocument.Kind.ADDENDUM if "/Add." in document.symbol else UnDocument.Kind.PLEDGES
