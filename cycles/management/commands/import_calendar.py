"""``import_calendar FILE``: bring a table of sessions or of reviews into the calendar from the command line."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cycles.dates import GENEVA
from cycles.importers import UnreadableFile
from cycles.importers.messages import describe
from cycles.services import calendar_imports, import_words
from cycles.services.calendar_imports import CalendarDifference
from cycles.services.imports import ImportRefused

_MOST_MEGABYTES = 5


class Command(BaseCommand):
    """Compares a table with the calendar, line by line, and stores it whole or not at all."""

    help = "Reads a table of sessions or of reviews (.csv, .xlsx) into the calendar, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="compare only, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        data = self._read(options["file"])
        try:
            found = calendar_imports.compare_calendar(data, on=timezone.localdate(timezone=GENEVA))
            if not (found.problems or options["dry_run"]):
                name = options["file"].name.encode("utf-8", "replace").decode()
                found = calendar_imports.import_calendar(data=data, file_name=name, by=None, at=timezone.now())
        except (ImportRefused, UnreadableFile) as error:
            raise CommandError(import_words.refusal(error)) from error
        if found.problems:
            raise CommandError("\n".join(f"line {one.row}: {describe(one)}" for one in found.problems))
        self.stdout.write("\n".join(_lines(found, options["dry_run"])))

    def _read(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                data = file.read(_MOST_MEGABYTES * 1024 * 1024 + 1)
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
        if len(data) > _MOST_MEGABYTES * 1024 * 1024:
            raise CommandError(f"{path} has more than {_MOST_MEGABYTES} MB; a calendar has less than one.")
        return data


def _lines(found: CalendarDifference, dry_run: bool) -> list[str]:
    changes = [
        f"line {change.line}, {change.label}: {change.field} {change.before} -> {change.after}"
        for change in found.changes
    ]
    counts = f"{len(found.table.lines)} {found.table.kind}: {found.touched} changed or new, {found.unchanged} unchanged"
    left = [f"columns left out: {', '.join(found.table.unknown_columns)}"] if found.table.unknown_columns else []
    return [*changes, *left, counts, "Nothing was written (dry run)." if dry_run else "Stored."]
