"""What happened in somebody's workspaces, in words that give nothing away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User, Workspace
from cycles.dates import day_in_words
from reminders.inbox_lines import Clock
from reminders.models import Notice

# More than anybody reads at once; when they are put aside, the next ones come.
MOST = 300


@dataclass(frozen=True)
class HappeningLine:
    """What happened of one kind in one workspace, how often, and when the last time."""

    key: str
    what: str
    workspace: Workspace
    path: str
    number: int
    day: str


def notice_lines(user: User, clock: Clock, *, at: datetime) -> list[HappeningLine]:
    """What ``user`` was told of and has not put aside, the latest first."""
    rows = Notice.objects.visible_to(user).unread().said(at).select_related("happening", "workspace")[:MOST]
    return [
        HappeningLine(
            key=f"{some[0].workspace_id}:{some[0].happening.kind}",
            what=notice_words(some),
            workspace=some[0].workspace,
            path=some[0].happening.path,
            number=len(some),
            day=day_in_words(clock.today(some[0].due_at)),
        )
        for some in by_happening(rows)
    ]


def by_happening(notices: Iterable[Notice]) -> list[list[Notice]]:
    """Those of one kind in one workspace together: however often it happened, it is one line."""
    found: dict[tuple[UUID, str], list[Notice]] = {}
    for one in notices:
        found.setdefault((one.workspace_id, one.happening.kind), []).append(one)
    return list(found.values())


def notice_words(notices: Sequence[Notice]) -> str:
    """What happened: the kind alone."""
    return str(notices[0].happening.get_kind_display())
