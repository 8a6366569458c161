"""The bare way: SQL that makes the JSON, psycopg over a pool, and ASGI; nothing between."""

import os
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from psycopg_pool import AsyncConnectionPool

_ROW = """json_build_object(
 'id', r.key, 'review', v.state_under_review_id || '-' || v.cycle_id, 'state_under_review', v.state_under_review_id,
 'cycle', v.cycle_id, 'session', v.current_session_id, 'document', d.symbol, 'number', r.number, 'serial', r.serial,
 'language', r.language, 'text', r.text,
 'texts', (SELECT coalesce(json_agg(language ORDER BY language), '[]') FROM cycles_recommendationtext
   WHERE recommendation_id = r.id),
 'recommending_states', (SELECT coalesce(json_agg(state_id ORDER BY "order"), '[]') FROM cycles_recommendingstate
   WHERE recommendation_id = r.id),
 'position', r.position,
 'positions', (SELECT coalesce(json_agg(json_build_object('position', kind, 'stage', stage, 'note', note,
   'source', source, 'date', stated_date, 'recorded_at',
   to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) ORDER BY id), '[]')
   FROM cycles_position WHERE recommendation_id = r.id),
 'action', json_build_object('category', r.action_category, 'basis', r.action_basis),
 'issues', (SELECT coalesce(json_agg(json_build_object('code', t.code, 'label', t.label, 'basis', 'given')
   ORDER BY t.code::int), '[]') FROM cycles_recommendationtheme x JOIN cycles_theme t ON t.id = x.theme_id
   WHERE x.recommendation_id = r.id AND t.scheme = 'upr_info'),
 'themes', (SELECT coalesce(json_agg(json_build_object('scheme', t.scheme, 'version', t.version, 'code', t.code,
   'label', t.label) ORDER BY x."order"), '[]') FROM cycles_recommendationtheme x
   JOIN cycles_theme t ON t.id = x.theme_id WHERE x.recommendation_id = r.id),
 'groups', (SELECT coalesce(json_agg(g.label ORDER BY g.label), '[]') FROM cycles_recommendation_groups x
   JOIN cycles_persongroup g ON g.id = x.persongroup_id WHERE x.recommendation_id = r.id),
 'sdgs', (SELECT coalesce(json_agg(goal_id ORDER BY goal_id), '[]') FROM cycles_recommendation_goals
   WHERE recommendation_id = r.id),
 'ratings', (SELECT coalesce(json_agg(json_build_object('publisher', publisher_name, 'level', level, 'since', since)
   ORDER BY since), '[]') FROM cycles_publishedrating WHERE recommendation_id = r.id),
 'sources', (SELECT coalesce(json_agg(json_build_object('kind', kind, 'place', place, 'external_key', external_key)
   ORDER BY id), '[]') FROM cycles_recommendationsource WHERE recommendation_id = r.id),
 'is_invented', s.is_invented, 'url', '/reviews/' || s.iso3 || '/' || v.cycle_id || '/' || r.number || '/',
 'version', r.version, 'updated_at', to_char(r.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))"""
_WITH_NUMBERS = """(SELECT rec.*{more},
 state_under_review_id || '-' || cycle_id || '-' || paragraph || '.' || item AS key,
 paragraph || '.' || item AS number FROM {rows}) r"""
_JOINED = """JOIN cycles_review v ON v.id = r.review_id JOIN cycles_state s ON s.iso3 = v.state_under_review_id
 JOIN cycles_undocument d ON d.id = r.document_id"""
_OF_STATE = """cycles_recommendation rec JOIN cycles_review ON cycles_review.id = rec.review_id
 WHERE state_under_review_id = %(state)s AND position = %(position)s
 ORDER BY review_id, paragraph, item LIMIT %(size)s"""
_ONE = """cycles_recommendation rec JOIN cycles_review ON cycles_review.id = rec.review_id
 WHERE state_under_review_id = %(state)s AND cycle_id = %(cycle)s AND paragraph = %(paragraph)s AND item = %(item)s"""
_FOUND = """(SELECT recommendation_id, ts_rank_cd(words, asked) AS rank
 FROM cycles_searchtext, to_tsquery('english', %(words)s) asked
 WHERE words @@ asked AND language = 'en' ORDER BY rank DESC LIMIT %(size)s) best
 JOIN cycles_recommendation rec ON rec.id = recommendation_id JOIN cycles_review ON cycles_review.id = rec.review_id"""


def _statement(rows: str, order: str) -> str:
    source = _WITH_NUMBERS.format(rows=rows, more=", rank" if "rank" in order else "")
    return f"SELECT coalesce(json_agg({_ROW} ORDER BY {order}), '[]')::text FROM {source} {_JOINED}"


STATEMENTS = {
    "/list": _statement(_OF_STATE, "r.review_id, r.paragraph, r.item"),
    "/rendered": f"SELECT '[' || string_agg(row_json, ',') || ']' FROM (SELECT row_json FROM {_OF_STATE}) r",
    "/item": _statement(_ONE, "r.id"),
    "/rendered_item": f"SELECT row_json FROM {_ONE}",
    "/search": _statement(_FOUND, "r.rank DESC, r.id DESC"),
}
_NUMBERS = {"size", "cycle", "paragraph", "item"}
_pools: dict[int, AsyncConnectionPool] = {}

Message = dict[str, Any]


async def app(scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]):
    if scope["type"] == "lifespan":
        return  # there is nothing to prepare
    asked = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
    values = {name: int(value) if name in _NUMBERS else value for name, value in asked.items()}
    async with (await _pool()).connection() as connection:
        cursor = await connection.execute(STATEMENTS[scope["path"]], {"size": 100} | values)
        (body,) = await cursor.fetchone() or ("",)
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": (body or "[]").encode()})


async def _pool() -> AsyncConnectionPool:
    """One pool for each process, made by its first request."""
    if os.getpid() not in _pools:
        _pools[os.getpid()] = pool = AsyncConnectionPool(
            os.environ["DATABASE_URL"], min_size=4, max_size=4, open=False, kwargs={"autocommit": True}
        )
        await pool.open()
    return _pools[os.getpid()]
