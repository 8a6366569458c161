"""What the page and the files of whom to lobby show: the ranked States with addresses behind each figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from advocacy.lobbying import REASONS, Ranked, most_in_a_cell, shade
from cycles.issue_names import issue_name
from cycles.models import RatingLevel, State
from cycles.search_filter import ISSUE, RECOMMENDING_STATE, REGION, STATE
from cycles.state_groups import AS_OF, GROUP_NAMES, groups_of, members
from cycles.statistics import percent

REASON_NAMES: dict[str, Promise] = {
    "here": gettext_lazy("Recommended it to this State before"),
    "nearby": gettext_lazy("Recommended it in this region"),
    "everywhere": gettext_lazy("Recommended it anywhere"),
    "strong": gettext_lazy("Asks for specific action"),
    "supported": gettext_lazy("Its recommendations are supported"),
    "questions": gettext_lazy("Asked this State advance questions"),
    "delivered": gettext_lazy("Delivered when you asked it last time"),
    "embassy": gettext_lazy("Has an embassy there"),
    "groups": gettext_lazy("Belongs to the same organisations of States"),
}
# The shades of the heat table in words, none among them.
SHADE_NAMES: tuple[Promise, ...] = (
    pgettext_lazy("how often", "none"),
    pgettext_lazy("how often", "few"),
    pgettext_lazy("how often", "some"),
    pgettext_lazy("how often", "half the most"),
    pgettext_lazy("how often", "many"),
    pgettext_lazy("how often", "most"),
)


@dataclass(frozen=True)
class Cell:
    """How often a State recommended on one issue."""

    count: int
    shade: int
    address: str

    @property
    def word(self) -> Promise:
        return SHADE_NAMES[self.shade]


@dataclass(frozen=True)
class Line:
    """A State in its place."""

    ranked: Ranked
    state: State
    reviewed: State
    issues: Sequence[int]
    most: int
    # Its row in the pipeline of the workspace, where it stands there.
    target: UUID | None = None

    @property
    def reasons(self) -> list[tuple[Promise, float]]:
        """Where its points come from, those that gave any."""
        shares = [(REASON_NAMES[name], round(self.ranked.shares[name], 1)) for name in REASONS]
        return [(name, points) for name, points in shares if points]

    @cached_property
    def here_address(self) -> str:
        return self._found({STATE: self.reviewed.pk})

    @cached_property
    def nearby_address(self) -> str:
        group = self.reviewed.regional_group
        return self._found({REGION: group}) if group else self.here_address

    @cached_property
    def everywhere_address(self) -> str:
        return self._found({})

    @property
    def supported_share(self) -> int | None:
        return percent(self.ranked.counts.supported, self.ranked.counts.answered)

    @property
    def strong_share(self) -> int | None:
        return percent(self.ranked.counts.strong, self.ranked.counts.everywhere)

    @property
    def is_neighbour(self) -> bool:
        return bool(self.state.regional_group) and self.state.regional_group == self.reviewed.regional_group

    @property
    def groups(self) -> list[str]:
        """The organisations to which it belongs, those of the State under Review first."""
        ours = groups_of(self.reviewed.pk)
        found = sorted(groups_of(self.state.pk), key=lambda group: group not in ours)
        return [str(GROUP_NAMES[group]) for group in found]

    @property
    def ratings(self) -> list[tuple[str, int]]:
        """The counted ratings of the workspace, in the order of every chart."""
        found = self.ranked.counts.ratings
        return [(level, found[level]) for level in RatingLevel.values if level in found]

    @property
    def cells(self) -> list[Cell]:
        found = self.ranked.counts.by_issue
        counts = [(number, found.get(number, 0)) for number in self.issues]
        return [Cell(count, shade(count, self.most), self._found({}, [number])) for number, count in counts]

    def _found(self, more: Mapping[str, str], issues: Sequence[int] = ()) -> str:
        asked: dict[str, str | list[int]] = {RECOMMENDING_STATE: self.state.pk, ISSUE: list(issues or self.issues)}
        asked |= more
        return f"{reverse('cycles:search')}?{urlencode(asked, doseq=True)}"


def group_choices() -> list[tuple[Any, Any]]:
    """The groups by which the States are narrowed: regional ones, those of the United Nations, organisations."""
    of_un = [
        ("ldc", gettext_lazy("Least developed countries")),
        ("sids", gettext_lazy("Small island developing States")),
    ]
    return [
        ("", gettext_lazy("All groups")),
        (gettext_lazy("Regional groups"), list(State.RegionalGroup.choices)),
        (gettext_lazy("Groups of the United Nations"), of_un),
        (pgettext_lazy("heading", "Organisations of States"), sorted_by_name(GROUP_NAMES)),
    ]


def sorted_by_name(names: Mapping[str, Promise]) -> list[tuple[str, str]]:
    """Pairs of key and name, by name in the language of the page."""
    return sorted(((key, str(name)) for key, name in names.items()), key=lambda pair: pair[1].casefold())


def is_in_group(state: State, group: str) -> bool:
    """Whether a State belongs to the group that was chosen; all do where none was."""
    if group in ("ldc", "sids"):
        return state.is_ldc if group == "ldc" else state.is_sids
    return group in ("", state.regional_group) or state.pk in members().get(group, ())


def lines(
    rows: Sequence[Ranked],
    states: Mapping[str, State],
    reviewed: State,
    issues: Sequence[int],
    targets: Mapping[str, UUID],
) -> list[Line]:
    """The States as the page shows them, shaded against the largest figure of all that are shown."""
    most = most_in_a_cell(rows)
    return [Line(row, states[row.iso3], reviewed, issues, most, targets.get(row.iso3)) for row in rows]


def table_head(issues: Iterable[int]) -> list[str]:
    """The columns of the files."""
    return [
        _("Rank"),
        pgettext("UN member", "State"),
        _("Code"),
        _("Regional group"),
        _("Points in a hundred"),
        *(_("Points: %(reason)s") % {"reason": REASON_NAMES[name]} for name in REASONS),
        _("To this State"),
        pgettext("position", "Supported"),
        pgettext("position", "Partially supported"),
        pgettext("position", "Noted"),
        pgettext("position", "Pending"),
        *(str(RatingLevel(level).label) for level in RatingLevel.values),
        _("In this region"),
        _("To all States"),
        _("Supported of those answered, in a hundred"),
        _("Specific action, in a hundred"),
        _("Advance questions to this State"),
        _("Asked by you in earlier reviews"),
        _("Of these delivered"),
        _("Embassy there"),
        _("Organisations in common"),
        _("Organisations of States (as of %(year)s)") % {"year": AS_OF},
        *(issue_name(number) for number in issues),
    ]


def table_row(line: Line) -> list[object]:
    """A State as a row of the files, with exactly the figures of the page."""
    ranked, counts = line.ranked, line.ranked.counts
    return [
        ranked.rank,
        line.state.name,
        line.state.pk,
        str(line.state.get_regional_group_display()),
        ranked.points,
        *(round(ranked.shares[name], 1) for name in REASONS),
        counts.here,
        counts.here_supported,
        counts.here_partially,
        counts.here_noted,
        counts.here_pending,
        *(counts.ratings.get(level, 0) for level in RatingLevel.values),
        counts.nearby,
        counts.everywhere,
        line.supported_share,
        line.strong_share,
        counts.questions,
        counts.asked,
        counts.delivered,
        counts.embassy,
        counts.groups,
        "; ".join(line.groups),
        *(cell.count for cell in line.cells),
    ]
