"""What became of each recommending State's own recommendations: what pages and papers of embassies ask the database."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Workspace
from cycles.models import Recommendation, RecommendingState, State
from cycles.state_index import in_order
from implementation.charts import Tally
from implementation.embassy import AskedRow, EmbassyPaper, usual_choice
from implementation.midterm import RatingLine
from implementation.midterm_content import about_review, voice_lines
from implementation.midterm_counts import NOT_RATED, Counts
from implementation.midterm_words import LEVELS
from implementation.overview import HEAD
from implementation.printed_names import names_of
from implementation.services.counting import rules_of

_RATED = ("recommendation_id", "level", "rated_date")


@dataclass(frozen=True)
class EmbassyLine:
    """One recommending State: what became of its recommendations, and how many it made with others."""

    state: State
    counts: Counts
    shared: int

    @cached_property
    def tally(self) -> Tally:
        return Tally.of(self.counts)


@dataclass(frozen=True)
class Embassies:
    """All recommending States of a review, and the days of the ratings."""

    lines: tuple[EmbassyLine, ...]
    recommendations: int
    days: tuple[date, date] | None
    head = HEAD

    @property
    def mentions(self) -> int:
        return sum(line.tally.total for line in self.lines)

    def table_head(self) -> list[str]:
        levels = [str(mark.label) for mark in LEVELS.values()]
        return [
            pgettext("UN member", "State"),
            _("Code"),
            *levels,
            _("All recommendations"),
            _("Made together with other States"),
        ]

    def table(self) -> Iterator[tuple[str | int, ...]]:
        """The lines as rows of a file; here no information and too early stand apart."""
        for line in self.lines:
            counts = line.counts
            yield (line.state.name, line.state.pk, *counts.by_level.values(), counts.total, line.shared)


def embassies(workspace: Workspace, *, by_number: bool = False) -> Embassies:
    """Every State that made a recommendation in the workspace's review; by name, or who made most first.

    As many queries for one State as for a hundred.
    """
    ratings = {pk: (level, day) for pk, level, day in workspace.ratings.counted().values_list(*_RATED)}
    made: defaultdict[State, list[int]] = defaultdict(list)
    for row in RecommendingState.objects.filter(recommendation__review=workspace.review_id).select_related("state"):
        made[row.state].append(row.recommendation_id)
    askers = Counter(pk for found in made.values() for pk in found)
    lines = [
        EmbassyLine(
            state=state,
            counts=Counts.of(ratings[pk][0] if pk in ratings else NOT_RATED for pk in made[state]),
            shared=sum(1 for pk in made[state] if askers[pk] > 1),
        )
        for state in in_order(made)
    ]
    if by_number:
        lines.sort(key=lambda line: -line.tally.total)
    days = sorted(ratings[pk][1] for pk in askers if pk in ratings)
    return Embassies(tuple(lines), len(askers), (days[0], days[-1]) if days else None)


def embassy_paper(
    workspace: Workspace,
    state: State,
    *,
    language: str,
    on: date,
    chosen: Iterable[str] | None = None,
    with_reasons: bool = True,
) -> EmbassyPaper:
    """What the embassy of ``state`` is told in one language; without rows where that State recommended nothing."""
    with translation.override(language):
        rows = _rows(workspace, state)
        known = about_review(workspace.review, language, on)
        return EmbassyPaper(
            code=state.iso3,
            state_name=state.name,
            review_state=known["state_name"],
            cycle_label=known["cycle_label"],
            workspace_name=workspace.name,
            as_of=on,
            language=language,
            rows=rows,
            chosen=usual_choice(rows) if chosen is None else frozenset(chosen),
            with_reasons=with_reasons,
            is_invented=known["state_is_invented"],
            session_label=known["session_label"],
            review_date=known["review_date"],
            organisations=names_of(workspace),
            sources=known["sources"],
            voice=rules_of(workspace).voice,
        )


def _rows(workspace: Workspace, state: State) -> tuple[AskedRow, ...]:
    own = Recommendation.objects.filter(review=workspace.review_id, state_rows__state=state).in_order()
    ratings = {rating.recommendation_id: rating for rating in workspace.ratings.counted()}
    names: defaultdict[int, list[str]] = defaultdict(list)
    others = RecommendingState.objects.filter(recommendation__in=own.order_by().values("pk")).exclude(state=state)
    for row in others.select_related("state").order_by("order", "pk"):
        names[row.recommendation_id].append(row.state.name)
    said = workspace.ratings.current().filter(is_ours=False, recommendation__in=own.order_by().values("pk"))
    voices = voice_lines(said)
    rows = []
    for one in own:
        rating = ratings.get(one.pk)
        rows.append(
            AskedRow(
                number=one.number,
                text=one.text,
                recommending_states=(state.name, *names[one.pk]),
                position=one.position,
                rating=RatingLine(rating.level, rating.rated_date, rating.note) if rating else None,
                others=tuple(names[one.pk]),
                voices=voices.get(one.pk, ()),
            )
        )
    return tuple(rows)
