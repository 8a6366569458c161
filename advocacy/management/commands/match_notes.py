"""``match_notes``: notes typed during the webcast, held against the recommendations that were then printed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from advocacy.matching.files import read_rows, stored_candidates, stored_spellings, write_answers
from advocacy.matching.notes import NoteMatcher, match_all


class Command(BaseCommand):
    """Reads notes from a file and writes what they heard to another; stores nothing."""

    requires_system_checks: list[str] = []
    help = (
        "Takes [{id, text}], typed as people type, and gives {id: {state, recommendation, confidence}}, or null where "
        "nothing fits. state is the code that the API uses (FRA), recommendation the number (140.7)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--review", required=True, metavar="SVN-4", help="the State and the cycle, 1 to 4")
        parser.add_argument("--input", required=True, type=Path, metavar="IN.json")
        parser.add_argument("--output", required=True, type=Path, metavar="OUT.json")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = read_rows(options["input"])
        matcher = NoteMatcher(stored_candidates(options["review"]), stored_spellings())
        found = match_all(matcher, [(row["id"], row["text"]) for row in rows])
        write_answers(
            options["output"],
            {
                key: {"state": one.state, "recommendation": one.number, "confidence": one.confidence} if one else None
                for key, one in found.items()
            },
        )
        self.stdout.write(f"{len(found)} notes; {sum(one is not None for one in found.values())} fit a recommendation.")
