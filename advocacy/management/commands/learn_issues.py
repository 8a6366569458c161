"""``learn_issues FILE...``: which concepts speak for which issues, learnt from UPR Info's exports and judged."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from advocacy.matching.issue_learning import JUDGE, LEARN, judge, learn, read_labelled, write_evidence
from advocacy.matching.issues import issues_in
from cycles.importers import UnreadableFile


class Command(BaseCommand):
    """Learns from some sessions and judges on others, all of the files given; writes only where it is told to."""

    # It works on files alone, so it runs where there is no database.
    requires_system_checks: list[str] = []
    help = (
        "Learns which concepts speak for which issues from sessions 6 to 9 and 14 to 17 in exports of UPR Info, "
        "and judges on sessions 18 to 20 how well the issues of a text are told."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="exports that hold these sessions")
        parser.add_argument("--write", action="store_true", help="replace advocacy/refdata/issue_concepts.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = read_labelled([path.read_bytes() for path in options["files"]])
        except OSError as error:
            raise CommandError(f"{error.filename}: cannot be read ({error.strerror}).") from error
        except UnreadableFile as error:
            raise CommandError("One of the files is no table that can be read.") from error
        taught = [row for row in rows if row.session in LEARN]
        asked = [row for row in rows if row.session in JUDGE]
        for name, chosen, sessions in (("learn from", taught, LEARN), ("judge on", asked, JUDGE)):
            if not chosen:
                numbers = ", ".join(map(str, sorted(sessions)))
                raise CommandError(f"The files hold no text to {name}: none of the sessions {numbers}.")
        evidence = learn(taught)
        found = judge(asked, lambda text: issues_in(text, learnt=evidence))
        self.stdout.write(f"learnt from {len(taught)} texts, judged on {len(asked)}")
        self.stdout.write(found.words)
        if options["write"]:
            write_evidence(evidence)
