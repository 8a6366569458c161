"""Following the record: what changed since a version or a moment, and what left it."""

from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, make_aware
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from cycles.models import RemovedRecommendation, WithdrawnRating
from cycles.querysets import state_and_cycle

_SINCE = {"since", "updated_since"}
# A row never leaves its State or its review; it can leave any other filter, and its change would be missed.
_ALLOWED = {*_SINCE, "state_under_review", "review", "cursor", "page_size", "count", "format"}


def asks_for_changes(query: Mapping[str, str]) -> bool:
    """Whether the address asks for changes instead of the rows as they are."""
    return any(query.get(name) for name in _SINCE)


def refuse_narrow_changes(query: Mapping[str, str]) -> None:
    """Refuse filters under which a change could be missed."""
    others = sorted(set(query) - _ALLOWED)
    if asks_for_changes(query) and others:
        words = _("Changes are given for a State, a review or the whole record: under another filter, some are missed.")
        raise ValidationError({name: [words] for name in others})


def refuse_changes(query: Mapping[str, str]) -> None:
    """Refuse to give changes where what left the record cannot be told beside them."""
    words = _("A file cannot tell what left the record. Take the changes from the list, page by page.")
    if asked := sorted(name for name in _SINCE if query.get(name)):
        raise ValidationError({name: [words] for name in asked})


def removed_keys(query: Mapping[str, str]) -> list[str]:
    """Keys of the recommendations that left the record since; the filters have been checked before."""
    return list(_since(RemovedRecommendation.objects.all(), "removed_at", query).values_list("key", flat=True))


def removed_ratings(query: Mapping[str, str]) -> list[dict[str, str | None]]:
    """Which published ratings are shown no longer; without a publisher, the recommendation itself left the record."""
    gone = _since(WithdrawnRating.objects.all(), "withdrawn_at", query).values_list("key", "publisher_id")
    ratings: list[dict[str, str | None]] = [
        {"recommendation": key, "publisher_id": str(publisher)} for key, publisher in gone
    ]
    return ratings + [{"recommendation": key, "publisher_id": None} for key in removed_keys(query)]


def _since(rows: Any, moment_field: str, query: Mapping[str, str]) -> Any:
    rows = rows.order_by("version", "pk")
    if query.get("since"):
        rows = rows.filter(version__gt=int(query["since"]))
    moment = parse_datetime(query.get("updated_since", ""))
    if moment:
        # A day without an hour begins where the filter of the rows lets it begin.
        moment = moment if is_aware(moment) else make_aware(moment)
        rows = rows.filter(**{f"{moment_field}__gte": moment})
    if named := state_and_cycle(query.get("review", "")):
        rows = rows.filter(key__istartswith=f"{named[0]}-{named[1]}-")
    if state := query.get("state_under_review", ""):
        rows = rows.filter(state_under_review=state.upper())
    return rows
