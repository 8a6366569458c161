"""New recommendations of an export: what they answer and are found by is made with them, not read from the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cycles.models import ActionSuggestion, Recommendation, Review
from cycles.services.actions import LANGUAGE, suggestions
from cycles.services.export_staging import StagedReview
from cycles.services.export_verdicts import Export, Verdict
from cycles.services.record_version import Change
from cycles.services.rendering import crosswalk
from cycles.services.row_json import Parts, answers, source, step, theme
from cycles.services.search_rows import Searched


@dataclass(frozen=True, kw_only=True)
class NewRow:
    """A recommendation that is about to be written; ``document`` is its report's symbol, labels are keys."""

    key: int
    review: StagedReview
    verdict: Verdict
    document: str
    serial: int | None
    language: str
    states: tuple[str, ...]
    themes: list[int]
    groups: list[int]
    place: str

    @property
    def item(self) -> int | None:
        return self.verdict.said.item if self.verdict.said.paragraph is not None else None

    @property
    def basis(self) -> str:
        """Whose word the action category is."""
        return Recommendation.ActionBasis.GIVEN if self.verdict.said.action else ""

    @cached_property
    def suggestion(self) -> ActionSuggestion | None:
        """What its verb suggests where the export gives no category."""
        if self.verdict.said.action or self.language != LANGUAGE:
            return None
        return next(suggestions([(self.key, self.verdict.said.text)]), None)

    @property
    def searched(self) -> Searched:
        """The row as search sees it."""
        said = self.verdict.said
        return Searched(
            self.key, self.review.code, said.number or f"u{self.serial}", self.states, {self.language: said.text}
        )

    def columns(self, change: Change) -> dict[str, Any]:
        """Its own columns, as ``row_json.OWN`` names them."""
        said, suggestion = self.verdict.said, self.suggestion
        return {
            "pk": self.key,
            "review_id": self.review.pk,
            "document__symbol": self.document,
            "paragraph": said.paragraph,
            "item": self.item,
            "serial": self.serial,
            "language": self.language,
            "text": said.text,
            "position": self.verdict.position,
            "action_category": said.action,
            "action_basis": self.basis,
            "action_suggestion__category": suggestion.category if suggestion else None,
            "action_suggestion__verb": suggestion.verb if suggestion else None,
            "version": change.version,
            "updated_at": change.at,
        }


def new_answers(rows: Sequence[NewRow], export: Export, change: Change) -> dict[int, str]:
    """What the API answers for each, by key: the same as ``render_rows`` makes of it once it is written."""
    themes, groups = export.labels.themes, export.labels.groups
    shown = {key: (key, theme(*themes[key])) for row in rows for key in row.themes}
    reviews = Review.objects.filter(pk__in={row.review.pk for row in rows})
    steps = ((row.key, row.verdict.step) for row in rows)
    parts = Parts(
        reviews=reviews.select_related("state_under_review").in_bulk(),
        states={row.key: list(row.states) for row in rows},
        positions={key: [step(one.kind, one.stage, "", one.source, None, change.at)] for key, one in steps if one},
        themes={row.key: [shown[key] for key in row.themes] for row in rows},
        issues=crosswalk(shown),
        groups={row.key: sorted(groups[key][1] for key in row.groups) for row in rows},
        goals={row.key: sorted(row.verdict.said.goals) for row in rows},
        sources={row.key: [source(export.kind, row.place, row.verdict.said.key)] for row in rows},
    )
    return answers((row.columns(change) for row in rows), parts)
