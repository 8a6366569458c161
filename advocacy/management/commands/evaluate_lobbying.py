"""``evaluate_lobbying FILE...``: whether the States ranked high recommended later, by hind-sight."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from advocacy.lobbying import Weights
from advocacy.lobbying_evaluation import FIRST, Hits, Made, evaluate, read_made
from cycles.importers import UnreadableFile

LEARN = frozenset({6, 7, 8, 9, 14, 15, 16, 17})
JUDGE = frozenset({18, 19, 20})


class Command(BaseCommand):
    """Learns from the files given and judges on the files given, by session; no stored figure is used."""

    requires_system_checks: list[str] = []
    help = (
        "Ranks States for every State under Review and issue of sessions 18 to 20 in exports of UPR Info by what "
        "sessions 6 to 9 and 14 to 17 hold, and counts how many of the first ten did recommend."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="exports that hold these sessions")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [row for path in options["files"] for row in _read(path)]
        taught = [row for row in rows if row.session in LEARN]
        asked = [row for row in rows if row.session in JUDGE]
        for name, chosen, sessions in (("learn from", taught, LEARN), ("judge on", asked, JUDGE)):
            if not chosen:
                numbers = ", ".join(map(str, sorted(sessions)))
                raise CommandError(f"The files hold nothing to {name}: none of the sessions {numbers}.")
        every, spoken = evaluate(taught, asked, Weights())
        self.stdout.write(f"learnt from sessions {_sessions(taught)}, judged on sessions {_sessions(asked)}")
        for name, hits in (("all pairs", every), ("pairs on which a State recommended", spoken)):
            for line in _lines(name, hits):
                self.stdout.write(line)


def _lines(name: str, hits: Hits) -> list[str]:
    ranked, frequent, on_issue = (
        part / hits.places if hits.places else 0.0 for part in (hits.ranked, hits.frequent, hits.frequent_on_issue)
    )
    return [
        f"{name}: {hits.pairs} of State under Review and issue",
        f"  first {FIRST} as ranked: {ranked:.2%}",
        f"  {FIRST} most frequent recommenders: {frequent:.2%} (difference {100 * (ranked - frequent):+.2f} points)",
        f"  {FIRST} most frequent on the issue: {on_issue:.2%} (difference {100 * (ranked - on_issue):+.2f} points)",
    ]


def _sessions(rows: list[Made]) -> str:
    return ", ".join(map(str, sorted({row.session for row in rows})))


def _read(path: Path) -> list[Made]:
    try:
        with path.open("rb") as file:
            return list(read_made(file))
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnreadableFile as error:
        raise CommandError(f"{path}: is no table that can be read.") from error
    except KeyError as error:
        raise CommandError(f"{path}: has no column {error}.") from error
