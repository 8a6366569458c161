"""``check_smart --input IN.json --output OUT.json``: the SMART check on texts in a file, without a database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from submissions.smart import check


class Command(BaseCommand):
    """Reads ``[{"id", "text", "language"}]``, writes ``{id: {criterion: answer, "multi_ask", "action_category"}}``."""

    requires_system_checks: list[str] = []
    help = "Says of each text in a JSON file whether it is specific, measurable, achievable, relevant and time-bound."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--input", metavar="IN.json", type=Path, required=True)
        parser.add_argument("--output", metavar="OUT.json", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        rows = read_rows(options["input"])
        year = timezone.now().year
        found = {key: check(text, language, year=year).as_json() for key, text, language in rows}
        try:
            options["output"].write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{options['output']}: cannot be written ({error.strerror}).") from error
        self.stdout.write(f"{len(found)} texts checked.")


def read_rows(path: Path) -> list[tuple[str, str, str]]:
    """Id, text and language of each row; CommandError with the place of what is wrong."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: is not UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise CommandError(f"{path}: is no JSON ({error}).") from error
    if not isinstance(rows, list):
        raise CommandError(f'{path}: expected a list of {{"id", "text", "language"}}.')
    found: dict[str, tuple[str, str, str]] = {}
    for place, row in enumerate(rows, start=1):
        key, text, language = _row(row, f"{path}: entry {place}")
        if key in found:
            raise CommandError(f"{path}: entry {place}: the id {key} stands twice.")
        found[key] = (key, text, language)
    return list(found.values())


def _row(row: Any, place: str) -> tuple[str, str, str]:
    if not isinstance(row, dict):
        raise CommandError(f"{place}: is no object.")
    for name in ("id", "text", "language"):
        if name not in row:
            raise CommandError(f'{place}: has no "{name}".')
    key, text, language = row["id"], row["text"], row["language"]
    if isinstance(key, bool) or not isinstance(key, str | int) or key == "":
        raise CommandError(f'{place}: "id" must be a text or a whole number.')
    if not isinstance(text, str) or not isinstance(language, str):
        raise CommandError(f'{place}: "text" and "language" must be texts.')
    return str(key), text, language
