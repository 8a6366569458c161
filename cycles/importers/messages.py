"""Plain words for what is wrong with a file, and what to do about it."""

from django.utils.translation import gettext, gettext_lazy

from cycles.importers.records import ReadWarning, UnreadableFile

LANGUAGES = {
    "ar": gettext_lazy("Arabic"),
    "es": gettext_lazy("Spanish"),
    "fr": gettext_lazy("French"),
    "pt": gettext_lazy("Portuguese"),
    "ru": gettext_lazy("Russian"),
    "zh": gettext_lazy("Chinese"),
}

WARNINGS = {
    "unknown_state": gettext_lazy(
        "No State goes by the name “%(detail)s”. Compare it with the report; if it is one, an editor can add the name."
    ),
    "state_name_corrected": gettext_lazy(
        "A State’s name is misspelt or run together and was read so: %(detail)s. Check that this is meant."
    ),
    "unbalanced_bracket": gettext_lazy(
        "A bracket is opened but not closed, or closed but not opened: “%(detail)s”. Check the recommending States."
    ),
    "unknown_position": gettext_lazy(
        "The position “%(detail)s” is not one that we know. Look it up in the addendum to the report."
    ),
    "missing_position": gettext_lazy("The cell of the position is empty. Look it up in the addendum to the report."),
    "gap": gettext_lazy(
        "Numbers are missing: %(detail)s. Either the list is not complete or a number is misprinted; "
        "compare it with the report."
    ),
    "duplicate_number": gettext_lazy(
        "This number stands in row %(detail)s already. One of the two is misprinted; compare both with the report."
    ),
    "number_out_of_order": gettext_lazy(
        "This number interrupts its neighbours; %(detail)s is missing just here and may be meant. "
        "Compare it with the report."
    ),
    "no_state": gettext_lazy("No recommending State was found. Look it up in the report."),
    "no_theme": gettext_lazy("The recommendation has no theme. It will be missing from overviews by theme."),
    "foreign_paragraph": gettext_lazy(
        "This row does not fit the rest of the list: %(detail)s. It may belong to another report; "
        "check the number and the source."
    ),
    "no_source_state": gettext_lazy(
        "The page header does not name a State under Review that we know: “%(detail)s”. Choose the review yourself."
    ),
    "state_column_differs": gettext_lazy(
        "The text and the column of recommending States differ: %(detail)s. All were taken; check which is right."
    ),
    "theme_block_differs": gettext_lazy(
        "The heading above the row and the first theme in it differ: %(detail)s. The themes in the row were taken."
    ),
    "no_number": gettext_lazy(
        "The row has no number and was left out: “%(detail)s”. Add the number in the file, or take the row out."
    ),
}

REFUSALS = {
    "no_table": gettext_lazy(
        "This Word file holds no table. OHCHR’s thematic list of recommendations is one long table; "
        "take the file from the State’s UPR page at OHCHR."
    ),
    "empty_table": gettext_lazy(
        "The table has its headings but no recommendations. Download the list again, or ask OHCHR if it is finished."
    ),
    "not_a_thematic_list": gettext_lazy(
        "This is a Word file, but not a thematic list of recommendations: no table has columns for "
        "recommendation, position and themes. Take the list from the State’s UPR page at OHCHR."
    ),
    "other_language": gettext_lazy(
        "This list is in %(language)s. The import reads the English list; take that from the State’s UPR page at OHCHR."
    ),
    "not_a_word_file": gettext_lazy(
        "This is not a Word file. Choose the thematic list as OHCHR publishes it, with the ending .docx."
    ),
    "old_word_format": gettext_lazy(
        "This is a Word file of the old kind (.doc). Open it in Word or LibreOffice, save it as .docx, "
        "and choose that file."
    ),
    "pdf_not_word": gettext_lazy("This is a PDF, whatever its name says. Choose the Word file (.docx) of the list."),
    "macros": gettext_lazy(
        "This Word file holds macros, small programs that we do not accept. Save it as a plain .docx without macros."
    ),
    "encrypted": gettext_lazy("This file is locked with a password. Save it without one and choose it again."),
    "too_large_unpacked": gettext_lazy(
        "This file unpacks to far more than a list of recommendations can hold, so it was not opened. "
        "Take it from OHCHR anew."
    ),
    "hostile_xml": gettext_lazy(
        "This file declares things that no Word file needs and that can do harm, so it was not read. "
        "Take it from OHCHR anew."
    ),
    "damaged": gettext_lazy("This file is damaged and cannot be opened. Download it again."),
}


def describe(problem: ReadWarning | UnreadableFile) -> str:
    """The sentence for a warning or a refusal, in the language of the moment; row and number stand beside it."""
    sentences = WARNINGS if isinstance(problem, ReadWarning) else REFUSALS
    values = {"detail": problem.detail, "language": LANGUAGES.get(problem.detail, gettext("another language"))}
    return str(sentences[problem.code]) % values
