"""Writing an export into the public record, some thousand recommendations at a time."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from cycles.importers.text import unique
from cycles.models import (
    ActionSuggestion,
    ImportRun,
    Position,
    Recommendation,
    RecommendationChange,
    RecommendationSource,
    RecommendationText,
    RecommendationTheme,
    RecommendingState,
    RemovedRecommendation,
    Review,
    Theme,
    UnDocument,
)
from cycles.services.bulk_rows import Job, copying, done_meanwhile, forget_plans, new_keys, update_rows
from cycles.services.export_held import HeldRow, Labels
from cycles.services.export_labels import LabelKeys
from cycles.services.export_new import NewRow, Serials, new_answers, new_facets, parts_of
from cycles.services.export_reconcile import ExportFound, Plan
from cycles.services.export_sayings import place_of
from cycles.services.export_staging import StagedReview
from cycles.services.export_verdicts import Export, Verdict, kept_before, raw_text
from cycles.services.record_version import Change, raise_state_versions
from cycles.services.rendering import crosswalk
from cycles.services.search_rows import GroupsOfStates, facets_to_add, words_to_add
from cycles.services.search_vectors import Vectors
from cycles.services.undo_log import UndoLog

_GIVEN = Recommendation.ActionBasis.GIVEN
# Where the order of targets begins among the themes of a recommendation.
_TARGETS = 1000
_NUMBER = ("document", "paragraph", "item")
_SAID = ("text", "raw_text", "position", "action_category", "action_basis")
_CHANGED = (*_NUMBER, *_SAID, "version", "updated_at")
_NEW = ("id", "review", "serial", "language", "comment", "row_json", "created_at", *_CHANGED)


def store(found: ExportFound, *, run: ImportRun, change: Change, log: UndoLog) -> Collection[int]:
    """Write what is new, new recommendations with their answers; the keys of the others, whose answer changes."""
    keys: list[int] = []
    made: set[str] = set()
    changed: set[str] = set()
    moved: set[int] = set()
    export = Export(found.document.format, found.document.language, Labels())
    labels = LabelKeys(export, log)
    record = _Record(export, labels, run, change, log)
    thought_through: list[Job] = []
    forget_plans()
    for plans in found.plans():
        writer = _Writer(plans, record)
        writer.change_known()
        with done_meanwhile(thought_through):
            jobs = writer.jobs()
        thought_through = jobs
        keys += [verdict.stored.pk for _, verdict in writer.known if verdict.stored]
        made |= {review.state for review, _ in writer.created}
        changed |= {review.state for review, _ in writer.known}
        moved |= {review.pk for review, verdict in writer.known if "document" in verdict.fields}
    with done_meanwhile(thought_through):
        pass
    _drop_nameless_documents(moved, log)
    labels.suggest()
    # Whoever renders the others raises the version of theirs.
    raise_state_versions(made - changed)
    return keys


class _Record:
    """What holds for all rows of one import: who brings them, what their labels are, and what the record knew."""

    def __init__(self, export: Export, labels: LabelKeys, run: ImportRun, change: Change, log: UndoLog) -> None:
        self.export, self.labels, self.run, self.change, self.log = export, labels, run, change, log
        self.groups = GroupsOfStates()
        self.reviews = Review.objects.select_related("state_under_review").in_bulk()
        self.issues = crosswalk(export.labels.themes)
        self.serials = Serials()
        self.vectors = Vectors()


class _Writer:
    """The recommendations of some reviews on their way into the tables."""

    def __init__(self, plans: list[Plan], record: _Record) -> None:
        self.record = record
        self.export, self.labels, self.run = record.export, record.labels, record.run
        self.change, self.log = record.change, record.log
        written = [(plan.review, verdict) for plan in plans for verdict in plan.verdicts if verdict.is_written]
        self.created = [(review, verdict) for review, verdict in written if verdict.stored is None]
        self.known = [(review, verdict) for review, verdict in written if verdict.stored is not None]
        self.documents = self._documents()
        keys = new_keys(Recommendation, len(self.created))
        self.rows = [(key, review, verdict) for key, (review, verdict) in zip(keys, self.created, strict=True)]
        self.rows += [(verdict.stored.pk, review, verdict) for review, verdict in self.known if verdict.stored]
        self.found_labels = {key: self._labels(verdict) for key, _, verdict in self.rows}
        self.goals = [(key, goal) for key, _, one in self.rows if _writes(one, "sdgs") for goal in one.said.goals]
        self.labels.make_goals(goal for _, goal in self.goals)

    def change_known(self) -> None:
        """All of it that changes what the record has, or takes it away."""
        self._change_rows()
        self._drop_states()
        self._drop_themes()
        self._drop_texts()
        self._drop_suggestions()
        self._agree_sources()

    def jobs(self) -> list[Job]:
        """What is new, with what new recommendations answer and are found by, ready to be written: nothing is asked."""
        new = self._new_rows()
        parts = parts_of(new, self.export, self.change, self.record.reviews, self.record.issues)
        answers = new_answers(new, parts, self.change)
        return [
            copying(Recommendation, _NEW, [self._new(one, answers[one.key]) for one in new]),
            facets_to_add(new_facets(new, parts, self.record.groups)),
            self._states(),
            self._themes(),
            *self._links(),
            self._positions(),
            self._texts(),
            self._history(),
            self._sources(),
            self._suggestions(new),
            *words_to_add([one.searched for one in new], self.record.vectors),
        ]

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

    def _labels(self, verdict: Verdict) -> tuple[list[int], list[int]]:
        return (
            self.labels.themes(verdict.said.themes) if _writes(verdict, "themes") else [],
            self.labels.groups(verdict.said.groups) if _writes(verdict, "groups") else [],
        )

    def _new_rows(self) -> list[NewRow]:
        return [
            NewRow(
                key=key,
                review=review,
                verdict=verdict,
                document=_symbol(review, verdict),
                serial=self.record.serials.next(review.pk) if verdict.said.paragraph is None else None,
                language=self.export.language,
                states=tuple(iso3 for iso3, _ in verdict.said.states),
                themes=self.found_labels[key][0],
                groups=self.found_labels[key][1],
                place=place_of(verdict.said.places),
            )
            for key, review, verdict in self.rows
            if verdict.stored is None
        ]

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

    def _change_rows(self) -> None:
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

    def _drop_states(self) -> None:
        replaced = [key for key, _, verdict in self.rows if "recommending_states" in verdict.fields]
        RecommendingState.objects.filter(recommendation__in=replaced).delete()

    def _states(self) -> Job:
        return copying(
            RecommendingState,
            ("recommendation", "state", "order", "clause"),
            [
                (key, iso3, order, clause)
                for key, _, verdict in self.rows
                if _writes(verdict, "recommending_states")
                for order, (iso3, clause) in enumerate(_states(verdict, self.export.kind))
            ],
        )

    def _drop_themes(self) -> None:
        """New themes take the place of those of the same scheme and version."""
        replaced = [(verdict.stored, verdict.said.themes) for _, verdict in self.known if verdict.stored]
        for scheme in unique(scheme for _, themes in replaced for scheme, _, _ in themes):
            rows = [row for row, themes in replaced if any(scheme == of for of, _, _ in themes)]
            old = {theme for row in rows for theme in self.labels.own(row.themes, {scheme})}
            themes = RecommendationTheme.objects.filter(theme__in=old)
            themes.filter(recommendation__in=[row.pk for row in rows]).delete()

    def _themes(self) -> Job:
        """Those of other schemes stay in front, targets behind whatever a list may still bring."""
        lines = []
        for key, _, verdict in self.rows:
            if _writes(verdict, "themes"):
                schemes = [scheme for scheme, _, _ in verdict.said.themes]
                kept = self.labels.others(verdict.stored.themes if verdict.stored else [], set(schemes))
                first = max((order for _, order in kept if order < _TARGETS), default=-1) + 1
                themes, _ = self.found_labels[key]
                for order, (theme, scheme) in enumerate(zip(themes, schemes, strict=True), start=first):
                    lines.append((key, theme, order + (_TARGETS if scheme == Theme.Scheme.SDG else 0)))
        return copying(RecommendationTheme, ("recommendation", "theme", "order"), lines)

    def _links(self) -> tuple[Job, Job]:
        """Groups of persons and goals."""
        pairs = [(key, group) for key, (_, groups) in self.found_labels.items() for group in groups]
        return (
            copying(Recommendation.groups.through, ("recommendation", "persongroup"), pairs),
            copying(Recommendation.goals.through, ("recommendation", "goal"), self.goals),
        )

    def _positions(self) -> Job:
        return copying(
            Position,
            ("recommendation", "stage", "kind", "source", "note", "import_run", "recorded_at", "recorded_by"),
            [
                (key, step.stage, step.kind, step.source, "", self.run.pk, self.change.at, self.run.applied_by_id)
                for key, _, verdict in self.rows
                if (step := verdict.step)
            ],
        )

    def _drop_texts(self) -> None:
        """Texts in another language than the record's take the place of those that an earlier export gave."""
        given = [key for key, _, verdict in self.rows if verdict.other_text]
        if given:
            old = RecommendationText.objects.filter(recommendation__in=given, language=self.export.language)
            self.log.before(old)
            old.delete()

    def _texts(self) -> Job:
        return copying(
            RecommendationText,
            ("recommendation", "language", "text", "import_run"),
            [
                (key, self.export.language, verdict.other_text, self.run.pk)
                for key, _, verdict in self.rows
                if verdict.other_text
            ],
        )

    def _history(self) -> Job:
        return copying(
            RecommendationChange,
            ("recommendation", "field", "before", "after", "import_run", "at"),
            [
                (key, one.field, one.before, one.after, self.run.pk, self.change.at)
                for key, _, verdict in self.rows
                for one in verdict.changes
                if one.field not in {"number", "position"}
            ],
        )

    def _sources(self) -> Job:
        return copying(
            RecommendationSource,
            ("recommendation", "import_run", "kind", "external_key", "place", "text", "before"),
            [
                (key, self.run.pk, self.export.kind, said.key, place_of(said.places), verdict.printed, _plain(verdict))
                for key, _, verdict in self.rows
                if (said := verdict.said)
            ],
        )

    def _agree_sources(self) -> None:
        """A source that printed what the record had keeps that text, where the record has another one from now on."""
        agreed = {
            source.pk: verdict.stored.text
            for _, verdict in self.known
            if verdict.stored and "text" in verdict.fields
            for source in verdict.stored.sources
            if not source.text
        }
        update_rows(RecommendationSource, ("text",), agreed.items())

    def _drop_suggestions(self) -> None:
        """Those that a given category replaces fall, until the import is undone."""
        given = [key for key, _, verdict in self.rows if verdict.stored and "action" in verdict.fields]
        old = ActionSuggestion.objects.filter(recommendation__in=given)
        self.log.before(old)
        old.delete()

    def _suggestions(self, new: Iterable[NewRow]) -> Job:
        """What the verbs suggest for what has no category."""
        return copying(
            ActionSuggestion,
            ("recommendation", "category", "verb", "agreement"),
            [
                (guess.recommendation_id, guess.category, guess.verb, guess.agreement)
                for one in new
                if (guess := one.suggestion)
            ],
        )


def _drop_nameless_documents(reviews: Collection[int], log: UndoLog) -> None:
    """Reports without a symbol go when their recommendations have all moved to those that the export names."""
    nameless = UnDocument.objects.filter(
        review__in=reviews,
        kind=UnDocument.Kind.WORKING_GROUP_REPORT,
        symbol="",
        recommendations=None,
        pledges=None,
    )
    log.before(nameless)
    nameless.delete()


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
