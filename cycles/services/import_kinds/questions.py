"""Advance questions: what other States ask the State under Review before its review."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import normalize

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cycles.importers.records import ReadQuestion, ReadQuestions, UnreadableFile
from cycles.models import AdvanceQuestion, ImportRun, Review
from cycles.services.import_kinds.base import Finding, Found, named_review
from cycles.services.record_version import Change
from cycles.services.undo_log import UndoLog

FORMATS = ("advance_questions",)
PIECE = "cycles/_import_advance_questions.html"
# Many times more than any State was ever asked.
_MOST = 2000
_NOTHING_READ = frozenset({"no_questions"})
_EXAMPLES = 3

find_review = named_review


@dataclass(frozen=True, kw_only=True)
class QuestionsFound(Found):
    """Questions held against one review; ``fresh`` are those that it does not have, by digest."""

    document: ReadQuestions
    review: Review
    fresh: dict[str, ReadQuestion]

    @property
    def is_of_recommendations(self) -> bool:
        return False


def reconcile(
    document: ReadQuestions, review: Review, *, answers: Mapping[str, str], leave_doubts: bool
) -> QuestionsFound:
    """The questions held against the review's: only new ones are written, since they come in several files."""
    if len(document.questions) > _MOST:
        raise UnreadableFile("too_long")
    read = {digest(question): question for question in reversed(document.questions)}
    known = set(review.advance_questions.filter(digest__in=read).values_list("digest", flat=True))
    fresh = {key: question for key, question in reversed(read.items()) if key not in known}
    return QuestionsFound(
        document=document,
        review=review,
        created=len(fresh),
        updated=0,
        unchanged=len(document.questions) - len(fresh),
        warnings=tuple(_placed(one, document) for one in document.warnings if one.code not in _NOTHING_READ),
        obstacles=tuple(one for one in document.warnings if one.code in _NOTHING_READ),
        fresh=fresh,
    )


def digest(question: ReadQuestion) -> str:
    """SHA-256 of State and text without case, blanks and signs."""
    words = normalize("NFKC", f"{question.state.iso3 or question.state.raw} {question.text}").casefold()
    return hashlib.sha256("".join(filter(str.isalnum, words)).encode()).hexdigest()


def figures(found: QuestionsFound) -> dict[str, Any]:
    """Of each heading how many questions, and how many of them are new; the first new ones as they were read."""
    asked = Counter(_heading(question) for question in found.document.questions)
    fresh = Counter(_heading(question) for question in found.fresh.values())
    examples = list(found.fresh.values())[:_EXAMPLES]
    return {
        "unit": "questions",
        "questions": len(found.document.questions),
        "states": len({question.state.iso3 or question.state.raw for question in found.document.questions}),
        "headings": [{"heading": heading, "count": count, "new": fresh[heading]} for heading, count in asked.items()],
        "examples": [{"heading": _heading(question), "text": question.text} for question in examples],
    }


def changes(found: QuestionsFound) -> list[dict[str, str]]:
    """Questions only ever come in; none changes."""
    return []


def store(found: QuestionsFound, *, run: ImportRun, change: Change, log: UndoLog) -> Collection[int]:
    """Write the new questions after those that the review has. No recommendation changes."""
    last = found.review.advance_questions.aggregate(last=Max("order"))["last"] or 0
    AdvanceQuestion.objects.bulk_create(
        AdvanceQuestion(
            review=found.review,
            state_id=question.state.iso3,
            heading=question.state.raw[:200],
            on_behalf_of=question.on_behalf_of[:300],
            order=order,
            text=question.text,
            digest=key,
            import_run=run,
        )
        for order, (key, question) in enumerate(found.fresh.items(), last + 1)
    )
    return ()


def findings(figures: dict[str, Any], codes: Collection[str]) -> list[Finding]:
    """How many questions of how many States, and whether the record has some of them."""
    count, states = figures["questions"], figures["states"]
    title = ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}
    hint = ngettext("From %(count)s State.", "From %(count)s States.", states) % {"count": states}
    known = count - figures["created"]
    again = ngettext(
        "%(count)s of them is in the record already.", "%(count)s of them are in the record already.", known
    )
    names_known = not {"unknown_state", "no_asking_state"} & set(codes)
    return [
        Finding(bool(count), title, f"{hint} {again % {'count': known}}" if known else hint),
        Finding(names_known, _("Every State is known") if names_known else _("Not every State is known")),
    ]


def lines(figures: dict[str, Any]) -> list[str]:
    """The figures for people at the command line."""
    return [f"{figures['questions']} questions of {figures['states']} States"]


def _heading(question: ReadQuestion) -> str:
    return question.state.raw


def _placed(warning: Any, document: ReadQuestions) -> Any:
    """A warning about a State's name with the row of the first question under it."""
    if warning.row is not None:
        return warning
    name = warning.detail.partition(" → ")[0]
    row = next((question.row for question in document.questions if question.state.raw == name), None)
    return replace(warning, row=row)
