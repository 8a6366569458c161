"""Who is to hear of a rating: those who may approve it when it is sent, its author when it is decided."""

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from implementation.models import PledgeRating, Rating
from reminders.models import Happening
from reminders.services.notices import end_happening, note_happening

_DECIDED = {
    Rating.State.RETURNED: Happening.Kind.RATING_RETURNED,
    Rating.State.APPROVED: Happening.Kind.RATING_APPROVED,
}


def announce_sent(rating: Rating | PledgeRating, *, by: User, at: datetime) -> None:
    """It waits for another person's word: everybody who may give it is to hear."""
    path = reverse("implementation:rating_review_list", args=[rating.workspace_id])
    kind = Happening.Kind.RATING_SENT
    note_happening(workspace=rating.workspace, kind=kind, about=rating.pk, path=path, by=by, at=at)


def announce_decided(rating: Rating | PledgeRating, *, at: datetime, by: User | None = None) -> None:
    """It waits no longer; where ``by`` decided, its author is to hear."""
    end_happening(workspace=rating.workspace, kind=Happening.Kind.RATING_SENT, about=rating.pk, at=at)
    if by is None:
        return
    page = "pledge_list" if isinstance(rating, PledgeRating) else "rating_list"
    note_happening(
        workspace=rating.workspace,
        kind=_DECIDED[Rating.State(rating.state)],
        about=rating.pk,
        path=reverse(f"implementation:{page}", args=[rating.workspace_id]),
        by=by,
        at=at,
        person=rating.rated_by_id,
    )
