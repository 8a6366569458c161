"""The issues that a search names in any language: their recommendations are found by the facet.

Most texts are in English, so that the name of an issue in another language is in few of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.utils.translation import override

from cycles.facet_index import FacetIndex
from cycles.issue_names import ISSUE_NAMES, issue_name
from cycles.search_filter import ISSUE, SearchFilter
from cycles.search_states import Typed, places_of
from cycles.search_words import words_of

MOST = 3


@dataclass(frozen=True)
class NamedIssue:
    """An issue that the words name, with how many the search finds under it instead, and the address."""

    name: str
    count: int
    address: str


def named_issues(asked: SearchFilter, index: FacetIndex) -> list[NamedIssue]:
    """The issues whose name stands in the words; the search under each is without the name.

    A name of one word, such as “justice” or “other”, is meant as one only where nothing stands beside it.
    """
    if not asked.words or asked.refusal:
        return []
    typed = Typed(asked.words)
    named = []
    for number, (start, end) in places_of(typed.words, _names()).items():
        if (end - start > 1 or len(typed.words) == 1) and str(number) not in asked.chosen.get(ISSUE, ()):
            named.append(_named(number, replace(asked, words=typed.without([(start, end)])), index))
    return [one for one in named if one.count][:MOST]


def _named(number: int, asked: SearchFilter, index: FacetIndex) -> NamedIssue:
    under = replace(asked, chosen=asked.chosen | {ISSUE: (str(number),)})
    return NamedIssue(issue_name(number), index.found(under).bit_count(), under.address())


@lru_cache(maxsize=1)
def _names() -> Mapping[tuple[str, ...], int]:
    """The issues by the words of their names in every language of the platform."""
    names: dict[tuple[str, ...], int] = {}
    for language, _ in settings.LANGUAGES:
        with override(language):
            for number, name in ISSUE_NAMES.items():
                names.setdefault(tuple(words_of(str(name))), number)
    return names
