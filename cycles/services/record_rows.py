"""Recommendations with all their parts, in bulk: read, kept as they are for undoing, written, put back.

A field is named as in the history of changes: ``document``, ``number``, ``language``, ``text``, ``raw_text``,
``comment``, ``action``, ``position``, ``recommending_states``, ``themes``, ``groups``, ``sdgs``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from cycles.models import (
    Goal,
    ImportRun,
    PersonGroup,
    Position,
    Recommendation,
    RecommendationSource,
    RecommendationTheme,
    RecommendingState,
    RemovedRecommendation,
    Theme,
)
from cycles.services.record_version import Change
from cycles.services.undo_log import UndoLog

# Columns of the recommendation's own row behind each field.
COLUMNS = {
    "document": ("document_id",),
    "number": ("paragraph", "item"),
    "language": ("language",),
    "text": ("text",),
    "raw_text": ("raw_text",),
    "comment": ("comment",),
    "action": ("action_category", "action_basis"),
    "position": ("position",),
}
OWN = ("document", "paragraph", "item", "language", "text", "raw_text", "comment", "action_category", "action_basis")
# More rows than this in one statement take longer than two statements.
BATCH = 2000
# Of an import, what its steps are weighed by: its report may be long.
WEIGHED = ImportRun.objects.only("pk", "format", "applied_at")


def with_all_parts(recommendations: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """These recommendations with everything that a source may change."""
    return recommendations.select_related("document").prefetch_related(
        "state_rows",
        "theme_rows__theme",
        "groups",
        "goals",
        "texts",
        Prefetch("positions", Position.objects.order_by("pk")),
        Prefetch("positions__import_run", WEIGHED),
        Prefetch("sources", RecommendationSource.objects.order_by("pk")),
    )


def before(row: Recommendation, fields: Iterable[str]) -> dict[str, Any]:
    """What undoing puts back: these fields of a recommendation (``with_all_parts``) as they are now."""
    kept: dict[str, Any] = {}
    for field in fields:
        if field in COLUMNS:
            kept[field] = [getattr(row, column) for column in COLUMNS[field]]
        elif field == "recommending_states":
            kept[field] = [[one.state_id, one.order, one.clause] for one in row.state_rows.all()]
        elif field == "themes":
            kept[field] = [[one.theme_id, one.order] for one in row.theme_rows.all()]
        elif field == "groups":
            kept[field] = [group.pk for group in row.groups.all()]
        elif field == "sdgs":
            kept[field] = [goal.pk for goal in row.goals.all()]
    return kept


def put_back(rows: Mapping[Recommendation, dict[str, Any]]) -> None:
    """Write the fields that ``before`` kept; the rows' own columns are set and left to be saved by the caller."""
    for row, kept in rows.items():
        for field in COLUMNS.keys() & kept.keys():
            for column, value in zip(COLUMNS[field], kept[field], strict=True):
                setattr(row, column, value)
    write_states({row: kept["recommending_states"] for row, kept in rows.items() if "recommending_states" in kept})
    of_themes = {row: kept["themes"] for row, kept in rows.items() if "themes" in kept}
    RecommendationTheme.objects.filter(recommendation__in=of_themes).delete()
    add_themes(of_themes)
    write_groups({row: kept["groups"] for row, kept in rows.items() if "groups" in kept})
    write_goals({row: kept["sdgs"] for row, kept in rows.items() if "sdgs" in kept})


def write_states(states: Mapping[Recommendation, Iterable[Iterable[Any]]]) -> None:
    """The recommending States of these recommendations, each (code, order, clause), instead of those they have."""
    RecommendingState.objects.filter(recommendation__in=states).delete()
    RecommendingState.objects.bulk_create(
        (
            RecommendingState(recommendation=row, state_id=iso3, order=order, clause=clause)
            for row, found in states.items()
            for iso3, order, clause in found
        ),
        batch_size=BATCH,
    )


def add_themes(themes: Mapping[Recommendation, Iterable[Iterable[int]]]) -> None:
    """More themes of these recommendations, each (key, order)."""
    RecommendationTheme.objects.bulk_create(
        (
            RecommendationTheme(recommendation=row, theme_id=key, order=order)
            for row, found in themes.items()
            for key, order in found
        ),
        batch_size=BATCH,
    )


def write_groups(groups: Mapping[Recommendation, Iterable[int]]) -> None:
    """The groups of persons of these recommendations, by key, instead of those they have."""
    _replace_links(Recommendation.groups.through, "persongroup_id", groups)


def write_goals(goals: Mapping[Recommendation, Iterable[int]]) -> None:
    """The goals of these recommendations, by number, instead of those they have."""
    _replace_links(Recommendation.goals.through, "goal_id", goals)


def _replace_links(through: Any, column: str, links: Mapping[Recommendation, Iterable[int]]) -> None:
    through.objects.filter(recommendation__in=links).delete()
    through.objects.bulk_create(
        (through(recommendation=row, **{column: key}) for row, keys in links.items() for key in keys), batch_size=BATCH
    )


def theme_keys(
    scheme: str, version: str, wanted: Iterable[tuple[str, str]], source: str, log: UndoLog
) -> dict[tuple[str, str], int]:
    """Keys of the themes (code, label) of a scheme's version; those that are missing are made, with their source."""
    of_version = Theme.objects.filter(scheme=scheme, version=version)
    known = {(code, label): key for code, label, key in of_version.values_list("code", "label", "pk")}
    made = Theme.objects.bulk_create(
        Theme(scheme=scheme, version=version, code=code, label=label, source=source)
        for code, label in sorted(set(wanted) - known.keys())
    )
    log.made(made)
    return known | {(theme.code, theme.label): theme.pk for theme in made}


def group_keys(version: str, wanted: Iterable[str], source: str, log: UndoLog) -> dict[str, int]:
    """Keys of the groups of persons of a version by label; those that are missing are made, with their source."""
    known = dict(PersonGroup.objects.filter(version=version).values_list("label", "pk"))
    made = PersonGroup.objects.bulk_create(
        PersonGroup(version=version, label=label, source=source) for label in sorted(set(wanted) - known.keys())
    )
    log.made(made)
    return known | {group.label: group.pk for group in made}


def make_goals(wanted: Iterable[int], log: UndoLog) -> None:
    """The goals of these numbers, where they are missing."""
    missing = set(wanted) - set(Goal.objects.values_list("pk", flat=True))
    log.made(Goal.objects.bulk_create(Goal(number=number) for number in sorted(missing)))


def removed(rows: Iterable[Recommendation], change: Change) -> list[RemovedRecommendation]:
    """What tells those who follow the changes that no recommendation goes by these keys any longer."""
    return [
        RemovedRecommendation(
            key=row.key,
            state_under_review_id=row.review.state_under_review_id,
            version=change.version,
            removed_at=change.at,
        )
        for row in rows
    ]
