"""What search finds and counts recommendations by, written with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection, transaction

from cycles.models import Recommendation, RecommendationText, SearchFacets, SearchText, State
from cycles.search_words import CONFIGURATIONS, number_words, text_words
from cycles.services.bulk_rows import Job, among, copying
from cycles.services.search_vectors import Vectors

_BATCH = 1000
_WORDS = ("recommendation", "language", "words")
# The columns of a row of facets, as ``facets_to_add`` takes them.
FACETS = (
    "recommendation",
    "cycle",
    "session",
    "state_under_review",
    "regional_group",
    "position",
    "action_category",
    "suggested_action",
    "recommending_states",
    "recommending_groups",
    "issues",
    "themes",
    "person_groups",
    "goals",
    "rating_levels",
    "is_invented",
    "place",
)
# One look into an index for each part of each row: as quick in a table that was filled a moment ago as in an old one.
# OFFSET 0 keeps it so: else the themes of a row are looked for one by one among all that lead to an issue.
# The issues of a recommendation: UPR Info's own, and those that a reviewed line of the crosswalk gives its themes
# (the same as `issues` in the answers of the API, cycles.services.rendering).
_FACETS_SQL = """
WITH issue_of AS MATERIALIZED (
    SELECT id AS theme_id, code::smallint AS number FROM cycles_theme
    WHERE scheme = 'upr_info' AND code ~ '^[0-9]{1,4}$'
    UNION
    SELECT line.theme_id, issue.code::smallint
    FROM cycles_themeissue line JOIN cycles_theme issue ON issue.id = line.issue_id
    WHERE line.status = 'reviewed' AND issue.code ~ '^[0-9]{1,4}$'
)
INSERT INTO cycles_searchfacets (
    recommendation_id, cycle, session, state_under_review, regional_group, position, action_category, suggested_action,
    recommending_states, recommending_groups, issues, themes, person_groups, goals, rating_levels, is_invented, place
)
SELECT rec.id, review.cycle_id, review.current_session_id, sur.iso3, sur.regional_group, rec.position,
    rec.action_category, CASE WHEN rec.action_category IS NULL THEN guess.category END,
    ARRAY(SELECT state_id FROM cycles_recommendingstate WHERE recommendation_id = rec.id ORDER BY "order", id),
    ARRAY(
        SELECT DISTINCT state.regional_group
        FROM cycles_recommendingstate made JOIN cycles_state state ON state.iso3 = made.state_id
        WHERE made.recommendation_id = rec.id AND state.regional_group <> '' ORDER BY 1
    ),
    ARRAY(
        SELECT DISTINCT number FROM issue_of JOIN (
            SELECT theme_id FROM cycles_recommendationtheme WHERE recommendation_id = rec.id OFFSET 0
        ) given USING (theme_id) ORDER BY 1
    ),
    ARRAY(SELECT theme_id FROM cycles_recommendationtheme WHERE recommendation_id = rec.id ORDER BY "order", id),
    ARRAY(SELECT persongroup_id FROM cycles_recommendation_groups WHERE recommendation_id = rec.id ORDER BY 1),
    ARRAY(SELECT goal_id FROM cycles_recommendation_goals WHERE recommendation_id = rec.id ORDER BY 1),
    ARRAY(SELECT DISTINCT level FROM cycles_publishedrating WHERE recommendation_id = rec.id ORDER BY 1),
    sur.is_invented, coalesce(rec.paragraph::int * 10000 + rec.item, 1000000000 + rec.serial)
FROM unnest(%s::bigint[]) AS key
JOIN cycles_recommendation rec ON rec.id = key
JOIN cycles_review review ON review.id = rec.review_id
JOIN cycles_state sur ON sur.iso3 = review.state_under_review_id
LEFT JOIN cycles_actionsuggestion guess ON guess.recommendation_id = rec.id
"""
_DROP = """
WITH dropped AS (DELETE FROM cycles_searchfacets WHERE recommendation_id = ANY(%s))
DELETE FROM cycles_searchtext WHERE recommendation_id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Searched:
    """A recommendation as search sees it: key, review (``SVN-4``), number, text by language."""

    key: int
    review: str
    number: str
    texts: Mapping[str, str]


