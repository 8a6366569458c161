"""``evaluate_action_category FILE...``: how often the verbs of earlier sessions name the category in later ones."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cycles.action_learning import Judgement, Sorted, judge, learn, lexicon_of, read_sorted
from cycles.importers import UnreadableFile

LEARN = frozenset({6, 7, 8, 9, 14, 15, 16, 17})
JUDGE = frozenset({18, 19, 20})


class Command(BaseCommand):
    """Learns from the files given and judges on the files given, by session; no stored lexicon or figure is used."""

    requires_system_checks: list[str] = []
    help = (
        "Learns the verbs of the action categories from sessions 6 to 9 and 14 to 17 in exports of UPR Info, "
        "and judges them on sessions 18 to 20."
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
                raise CommandError(f"The files hold no text to {name}: none of the sessions {numbers}.")
        found = judge(asked, lexicon_of(learn(taught)))
        self.stdout.write(f"learnt from {len(taught)} texts of sessions {_sessions(taught)}")
        self.stdout.write(f"judged on {len(asked)} texts of sessions {_sessions(asked)}")
        for line in _lines(found):
            self.stdout.write(line)


def _lines(found: Judgement) -> list[str]:
    of_suggestions = found.right / found.suggested if found.suggested else 0.0
    return [
        f"coverage: {found.suggested / found.total:.1%}",
        f"right of suggestions: {of_suggestions:.1%}",
        f"right of all: {found.right / found.total:.1%}",
    ]


def _sessions(rows: list[Sorted]) -> str:
    return ", ".join(map(str, sorted({row.session for row in rows})))


def _read(path: Path) -> list[Sorted]:
    try:
        with path.open("rb") as file:
            return read_sorted(file)
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnreadableFile as error:
        raise CommandError(f"{path}: is no table that can be read.") from error
    except KeyError as error:
        raise CommandError(f"{path}: has no column {error}.") from error
