"""``import_record FILE``: bring one of OHCHR's documents into the public record from the command line."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cycles.importers import UnreadableFile
from cycles.importers.records import ReadWarning
from cycles.models import Review
from cycles.services import import_words, imports
from cycles.services.imports import ImportRefused
from cycles.services.reconcile import Reconciliation, report

_MOST_MEGABYTES = 100
_PRINTED = (
    "format",
    "review",
    "recommendations",
    "positions",
    "state_mentions",
    "distinct_states",
    "distinct_assigned_themes",
    "theme_assignments",
    "rows",
    "created",
    "updated",
    "unchanged",
)


class Command(BaseCommand):
    """Reads a file, holds it against the record, and stores it whole or not at all."""

    help = "Reads OHCHR's thematic list of recommendations (.docx) into the public record, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--review", metavar="SVN-4", help="where the file does not say its State and cycle")
        parser.add_argument("--dry-run", action="store_true", help="compare only, write nothing")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = self._chosen_review(options["review"])
        data = self._read(options["file"])
        try:
            if options["dry_run"]:
                found = imports.compare(imports.read_document(data), chosen)
            else:
                name = options["file"].name.encode("utf-8", "replace").decode()
                found = imports.import_file(data=data, file_name=name, chosen=chosen, by=None, at=timezone.now())
        except (ImportRefused, UnreadableFile) as error:
            raise CommandError(self._reasons(error)) from error
        if found.obstacles:
            raise CommandError(self._reasons(ImportRefused("obstacles", found=found)))
        self.stdout.write(self._as_json(found) if options["json"] else self._as_text(found, options["dry_run"]))

    def _chosen_review(self, code: str | None) -> Review | None:
        if code is None:
            return None
        chosen = Review.objects.by_code(code).first()
        if chosen is None:
            raise CommandError(f"The record has no review {code}. Write State and cycle, for instance SVN-4.")
        return chosen

    def _read(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                data = file.read(_MOST_MEGABYTES * 1024 * 1024 + 1)
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
        if len(data) > _MOST_MEGABYTES * 1024 * 1024:
            raise CommandError(f"{path} has more than {_MOST_MEGABYTES} MB; a thematic list has less than one.")
        return data

    def _reasons(self, error: ImportRefused | UnreadableFile) -> str:
        found = getattr(error, "found", None)
        lines = [_line(obstacle) for obstacle in found.obstacles] if found else []
        return "\n".join([import_words.refusal(error), *lines])

    def _as_json(self, found: Reconciliation) -> str:
        figures = report(found)
        warnings = [
            {"code": one.code, "row": one.row, "number": one.number, "message": import_words.finding(one)}
            for one in found.warnings
        ]
        return json.dumps({name: figures[name] for name in _PRINTED} | {"warnings": warnings})

    def _as_text(self, found: Reconciliation, dry_run: bool) -> str:
        figures = report(found)
        by_position = ", ".join(
            f"{count} {position.replace('_', ' ')}" for position, count in figures["positions"].items() if count
        )
        if found.already_stored:
            outcome = "Everything is in the record already; nothing changes."
        else:
            outcome = "Nothing was written (dry run)." if dry_run else "Stored."
        return "\n".join(
            [
                f"{figures['review']}, {figures['format'].replace('_', ' ')} {found.symbol}".rstrip(),
                f"{figures['recommendations']} recommendations: {by_position}",
                f"{figures['state_mentions']} State mentions of {figures['distinct_states']} States",
                f"{figures['theme_assignments']} assignments of {figures['distinct_assigned_themes']} themes",
                f"{found.created} new, {found.updated} changed, {found.unchanged} unchanged",
                f"{len(found.warnings)} to look at",
                *map(_line, found.warnings),
                outcome,
            ]
        )


def _line(warning: ReadWarning) -> str:
    place = [f"row {warning.row}"] if warning.row else []
    number = import_words.number_of(warning)
    where = ", ".join([number, *place] if number else place)
    return f"- {where}: {import_words.finding(warning)}" if where else f"- {import_words.finding(warning)}"
