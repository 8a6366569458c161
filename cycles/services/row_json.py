"""What the API answers for a recommendation, put together from its parts; where they come from is the caller's."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from cycles.models import Review, Theme

# A recommendation's own columns that its answer shows.
OWN = (
    "pk",
    "review_id",
    "document__symbol",
    "paragraph",
    "item",
    "serial",
    "language",
    "text",
    "position",
    "action_category",
    "action_basis",
    "action_suggestion__category",
    "action_suggestion__verb",
    "version",
    "updated_at",
)
# As in the search rows that are found in the tables.
_NUMBER = re.compile(r"[0-9]{1,4}")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# Lists by recommendation, each in its order.
Lists = Mapping[int, list[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What hangs on some recommendations; ``themes`` are pairs of a key and ``theme``, ``issues`` are by theme."""

    reviews: Mapping[int, Review]
    states: Lists
    positions: Lists
    themes: Lists
    issues: Mapping[int, list[dict[str, str]]]
    groups: Lists
    goals: Lists
    sources: Lists
    ratings: Lists = field(default_factory=dict)
    texts: Lists = field(default_factory=dict)


def answers(rows: Iterable[Mapping[str, Any]], parts: Parts) -> dict[int, str]:
    """The answer for each of these rows, by key; ``OWN`` names what a row must have."""
    shown = list(rows)
    addresses = {pk: parts.reviews[pk].get_absolute_url() for pk in {row["review_id"] for row in shown}}
    return {row["pk"]: _encode(_answer(row, parts, addresses)) for row in shown}


def step(
    kind: str, stage: str, note: str, source: str, stated: date | None, recorded: datetime
) -> dict[str, str | None]:
    """One step of the history of the position."""
    return {
        "position": kind,
        "stage": stage,
        "note": note,
        "source": source,
        "date": stated.isoformat() if stated else None,
        "recorded_at": _moment(recorded),
    }


def theme(scheme: str, version: str, code: str, label: str) -> dict[str, str]:
    """A theme, as one of its scheme in one version."""
    return {"scheme": scheme, "version": version, "code": code, "label": label}


def source(kind: str, place: str, external_key: str) -> dict[str, str]:
    """Where the recommendation was met."""
    return {"kind": kind, "place": place, "external_key": external_key}


def _answer(row: Mapping[str, Any], parts: Parts, addresses: Mapping[int, str]) -> dict[str, Any]:
    key, review = row["pk"], parts.reviews[row["review_id"]]
    number = f"u{row['serial']}" if row["paragraph"] is None else f"{row['paragraph']}.{row['item']}"
    themes = parts.themes.get(key, [])
    return {
        "id": f"{review.code}-{number}",
        "review": review.code,
        "state_under_review": review.state_under_review_id,
        "cycle": review.cycle_id,
        "session": review.current_session_id,
        # The report that the number is of: nothing says that a row without one stands in it.
        "document": "" if row["paragraph"] is None else row["document__symbol"],
        "number": number,
        "serial": row["serial"],
        "language": row["language"],
        "text": row["text"],
        "texts": parts.texts.get(key, []),
        "recommending_states": parts.states.get(key, []),
        "position": row["position"],
        "positions": parts.positions.get(key, []),
        "action": _action(row),
        "issues": _issues(themes, parts.issues),
        "themes": [one for _, one in themes],
        "groups": parts.groups.get(key, []),
        "sdgs": parts.goals.get(key, []),
        "ratings": parts.ratings.get(key, []),
        "sources": parts.sources.get(key, []),
        "is_invented": review.state_under_review.is_invented,
        "url": f"{addresses[review.pk]}{number}/",
        "version": row["version"],
        "updated_at": _moment(row["updated_at"]),
    }


def numbers_of_issues(
    themes: Iterable[tuple[int, dict[str, str]]], crosswalk: Mapping[int, list[dict[str, str]]]
) -> set[int]:
    """The numbers of ``issues``, of those that have one."""
    given = {one["code"] for _, one in themes if one["scheme"] == Theme.Scheme.UPR_INFO}
    led_to = {issue["code"] for key, _ in themes for issue in crosswalk.get(key, ())}
    return {int(code) for code in given | led_to if _NUMBER.fullmatch(code)}


def _issues(
    themes: Iterable[tuple[int, dict[str, str]]], crosswalk: Mapping[int, list[dict[str, str]]]
) -> list[dict[str, str]]:
    """The issues of a recommendation, each once: those that UPR Info gives, then those that its themes lead to."""
    found: dict[str, dict[str, str]] = {}
    for _, one in themes:
        if one["scheme"] == Theme.Scheme.UPR_INFO:
            found[one["code"] or one["label"]] = {"code": one["code"], "label": one["label"], "basis": "given"}
    for key, _ in themes:
        for issue in crosswalk.get(key, ()):
            found.setdefault(issue["code"], issue)
    return sorted(
        found.values(), key=lambda issue: (int(issue["code"]) if issue["code"].isdecimal() else 99, issue["label"])
    )


def _action(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the recommendation asks for: given, decided, or guessed from its verb, which is then named."""
    if row["action_category"]:
        return {"category": row["action_category"], "basis": row["action_basis"]}
    if row["action_suggestion__category"]:
        category, verb = row["action_suggestion__category"], row["action_suggestion__verb"]
        return {"category": category, "basis": "suggested", "verb": verb}
    return {"category": None, "basis": ""}


@lru_cache(maxsize=100)
def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
