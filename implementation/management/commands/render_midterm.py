"""The mid-term report from the command line."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Workspace
from common.pdf import PdfUnavailable
from cycles.models import Review
from implementation import midterm_content, pdfs
from implementation.midterm import MidTermReport
from implementation.models import MidTermReport as ReportRecord


class Command(BaseCommand):
    help = "Writes the mid-term report on a review as PDF or Word, by the name of the file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--review", required=True, metavar="SVN-4", help="the State and the cycle")
        parser.add_argument("--workspace", help="whose ratings: the workspace's name or key")
        parser.add_argument("--language", default="en", help=f"one of {', '.join(dict(settings.LANGUAGES))}")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="a name that ends in .pdf or .docx")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        file_format = out.suffix.lower().lstrip(".")
        if file_format not in (ReportRecord.Format.PDF, ReportRecord.Format.WORD):
            raise CommandError(f"{out.name}: the name has to end in .pdf or .docx.")
        if options["language"] not in dict(settings.LANGUAGES):
            raise CommandError(f"{options['language']}: not one of {', '.join(dict(settings.LANGUAGES))}.")
        report = report_on(options["review"], options["workspace"], options["language"])
        try:
            content = pdfs.render(report, file_format, tell=lambda per_cent, page: None)
            write(out, content)
        except PdfUnavailable as error:
            raise CommandError(
                f"The libraries that draw text in a PDF are missing. Install them with: {error}"
            ) from error
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror or error}.") from error
        counts = report.counts
        self.stdout.write(
            f"{out}: recommendations {counts.total}, rated {counts.rated} by {report.workspace_name},"
            f" {len(content) / 1e6:.1f} MB."
        )


def report_on(code: str, name: str | None, language: str) -> MidTermReport:
    """The report of the workspace that is named, or of the only one; without any, with nothing rated."""
    review = Review.objects.by_code(code).with_parts().first()
    if review is None:
        raise CommandError(f"{code}: no such review. Write the State's code and the cycle, as SVN-4.")
    on = timezone.localdate()
    workspaces = list(Workspace.objects.filter(review=review).with_parts().order_by("name", "pk"))
    if name is not None:
        workspaces = [workspace for workspace in workspaces if is_named(workspace, name)]
        if not workspaces:
            raise CommandError(f"{name}: no workspace on {code} has this name or key.")
    if len(workspaces) > 1:
        listed = "\n".join(f"  {workspace.pk}  {workspace.name}" for workspace in workspaces)
        raise CommandError(f"Several workspaces work on {code}. Say which with --workspace:\n{listed}")
    if workspaces:
        return midterm_content.midterm_report(workspaces[0], language=language, on=on)
    return midterm_content.unrated_report(review, language=language, on=on)


def is_named(workspace: Workspace, name: str) -> bool:
    try:
        return workspace.pk == UUID(name)
    except ValueError:
        return workspace.name.casefold() == name.casefold()


def write(out: Path, content: bytes) -> None:
    """All of it or nothing: a file that is there already stays whole until the new one is."""
    part = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
