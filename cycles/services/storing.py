"""Writing a reconciled file into the public record, in a number of queries that does not grow with the list."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from cycles.models import (
    Goal,
    ImportRun,
    PersonGroup,
    Position,
    Recommendation,
    RecommendationChange,
    RecommendationTheme,
    RecommendingState,
    Theme,
    UnDocument,
)
from cycles.services.reconcile import (
    Reconciliation,
    Verdict,
    addenda,
    file_groups,
    file_position,
    file_source,
    file_states,
    file_themes,
)
from cycles.services.record_version import Change, begin_change, raise_state_versions
from cycles.services.rendering import render_rows

# Fields of the recommendation's own row.
_OWN_FIELDS = {"document", "text", "raw_text", "comment", "position"}
_POSITION_FIELDS = {"position", "position_source"}

Pair = tuple[Verdict, Recommendation]


def store(found: Reconciliation, *, run: ImportRun, at: datetime) -> None:
    """Write what is new and what changed; the rows that stay the same are not touched.

    A position that changes becomes a new row of its history; every other change leaves its before and after.
    Called inside a transaction that holds the review.
    """
    change = begin_change(at) if found.touched else None
    pairs = _write_recommendations(found, change) if change else []
    _write_states(pairs)
    _write_themes(pairs, found)
    _write_groups(pairs, found)
    _write_goals(pairs)
    _write_positions(pairs, run, at)
    _write_changes(pairs, run, at)
    _write_addenda(found)
    if pairs:
        render_rows(Recommendation.objects.filter(review=found.review))
        raise_state_versions([found.review.state_under_review_id])


def _write_recommendations(found: Reconciliation, change: Change) -> list[Pair]:
    document = _report_document(found)
    pairs = [(verdict, _row(verdict, found, document, change)) for verdict in found.touched]
    Recommendation.objects.bulk_create(row for verdict, row in pairs if verdict.stored is None)
    Recommendation.objects.bulk_update(
        [row for verdict, row in pairs if verdict.stored is not None], [*sorted(_OWN_FIELDS), "updated_at", "version"]
    )
    _drop_nameless_document(found, document)
    return pairs


def _row(verdict: Verdict, found: Reconciliation, document: UnDocument, change: Change) -> Recommendation:
    read = verdict.read
    row = verdict.stored or Recommendation(
        review=found.review, paragraph=read.paragraph, item=read.item, created_at=change.at
    )
    row.document, row.updated_at, row.version = document, change.at, change.version
    row.text, row.raw_text, row.comment, row.position = read.text, read.raw_text, read.comments, file_position(read)
    return row


def _report_document(found: Reconciliation) -> UnDocument:
    kind = UnDocument.Kind.WORKING_GROUP_REPORT
    return UnDocument.objects.get_or_create(review=found.review, kind=kind, symbol=found.symbol)[0]


def _drop_nameless_document(found: Reconciliation, document: UnDocument) -> None:
    """A report that was stored without a symbol goes when all its recommendations have moved to the named one."""
    if any(change.field == "document" for verdict in found.verdicts for change in verdict.changes):
        nameless = found.review.documents.filter(kind=document.kind, symbol="")
        nameless.filter(recommendations=None).exclude(pk=document.pk).delete()


def _write_states(pairs: Iterable[Pair]) -> None:
    concerned = _concerned(pairs, "recommending_states")
    RecommendingState.objects.filter(recommendation__in=[row for _, row in concerned]).delete()
    RecommendingState.objects.bulk_create(
        RecommendingState(recommendation=row, state_id=iso3, order=order, clause=clause)
        for verdict, row in concerned
        for order, (iso3, clause) in enumerate(file_states(verdict.read))
    )


def _write_themes(pairs: Iterable[Pair], found: Reconciliation) -> None:
    concerned = _concerned(pairs, "themes")
    wanted = {theme for verdict, _ in concerned for theme in file_themes(verdict.read)}
    version, source = str(found.review.cycle_id), _provenance(found)
    Theme.objects.bulk_create(
        [Theme(version=version, code=code, label=label, source=source) for code, label in sorted(wanted)],
        ignore_conflicts=True,
    )
    themes = {
        (theme.code, theme.label): theme for theme in Theme.objects.filter(scheme=Theme.Scheme.OHCHR, version=version)
    }
    RecommendationTheme.objects.filter(recommendation__in=[row for _, row in concerned]).delete()
    RecommendationTheme.objects.bulk_create(
        RecommendationTheme(recommendation=row, theme=themes[theme], order=order)
        for verdict, row in concerned
        for order, theme in enumerate(file_themes(verdict.read))
    )


def _write_groups(pairs: Iterable[Pair], found: Reconciliation) -> None:
    concerned = _concerned(pairs, "groups")
    wanted = {label for verdict, _ in concerned for label in file_groups(verdict.read)}
    version, source = str(found.review.cycle_id), _provenance(found)
    PersonGroup.objects.bulk_create(
        [PersonGroup(version=version, label=label, source=source) for label in sorted(wanted)], ignore_conflicts=True
    )
    groups = {group.label: group.pk for group in PersonGroup.objects.filter(version=version)}
    links = (
        {"recommendation": row, "persongroup_id": groups[label]}
        for verdict, row in concerned
        for label in sorted(file_groups(verdict.read))
    )
    _replace_links(Recommendation.groups.through, concerned, links)


def _write_goals(pairs: Iterable[Pair]) -> None:
    concerned = _concerned(pairs, "sdgs")
    wanted = {number for verdict, _ in concerned for number in verdict.read.sdgs}
    Goal.objects.bulk_create([Goal(number=number) for number in sorted(wanted)], ignore_conflicts=True)
    links = (
        {"recommendation": row, "goal_id": number} for verdict, row in concerned for number in sorted(verdict.read.sdgs)
    )
    _replace_links(Recommendation.goals.through, concerned, links)


def _replace_links(through: Any, concerned: list[Pair], links: Iterable[dict[str, Any]]) -> None:
    through.objects.filter(recommendation__in=[row for _, row in concerned]).delete()
    through.objects.bulk_create(through(**link) for link in links)


def _write_positions(pairs: Iterable[Pair], run: ImportRun, at: datetime) -> None:
    Position.objects.bulk_create(
        Position(
            recommendation=row,
            kind=file_position(verdict.read),
            source=file_source(verdict.read),
            recorded_at=at,
            recorded_by_id=run.applied_by_id,
        )
        for verdict, row in _concerned(pairs, *_POSITION_FIELDS)
    )


def _write_changes(pairs: Iterable[Pair], run: ImportRun, at: datetime) -> None:
    RecommendationChange.objects.bulk_create(
        RecommendationChange(
            recommendation=row,
            field=change.field,
            before=change.before,
            after=change.after,
            import_run=run,
            at=at,
        )
        for verdict, row in pairs
        for change in verdict.changes
        if change.field not in _POSITION_FIELDS
    )


def _write_addenda(found: Reconciliation) -> None:
    UnDocument.objects.bulk_create(
        [
            UnDocument(review=found.review, kind=UnDocument.Kind.ADDENDUM, symbol=symbol)
            for symbol in addenda(found.document, found.symbol)
        ],
        ignore_conflicts=True,
    )


def _concerned(pairs: Iterable[Pair], *fields: str) -> list[Pair]:
    """New recommendations, and stored ones in which one of these fields changes."""
    return list(_in_need(pairs, frozenset(fields)))


def _in_need(pairs: Iterable[Pair], fields: frozenset[str]) -> Iterator[Pair]:
    return (pair for pair in pairs if pair[0].stored is None or pair[0].changed_fields & fields)


def _provenance(found: Reconciliation) -> str:
    return f"OHCHR, thematic list of {found.review.code}"
