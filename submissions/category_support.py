"""How often States supported what was recommended in a category, counted in the record as it stands."""

from dataclasses import dataclass

from cycles.models import ActionCategory
from cycles.search_filter import ACTION, SUGGESTED, SearchFilter
from cycles.statistics import Tally, coverage, kept_tallies


@dataclass(frozen=True)
class CategorySupport:
    """A category, how many recommendations of it were answered, the share supported, and the sessions they cover."""

    category: int
    name: str
    answered: int
    # In a hundred; None where none was answered.
    share: int | None
    sessions: str


def support_of(category: int) -> CategorySupport:
    """Count it, those whose category was only told from their verb included; kept until the record changes."""
    by_action = kept_tallies(SearchFilter(), [ACTION])[ACTION]
    tally = sum((by_action.get(key, Tally()) for key in (str(category), f"{SUGGESTED}{category}")), Tally())
    sessions = ", ".join(coverage().sessions)
    return CategorySupport(category, str(ActionCategory(category).label), tally.answered, tally.share(), sessions)