# Key, language, configuration, words in their order, words of the number.
_Text = tuple[int, str, str, list[str], str]


@transaction.atomic
def write_search_rows(keys: Sequence[int]) -> None:
    """Write the search rows of these recommendations anew, from what their tables hold now.

    Six queries per thousand recommendations, however many rows hang on them. Part of whatever changes them:
    the caller holds the record (``begin_change`` or ``hold_record``).
    """
    vectors = Vectors()
    for start in range(0, len(keys), _BATCH):
        batch = list(keys[start : start + _BATCH])
        found = list(_searched(batch))
        with connection.cursor() as cursor:
            cursor.execute(_DROP, [batch, batch])
            cursor.execute(_FACETS_SQL, [batch])
            for write in words_to_add(found, vectors):
                write(cursor)


class GroupsOfStates:
    """The regional group of each State."""

    def __init__(self) -> None:
        self._groups = dict(State.objects.values_list("iso3", "regional_group"))

    def of(self, states: Iterable[str]) -> list[str]:
        """The regional groups of these States, each once, in the order of their names."""
        return sorted({group for iso3 in states if (group := self._groups.get(iso3, ""))})


def facets_to_add(rows: Iterable[Sequence[Any]]) -> Job:
    """Rows of facets of recommendations that have none, to be written: each the values of ``FACETS``.

    They are what ``write_search_rows`` would find in the tables.
    """
    return copying(SearchFacets, FACETS, [[_written(value) for value in row] for row in rows])


def _written(value: Any) -> Any:
    """A list of codes or numbers as PostgreSQL writes it: the driver takes ten times as long."""
    return f"{{{','.join(map(str, value))}}}" if isinstance(value, list) else value


def words_to_add(found: Sequence[Searched], vectors: Vectors) -> list[Job]:
    """The words of recommendations that have none, to be written."""
    batches = [list(_texts(found[start : start + _BATCH])) for start in range(0, len(found), _BATCH)]
    return [partial(_write_words, texts=texts, vectors=vectors) for texts in batches]


def _write_words(cursor: Any, texts: Sequence[_Text], vectors: Vectors) -> None:
    vectors.learn(cursor, ((configuration, words) for _, _, configuration, words, _ in texts))
    rows = (
        (key, tongue, vectors.of(configuration, words, number)) for key, tongue, configuration, words, number in texts
    )
    copying(SearchText, _WORDS, rows)(cursor)


def _texts(found: Iterable[Searched]) -> Iterator[_Text]:
    for one in found:
        number = number_words(f"{one.review}-{one.number}")
        for tongue, text in one.texts.items():
            yield one.key, tongue, CONFIGURATIONS.get(tongue, "simple"), text_words(text).split(), number


def _searched(keys: list[int]) -> Iterator[Searched]:
    """Recommendations as their tables have them."""
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    others = RecommendationText.objects.filter(recommendation__in=among(keys)).order_by("pk")
    for key, language, text in others.values_list("recommendation", "language", "text"):
        texts[key][language] = text
    for key, language, text, iso3, cycle, paragraph, item, serial in _parts(keys):
        number = f"u{serial}" if paragraph is None else f"{paragraph}.{item}"
        yield Searched(key, f"{iso3}-{cycle}", number, texts.get(key, {}) | {language: text})


def _parts(keys: list[int]) -> Iterable[tuple]:
    rows = Recommendation.objects.filter(pk__in=among(keys))
    review = ("review__state_under_review", "review__cycle")
    return rows.values_list("pk", "language", "text", *review, "paragraph", "item", "serial")
