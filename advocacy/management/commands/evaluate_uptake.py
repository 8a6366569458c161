"""``evaluate_uptake``: how well proposals find the recommendations that took them up."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from advocacy.matching.evaluation import CUT_OFFS, Answer, answers, measure, proposal_set
from advocacy.matching.files import real_files
from advocacy.matching.lexicon import LANGUAGES
from advocacy.matching.note_evaluation import measure_notes, read_notes
from advocacy.matching.records import read_candidates


class Command(BaseCommand):
    """Reads the record from the real files that UPR_REALDATA names, so it runs where there is no database."""

    requires_system_checks: list[str] = []
    help = "Measures suggest_uptake on proposals with known answers. Needs the real files that UPR_REALDATA names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tuned", action="store_true", help="measure on the tuned and learnt parts as well")
        parser.add_argument("--show", metavar="ITA-1", help="print the recommendations of this review instead")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show"]:
            self._show(options["show"].upper())
            return
        names = ("kept", "tuned", "learnt") if options["tuned"] else ("kept",)
        of_notes = [name for name in names if name != "learnt"]
        needed = [*(proposal_set(name).files for name in names), *(read_notes(name)[0] for name in of_notes)]
        folder = real_files(file for files in needed for file in files.values())
        for name in names:
            self._measure(name, folder)
            if name in of_notes:
                self.stdout.write(f"{name} notes: {measure_notes(name, folder).words}")

    def _measure(self, name: str, folder: Path) -> None:
        found = proposal_set(name)
        answered = answers(found, found.candidates(folder))
        whole = measure(answered)
        self.stdout.write(f"{name} part, {len(answered)} proposals, shown unasked {whole.words}")
        self.stdout.write(f"  {whole.ranked_words}")
        for cut_off in CUT_OFFS:
            self.stdout.write(f"  {measure(answered, cut_off).words}")
        for language in LANGUAGES:
            self._part(language, [answer for answer in answered if answer[0].language == language])
        for code in found.files:
            self._part(code, [answer for answer in answered if answer[0].review == code])

    def _part(self, name: str, answered: list[Answer]) -> None:
        figures = measure(answered)
        self.stdout.write(f"  {name} {figures.words}; {figures.ranked_words}")

    def _show(self, code: str) -> None:
        files = proposal_set("tuned").files | proposal_set("learnt").files
        folder = real_files([files[code]] if code in files else [])
        paths = [files[code]] if code in files else sorted(str(path) for path in folder.glob("upr_info/*.csv"))
        for path in paths:
            for candidate in read_candidates(folder / path, code):
                self.stdout.write(f"{candidate.number} {candidate.text} ({', '.join(candidate.states)})")
