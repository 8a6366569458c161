"""``import_record FILE …``: bring documents or exports into the public record by command, or take one back."""

import io
import json
import sys
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cycles.importers import FORMATS, UnreadableFile
from cycles.importers.export_roles import export_roles
from cycles.importers.records import ReadWarning
from cycles.models import ImportRun, Review
from cycles.services import import_words, imports, undoing
from cycles.services.export_reconcile import ExportFound
from cycles.services.import_kinds.base import NOT_NAMED, Found, ImportRefused, gap_answers
from cycles.services.import_kinds.registry import KINDS
from cycles.services.undoing import UndoRefused

MEGABYTE = 1024 * 1024
_MOST_MEGABYTES = 100
# Exports pass by row by row; UHRI's whole JSON has some 400 MB.
_MOST_MEGABYTES_OF_EXPORTS = 1000
_EXPORTS = {".csv", ".json", ".xls", ".xlsx"}
_OWN_WORDS = {
    "unknown_format": (
        "This is no document of a review that we can read: nothing in it says which kind it is. If it is one all the "
        f"same, name the kind with --kind: {', '.join(FORMATS)}."
    ),
    NOT_NAMED: "The document does not say which State and cycle it is about.",
}
_OWN_HINTS = {
    "export_columns": ["Name them with --columns, for instance --columns text=Empfehlung,state=Staat."],
    "not_pledges": ["Leave out --kind."],
    "report_not_addendum": ["Name it with --kind working_group_report, or leave out --kind."],
    "list_not_addendum": ["Name it with --kind thematic_list, or leave out --kind."],
    "addendum_not_report": ["Name it with --kind addendum, or leave out --kind."],
    "summary_not_report": ["Name it with --kind stakeholder_summary, or leave out --kind."],
}
_NOT_PRINTED = {"changes", "document", "doubts", "left_out", "obstacles", "warnings"}


class Command(BaseCommand):
    """Reads files one after the other, holds each against the record, and stores it whole or not at all."""

    help = (
        "Reads documents of the United Nations or exports of UPR Info or UHRI into the public record, each whole or "
        "not at all. The content tells what it is. The first that cannot be stored ends the command."
    )
    # They look at addresses and templates, which no import changes, and take as long as a thousand recommendations.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="*", help="a file, or - for text on standard input")
        parser.add_argument("--kind", choices=FORMATS, default="", help="what it is, where the content does not tell")
        parser.add_argument(
            "--columns",
            metavar="ROLE=HEADING,...",
            default="",
            help="which column of an export is what, where its headings are unknown",
        )
        parser.add_argument("--review", metavar="SVN-4", help="where the file does not say its State and cycle")
        parser.add_argument("--leave-doubts", action="store_true", help="leave out rows that a person must decide")
        parser.add_argument(
            "--accept-gaps", action="store_true", help="the document itself leaves out the numbers that are missing"
        )
        parser.add_argument("--dry-run", action="store_true", help="compare only, write nothing")
        parser.add_argument("--undo", metavar="RUN", help="take this import back instead; its id stands in its address")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON, a line for each file")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["undo"]:
            self._undo(options["undo"], options["json"])
            return
        if not options["files"]:
            raise CommandError("Name the file to read, or - for text on standard input.")
        chosen = self._chosen_review(options["review"])
        self._import_all(options["files"], options, chosen)

    def _import_all(self, paths: list[str], options: dict[str, Any], chosen: Review | None) -> None:
        for path in paths:
            try:
                self._import(path, options, chosen)
            except CommandError as error:
                raise (CommandError(f"{path}: {error}") if len(paths) > 1 else error) from error

    def _import(self, path: str, options: dict[str, Any], chosen: Review | None) -> None:
        with self._open(path) as file:
            found = self._bring(path, file, options, chosen)
            if found.obstacles or found.doubts:
                code = "obstacles" if found.obstacles else "doubts"
                raise CommandError(_reasons(ImportRefused(code, found=found)))
            figures = imports.report(found)
        self.stdout.write(_as_json(found, figures) if options["json"] else _as_text(found, figures, options["dry_run"]))

    def _bring(self, path: str, file: BinaryIO, options: dict[str, Any], chosen: Review | None) -> Found:
        columns = _columns(options["columns"], options["kind"])
        asked = {name: options[name] for name in ("kind", "leave_doubts", "accept_gaps")} | {"columns": columns}
        try:
            if options["dry_run"]:
                with transaction.atomic():
                    document = imports.read_document(file, asked["kind"], columns)
                    said = gap_answers(document.warnings) if asked["accept_gaps"] else {}
                    return imports.compare(document, chosen, answers=said, leave_doubts=asked["leave_doubts"])
            name = "standard input.txt" if path == "-" else Path(path).name
            name = name.encode("utf-8", "replace").decode()
            return imports.import_file(data=file, file_name=name, chosen=chosen, by=None, at=timezone.now(), **asked)
        except (ImportRefused, UnreadableFile) as error:
            raise CommandError(_reasons(error)) from error

    def _chosen_review(self, code: str | None) -> Review | None:
        if code is None:
            return None
        chosen = Review.objects.by_code(code).first()
        if chosen is None:
            raise CommandError(f"The record has no review {code}. Write State and cycle, for instance SVN-4.")
        return chosen

    def _open(self, path: str) -> BinaryIO:
        if path == "-":
            return _standard_input()
        try:
            file = Path(path).open("rb")  # noqa: SIM115 closed by the caller
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
        most = _MOST_MEGABYTES_OF_EXPORTS if Path(path).suffix.lower() in _EXPORTS else _MOST_MEGABYTES
        if file.seek(0, io.SEEK_END) > most * MEGABYTE:
            file.close()
            raise CommandError(f"{path} has more than {most} MB; no document of this kind has.")
        file.seek(0)
        return file

    def _undo(self, key: str, as_json: bool) -> None:
        try:
            run = ImportRun.objects.filter(pk=UUID(key)).first()
        except ValueError:
            run = None
        if run is None or run.format not in KINDS:
            raise CommandError(f"The record has no import {key}.")
        try:
            count = undoing.undo_import(run=run, by=None, at=timezone.now())
        except UndoRefused as error:
            later = [f"{run.pk} {run.file_name}" for run in error.later]
            raise CommandError("\n".join([import_words.undo_refusal(error), *later])) from error
        figures = {"undone": str(run.pk), "recommendations": count}
        self.stdout.write(json.dumps(figures) if as_json else f"Taken back; {count} recommendations are as before.")


