"""What goes into a mid-term report: all its querying."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Workspace
from cycles.dates import day_in_words
from cycles.models import Position, Recommendation, RecommendationTheme, RecommendingState, Review, UnDocument
from implementation import midterm_words as words
from implementation.midterm import MidTermReport, ReportRow
from implementation.midterm_lines import EvidenceLine, RatingLine, VoiceLine
from implementation.models import Evidence, Rating, Voice
from implementation.pledges import pledge_lines
from implementation.printed_names import names_of
from implementation.querysets import RatingQuerySet
from implementation.services.counting import rules_of

CYCLES = {
    1: gettext_lazy("1st cycle"),
    2: gettext_lazy("2nd cycle"),
    3: gettext_lazy("3rd cycle"),
    4: gettext_lazy("4th cycle"),
    5: gettext_lazy("5th cycle"),
}
SYMBOL = re.compile(r"A/[\w/.]*\w")


class UnratedReport(MidTermReport):
    """A report on a review that no workspace works on: it names nobody as the one who rated."""

    @property
    def method_paragraphs(self) -> list[str]:
        counted = words.how_it_was_rated(workspace="", organisations=1, first=None, last=None)[-1]
        return [_("No organisation has rated these recommendations here yet. All are shown as not rated."), counted]


def midterm_report(
    workspace: Workspace,
    *,
    language: str,
    on: date,
    ratings: dict[int, Rating] | None = None,
    voices: RatingQuerySet | None = None,
) -> MidTermReport:
    """The report of a workspace as of one day, in one language. As many queries for one recommendation as for 300.

    ``ratings`` by the key of their recommendation; else those that count. ``voices`` are ratings of others that stand
    beside them; without them, none do.
    """
    review = workspace.review
    with translation.override(language):
        if ratings is None:
            ratings = {rating.recommendation_id: rating for rating in workspace.ratings.counted()}
        return MidTermReport(
            workspace_name=workspace.name,
            organisations=names_of(workspace),
            rows=tuple(_rows(review, ratings, _evidence(workspace), voice_lines(voices) if voices is not None else {})),
            pledges=pledge_lines(workspace),
            voice=rules_of(workspace).voice,
            **about_review(review, language, on),
        )


def unrated_report(review: Review, *, language: str, on: date) -> MidTermReport:
    """The report on a review that no workspace works on: every recommendation, none of them rated."""
    with translation.override(language):
        return UnratedReport(
            workspace_name=_("no organisation yet"),
            rows=tuple(_rows(review, {}, {}, {})),
            **about_review(review, language, on),
        )


def about_review(review: Review, language: str, on: date) -> dict[str, Any]:
    """What the report says of the review itself."""
    state = review.state_under_review
    return {
        "title": _("%(state)s at mid-term") % {"state": state.name},
        "state_name": state.name,
        "state_is_invented": state.is_invented,
        "cycle_label": str(CYCLES.get(review.cycle_id, review.cycle_id)),
        "session_label": _session_label(review),
        "review_date": review.review_date,
        "as_of": on,
        "language": language,
        "sources": _sources(review),
    }


def _rows(
    review: Review,
    ratings: dict[int, Rating],
    evidence: dict[int, tuple[EvidenceLine, ...]],
    voices: dict[int, tuple[VoiceLine, ...]],
) -> Iterator[ReportRow]:
    states, themes = _states(review), _themes(review)
    for row in Recommendation.objects.filter(review=review).in_order():
        rating = ratings.get(row.pk)
        yield ReportRow(
            number=row.number,
            text=row.text,
            recommending_states=tuple(states[row.pk]),
            position=row.position,
            themes=tuple(themes[row.pk]),
            rating=RatingLine(rating.level, rating.rated_date, rating.note) if rating else None,
            evidence=evidence.get(row.pk, ()),
            voices=voices.get(row.pk, ()),
        )


def voice_lines(rows: RatingQuerySet) -> dict[int, tuple[VoiceLine, ...]]:
    """By recommendation: the other voices' own words, the government's first."""
    said: defaultdict[int, tuple[VoiceLine, ...]] = defaultdict(tuple)
    for row in rows.order_by("voice", "rated_at", "pk"):
        line = VoiceLine(str(row.get_voice_display()), row.level, row.rated_date, row.source)
        said[row.recommendation_id] += (line,)
    # The government comes first, whoever else speaks.
    first = str(Voice.GOVERNMENT.label)
    return {key: tuple(sorted(lines, key=lambda line: line.who != first)) for key, lines in said.items()}


def _states(review: Review) -> defaultdict[int, list[str]]:
    """By recommendation: the names of its States in the language that is active."""
    names = defaultdict(list)
    rows = RecommendingState.objects.filter(recommendation__review=review).select_related("state")
    for row in rows.order_by("order", "pk"):
        names[row.recommendation_id].append(row.state.name)
    return names


def _themes(review: Review) -> defaultdict[int, list[str]]:
    names = defaultdict(list)
    rows = RecommendationTheme.objects.filter(recommendation__review=review).select_related("theme")
    for row in rows.order_by("order", "pk"):
        names[row.recommendation_id].append(str(row.theme))
    return names


def _evidence(workspace: Workspace) -> dict[int, tuple[EvidenceLine, ...]]:
    """By recommendation: what its rating rests on and may leave. Files are named, not linked: they stay."""
    lines: defaultdict[int, tuple[EvidenceLine, ...]] = defaultdict(tuple)
    rows = Evidence.recommendations.through.objects.filter(evidence__in=workspace.evidence.may_leave())
    rows = rows.select_related("evidence")
    for row in rows.order_by("evidence__created_at", "pk"):
        item = row.evidence
        day = day_in_words(item.source_date) if item.source_date else ""
        lines[row.recommendation_id] += (EvidenceLine(item.title, item.source, day, item.url),)
    return lines


def _sources(review: Review) -> tuple[str, ...]:
    """The symbols of the documents that recommendations and positions come from, each once."""
    documents = UnDocument.objects.filter(recommendations__review=review).values_list("symbol", flat=True)
    positions = Position.objects.filter(recommendation__review=review).values_list("source", flat=True)
    named = [*documents.distinct(), *positions.distinct()]
    return tuple(sorted({symbol for source in named for symbol in SYMBOL.findall(source)}))


def _session_label(review: Review) -> str:
    if not review.current_session_id:
        return ""
    return _("Working Group, session %(number)s") % {"number": review.current_session_id}
