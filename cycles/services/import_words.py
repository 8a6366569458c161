"""Why a document does not enter the record, and what a person should look at: what is wrong, then what to do."""

from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from cycles.importers import UnreadableFile, messages
from cycles.importers.records import ReadWarning
from cycles.models import PositionKind
from cycles.services.import_kinds.base import ImportRefused
from cycles.services.undoing import UndoRefused

KINDS = {
    "thematic_list": gettext_lazy("Thematic list of recommendations"),
    "working_group_report": gettext_lazy("Report of the Working Group"),
    "addendum": gettext_lazy("Addendum: answers of the State under Review"),
    "number_lists": gettext_lazy("Pasted lists of answers"),
    "advance_questions": gettext_lazy("Advance questions"),
    "stakeholder_summary": gettext_lazy("Summary of stakeholders’ submissions"),
    "voluntary_pledges": gettext_lazy("Voluntary pledges and commitments of the State"),
    "upr_info": gettext_lazy("Export of UPR Info’s database"),
    "uhri": gettext_lazy("Export of the Universal Human Rights Index (UHRI)"),
}
FIELDS = {
    "document": gettext_lazy("document"),
    "number": gettext_lazy("number"),
    "text": gettext_lazy("text"),
    "raw_text": gettext_lazy("text as printed"),
    "recommending_states": gettext_lazy("recommending States"),
    "position": gettext_lazy("position"),
    "position_source": gettext_lazy("source of the position"),
    "themes": gettext_lazy("themes"),
    "groups": gettext_lazy("groups of persons"),
    "sdgs": pgettext_lazy("field of a recommendation", "Sustainable Development Goals"),
    "comment": gettext_lazy("comment"),
    "action": gettext_lazy("action category"),
    "parts": gettext_lazy("clauses that stood alone"),
}

REFUSALS = {
    "other_review": gettext_lazy(
        "The file says that it is about %(first)s, but %(second)s was chosen. Choose the review that the file is "
        "about, or bring the file of the other one."
    ),
    "review_unknown": gettext_lazy(
        "The file is about %(detail)s, and the record has no such review. Check the State and the cycle in the page "
        "header of the file."
    ),
    "review_not_named": gettext_lazy("The document does not say which State and cycle it is about. Choose both."),
    "obstacles": gettext_lazy("The file cannot enter the record as it is. Nothing was written."),
    "doubts": gettext_lazy(
        "Some rows may be recommendations that the record has already, and nobody has said so yet. Nothing was written."
    ),
    "cannot_keep": gettext_lazy(
        "The server could not keep the file; its disk may be full. Nothing was written. Tell the person who runs it."
    ),
    "cannot_open": gettext_lazy(
        "The server no longer has this file. Throw this reading away and bring the file again."
    ),
}

