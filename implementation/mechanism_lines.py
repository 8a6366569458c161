"""The page of the follow-up mechanism: what is ahead, its meetings, what was asked of it, parliament and media."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User, Workspace
from implementation.follow_up_lines import FollowUpLine, follow_up_line_of
from implementation.models import FollowUp, FollowUpMechanism, Occasion
from reminders.deadline_lines import colleagues_of
from reminders.words import holder_words


@dataclass(frozen=True)
class OccasionLine:
    """One occasion in the words of its reader."""

    occasion: Occasion
    who: str
    is_ahead: bool

    @property
    def is_untold(self) -> bool:
        """It is over, and nobody wrote down how it went."""
        return not self.is_ahead and not self.occasion.is_told

    @property
    def numbers(self) -> list[str]:
        return [row.number for row in self.occasion.recommendations.all()]


@dataclass(frozen=True)
class MechanismPage:
    """The mechanism with all that belongs to it; it may not be described yet."""

    mechanism: FollowUpMechanism | None
    occasions: list[OccasionLine]
    asks: list[FollowUpLine]

    @property
    def ahead(self) -> list[OccasionLine]:
        """What is to come, of every kind, the next first."""
        return [line for line in reversed(self.occasions) if line.is_ahead]

    @property
    def meetings(self) -> list[OccasionLine]:
        return self._past({Occasion.Kind.MEETING})

    @property
    def parliament(self) -> list[OccasionLine]:
        return self._past(set(Occasion.PARLIAMENT))

    @property
    def media(self) -> list[OccasionLine]:
        return self._past(set(Occasion.MEDIA))

    def _past(self, kinds: set[Occasion.Kind]) -> list[OccasionLine]:
        return [line for line in self.occasions if line.occasion.kind in kinds and not line.is_ahead]

    @property
    def got(self) -> int:
        """How many of the asks were given, in full or in part."""
        given = {FollowUp.Answer.ANSWERED, FollowUp.Answer.PARTLY}
        return sum(line.follow_up.answer in given for line in self.asks)


def mechanism_page(*, workspace: Workspace, user: User, on: date) -> MechanismPage:
    """The page in a number of queries that does not grow."""
    known = colleagues_of(user)
    mechanism = FollowUpMechanism.objects.visible_to(user).filter(workspace=workspace).first()
    occasions = Occasion.objects.visible_to(user).filter(workspace=workspace).with_all().newest_first()
    asks = FollowUp.objects.visible_to(user).filter(workspace=workspace, is_of_mechanism=True).with_all().in_order()
    return MechanismPage(
        mechanism,
        [OccasionLine(row, holder_words(row.person, row.organisation, known), row.is_ahead(on)) for row in occasions],
        [follow_up_line_of(row, colleagues=known, on=on) for row in asks],
    )


def occasion_line(occasion: Occasion, *, user: User, on: date) -> OccasionLine:
    """One of them for ``user``."""
    who = holder_words(occasion.person, occasion.organisation, colleagues_of(user))
    return OccasionLine(occasion, who, occasion.is_ahead(on))
