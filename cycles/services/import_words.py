"""Why a document does not enter the record, and what a person should look at: what is wrong, then what to do."""

from django.utils.translation import gettext_lazy

from cycles.importers import UnreadableFile, messages
from cycles.importers.records import ReadWarning
from cycles.services.imports import ImportRefused

REFUSALS = {
    "other_review": gettext_lazy(
        "The file says that it is about %(first)s, but %(second)s was chosen. Choose the review that the file is "
        "about, or bring the file of the other one."
    ),
    "review_unknown": gettext_lazy(
        "The file is about %(detail)s, and the record has no such review. Check the State and the cycle in the page "
        "header of the file."
    ),
    "review_not_named": gettext_lazy(
        "The page header of the file does not say which State and cycle it is about. Choose both, then choose the "
        "file again."
    ),
    "obstacles": gettext_lazy("The file cannot enter the record as it is. Nothing was written."),
    "cannot_keep": gettext_lazy(
        "The server could not keep the file; its disk may be full. Nothing was written. Tell the person who runs it."
    ),
    "cannot_open": gettext_lazy(
        "The server no longer has this file. Throw this reading away and bring the file again."
    ),
}

FINDINGS = {
    "empty": gettext_lazy("The list holds no recommendation."),
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
}


def refusal(error: ImportRefused | UnreadableFile) -> str:
    """Why a document was refused as a whole."""
    if isinstance(error, UnreadableFile):
        return messages.describe(error)
    return str(REFUSALS[error.code]) % _values(error.detail)


def finding(warning: ReadWarning) -> str:
    """One thing to look at, or one that forbids storing; its row and number stand beside it."""
    if warning.code not in FINDINGS:
        return messages.describe(warning)
    return str(FINDINGS[warning.code]) % _values(warning.detail)


def number_of(warning: ReadWarning) -> str:
    """The recommendation that a finding is about; none where it is about a whole paragraph."""
    return warning.number if "." in warning.number else ""


def _values(detail: str) -> dict[str, str]:
    first, _, second = detail.partition("; ")
    return {"detail": detail, "first": first, "second": second}
