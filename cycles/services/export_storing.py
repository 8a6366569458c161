"""Writing an export into the public record, some thousand recommendations at a time."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from cycles.models import (
    ActionSuggestion,
    FormerSerial,
    ImportRun,
    Position,
    Recommendation,
    RecommendationChange,
    RecommendationSource,
    RecommendationText,
    RecommendationTheme,
    RecommendingState,
    RemovedRecommendation,
    UnDocument,
)
from cycles.services.bulk_rows import copy_rows, new_keys, update_rows
from cycles.services.export_held import HeldRow
from cycles.services.export_labels import LabelKeys
from cycles.services.export_new import NewRow, new_answers
from cycles.services.export_reconcile import ExportFound, Plan
from cycles.services.export_sayings import place_of
from cycles.services.export_staging import StagedReview
from cycles.services.export_verdicts import Export, Verdict, kept_before, raw_text
from cycles.services.record_version import Change, raise_state_versions
from cycles.services.search_rows import NamesOfStates, add_search_rows
from cycles.services.undo_log import UndoLog

_GIVEN = Recommendation.ActionBasis.GIVEN
_NUMBER = ("document", "paragraph", "item")
_SAID = ("text", "raw_text", "position", "action_category", "action_basis")
_CHANGED = (*_NUMBER, *_SAID, "version", "updated_at")
_NEW = ("id", "review", "serial", "language", "comment", "row_json", "created_at", *_CHANGED)


def store(found: ExportFound, *, run: ImportRun, change: Change, log: UndoLog) -> Collection[int]:
    """Write what is new, new recommendations with their answers; the keys of the others, whose answer changes."""
    keys: list[int] = []
    made: set[str] = set()
    changed: set[str] = set()
    labels = LabelKeys(found.document.format, log)
    export = Export(found.document.format, found.document.language, labels.labels)
    names = NamesOfStates()
    for plans in found.plans():
        writer = _Writer(plans, export, labels, run, change, log)
        writer.write(names)
        keys += [verdict.stored.pk for _, verdict in writer.known if verdict.stored]
        made |= {review.state for review, _ in writer.created}
        changed |= {review.state for review, _ in writer.known}
    labels.suggest()
    # Whoever renders the others raises the version of theirs.
    raise_state_versions(made - changed)
    return keys


class _Writer:
    """The recommendations of some reviews on their way into the tables."""

    def __init__(
        self, plans: list[Plan], export: Export, labels: LabelKeys, run: ImportRun, change: Change, log: UndoLog
    ) -> None:
        self.export, self.labels, self.run, self.change, self.log = export, labels, run, change, log
        written = [(plan.review, verdict) for plan in plans for verdict in plan.verdicts if verdict.is_written]
        self.created = [(review, verdict) for review, verdict in written if verdict.stored is None]
        self.known = [(review, verdict) for review, verdict in written if verdict.stored is not None]
        self.documents = self._documents()
        keys = new_keys(Recommendation, len(self.created))
        self.rows = [(key, review, verdict) for key, (review, verdict) in zip(keys, self.created, strict=True)]
        self.rows += [(verdict.stored.pk, review, verdict) for review, verdict in self.known if verdict.stored]

    def write(self, names: NamesOfStates) -> None:
        """Everything of them, and what new ones answer and are found by."""
        labels = {key: self._labels(review, verdict) for key, review, verdict in self.rows}
        new = self._write_created(labels)
        self._write_changed()
        self._write_states()
        self._write_themes({key: themes for key, (themes, _) in labels.items()})
        self._write_links({key: groups for key, (_, groups) in labels.items()})
        self._write_positions()
        self._write_texts()
        self._write_history()
        self._write_sources()
        self._write_actions(new)
        self._drop_nameless_documents()
        add_search_rows([one.searched for one in new], names)

    def _documents(self) -> dict[tuple[int, str], int]:
        """The reports that the numbers are of, by review and symbol; those that the record lacks are made."""
        kind = UnDocument.Kind.WORKING_GROUP_REPORT
        wanted = {(review.pk, _symbol(review, verdict)) for review, verdict in self.created}
        moved = [(review, verdict) for review, verdict in self.known if "document" in verdict.fields]
        wanted |= {(review.pk, _symbol(review, verdict)) for review, verdict in moved}
        stored = UnDocument.objects.filter(kind=kind, review__in={review for review, _ in wanted})
        known = {(review, symbol): pk for pk, review, symbol in stored.values_list("pk", "review", "symbol")}
        made = UnDocument.objects.bulk_create(
            UnDocument(review_id=review, kind=kind, symbol=symbol) for review, symbol in sorted(wanted - known.keys())
        )
        self.log.made(made)
        return known | {(document.review_id, document.symbol): document.pk for document in made}

    def _labels(self, review: StagedReview, verdict: Verdict) -> tuple[list[int], list[int]]:
        version = self.export.version(review.cycle)
        return (
            self.labels.themes(version, verdict.said.themes) if _writes(verdict, "themes") else [],
            self.labels.groups(version, verdict.said.groups) if _writes(verdict, "groups") else [],
        )

    def _write_created(self, labels: dict[int, tuple[list[int], list[int]]]) -> list[NewRow]:
        serials = _Serials({review.pk for review, _ in self.created})
        new = [
            NewRow(
                key=key,
                review=review,
                verdict=verdict,
                document=_symbol(review, verdict),
                serial=serials.next(review.pk) if verdict.said.paragraph is None else None,
                language=self.export.language,
                states=tuple(iso3 for iso3, _ in verdict.said.states),
                themes=labels[key][0],
                groups=labels[key][1],
                place=place_of(verdict.said.places),
            )
            for key, review, verdict in self.rows
            if verdict.stored is None
        ]
        answers = new_answers(new, self.export, self.change)
        copy_rows(Recommendation, _NEW, (self._new(one, answers[one.key]) for one in new))
        return new

    def _new(self, one: NewRow, answer: str) -> tuple[Any, ...]:
        said, at = one.verdict.said, self.change.at
        return (
            one.key,
            one.review.pk,
            one.serial,
            one.language,
            "",
            answer,
            at,
            self.documents[one.review.pk, one.document],
            said.paragraph,
            one.item,
            said.text,
            raw_text(said),
            one.verdict.position,
            said.action,
            one.basis,
            self.change.version,
            at,
        )

    def _write_changed(self) -> None:
        renamed = [(review, verdict) for review, verdict in self.known if "number" in verdict.fields]
        RemovedRecommendation.objects.bulk_create(
            RemovedRecommendation(
                key=f"{review.code}-{verdict.stored.number}",
                state_under_review_id=review.state,
                version=self.change.version,
                removed_at=self.change.at,
            )
            for review, verdict in renamed
            if verdict.stored
        )
        update_rows(Recommendation, _CHANGED, self._changed())

    def _changed(self) -> Iterator[tuple[Any, ...]]:
        for review, verdict in self.known:
            if verdict.stored:
                yield self._columns(verdict.stored, review, verdict)

    def _columns(self, row: HeldRow, review: StagedReview, verdict: Verdict) -> tuple[Any, ...]:
        said, fields = verdict.said, verdict.fields
        return (
            row.pk,
            self.documents[review.pk, _symbol(review, verdict)] if "document" in fields else row.document,
            *((said.paragraph, said.item) if "number" in fields else (row.paragraph, row.item)),
            said.text if "text" in fields else row.text,
            raw_text(said) if "raw_text" in fields else row.raw_text,
            verdict.position,
            *((said.action, _GIVEN) if "action" in fields else (row.action, row.basis)),
            self.change.version,
            self.change.at,
        )

    def _write_states(self) -> None:
        replaced = [key for key, _, verdict in self.rows if "recommending_states" in verdict.fields]
        RecommendingState.objects.filter(recommendation__in=replaced).delete()
        copy_rows(
            RecommendingState,
            ("recommendation", "state", "order", "clause"),
            (
                (key, iso3, order, clause)
                for key, _, verdict in self.rows
                if _writes(verdict, "recommending_states")
                for order, (iso3, clause) in enumerate(_states(verdict, self.export.kind))
            ),
        )

    def _write_themes(self, themes: dict[int, list[int]]) -> None:
        """The export's own themes instead of those of the same scheme and version; other schemes' stay in front."""
        lines = []
        for key, review, verdict in self.rows:
            if _writes(verdict, "themes"):
                stored = verdict.stored.themes if verdict.stored else []
                kept = self.labels.others(stored, self.export.version(review.cycle))
                first = max((order for _, order in kept), default=-1) + 1
                lines += [(key, theme, order) for order, theme in enumerate(themes[key], start=first)]
        old = {
            (verdict.stored.pk, theme)
            for _, review, verdict in self.rows
            if verdict.stored and "themes" in verdict.fields
            for theme in self.labels.own(verdict.stored.themes, self.export.version(review.cycle))
        }
        if old:
            rows = RecommendationTheme.objects.filter(recommendation__in={key for key, _ in old})
            rows.filter(theme__in={theme for _, theme in old}).delete()
        copy_rows(RecommendationTheme, ("recommendation", "theme", "order"), lines)

    def _write_links(self, groups: dict[int, list[int]]) -> None:
        pairs = [(key, group) for key, found in groups.items() for group in found]
        copy_rows(Recommendation.groups.through, ("recommendation", "persongroup"), pairs)
        said = [(key, verdict.said.goals) for key, _, verdict in self.rows if _writes(verdict, "sdgs")]
        goals = [(key, goal) for key, found in said for goal in found]
        self.labels.make_goals(goal for _, goal in goals)
        copy_rows(Recommendation.goals.through, ("recommendation", "goal"), goals)

    def _write_positions(self) -> None:
        copy_rows(
            Position,
            ("recommendation", "stage", "kind", "source", "note", "import_run", "recorded_at", "recorded_by"),
            (
                (key, step.stage, step.kind, step.source, "", self.run.pk, self.change.at, self.run.applied_by_id)
                for key, _, verdict in self.rows
                if (step := verdict.step)
            ),
        )

    def _write_texts(self) -> None:
        """Texts in another language than the record's, instead of those that an earlier export gave."""
        texts = [(key, verdict.other_text) for key, _, verdict in self.rows if verdict.other_text]
        if not texts:
            return
        language = self.export.language
        old = RecommendationText.objects.filter(recommendation__in=[key for key, _ in texts], language=language)
        self.log.before(old)
        old.delete()
        copy_rows(
            RecommendationText,
            ("recommendation", "language", "text", "import_run"),
            ((key, language, text, self.run.pk) for key, text in texts),
        )

    def _write_history(self) -> None:
        copy_rows(
            RecommendationChange,
            ("recommendation", "field", "before", "after", "import_run", "at"),
            (
                (key, one.field, one.before, one.after, self.run.pk, self.change.at)
                for key, _, verdict in self.rows
                for one in verdict.changes
                if one.field not in {"number", "position"}
            ),
        )

    def _write_sources(self) -> None:
        copy_rows(
            RecommendationSource,
            ("recommendation", "import_run", "kind", "external_key", "place", "text", "before"),
            (
                (key, self.run.pk, self.export.kind, said.key, place_of(said.places), verdict.printed, _plain(verdict))
                for key, _, verdict in self.rows
                if (said := verdict.said)
            ),
        )
        agreed = {
            source.pk: verdict.stored.text
            for _, verdict in self.known
            if verdict.stored and "text" in verdict.fields
            for source in verdict.stored.sources
            if not source.text
        }
        update_rows(RecommendationSource, ("text",), agreed.items())

    def _write_actions(self, new: Iterable[NewRow]) -> None:
        """Suggestions for what has no category; those that a given one replaces fall, until the import is undone."""
        given = [key for key, _, verdict in self.rows if verdict.stored and "action" in verdict.fields]
        old = ActionSuggestion.objects.filter(recommendation__in=given)
        self.log.before(old)
        old.delete()
        ActionSuggestion.objects.bulk_create(one.suggestion for one in new if one.suggestion)

    def _drop_nameless_documents(self) -> None:
        """Reports without a symbol go when their recommendations have all moved to those that the export names."""
        moved = [review.pk for review, verdict in self.known if "document" in verdict.fields]
        nameless = UnDocument.objects.filter(
            review__in=moved,
            kind=UnDocument.Kind.WORKING_GROUP_REPORT,
            symbol="",
            recommendations=None,
            pledges=None,
        )
        self.log.before(nameless)
        nameless.delete()


