"""Writing a reconciled list into the public record, in a number of queries that does not grow with the list."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from cycles.models import (
    ActionSuggestion,
    ImportRun,
    Position,
    Recommendation,
    RecommendationChange,
    RecommendationSource,
    RecommendationText,
    RecommendationTheme,
    RemovedRecommendation,
    Theme,
    UnDocument,
)
from cycles.services import record_rows
from cycles.services.actions import suggest_actions
from cycles.services.crosswalk import suggest_issues
from cycles.services.documents import un_document
from cycles.services.joining import join_parts
from cycles.services.pledges import write_pledges
from cycles.services.positions import standing
from cycles.services.read_values import REPORT, file_groups, file_states, file_themes
from cycles.services.reconcile import CREATED, Reconciliation, Verdict, addenda
from cycles.services.record_version import Change
from cycles.services.review_day import write_review_day
from cycles.services.undo_log import UndoLog
from cycles.services.yielding import yield_to_documents

# Steps of the position have a history of their own.
_NO_HISTORY = frozenset({"position", "position_source", "number"})

Pair = tuple[Verdict, Recommendation]


def store(found: Reconciliation, *, run: ImportRun, change: Change, log: UndoLog) -> Collection[int]:
    """Write what is new and what changed; the rows that stay the same are not touched.

    A position that changes becomes a new row of its history; every other change leaves its before and after. Called
    inside a transaction that holds the review; returns the keys of the recommendations that it touched.
    """
    document = _report_document(found, log)
    before = _before(found, document)
    _tell_of_new_numbers(found, change)
    pairs = _write_recommendations(found, document, change)
    _write_states(pairs)
    if found.kind != REPORT:
        _write_themes(pairs, found, log)
        _write_groups(pairs, found, log)
        _write_goals(pairs, log)
    _suggest_actions(pairs, log)
    _write_other_texts(pairs, found, run, log)
    _write_positions(pairs, run, change)
    _write_changes(pairs, run, change)
    _write_sources(pairs, found, run, before)
    _write_addenda(found, log)
    write_pledges(found.document.pledges, document, run, log)
    join_parts({row: verdict.parts for verdict, row in pairs if verdict.parts}, run=run, change=change, log=log)
    yield_to_documents([row.pk for verdict, row in pairs if verdict.stored], log)
    _drop_nameless_document(found, document, log)
    if found.kind == REPORT:
        day = found.document.review_date
        log.review_day = write_review_day(found.review, day, symbol=found.symbol, run=run, change=change)
    return [row.pk for _, row in pairs]


def _report_document(found: Reconciliation, log: UndoLog) -> UnDocument:
    """The report that the numbers are of; what the file says of its date is kept where nothing was known."""
    kind, published = UnDocument.Kind.WORKING_GROUP_REPORT, found.document.published_date
    published = published if found.kind == REPORT else None
    return un_document(review=found.review, kind=kind, symbol=found.symbol, published=published, log=log)


def _before(found: Reconciliation, document: UnDocument) -> dict[int, dict[str, Any]]:
    """What undoing puts back, by recommendation: read ahead of the first change."""
    kept = {}
    for verdict in found.written:
        row = verdict.stored
        if row is None:
            continue
        fields = set(verdict.changed_fields)
        if row.document_id != document.pk:
            fields.add("document")
        kept[row.pk] = record_rows.before(row, sorted(fields))
        if "text" in fields:
            # Sources that agreed with the old text say from now on what they printed.
            kept[row.pk]["source_texts"] = [one.pk for one in row.sources.all() if not one.text]
    return kept


def _write_recommendations(found: Reconciliation, document: UnDocument, change: Change) -> list[Pair]:
    pairs = [(verdict, _row(verdict, found, document, change)) for verdict in found.written]
    Recommendation.objects.bulk_create(row for verdict, row in pairs if verdict.stored is None)
    Recommendation.objects.bulk_update(
        [row for verdict, row in pairs if verdict.stored is not None],
        [*record_rows.OWN, "position", "updated_at", "version"],
        batch_size=record_rows.BATCH,
    )
    return pairs


def _tell_of_new_numbers(found: Reconciliation, change: Change) -> None:
    """Those who follow the changes know a recommendation by its key, which its number changes."""
    renamed = [verdict.stored for verdict in found.written if verdict.stored and "number" in verdict.changed_fields]
    RemovedRecommendation.objects.bulk_create(record_rows.removed(renamed, change))


def _row(verdict: Verdict, found: Reconciliation, document: UnDocument, change: Change) -> Recommendation:
    read, row = verdict.read, verdict.stored
    if row is None:
        row = Recommendation(review=found.review, created_at=change.at, language=found.document.language)
    row.paragraph, row.item, row.document = read.paragraph, read.item, document
    row.updated_at, row.version = change.at, change.version
    is_new = verdict.stored is None
    if is_new or "text" in verdict.changed_fields:
        row.text = read.text
    if is_new or "raw_text" in verdict.changed_fields:
        row.raw_text = read.raw_text
    if is_new or "comment" in verdict.changed_fields:
        row.comment = read.comments
    if verdict.step:
        earlier = [] if is_new else list(row.positions.all())
        row.position = standing([*earlier, verdict.step.as_row(change.at)])[1]
    return row


def _write_states(pairs: Iterable[Pair]) -> None:
    record_rows.write_states(
        {
            row: [(iso3, order, clause) for order, (iso3, clause) in enumerate(file_states(verdict.read))]
            for verdict, row in _concerned(pairs, "recommending_states")
        }
    )


def _write_themes(pairs: Iterable[Pair], found: Reconciliation, log: UndoLog) -> None:
    """The list's own themes instead of those of the same scheme and version; other schemes' stay."""
    concerned = {row: file_themes(verdict.read) for verdict, row in _concerned(pairs, "themes")}
    version = str(found.review.cycle_id)
    wanted = [theme for themes in concerned.values() for theme in themes]
    keys = record_rows.theme_keys(Theme.Scheme.OHCHR, version, wanted, _provenance(found), log)
    old = RecommendationTheme.objects.filter(recommendation__in=concerned)
    old.filter(theme__scheme=Theme.Scheme.OHCHR, theme__version=version).delete()
    log.made(suggest_issues(Theme.objects.filter(pk__in={keys[theme] for theme in wanted})))
    record_rows.add_themes(
        {row: [(keys[theme], order) for order, theme in enumerate(themes)] for row, themes in concerned.items()}
    )


def _write_groups(pairs: Iterable[Pair], found: Reconciliation, log: UndoLog) -> None:
    concerned = {row: sorted(file_groups(verdict.read)) for verdict, row in _concerned(pairs, "groups")}
    wanted = [label for labels in concerned.values() for label in labels]
    keys = record_rows.group_keys(str(found.review.cycle_id), wanted, _provenance(found), log)
    record_rows.write_groups({row: [keys[label] for label in labels] for row, labels in concerned.items()})


def _write_goals(pairs: Iterable[Pair], log: UndoLog) -> None:
    concerned = {row: sorted(set(verdict.read.sdgs)) for verdict, row in _concerned(pairs, "sdgs")}
    record_rows.make_goals((number for numbers in concerned.values() for number in numbers), log)
    record_rows.write_goals(concerned)


def _suggest_actions(pairs: Iterable[Pair], log: UndoLog) -> None:
    """What the verb of a new text suggests, in the place of what that of the old one did."""
    concerned = [row.pk for _, row in _concerned(pairs, "text")]
    old = ActionSuggestion.objects.filter(recommendation__in=concerned)
    known = set(old.values_list("pk", flat=True))
    log.before(old)
    suggest_actions(concerned)
    log.made(ActionSuggestion.objects.filter(recommendation__in=concerned).exclude(pk__in=known))


def _write_other_texts(pairs: Iterable[Pair], found: Reconciliation, run: ImportRun, log: UndoLog) -> None:
    concerned = [(verdict, row) for verdict, row in pairs if verdict.other_text]
    language = found.document.language
    old = RecommendationText.objects.filter(recommendation__in=[row for _, row in concerned], language=language)
    log.before(old)
    old.delete()
    RecommendationText.objects.bulk_create(
        RecommendationText(recommendation=row, language=language, text=verdict.other_text, import_run=run)
        for verdict, row in concerned
    )


def _write_positions(pairs: Iterable[Pair], run: ImportRun, change: Change) -> None:
    steps = []
    for verdict, row in pairs:
        if verdict.step:
            step = verdict.step.as_row(change.at)
            step.recommendation, step.import_run, step.recorded_by_id = row, run, run.applied_by_id
            steps.append(step)
    Position.objects.bulk_create(steps, batch_size=record_rows.BATCH)


def _write_changes(pairs: Iterable[Pair], run: ImportRun, change: Change) -> None:
    RecommendationChange.objects.bulk_create(
        RecommendationChange(
            recommendation=row,
            field=one.field,
            before=one.before,
            after=one.after,
            import_run=run,
            at=change.at,
        )
        for verdict, row in pairs
        for one in verdict.changes
        if one.field not in _NO_HISTORY
    )


def _write_sources(
    pairs: Iterable[Pair], found: Reconciliation, run: ImportRun, before: dict[int, dict[str, Any]]
) -> None:
    place = _places(found)
    RecommendationSource.objects.bulk_create(
        (
            RecommendationSource(
                recommendation=row,
                import_run=run,
                kind=found.kind,
                place=place(verdict),
                text="" if verdict.other_text or verdict.read.text == row.text else verdict.read.text,
                before=None if verdict.outcome == CREATED else before[row.pk],
            )
            for verdict, row in pairs
        ),
        batch_size=record_rows.BATCH,
    )
    RecommendationSource.objects.bulk_update(_disagreeing(pairs, before), ["text"], batch_size=record_rows.BATCH)


def _disagreeing(pairs: Iterable[Pair], before: dict[int, dict[str, Any]]) -> Iterator[RecommendationSource]:
    """Earlier sources that printed the text as it was until now; they keep it."""
    for verdict, row in pairs:
        agreed = before.get(row.pk, {}).get("source_texts")
        if verdict.stored and agreed:
            old = next(change.before for change in verdict.changes if change.field == "text")
            for source in verdict.stored.sources.all():
                if source.pk in agreed:
                    source.text = old
                    yield source


def _places(found: Reconciliation) -> Callable[[Verdict], str]:
    """Where a recommendation stands in its file: ``A/HRC/59/15, p. 17``, ``row 12``."""
    if found.kind != REPORT:
        return lambda verdict: f"row {verdict.read.row}"
    unit = "p." if found.document.layout == "pdf" else "line"
    return lambda verdict: f"{found.symbol}, {unit} {verdict.read.row}".removeprefix(", ")[:100]


def _write_addenda(found: Reconciliation, log: UndoLog) -> None:
    for symbol in addenda(found.document, found.symbol):
        un_document(review=found.review, kind=UnDocument.Kind.ADDENDUM, symbol=symbol, published=None, log=log)


def _drop_nameless_document(found: Reconciliation, document: UnDocument, log: UndoLog) -> None:
    """A report that was stored without a symbol goes when all its recommendations have moved to the named one."""
    if not document.symbol:
        return
    nameless = found.review.documents.filter(kind=document.kind, symbol="", recommendations=None, pledges=None)
    log.before(nameless)
    nameless.delete()


def _concerned(pairs: Iterable[Pair], *fields: str) -> list[Pair]:
    """New recommendations, and stored ones in which one of these fields changes."""
    wanted = frozenset(fields)
    return [pair for pair in pairs if pair[0].stored is None or pair[0].changed_fields & wanted]


def _provenance(found: Reconciliation) -> str:
    return f"OHCHR, thematic list of {found.review.code}"
