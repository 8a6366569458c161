"""What the pages of figures have in common: what they count, how, and where their files are."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from cycles.figures import Figures, Table
from cycles.issue_names import ISSUE_NAMES
from cycles.models import State
from cycles.search_filter import (
    ACTION,
    CYCLE,
    ISSUE,
    RECOMMENDING_REGION,
    RECOMMENDING_STATE,
    REGION,
    STATE,
    SearchFilter,
)
from cycles.statistics import THEME, Coverage, Partial, coverage

REVIEW_TABLES = (ISSUE, THEME, ACTION, RECOMMENDING_REGION, RECOMMENDING_STATE)
RECEIVED_TABLES = (CYCLE, ISSUE, RECOMMENDING_STATE)
RECOMMENDING_TABLES = (STATE, ISSUE, ACTION, CYCLE, REGION)
ISSUE_TABLES = (CYCLE, STATE, RECOMMENDING_STATE, ACTION, REGION)


@dataclass(frozen=True)
class Page:
    """What a page of figures and its file have in common."""

    figures: Figures
    # Without the query: the page, and its file.
    address: str
    file: str
    # The one kind of which all lines are shown, and nothing else.
    all_of: str = ""

    @cached_property
    def tables(self) -> list[Table]:
        """Those that have lines."""
        kinds = self.figures.kinds if self.figures.tally.total else ()
        return [table for table in map(self.figures.table, kinds) if table.lines]

    @property
    def coverage(self) -> Coverage:
        return coverage()

    @property
    def partial(self) -> Partial:
        return self.figures.partial

    @property
    def shown(self) -> list[Table]:
        """The tables of the page: all, or the one that was asked for in full."""
        return [table for table in self.tables if table.kind == self.all_of] or self.tables

    @property
    def query(self) -> str:
        """The counting of the partial positions, for the file and the permalink."""
        return f"?partial={self.partial}" if self.partial != Partial.APART else ""

    @property
    def all_query(self) -> str:
        """The same, ready for the kind of which all lines are wanted."""
        return f"{self.query or '?'}{'&' if self.query else ''}all="


def review_page(request: HttpRequest, iso3: str, cycle: int) -> Page:
    names = {"iso3": iso3, "cycle": cycle}
    return figures_page(
        request, {STATE: (iso3,), CYCLE: (str(cycle),)}, REVIEW_TABLES, "review_overview", "review_overview_csv", names
    )


def received_page(request: HttpRequest, iso3: str) -> Page:
    return figures_page(request, {STATE: (iso3,)}, RECEIVED_TABLES, "state_detail", "state_csv", {"iso3": iso3})


def recommending_page(request: HttpRequest, iso3: str) -> Page:
    return figures_page(
        request,
        {RECOMMENDING_STATE: (iso3,)},
        RECOMMENDING_TABLES,
        "state_recommending",
        "state_recommending_csv",
        {"iso3": iso3},
    )


def issue_page(request: HttpRequest, number: int) -> Page:
    if number not in ISSUE_NAMES:
        raise Http404
    return figures_page(request, {ISSUE: (str(number),)}, ISSUE_TABLES, "issue_detail", "issue_csv", {"number": number})


def figures_page(
    request: HttpRequest,
    chosen: dict[str, tuple[str, ...]],
    kinds: Iterable[str],
    name: str,
    file: str,
    names: dict[str, Any],
) -> Page:
    """The figures of what one search finds."""
    states = State.objects.visible_to(request.user).in_bulk()
    figures = Figures(SearchFilter(chosen=chosen), kinds, counting(request), states)
    address, file_address = (reverse(f"cycles:{one}", kwargs=names) for one in (name, file))
    return Page(figures, address, file_address, request.GET.get("all", ""))


def counting(request: HttpRequest) -> Partial:
    """How the address wants partial positions counted; apart where it says nothing that we know."""
    return Partial.SUPPORTED if request.GET.get("partial") == Partial.SUPPORTED else Partial.APART
