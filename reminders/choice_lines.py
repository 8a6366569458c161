"""What somebody hears of each kind of deadline, and by whose choice."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.models import User, Workspace
from common.templatetags.marks import listed, semicolon
from reminders.models import Channel, Deadline, ReminderChoice
from reminders.moments import HOURS_IN_A_DAY
from reminders.standards import Heard, standard

# For one kind, or for all: "all" in an address, nothing in a row.
ALL = "all"
KINDS: dict[str, Promise | str] = {ALL: gettext_lazy("All kinds"), **dict(Deadline.Kind.choices)}
_Found = dict[tuple[bool, bool, str], ReminderChoice]


@dataclass(frozen=True)
class ChoiceLine:
    """One kind of deadline: by which channel and how far ahead it is heard of, whose choice that is."""

    kind: str
    name: str
    channel: str
    leads: str
    origin: str
    is_chosen: bool


def choice_lines(*, workspace: Workspace | None, person: User | None, user: User) -> list[ChoiceLine]:
    """The table of a person everywhere, of a person in a workspace, or of a workspace for everybody."""
    found = _choices(workspace, user)
    mine = (workspace is not None, person is not None)
    return [_line(kind, found, mine) for kind in KINDS]


def chosen(*, workspace: Workspace | None, person: User | None, kind: str, user: User) -> tuple[Heard, bool]:
    """What holds for one kind, and whether it was chosen at just this place."""
    found = _choices(workspace, user)
    mine = (workspace is not None, person is not None)
    row, _origin = _nearest(kind, found, mine)
    return (Heard(row.channel, row.leads) if row else standard(kind)), (*mine, _key(kind)) in found


def _key(kind: str) -> str:
    return "" if kind == ALL else kind


def _choices(workspace: Workspace | None, user: User) -> _Found:
    rows = ReminderChoice.objects.visible_to(user)
    here = rows.filter(workspace=workspace) | rows.filter(workspace=None) if workspace else rows.filter(workspace=None)
    return {(row.workspace_id is not None, row.person_id is not None, row.kind): row for row in here}


def _nearest(kind: str, found: _Found, mine: tuple[bool, bool]) -> tuple[ReminderChoice | None, str]:
    """The choice that holds, nearest first, as the delivery asks: a person's here, everywhere, then the workspace's."""
    is_here, is_persons = mine
    places = [
        ((True, True), _("your choice here")),
        ((False, True), _("your choice everywhere")),
        ((True, False), _("the workspace’s choice")),
    ]
    for place, origin in places:
        if (place[0] and not is_here) or (place[1] and not is_persons):
            continue
        for key in dict.fromkeys((_key(kind), "")):
            if row := found.get((*place, key)):
                return row, origin if key == _key(kind) else _("%(origin)s, for all kinds") % {"origin": origin}
    return None, pgettext("choice of reminders", "standard")


def _line(kind: str, found: _Found, mine: tuple[bool, bool]) -> ChoiceLine:
    row, origin = _nearest(kind, found, mine)
    heard = Heard(row.channel, row.leads) if row else standard(kind)
    return ChoiceLine(
        kind=kind,
        name=str(KINDS[kind]),
        channel=str(Channel(heard.channel).label),
        leads=leads_words(heard),
        origin=origin,
        is_chosen=(*mine, _key(kind)) in found,
    )


def leads_words(heard: Heard) -> str:
    """``30, 7 days before; 6 hours before``: the lead times in one line."""
    if heard.channel == Channel.NONE:
        return "–"
    leads = sorted(heard.leads, reverse=True)
    days = [lead // HOURS_IN_A_DAY for lead in leads if lead >= HOURS_IN_A_DAY]
    hours = [lead for lead in leads if lead < HOURS_IN_A_DAY]
    told = []
    if days:
        words = ngettext("%(numbers)s day before", "%(numbers)s days before", days[0])
        told.append(words % {"numbers": listed(days)})
    if hours:
        words = ngettext("%(numbers)s hour before", "%(numbers)s hours before", hours[0])
        told.append(words % {"numbers": listed(hours)})
    return semicolon().join(told)
