"""What a search finds, in its order."""

from typing import Any

from django.db import connection

from cycles.facet_index import FacetIndex
from cycles.models import RecordVersion
from cycles.search_filter import NEWEST, SearchFilter

# Beyond so many, looking at every one to say which fits best takes longer than people wait: the newest come first.
MAX_RANKED = 5_000
_RANKS = """
SELECT recommendation_id, max(CASE {cases} END) FROM cycles_searchtext
WHERE recommendation_id = ANY(%s) GROUP BY recommendation_id
"""


def record_version() -> int:
    """The version of the record that a search reads; 0 before anything was written."""
    return RecordVersion.objects.values_list("version", flat=True).first() or 0


def found_keys(asked: SearchFilter, index: FacetIndex, start: int = 0, size: int | None = None) -> list[int]:
    """The keys of what was found in the order of the page: ``size`` of them from ``start`` on, or all."""
    found = index.found(asked)
    if not is_ranked(asked, found.bit_count()):
        return index.keys_of(found, start, size)
    return _best_first(asked, index.keys_of(found))[start : None if size is None else start + size]


def is_ranked(asked: SearchFilter, total: int) -> bool:
    """Whether the best fit comes first."""
    return bool(asked.query.wanted) and asked.order != NEWEST and total <= MAX_RANKED


def rank_cases(asked: SearchFilter) -> tuple[str, tuple[Any, ...]]:
    """How well a text fits, in each language by its own stems: what stands between CASE and END."""
    cases: list[str] = []
    params: list[Any] = []
    for stems, languages in asked.stems(asked.query.wanted):
        cases.append("WHEN language = ANY(%s) THEN ts_rank_cd(words, %s::tsquery)")
        params += [languages, stems]
    return " ".join(cases), tuple(params)


def _best_first(asked: SearchFilter, keys: list[int]) -> list[int]:
    """The same keys, the best fit first; what fits equally stays in its order."""
    cases, params = rank_cases(asked)
    with connection.cursor() as cursor:
        cursor.execute(_RANKS.format(cases=cases), [*params, keys])
        ranks = dict(cursor.fetchall())
    return sorted(keys, key=lambda key: ranks.get(key) or 0, reverse=True)
