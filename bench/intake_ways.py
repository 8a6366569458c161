"""The ways in which an export is brought into the record; and the invented export itself."""

import csv
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.urls import get_resolver
from django.utils import timezone

from cycles.models import (
    Position,
    Recommendation,
    RecommendationTheme,
    RecommendingState,
    Review,
    State,
    Theme,
    UnDocument,
)
from cycles.services.bulk_rows import copying, new_keys
from cycles.services.imports import import_file
from cycles.synthetic import invented_rows

_HEADINGS = "Recommendation,State under Review,Recommending State,Response,Issues,Action category,Session,Cycle"
_SAID = {"supported": "Supported", "noted": "Noted", "partially_supported": "Partially supported", "pending": "Pending"}
_KINDS = {said: kind for kind, said in _SAID.items()}
# Of the record: a long file is laid down in a temporary table first.
_WRITES = """SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
 WHERE schemaname NOT LIKE 'pg_temp%'"""

# The fields of a recommendation, its recommending States and its themes.
Row = tuple[dict[str, Any], list[str], list[int]]


def main(way: str, most: str, *files: str) -> dict[str, Any]:
    """Seconds and rows a second of one way; the platform's also says how many rows of tables it wrote."""
    ways: dict[str, Any] = {
        "write": _write,
        "platform": _by_platform,
        "save": _by_save,
        "get_or_create": _by_asking,
        "copy": _by_copy,
    }
    # Whatever serves pages or does tasks knows its addresses, and has loaded the views behind them, once and for all.
    get_resolver().url_patterns  # noqa: B018
    start = time.perf_counter()
    rows, writes = ways[way](int(most), *map(Path, files))
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "rate": rows / seconds, "rows": rows, "writes": writes}


def _by_platform(most: int, *paths: Path) -> tuple[int, int]:
    """Read, validated, held against the record, written with provenance, history, answers and search rows."""
    rows = 0
    with transaction.atomic():
        for path in paths:
            with path.open("rb") as file:
                found: Any = import_file(data=file, file_name=path.name, chosen=None, by=None, at=timezone.now())
                rows += found.rows
        with connection.cursor() as cursor:
            cursor.execute(_WRITES)
            return rows, int(cursor.fetchone()[0])


@transaction.atomic
def _by_save(most: int, path: Path) -> tuple[int, None]:
    """A loop of save() in one transaction, as a management command is usually written."""
    rows = list(_rows(path, most))
    for fields, states, themes in rows:
        row = Recommendation(**fields)
        row.save()
        for order, state in enumerate(states):
            RecommendingState(recommendation=row, state_id=state, order=order).save()
        for order, theme in enumerate(themes):
            RecommendationTheme(recommendation=row, theme_id=theme, order=order).save()
        Position(recommendation=row, kind=row.position, recorded_at=row.created_at).save()
    return len(rows), None


def _by_asking(most: int, path: Path) -> tuple[int, None]:
    """The way that may be run twice: each row is looked for first, each in a transaction of its own."""
    rows = list(_rows(path, most))
    for fields, states, themes in rows:
        key = {name: fields.pop(name) for name in ("review_id", "text")}
        row, _ = Recommendation.objects.get_or_create(**key, defaults=fields)
        for order, state in enumerate(states):
            RecommendingState.objects.get_or_create(recommendation=row, state_id=state, defaults={"order": order})
        for order, theme in enumerate(themes):
            RecommendationTheme.objects.get_or_create(recommendation=row, theme_id=theme, defaults={"order": order})
        Position.objects.get_or_create(recommendation=row, kind=row.position, defaults={"recorded_at": row.created_at})
    return len(rows), None


@transaction.atomic
def _by_copy(most: int, path: Path) -> tuple[int, None]:
    """COPY into the four tables and nothing else: nothing compared, nothing rendered, nothing to take back."""
    rows = list(_rows(path, most))
    keyed = list(zip(new_keys(Recommendation, len(rows)), rows, strict=True))
    fixed = {"comment": "", "version": 0, "row_json": "{}"}
    fields = ["id", *rows[0][0], *fixed]
    texts = ([key, *row.values(), *fixed.values()] for key, (row, _, _) in keyed)
    states = ((key, state, order, 1) for key, (_, said_by, _) in keyed for order, state in enumerate(said_by))
    themes = ((key, theme, order) for key, (_, _, about) in keyed for order, theme in enumerate(about))
    stage = Position.Stage.REPORT.value
    positions = ((key, stage, row["position"], "", "", row["created_at"]) for key, (row, _, _) in keyed)
    history = ["recommendation", "stage", "kind", "source", "note", "recorded_at"]
    with connection.cursor() as cursor:
        copying(Recommendation, fields, texts)(cursor)
        copying(RecommendingState, ["recommendation", "state", "order", "clause"], states)(cursor)
        copying(RecommendationTheme, ["recommendation", "theme", "order"], themes)(cursor)
        copying(Position, history, positions)(cursor)
    return len(rows), None


def _rows(path: Path, most: int) -> Iterator[Row]:
    """The export read by the csv module. Nothing is checked."""
    at = timezone.now()
    states = dict(State.objects.real().values_list("name_en", "pk"))
    themes = dict(Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO).values_list("label", "pk"))
    reviews = {
        (state, cycle): key for key, state, cycle in Review.objects.values_list("pk", "state_under_review", "cycle")
    }
    documents: dict[int, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for serial, row in enumerate(islice(csv.DictReader(file), most), start=1):
            review = reviews[states[row["State under Review"]], int(row["Cycle"])]
            if review not in documents:
                documents[review] = UnDocument.objects.create(review_id=review, symbol=f"BENCH/{review}").pk
            fields = {
                "review_id": review,
                "document_id": documents[review],
                "serial": serial,
                "language": "en",
                "text": row["Recommendation"],
                "raw_text": row["Recommendation"],
                "position": _KINDS[row["Response"]],
                "action_category": int(row["Action category"]),
                "action_basis": "given",
                "created_at": at,
                "updated_at": at,
            }
            about = [themes[label] for label in row["Issues"].split("|") if label]
            yield fields, [states[name] for name in row["Recommending State"].split("|")], about


def _write(count: int, path: Path) -> tuple[int, None]:
    """An export as UPR Info's database gives it, of invented recommendations, none twice in a review."""
    reviews = list(Review.objects.filter(cycle__lte=4).order_by("pk"))
    names = dict(State.objects.real().values_list("pk", "name_en"))
    labels = dict(Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO).values_list("code", "label"))
    states = [review.state_under_review_id for review in reviews]
    seen: set[tuple[int, str]] = set()
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(_HEADINGS.split(","))
        for row in invented_rows(count * 3 // 2, reviews=states, states=sorted(names), issues=len(labels), groups=0):
            if row.language != "en" or (row.review, row.text) in seen or len(seen) == count:
                continue
            seen.add((row.review, row.text))
            review = reviews[row.review]
            said_by = "|".join(names[state] for state in row.states)
            about = "|".join(labels[str(issue)] for issue in row.issues)
            said = (row.text, names[review.state_under_review_id], said_by, _SAID[row.position], about, row.action)
            out.writerow((*said, review.current_session_id, review.cycle_id))
    return len(seen), None
