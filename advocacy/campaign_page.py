"""What the pages of a campaign show: how a message stands, what its calendar leaves open, what came of it."""

import calendar
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from advocacy.channels import Channel, PostLength, channels
from advocacy.models import CampaignMessage, FactsheetEdition, MessageResult
from advocacy.naming import Hint, known_to, named_in, state_names
from advocacy.speaking import LANGUAGE_NAMES

WEEK = 7
_FIGURES = MessageResult.FIGURES


@dataclass(frozen=True)
class Check:
    """A message as it stands: what would be posted, how long that is, and whom it may name."""

    post: str
    language: str
    length: PostLength
    channel: Channel
    channel_name: str
    hints: list[Hint] = field(default_factory=list)
    # Whether names can be found in its language at all.
    is_read: bool = True


@dataclass(frozen=True)
class Run:
    """A day of the calendar with its messages; or days in a row on which nothing is planned."""

    first: date
    last: date
    messages: Sequence[CampaignMessage] = ()
    is_today: bool = False

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Cover:
    """How many messages a channel has in each language; a nought is a gap."""

    channel: str
    counts: list[int]


@dataclass(frozen=True)
class Total:
    """What came of all messages of a channel, a language or a theme."""

    name: str
    posts: int
    figures: list[int | None]

    @property
    def named(self) -> list[tuple[str, int | None]]:
        """Each figure with its name."""
        return list(zip(figure_names(), self.figures, strict=True))


def check_of(message: CampaignMessage, *, user: User) -> Check:
    """How a message stands, kept or not, and whom it may name of those whose names ``user`` may read."""
    texts = [message.text, message.picture_title, message.picture_words, message.picture_alt]
    known = known_to(message.workspace, user=user, speaker=message.organisation)
    named = named_in(texts, language=message.language, states=state_names(), known=known)
    return Check(
        post=message.post,
        language=message.language,
        length=message.length,
        channel=channels()[message.channel],
        channel_name=message.get_channel_display(),
        hints=named.hints,
        is_read=named.is_read,
    )


def public_sheets(user: User, workspace: Any) -> list[FactsheetEdition]:
    """The newest public edition of each factsheet of the workspace."""
    rows = FactsheetEdition.objects.visible_to(user).filter(workspace=workspace, withdrawn_at=None)
    rows = rows.select_related("factsheet").defer("factsheet__logos")
    return list(rows.order_by("factsheet", "-number").distinct("factsheet"))


def gone_links(user: User, messages: Iterable[CampaignMessage]) -> set[Any]:
    """The keys of those messages that lead to a factsheet that was published and taken back."""
    asked = {one.pk: one.link.rstrip("/").rpartition("/f/")[2] for one in messages if "/f/" in one.link}
    rows = FactsheetEdition.objects.visible_to(user).filter(address__in=asked.values())
    gone = set(rows.exclude(withdrawn_at=None).values_list("address", flat=True)) if asked else set()
    return {key for key, address in asked.items() if address in gone}


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of a week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=WEEK - 1)


def runs(messages: Iterable[CampaignMessage], first: date, last: date, *, today: date) -> list[Run]:
    """Each day with its messages, and days in a row without any as one gap."""
    on: dict[date, list[CampaignMessage]] = {}
    for message in messages:
        on.setdefault(message.date, []).append(message)  # type: ignore[arg-type]
    found: list[Run] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day in on or day == today or not found or found[-1].messages or found[-1].is_today:
            found.append(Run(day, day, on.get(day, ()), day == today))
        else:
            found[-1] = Run(found[-1].first, day)
    return found


def cover(messages: Collection[CampaignMessage]) -> tuple[list[str], list[Cover]]:
    """The languages that are in use, and of each channel in use how many messages it has in each of them."""
    counts = Counter((one.channel, one.language) for one in messages)
    languages = [code for code in LANGUAGE_NAMES if any(language == code for _channel, language in counts)]
    used = [one for one in CampaignMessage.Channel if any(channel == one for channel, _language in counts)]
    rows = [Cover(str(one.label), [counts[one.value, code] for code in languages]) for one in used]
    return [LANGUAGE_NAMES[code] for code in languages], rows


def totals(
    messages: Iterable[CampaignMessage], results: dict[Any, MessageResult], name_of: Callable[[CampaignMessage], str]
) -> list[Total]:
    """The posted messages by a name each, with the sum of their last figures; what nobody entered stays unknown."""
    groups: dict[str, list[CampaignMessage]] = {}
    for message in messages:
        groups.setdefault(name_of(message), []).append(message)
    return [
        Total(name, len(rows), [_sum([results.get(one.pk) for one in rows], figure) for figure in _FIGURES])
        for name, rows in sorted(groups.items())
    ]


def theme_of(message: CampaignMessage) -> str:
    """What a message is about, for totals."""
    return message.priority_issue.title if message.priority_issue else _("No theme")


def figure_names() -> list[str]:
    """The figures by the names that people read."""
    return [MessageResult.name_of(name) for name in _FIGURES]


def _sum(rows: Iterable[MessageResult | None], figure: str) -> int | None:
    known = [value for row in rows if row and (value := getattr(row, figure)) is not None]
    return sum(known) if known else None
