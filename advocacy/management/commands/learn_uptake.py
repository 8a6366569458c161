"""``learn_uptake``: writes what ``suggest_uptake`` has learnt, from the real files and the sets with known answers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from advocacy.matching import kinship
from advocacy.matching.evaluation import ProposalSet, answers, measure, proposal_set
from advocacy.matching.evidence import NAMES, Asked
from advocacy.matching.files import real_files
from advocacy.matching.index import features, said
from advocacy.matching.learning import Example, learn
from advocacy.matching.lexicon import read_text, wide_vocabulary
from advocacy.matching.records import read_exported
from advocacy.matching.uptake import WEIGHTS, index_of


class Command(BaseCommand):
    """Two files of ``advocacy/refdata``: kinship.txt and uptake_weights.txt. Takes some minutes."""

    requires_system_checks: list[str] = []
    help = "Learns kinship.txt and uptake_weights.txt anew, after the lexicon changed. Needs what UPR_REALDATA names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--judge", action="store_true", help="write nothing; print how well it does on fresh reviews left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = real_files(proposal_set("learnt").files.values())
        if options["judge"]:
            self._judge(folder)
            return
        texts = _texts(folder, {code[:3] for code in proposal_set("kept").files})
        _write(kinship.FILE, "What the record speaks of together", kinship.learn(texts))
        kinship.vectors.cache_clear()
        examples = _examples(proposal_set("learnt"), folder)
        model = learn(examples)
        named = zip(("constant", *NAMES), (model.constant, *model.weights), strict=True)
        _write(WEIGHTS, "What speaks for a candidate and how much", [f"{name} {weight:.4f}" for name, weight in named])
        self.stdout.write(f"Learnt from {len(texts)} recommendations and {len(examples)} proposals.")

    def _judge(self, folder: Path) -> None:
        """Weights and cut-off of each fresh review come from all others, so nothing of it has taught them."""
        proposals = proposal_set("learnt")
        examples = _examples(proposals, folder)
        models = {code: learn([one for one in examples if one.review != code]) for code in sorted(proposals.fresh)}
        found = measure(answers(proposals, proposals.candidates(folder), models))
        self.stdout.write(f"fresh reviews, each left out once: {found.words}\n  {found.ranked_words}")


def _texts(folder: Path, judged: set[str]) -> list[list[str]]:
    """What each recommendation of UPR Info speaks of, without the States on which the kept set judges."""
    found: set[str] = set()
    for path in sorted(folder.glob("upr_info/*.csv")):
        for code, rows in read_exported(path).items():
            if code[:3] not in judged:
                found.update(row.text for row in rows)
    return [said(features(read_text(text, "en", wide_vocabulary), "en")) for text in sorted(found)]


def _examples(proposals: ProposalSet, folder: Path) -> list[Example]:
    indexes = {code: index_of(rows) for code, rows in proposals.candidates(folder).items()}
    return [
        Example(
            one.review,
            bool(one.taken_up_by),
            one.review in proposals.fresh,
            tuple(
                (numbers, match.number in one.taken_up_by)
                for match, numbers in Asked(indexes[one.review], one.text, one.language).candidates()
            ),
        )
        for one in proposals.proposals
    ]


def _write(path: Path, about: str, lines: Sequence[str]) -> None:
    path.write_text("\n".join([f"# {about}: written by learn_uptake.", *lines, ""]), encoding="utf-8")
