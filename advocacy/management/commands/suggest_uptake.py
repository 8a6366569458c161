"""``suggest_uptake``: which recommendations of a review took our proposals up."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from advocacy.matching.files import read_rows, stored_candidates, write_answers
from advocacy.matching.uptake import MOST_SHOWN, SHOWN_FROM, can_read, index_of, suggest_all


class Command(BaseCommand):
    """Reads proposals from a file and writes candidates to another; stores nothing."""

    requires_system_checks: list[str] = []
    help = (
        "Takes [{id, text, language}] (language en, fr or es, with or without a region; told from the text where it is "
        "missing or unknown) and gives {id: [[number, confidence], ...]}, best first. What the platform shows has a "
        f"confidence of {SHOWN_FROM} or more: where the best candidate is sure enough, it and the next ones, up to "
        f"{MOST_SHOWN} in all. Weaker ones stand in the file for whoever wants to look further."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--review", required=True, metavar="SVN-4", help="the State and the cycle, 1 to 4")
        parser.add_argument("--input", required=True, type=Path, metavar="IN.json")
        parser.add_argument("--output", required=True, type=Path, metavar="OUT.json")
        parser.add_argument("--shown-only", action="store_true", help="leave weaker candidates out")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = read_rows(options["input"])
        index = index_of(stored_candidates(options["review"]))
        proposals = [(row["id"], row["text"], row.get("language")) for row in rows]
        found = suggest_all(index, proposals)
        least = SHOWN_FROM if options["shown_only"] else 0
        kept = {key: [one for one in ones if one.confidence >= least] for key, ones in found.items()}
        write_answers(
            options["output"], {key: [[one.number, one.confidence] for one in ones] for key, ones in kept.items()}
        )
        hopeful = sum(bool(ones and ones[0].confidence >= SHOWN_FROM) for ones in found.values())
        self.stdout.write(f"{len(found)} proposals; for {hopeful} a candidate that the platform shows.")
        foreign = sum(not can_read(text, language) for _, text, language in proposals)
        if foreign:
            self.stdout.write(f"{foreign} of them in a language that the machine cannot read: it reads en, fr and es.")
