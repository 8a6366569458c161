"""The files that the matching commands take and give."""

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from advocacy.matching.records import Candidate, spellings_of_files
from cycles.models import Recommendation, Review, State, StateAlias

MOST_ROWS = 5_000
_LONGEST_TEXT = 5_000
_MOST_NAMED = 10


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON list, each with a ``text`` and an ``id`` of its own, as a string.

    Raises CommandError where they are not so.
    """
    try:
        rows = json.loads(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}.") from error
    except ValueError as error:
        raise CommandError(f"{path} is no JSON: {error}.") from error
    except RecursionError as error:
        raise CommandError(f"{path} has to hold a list of objects; lists stand in lists too deeply here.") from error
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise CommandError(f"{path} has to hold a list of at most {MOST_ROWS} objects.")
    for place, row in enumerate(rows, 1):
        if not (isinstance(row, dict) and isinstance(row.get("text"), str) and _is_id(row.get("id"))):
            raise CommandError(f"{path}: object {place} needs an id and a text.")
        row["id"] = str(row["id"])
        row["text"] = row["text"][:_LONGEST_TEXT]
    _refuse_repeated(path, rows)
    return rows


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _refuse_repeated(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """An answer stands under its id: of two objects with one id, 1 and "1" too, one would be lost."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows, 1):
        places.setdefault(row["id"], []).append(place)
    twice = {key: found for key, found in places.items() if len(found) > 1}
    if twice:
        said = _first("; ", [f"{json.dumps(key)} of {_first(', ', found)}" for key, found in twice.items()])
        raise CommandError(f"{path}: several objects have the same id: {said}. Give each an id of its own.")


def _first(between: str, values: Sequence[object]) -> str:
    """As many as one reads in a terminal."""
    return between.join(map(str, [*values[:_MOST_NAMED], *("…" for _ in values[_MOST_NAMED : _MOST_NAMED + 1])]))


def real_files(files: Iterable[str]) -> Path:
    """The folder of the real files, which UPR_REALDATA names. Raises CommandError unless it holds ``files``."""
    folder = os.environ.get("UPR_REALDATA")
    about = "Set UPR_REALDATA to the folder of the real files (advocacy/evaluation/README.md)"
    if not folder or not Path(folder).is_dir():
        raise CommandError(f"{about}.")
    missing = [one for one in sorted(set(files)) if not (Path(folder) / one).is_file()]
    if missing:
        raise CommandError(f"{about}: {folder} holds no {_first(', ', missing)}.")
    return Path(folder)


def write_answers(path: Path, answers: dict[Any, Any]) -> None:
    """The answers by id, as JSON with a line for each; the file is there whole or not at all."""
    if not path.name:
        raise CommandError(f"{path} is no name for a file.")
    lines = (f"{json.dumps(str(key))}: {json.dumps(answer)}" for key, answer in answers.items())
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            part.unlink()


def stored_candidates(code: str) -> list[Candidate]:
    """The recommendations of the review that ``SVN-4`` names, from the database. Raises CommandError without any."""
    review = Review.objects.by_code(code).first()
    if review is None:
        raise CommandError(f"The record has no review {code}. Write State and cycle, for instance SVN-4.")
    found = candidates_of(review)
    if not found:
        raise CommandError(f"The record has no recommendation of {code} yet. Bring its list in with import_record.")
    return found


def candidates_of(review: Review) -> list[Candidate]:
    """The recommendations of a review, from the database."""
    rows = Recommendation.objects.filter(review=review).in_order()
    return [
        Candidate(
            number=row.number,
            text=row.text,
            states=tuple(state.state_id for state in sorted(row.state_rows.all(), key=lambda one: one.order)),
            labels=(
                *(one.theme.label for one in sorted(row.theme_rows.all(), key=lambda one: one.order)),
                *(group.label for group in row.groups.all()),
            ),
        )
        for row in rows.prefetch_related("state_rows", "theme_rows__theme", "groups")
    ]


def stored_spellings() -> dict[str, str]:
    """Codes, names in six languages and aliases of all States, as the project ships and as the database has them."""
    columns = ("iso2", "iso3", "name_un", *(f"name_{language}" for language in ("en", "fr", "es", "ar", "ru", "zh")))
    names = {name: row[1] for row in State.objects.values_list(*columns) for name in row if name}
    return spellings_of_files() | names | dict(StateAlias.objects.values_list("alias", "state_id"))