def _standard_input() -> BinaryIO:
    data = sys.stdin.buffer.read(_MOST_MEGABYTES * MEGABYTE + 1)
    if len(data) > _MOST_MEGABYTES * MEGABYTE:
        raise CommandError(f"Standard input has more than {_MOST_MEGABYTES} MB. Name the file instead.")
    return io.BytesIO(data)


def _columns(asked: str, kind: str) -> dict[str, str]:
    """``text=Empfehlung,state=Staat`` as roles and headings."""
    columns: dict[str, str] = {}
    known = export_roles(kind)
    for part in filter(None, asked.split(",")):
        role, _, heading = part.partition("=")
        if role.strip() not in known:
            raise CommandError(f"{role.strip()} is no column that an export has. Known are: {', '.join(known)}.")
        columns[role.strip()] = heading.strip()
    return columns


def _reasons(error: ImportRefused | UnreadableFile) -> str:
    found = getattr(error, "found", None)
    lines = [_line(obstacle) for obstacle in found.obstacles] if found else []
    for doubt in found.doubts if found else ():
        candidates = ", ".join(f"{one.number} ({round(100 * one.score)} %)" for one in doubt.candidates)
        lines.append(f"- {doubt.place}: {doubt.text[:100]} | may be {candidates}")
    if found and found.obstacles:
        lines += _left_out(found)
    if found and gap_answers(found.obstacles):
        lines.append("If the document itself jumps over these numbers, bring it with --accept-gaps.")
    if error.code == NOT_NAMED:
        lines.append("Name the review with --review, for instance --review SVN-4.")
    if found and found.doubts:
        lines.append("Answer on the page of imports, or bring it with --leave-doubts to leave these rows out.")
    return "\n".join([_refusal(error), *lines])


def _refusal(error: ImportRefused | UnreadableFile) -> str:
    """Why a file was refused as a whole: what to do about it on a page is another thing to do here."""
    if error.code in _OWN_WORDS:
        return _OWN_WORDS[error.code]
    return "\n".join([import_words.refusal(error), *_OWN_HINTS.get(error.code, [])])


def _left_out(found: Found) -> list[str]:
    """Why rows were left out of an export, and where the first of them stand."""
    if not isinstance(found, ExportFound):
        return []
    told = import_words.skipped(found.skipped, found.skipped_places)
    return [f"- {count} left out: {reason}{_rows(places, count)}" for reason, count, places in told]


def _rows(places: list[int], count: int) -> str:
    more = ", …" if len(places) < count else ""
    return f" (row {', '.join(map(str, places))}{more})" if places else ""


def _as_json(found: Found, figures: dict[str, Any]) -> str:
    warnings = [
        {"code": one.code, "row": one.row, "number": one.number, "message": import_words.finding(one)}
        for one in found.warnings
    ]
    printed = {name: value for name, value in figures.items() if name not in _NOT_PRINTED}
    if not found.joined:
        del printed["joined"]
    left_out = {"left_out": figures["left_out"]} if figures["left_out"] else {}
    return json.dumps(printed | left_out | {"warnings": warnings})


def _as_text(found: Found, figures: dict[str, Any], dry_run: bool) -> str:
    if found.already_stored and found.left_out and not found.unchanged:
        outcome = "Every row that could be read is left out as doubtful; nothing changes."
    elif found.already_stored:
        outcome = "Everything is in the record already; nothing changes."
    else:
        outcome = "Nothing was written (dry run)." if dry_run else "Stored."
    head = f"{figures['review'] or ''}, {figures['format'].replace('_', ' ')} {found.symbol}"
    counts = f"{found.created} new, {found.updated - found.joined} changed, {found.unchanged} unchanged"
    left_out = f"left out as doubtful: {', '.join(found.left_out)}"
    return "\n".join(
        [
            head.strip(", "),
            *KINDS[figures["format"]].lines(figures),
            f"{counts}, {found.joined} with one more source" if found.joined else counts,
            *([left_out] if found.left_out else []),
            f"{len(found.warnings)} to look at",
            *map(_line, found.warnings),
            *_left_out(found),
            outcome,
        ]
    )


def _line(warning: ReadWarning) -> str:
    place = [f"row {warning.row}"] if warning.row else []
    number = import_words.number_of(warning)
    where = ", ".join([number, *place] if number else place)
    return f"- {where}: {import_words.finding(warning)}" if where else f"- {import_words.finding(warning)}"
