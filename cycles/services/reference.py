"""Reference data: loaded from ``cycles/refdata``, corrected by staff."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from cycles.models import (
    CouncilSession,
    PersonGroup,
    Recommendation,
    Review,
    State,
    StateAlias,
    Theme,
    UnDocument,
    WorkingGroupSession,
)
from cycles.services.actions import suggest_actions
from cycles.services.calendar_log import Dated, DatedRow, dated_values, log_changes, log_early_moves
from cycles.services.crosswalk import load_crosswalk
from cycles.services.record_version import Change, begin_change, raise_state_versions
from cycles.services.reference_files import Table, read_tables
from cycles.services.rendering import render_rows
from cycles.services.uhri_labels import relabel_uhri

# People add to these lists and correct them in the admin, where no mark is left: the files only add what is missing.
_ONLY_ADDED: tuple[type[Model], ...] = (StateAlias, Theme, PersonGroup)


@dataclass(frozen=True)
class Tally:
    """What loading did to the rows of one model."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    # Corrected by a person, so left alone though the files say otherwise.
    kept: int = 0

    @property
    def rows(self) -> int:
        """How many rows the files hold."""
        return self.created + self.updated + self.unchanged + self.kept


@dataclass
class LoadReport:
    """What loading did, by the name of the model."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    def total(self, name: str) -> int:
        """The sum of one figure, such as ``created``, over all models."""
        return sum(getattr(tally, name) for tally in self.tallies.values())


@transaction.atomic
def load_reference_data(*, at: datetime) -> LoadReport:
    """Bring States, calendar, themes and goals in step with our files; a second time changes nothing.

    A row that a person has corrected in the admin stays as it is.
    """
    report = LoadReport()
    changed: list[tuple[Model, Dated]] = []
    for table in read_tables():
        updated, tally = _load(table)
        report.tallies[table.model.__name__] = tally
        changed += updated
    if report.total("created"):
        # Nothing stored shows a row that is new, but whoever follows the record has to look.
        begin_change(at)
    keep_in_step([row for row, _ in changed], at=at)
    _log(changed, at)
    log_early_moves(at=at)
    created, unchanged = load_crosswalk(at=at)
    report.tallies["ThemeIssue"] = Tally(created=created, unchanged=unchanged)
    relabel_uhri(at=at)
    _complete_old_rows(at)
    return report


def _complete_old_rows(at: datetime) -> None:
    """Make what hangs on a recommendation for those that were stored before there was search.

    Those without a number that name a report, which they did at first, answer anew.
    """
    names_a_report = Q(paragraph=None) & ~Q(document__symbol="") & ~Q(row_json__contains='"document":""')
    old = Recommendation.objects.filter(Q(search_facets=None) | names_a_report)
    has_facets = dict(old.values_list("pk", "search_facets"))
    if has_facets:
        change = begin_change(at)
        rows = Recommendation.objects.filter(pk__in=has_facets)
        suggest_actions([pk for pk, facets in has_facets.items() if facets is None])
        rows.update(updated_at=change.at, version=change.version)
        render_rows(rows)
        raise_state_versions(rows.values_list("review__state_under_review", flat=True))


@transaction.atomic
def after_correction(*, row: Model, at: datetime, before: Model | None = None, by: Any = None) -> None:
    """Bring in step what hangs on a row of reference data that a person has just corrected.

    With the row as it was before, dates that moved are written into the log.
    """
    keep_in_step([row], at=at)
    if before is not None:
        _log([(row, _dates(before))], at, by)


def _load(table: Table) -> tuple[list[tuple[Model, Dated]], Tally]:
    """Write what the table has anew. Returns the rows that were there and are now different, with their old dates."""
    stored = {_key(row, table.key): row for row in table.model._default_manager.all()}
    names = [name for name in table.rows[0] if name not in table.key]
    created, updated, kept = [], [], 0
    for values in table.rows:
        row = stored.get(tuple(values[name] for name in table.key))
        if row is None:
            created.append(table.model(**values))
        elif table.model in _ONLY_ADDED or all(getattr(row, name) == values[name] for name in names):
            continue
        elif getattr(row, "corrected_at", None):
            kept += 1
        else:
            updated.append((row, _dates(row)))
            _take_over(row, values, names)
    table.model._default_manager.bulk_create(created)
    if updated:
        table.model._default_manager.bulk_update([row for row, _ in updated], names)
    unchanged = len(table.rows) - len(created) - len(updated) - kept
    return updated, Tally(len(created), len(updated), unchanged, kept)


def _key(row: Model, names: Iterable[str]) -> tuple:
    return tuple(getattr(row, name) for name in names)


def _take_over(row: Model, values: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        setattr(row, name, values[name])


def _dates(row: Model) -> Dated:
    return dated_values(row) if isinstance(row, DatedRow) else {}


def _log(changed: Iterable[tuple[Model, Dated]], at: datetime, by: Any = None) -> None:
    moved = [(row, before) for row, before in changed if isinstance(row, DatedRow)]
    if moved:
        change = begin_change(at)
        for row, before in moved:
            log_changes(row=row, before=before, source=row.source, by=by, change=change)


@transaction.atomic
def keep_in_step(rows: Collection[Model], *, at: datetime) -> None:
    """Render the recommendations that show one of these rows, and raise the version of the States they belong to."""
    if not rows:
        return
    change = begin_change(at)
    states: set[str] = set()
    for row in rows:
        states |= _states_of(row)
        _render(_recommendations_of(row), change)
    raise_state_versions(states)


def _states_of(row: Model) -> set[str]:
    """The ISO codes of the States on whose pages the row stands."""
    match row:
        case State():
            return {row.iso3}
        case Review():
            return {row.state_under_review_id}
        case UnDocument():
            return {row.review.state_under_review_id}
        case WorkingGroupSession():
            return set(Review.objects.filter(current_session=row).values_list("state_under_review", flat=True))
        case CouncilSession():
            return set(Review.objects.adopted_in(row).values_list("state_under_review", flat=True))
        case Theme() | PersonGroup():
            keys = row.recommendations.values_list("review__state_under_review", flat=True)
            return set(keys.distinct())
    return set()


def _recommendations_of(row: Model) -> Q | None:
    """Which recommendations repeat a value of the row in what the API answers."""
    match row:
        case State():
            return Q(review__state_under_review=row)
        case Review():
            return Q(review=row)
        case UnDocument():
            return Q(document=row)
        case Theme():
            return Q(themes=row)
        case PersonGroup():
            return Q(groups=row)
    return None


def _render(condition: Q | None, change: Change) -> None:
    if condition is None:
        return
    found = Recommendation.objects.filter(condition)
    if render_rows(found):
        found.update(updated_at=change.at, version=change.version)
        render_rows(found)
