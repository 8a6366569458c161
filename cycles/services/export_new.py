"""New recommendations of an export: what they answer and are found by is made with them, not read from the tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max

from cycles.models import ActionSuggestion, FormerSerial, Recommendation, Review
from cycles.services.actions import LANGUAGE, suggestions
from cycles.services.export_staging import StagedReview
from cycles.services.export_verdicts import Export, Verdict
from cycles.services.record_version import Change
from cycles.services.row_json import Parts, answers, numbers_of_issues, source, step, theme
from cycles.services.search_rows import GroupsOfStates, Searched


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
        return Searched(self.key, self.review.code, said.number or f"u{self.serial}", {self.language: said.text})

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


class Serials:
    """The next number of ours in each review, as the record is before anything is written."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        # The numbers of parts that were joined stay theirs: old links lead to the whole.
        for model in (Recommendation, FormerSerial):
            last = model._default_manager.order_by().values_list("review").annotate(Max("serial"))
            for review, serial in last:
                self._last[review] = max(self._last.get(review, 0), serial or 0)

    def next(self, review: int) -> int:
        """One more."""
        self._last[review] = self._last.get(review, 0) + 1
        return self._last[review]


def parts_of(
    rows: Sequence[NewRow],
    export: Export,
    change: Change,
    reviews: Mapping[int, Review],
    issues: Mapping[int, list[dict[str, str]]],
) -> Parts:
    """What hangs on them: the same as their tables hold once they are written. Nothing is asked of the database.

    ``reviews`` come with their States under Review; ``issues`` are what ``crosswalk`` gives for the themes.
    """
    themes, groups = export.labels.themes, export.labels.groups
    shown = {key: (key, theme(*themes[key])) for row in rows for key in row.themes}
    steps = ((row.key, row.verdict.step) for row in rows)
    return Parts(
        reviews=reviews,
        states={row.key: list(row.states) for row in rows},
        positions={key: [step(one.kind, one.stage, "", one.source, None, change.at)] for key, one in steps if one},
        themes={row.key: [shown[key] for key in row.themes] for row in rows},
        issues=issues,
        groups={row.key: sorted(groups[key][1] for key in row.groups) for row in rows},
        goals={row.key: sorted(row.verdict.said.goals) for row in rows},
        sources={row.key: [source(export.kind, row.place, row.verdict.said.key)] for row in rows},
    )


def new_answers(rows: Sequence[NewRow], parts: Parts, change: Change) -> dict[int, str]:
    """What the API answers for each, by key: the same as ``render_rows`` makes of it once it is written."""
    return answers((row.columns(change) for row in rows), parts)


def new_facets(rows: Iterable[NewRow], parts: Parts, groups: GroupsOfStates) -> Iterator[tuple[Any, ...]]:
    """What search counts each by, as ``facets_to_add`` takes it."""
    for row in rows:
        said, review = row.verdict.said, parts.reviews[row.review.pk]
        state, guess = review.state_under_review, row.suggestion
        yield (
            row.key,
            review.cycle_id,
            review.current_session_id,
            state.iso3,
            state.regional_group,
            row.verdict.position,
            said.action,
            guess.category if guess else None,
            list(row.states),
            groups.of(row.states),
            sorted(numbers_of_issues(parts.themes[row.key], parts.issues)),
            row.themes,
            sorted(row.groups),
            parts.goals[row.key],
            [],
            state.is_invented,
            said.paragraph * 10_000 + (row.item or 0)
            if said.paragraph is not None
            else 1_000_000_000 + (row.serial or 0),
        )
