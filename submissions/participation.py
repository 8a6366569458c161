"""Who was heard at home, against whom past recommendations and our priority issues concern."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from common.bars import Bar, Fill, Pattern, stacked_bar
from cycles.models import Recommendation
from submissions.models import Consultation, PriorityIssue

_HEARD, _NOT = Fill("f-sup"), Fill("f-noted", pattern=Pattern.HATCHED)
_WIDTH, _HEIGHT = 240, 14


@dataclass
class MapLine:
    """A group or a region: recommendations and issues of ours that concern it, and where it was heard."""

    name: str
    recommended: int = 0
    issues: list[PriorityIssue] = field(default_factory=list)
    heard: list[Consultation] = field(default_factory=list)

    @property
    def is_concerned(self) -> bool:
        return bool(self.recommended or self.issues)

    @property
    def is_gap(self) -> bool:
        """Whether it is spoken of and was not heard."""
        return self.is_concerned and not self.heard


@dataclass(frozen=True)
class Participation:
    """The whole map: groups, regions, and how many people came."""

    groups: list[MapLine]
    regions: list[MapLine]
    consultations: int
    attendance: int

    @property
    def missing_groups(self) -> list[MapLine]:
        return [line for line in self.groups if line.is_gap]

    @property
    def missing_regions(self) -> list[MapLine]:
        return [line for line in self.regions if line.is_gap]

    @property
    def is_empty(self) -> bool:
        return not (self.groups or self.regions)

    @property
    def concerned(self) -> int:
        """How many groups are concerned at all."""
        return sum(line.is_concerned for line in self.groups)

    @property
    def heard(self) -> int:
        """How many of the groups concerned were heard."""
        return self.concerned - len(self.missing_groups)

    @property
    def bar(self) -> Bar:
        """Groups concerned: heard, and not heard."""
        return stacked_bar([(_HEARD, self.heard), (_NOT, len(self.missing_groups))], width=_WIDTH, height=_HEIGHT)

    def table_head(self) -> list[str]:
        """The heads of the file."""
        return [
            _("Group or region"),
            _("Name"),
            _("Recommendations that concern it"),
            _("Our priority issues that concern it"),
            _("Consultations in which it was heard"),
            _("Gap"),
        ]

    def table(self) -> Iterable[list[str | int]]:
        """The lines of the file, those of the page."""
        for kind, lines in ((_("Group"), self.groups), (_("Region"), self.regions)):
            for line in lines:
                issues = "; ".join(issue.title for issue in line.issues)
                heard = "; ".join(one.title for one in line.heard)
                gap = _("not heard") if line.is_gap else ""
                yield [kind, line.name, line.recommended, issues, heard, gap]


def participation_of(workspace: Workspace, user: User) -> Participation:
    """Read it in a fixed number of queries. Groups go by their names: schemes give them new keys each cycle."""
    issues = PriorityIssue.objects.visible_to(user).filter(workspace=workspace).named().prefetch_related("groups")
    met = list(Consultation.objects.visible_to(user).filter(workspace=workspace).newest().prefetch_related("groups"))
    groups: defaultdict[str, MapLine] = defaultdict(lambda: MapLine(""))
    regions: defaultdict[str, MapLine] = defaultdict(lambda: MapLine(""))
    for label, number in _recommended(workspace, user).items():
        _line(groups, label).recommended += number
    for issue in issues:
        for label in _once(group.label for group in issue.groups.all()):
            _line(groups, label).issues.append(issue)
        for name in _once(issue.regions):
            _line(regions, name).issues.append(issue)
    for one in met:
        for label in _once(group.label for group in one.groups.all()):
            _line(groups, label).heard.append(one)
        for name in _once(one.regions):
            _line(regions, name).heard.append(one)
    came = sum(one.attendance or 0 for one in met)
    return Participation(_in_order(groups.values()), _in_order(regions.values()), len(met), came)


def _recommended(workspace: Workspace, user: User) -> Counter[str]:
    """By group: the recommendations to the State, up to the review of the workspace, that concern it."""
    review = workspace.review
    rows = Recommendation.objects.visible_to(user).filter(
        review__state_under_review=review.state_under_review_id, review__cycle__lte=review.cycle_id
    )
    found: Counter[str] = Counter()
    counted = rows.order_by().values_list("groups__label").annotate(Count("pk")).exclude(groups=None)
    for label, number in counted:
        found[label] += number
    return found


def _line(lines: defaultdict[str, MapLine], name: str) -> MapLine:
    line = lines[name.casefold()]
    line.name = line.name or name
    return line


def _once(names: Iterable[str]) -> list[str]:
    return list({name.casefold(): name for name in names}.values())


def _in_order(lines: Iterable[MapLine]) -> list[MapLine]:
    """What is missing first, then by how much is said of it."""
    return sorted(lines, key=lambda line: (not line.is_gap, -line.recommended, -len(line.issues), line.name.casefold()))