class _Serials:
    """The next number of ours in each review."""

    def __init__(self, reviews: Iterable[int]) -> None:
        self._last: dict[int, int] = {}
        known = list(reviews)
        rows = Recommendation.objects.filter(review__in=known, serial__isnull=False).order_by()
        # The numbers of parts that were joined stay theirs: old links lead to the whole.
        former = FormerSerial.objects.filter(review__in=known).order_by()
        for review, serial in (*rows.values_list("review", "serial"), *former.values_list("review", "serial")):
            self._last[review] = max(self._last.get(review, 0), serial or 0)

    def next(self, review: int) -> int:
        """One more."""
        self._last[review] = self._last.get(review, 0) + 1
        return self._last[review]


def _symbol(review: StagedReview, verdict: Verdict) -> str:
    """The report that the export names, or the only one of the review."""
    return verdict.said.document[:60] or review.report


def _writes(verdict: Verdict, name: str) -> bool:
    return verdict.stored is None or name in verdict.fields


def _states(verdict: Verdict, kind: str) -> Iterator[tuple[str, int]]:
    """The States as they will be: UPR Info adds to those that the record has, everything else replaces them."""
    said = dict(verdict.said.states)
    if verdict.stored and kind == "upr_info":
        kept = {iso3: clause for iso3, _, clause in verdict.stored.states}
        said = kept | {iso3: clause for iso3, clause in said.items() if iso3 not in kept}
    yield from said.items()


def _plain(verdict: Verdict) -> str | None:
    before = kept_before(verdict)
    return None if before is None else json.dumps(before)