FINDINGS = {
    "empty": gettext_lazy("The list holds no recommendation."),
    "nothing_read": gettext_lazy(
        "No row of this file could be read into the record: every one was left out. How many were left out for which "
        "reason is said beside this."
    ),
    "other_document": gettext_lazy(
        "The stored recommendations of this review come from %(second)s, those of the file from %(first)s. A review "
        "has one report: bring the list that belongs to it."
    ),
    "several_documents": gettext_lazy(
        "The record holds recommendations from several reports on this review (%(detail)s), and the file does not say "
        "which one it means."
    ),
    "missing": gettext_lazy(
        "The record holds recommendations that the file leaves out: %(detail)s. An import never removes any; bring "
        "the whole list."
    ),
    "contradiction": gettext_lazy(
        "This recommendation is stored with quite another text. A correction changes a few words; here the file is "
        "another document, or its numbers have moved."
    ),
    "other_session": gettext_lazy(
        "The file names session %(first)s, the record has this review in session %(second)s and keeps it there. Check "
        "that it is the file you mean."
    ),
    "other_states": gettext_lazy(
        "The file names other recommending States (%(first)s) than a better source did (%(second)s). The record keeps "
        "the better source’s; compare both."
    ),
    "other_position": gettext_lazy(
        "The file has the position “%(first)s”, a better source on the same stage has “%(second)s”. The record keeps "
        "the better source’s; compare both."
    ),
    "clause_in_use": gettext_lazy(
        "%(detail)s is a clause of this recommendation that UPR Info holds for itself. Somebody works with it, so it "
        "stays: both are in the record now."
    ),
    "unknown_number": gettext_lazy(
        "No recommendation of this review has this number. Compare it with the report; it may be a misprint."
    ),
    "answers_without_list": gettext_lazy(
        "The record has no recommendations of this review yet. Bring the report of the Working Group or the thematic "
        "list first, then the answers."
    ),
    "other_summary": gettext_lazy(
        "The record holds another reading of this review’s summary (%(detail)s). Undo the first import, then bring "
        "this one."
    ),
    "no_review": gettext_lazy(
        "The record has no review %(detail)s, so its rows were left out. Check the calendar of reviews; once it has "
        "the review, bring the file again."
    ),
    "other_session_of": gettext_lazy(
        "The file has %(first)s in session %(second)s, the record in another one, where it stays. Check which is right."
    ),
    "answers_to_nothing": gettext_lazy(
        "No answer in this text belongs to a recommendation of this review. Check that it is the right document, and "
        "the paragraph that the numbers belong to."
    ),
}
UNDO_REFUSALS = {
    "not_applied": gettext_lazy("This import is not in the record, so there is nothing to take back."),
    "touched_later": gettext_lazy(
        "Later imports touched the same recommendations. Take these back first, the latest one first."
    ),
    "changed_by_hand": ngettext_lazy(
        "An editor has since changed %(count)s recommendation of this import by hand. The import stays as it is.",
        "Editors have since changed %(count)s recommendations of this import by hand. The import stays as it is.",
        "count",
    ),
    "notes_placed": ngettext_lazy(
        "An editor has since said by hand where %(count)s note of this summary belongs. The import stays as it is.",
        "Editors have since said by hand where %(count)s notes of this summary belong. The import stays as it is.",
        "count",
    ),
    "in_use": ngettext_lazy(
        "%(count)s rating or other work of an organisation rests on what this import brought. "
        "The import stays as it is.",
        "%(count)s ratings or other works of organisations rest on what this import brought. "
        "The import stays as it is.",
        "count",
    ),
}
_NO_FLAWS = frozenset({"not_upr", "not_a_recommendation", "response"})
# Findings whose detail names positions.
_OF_POSITIONS = frozenset({"other_position"})


def refusal(error: ImportRefused | UnreadableFile) -> str:
    """Why a document was refused as a whole."""
    if isinstance(error, UnreadableFile):
        return messages.describe(error)
    return str(REFUSALS[error.code]) % _values(error.detail)


def finding(warning: ReadWarning) -> str:
    """One thing to look at, or one that forbids storing; its row and number stand beside it."""
    if warning.code not in FINDINGS:
        return messages.describe(warning)
    values = _values(warning.detail)
    if warning.code in _OF_POSITIONS:
        values = {name: str(dict(PositionKind.choices).get(kind, kind)) for name, kind in values.items()}
    return str(FINDINGS[warning.code]) % values


def undo_refusal(error: UndoRefused) -> str:
    """Why an import cannot be taken back: how many rows are in the way, never whose."""
    return str(UNDO_REFUSALS[error.code] % {"count": error.count})


def skipped(counts: dict[str, int], places: dict[str, list[int]]) -> list[tuple[str, int, list[int]]]:
    """Why rows of an export were left out, how many of each, the most first, and where the first of them stand.

    What an export holds beside recommendations of the UPR is no flaw that anybody looks up.
    """
    found = sorted(counts.items(), key=lambda pair: -pair[1])
    return [
        (str(messages.SKIPPED.get(reason, reason)), count, [] if reason in _NO_FLAWS else places.get(reason, []))
        for reason, count in found
    ]


def kind_name(format: str) -> str:
    """What people call this kind of document."""
    return str(KINDS.get(format, format))


def number_of(warning: ReadWarning) -> str:
    """The recommendation, or the note, that a finding is about; none where it is about a whole paragraph."""
    is_note = warning.code.startswith("summary_")
    return warning.number if is_note or "." in warning.number else ""


def _values(detail: str) -> dict[str, str]:
    first, _, second = detail.partition("; ")
    return {"detail": detail, "first": first, "second": second}
