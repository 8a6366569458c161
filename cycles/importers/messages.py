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
    "note_mark": gettext_lazy(
        "A number or sign behind a State’s name was taken for the mark of a note and left out: %(detail)s. "
        "Check that this is meant."
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
    "gap_said": gettext_lazy("The document itself leaves these numbers out: %(detail)s. A person looked and said so."),
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
    "unknown_issue": gettext_lazy(
        "“%(detail)s” is not among UPR Info’s issues. It was kept as it stands; check the spelling."
    ),
    "unknown_action_category": gettext_lazy(
        "“%(detail)s” is none of UPR Info’s five categories of action. The category was left out."
    ),
    "unknown_session": gettext_lazy(
        "“%(detail)s” does not name a session of the Working Group. Choose the review of this row yourself."
    ),
    "cycle_differs": gettext_lazy(
        "The session does not belong to the cycle: %(detail)s. The session was taken; check which is right."
    ),
    "duplicate_row": gettext_lazy(
        "The same row stands in row %(detail)s already. Check whether one of the two is too many."
    ),
    "no_text_number": gettext_lazy(
        "The text does not begin with its number: “%(detail)s”. It can be matched with the report by its words only."
    ),
    "unknown_goal": gettext_lazy(
        "“%(detail)s” is no Sustainable Development Goal and none of their targets. It was left out."
    ),
    "repaired_number": gettext_lazy(
        "The number is printed “%(detail)s”, which does not fit its neighbours; it was read as the number shown here. "
        "Compare it with the report."
    ),
    "number_in_text": gettext_lazy(
        "“%(detail)s” begins a line inside this recommendation and was read as part of its text. If another "
        "recommendation begins there, compare both with the report."
    ),
    "no_lead_in": gettext_lazy(
        "No paragraph before these recommendations says whether they are supported, noted or still to be examined. "
        "Look the position up in the report."
    ),
    "unclear_lead_in": gettext_lazy(
        "The paragraph before these recommendations does not say plainly whether they are supported, noted or still "
        "to be examined: “%(detail)s”. Look the position up in the report and its addendum."
    ),
    "paragraph_without_items": gettext_lazy(
        "This paragraph takes a position on recommendations that stand elsewhere: “%(detail)s”. "
        "Set their position by hand."
    ),
    "cut_short": gettext_lazy(
        "The text ends as if more recommendations followed: “%(detail)s”. Compare the last number with the report."
    ),
    "no_state_under_review": gettext_lazy(
        "The text does not name the State under Review in a way that we know. Choose the review yourself."
    ),
    "summary_code_corrected": gettext_lazy(
        "A note cites a code that is not in the list of stakeholders; it was read so: %(detail)s. "
        "Check that this is meant."
    ),
    "summary_unknown_code": gettext_lazy(
        "A note cites “%(detail)s”, which is not in the list of stakeholders, so it was left out. "
        "If it is a submission, link it by hand."
    ),
    "summary_note_not_placed": gettext_lazy(
        "The number of this note was not found in the text: “%(detail)s”. Link it to its paragraph by hand."
    ),
    "summary_note_on_heading": gettext_lazy(
        "The number of this note stands on a heading: “%(detail)s”. Link it by hand to the paragraphs that it is about."
    ),
    "summary_notes_missing": gettext_lazy(
        "Notes are missing: %(detail)s. Compare the notes with the document and link by hand what is missing."
    ),
    "summary_without_notes": gettext_lazy(
        "The text has no notes, so nobody can tell who is cited. Take or paste the document to its end."
    ),
    "summary_paragraphs_missing": gettext_lazy(
        "Paragraphs are missing: %(detail)s. The paragraph before may hold their text; compare it with the document."
    ),
    "summary_count_differs": gettext_lazy(
        "The number of submissions in the first paragraph and in the list of stakeholders differ: %(detail)s. "
        "Compare the list with the document."
    ),
    "summary_without_list": gettext_lazy(
        "The notes hold no list of stakeholders, so the codes in them mean nobody. "
        "Paste the notes from the first one on."
    ),
    "unread_list": gettext_lazy(
        "This looks like numbers of recommendations but could not be read, or not what is said of them: "
        "“%(detail)s”. Read the place in the document and enter the position yourself."
    ),
    "range_backwards": gettext_lazy(
        "The range “%(detail)s” runs backwards or leads from one paragraph into another and was left out. "
        "Look up which numbers are meant."
    ),
    "range_too_long": gettext_lazy(
        "The range “%(detail)s” is longer than any list of recommendations and was left out. "
        "Look up which numbers are meant."
    ),
    "answered_twice": gettext_lazy(
        "This recommendation is answered in two different ways (%(detail)s). Both answers were kept; "
        "decide which one holds."
    ),
    "answer_repeated": gettext_lazy(
        "This recommendation is named more than once with the same answer (%(detail)s). Another number may be meant."
    ),
    "mixed_answer": gettext_lazy(
        "One part is accepted and another is not, which was read as partially supported: “%(detail)s”. "
        "Check that this is meant."
    ),
    "unread_answer": gettext_lazy(
        "The document speaks of this recommendation, but does not say plainly whether it is supported: “%(detail)s”. "
        "Read it and enter the position yourself."
    ),
    "explained_elsewhere": gettext_lazy(
        "The explanation “%(detail)s” stands under another heading than the list that answers this recommendation. "
        "The list was taken; check that it is right."
    ),
    "explained_not_listed": gettext_lazy(
        "The explanation “%(detail)s” names this recommendation, but no list does. "
        "Look up its position and enter it yourself."
    ),
    "no_answers": gettext_lazy(
        "No answers to recommendations were found. Paste the lists of numbers into the form instead."
    ),
    "no_paragraph": gettext_lazy(
        "The numbers are printed without the paragraph of the report that they belong to. Give the paragraph yourself."
    ),
    "no_asking_state": gettext_lazy(
        "This text stands before the first State’s name and was left out: “%(detail)s”. "
        "If it is a question, put the State’s name above it."
    ),
    "no_questions": gettext_lazy(
        "No questions were found. Each State’s name stands on a line of its own, its questions beneath it."
    ),
    "no_pledges": gettext_lazy(
        "No pledges were found. Each stands in a paragraph of its own, or behind a number, a letter or a bullet."
    ),
    "calendar_date": gettext_lazy("This is no date: %(detail)s. Write year, month and day, for instance 2027-01-19."),
    "calendar_year": gettext_lazy(
        "Dates of the record lie between 2006 and 2100, this one does not: %(detail)s. Look at the year."
    ),
    "calendar_number": gettext_lazy("This is no number: %(detail)s. Write the digits only."),
    "calendar_state": gettext_lazy("This is no code of a State: %(detail)s. Write the three letters of ISO 3166."),
    "calendar_word": gettext_lazy("The column does not take this word: %(detail)s. Compare it with the template."),
    "calendar_needed": gettext_lazy("This cannot be taken out: %(detail)s. Write a value, or leave the cell empty."),
    "calendar_key": gettext_lazy("The line does not say what it is about; it lacks %(detail)s. Fill that in."),
    "calendar_twice": gettext_lazy("Line %(detail)s is about the same. Keep one of the two."),
    "calendar_unknown": gettext_lazy("The record does not have this: %(detail)s. Correct it, or add it first."),
    # What is wrong comes with the line, as a sentence.
    "calendar_sense": "%(detail)s",
    "calendar_needs_session": gettext_lazy(
        "%(detail)s: this status needs a session. Write its number in current_session."
    ),
    "calendar_same_session": gettext_lazy(
        "%(detail)s was planned for this session at first. Write “scheduled” to bring it back, or another session."
    ),
    "calendar_order": gettext_lazy("The last day is before the first: %(detail)s. Correct one of the two."),
}

REFUSALS = {
    "unknown_format": gettext_lazy(
        "This is no document of a review that we can read: nothing in it says which of those listed on this page it "
        "is. If it is one of them all the same, say which under “What it is”."
    ),
    # The address is that of cycles:answers_create.
    "bare_lists": gettext_lazy(
        "Bare lists of numbers do not say which review they answer. An editor of the record pastes them at the review "
        "itself, each list in a field of its own: /reviews/SVN/4/answers/, with the State and the cycle that are meant."
    ),
    "picture": gettext_lazy(
        "This is a picture; its words cannot be read. Choose the document itself, or paste its text."
    ),
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
        "This is a Word file of the old kind (.doc). Open it in Word or LibreOffice, and save it as .docx "
        "or paste its text."
    ),
    "other_word_format": gettext_lazy(
        "This is a text file of another kind (.rtf, .odt). Open it in Word or LibreOffice, and save it as .docx "
        "or paste its text."
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
    "not_a_pdf": gettext_lazy("This is not a PDF. Choose the PDF of the document, or copy its text and paste it."),
    "scanned": gettext_lazy(
        "This PDF holds pictures of pages but no text, so there is nothing to read. Take the version from OHCHR or "
        "the UN’s document system, or type the text and paste it."
    ),
    "too_long": gettext_lazy(
        "This document is far longer or more intricate than any of its kind, so it was not read to its end. "
        "Take it from OHCHR anew, or paste only the part that holds what you need."
    ),
    "not_an_export": gettext_lazy(
        "This is no export of recommendations. Choose the file as UPR Info (.csv, .xls) or UHRI (.xlsx, .json) "
        "gives it."
    ),
    "not_a_list": gettext_lazy(
        "This JSON begins with “{”. UHRI’s export is a list of objects, one for each recommendation, and begins with "
        "“[”. If the list stands inside, save it as a file of its own; or choose the .xlsx."
    ),
    "empty_export": gettext_lazy("This file holds no rows. Make the export again and look whether it finds anything."),
    "export_columns": gettext_lazy(
        "Columns are missing, or have other headings than we know. First what is missing, then what the file has: "
        "%(detail)s. Say which column is which, or correct the headings in the file."
    ),
    "export_too_large": gettext_lazy(
        "This file unpacks to far more than an export of recommendations can hold, so it was not read. "
        "Download it again."
    ),
    "hostile_table": gettext_lazy(
        "This file declares things that no table needs and that can do harm, so it was not read. Download it again."
    ),
    "table_macros": gettext_lazy(
        "This Excel file holds macros, small programs that we do not accept. Save it as a plain .xlsx without macros."
    ),
    "addendum_not_report": gettext_lazy(
        "This is the addendum, the State’s answers, not the report of the Working Group. Import it as an addendum."
    ),
    "report_not_addendum": gettext_lazy(
        "This is the report of the Working Group, not the addendum, the State’s answers. Import it as a report; choose "
        "the addendum, with a symbol such as A/HRC/59/15/Add.1."
    ),
    "list_not_addendum": gettext_lazy(
        "This is OHCHR’s list of recommendations by theme, not the addendum, the State’s answers. Import it as a "
        "thematic list; choose the addendum, with a symbol such as A/HRC/59/15/Add.1."
    ),
    "web_page": gettext_lazy(
        "This is a page saved from the web, not the document. Take the document that the page leads to, or copy the "
        "text that the browser shows and paste it. A table: open it in a spreadsheet program and save it as .xlsx."
    ),
    "not_pledges": gettext_lazy(
        "This is a list of recommendations, a report or a table, not a paper with the State’s pledges. Let its kind be "
        "told from the content; the pledges of a report come with it."
    ),
    "summary_not_report": gettext_lazy(
        "This is the summary of stakeholders’ submissions, not the report of the Working Group. "
        "Import it as a stakeholder summary."
    ),
    "compilation_not_report": gettext_lazy(
        "This is OHCHR’s compilation of United Nations information. It holds no recommendations of this review; "
        "choose the report of the Working Group, with a symbol such as A/HRC/59/15."
    ),
    "national_report_not_report": gettext_lazy(
        "This is the State’s national report. It holds no recommendations of this review; choose the report of the "
        "Working Group, with a symbol such as A/HRC/59/15."
    ),
    "decision_not_report": gettext_lazy(
        "This is the decision by which the Human Rights Council adopts the outcome. It holds no recommendations; "
        "choose the report of the Working Group, with a symbol such as A/HRC/59/15."
    ),
    "not_a_working_group_report": gettext_lazy(
        "No recommendations were found, and nothing says that this is a report of the Working Group. "
        "Choose the report, or paste its part “Conclusions and/or recommendations” with the numbers."
    ),
    "no_recommendations": gettext_lazy(
        "This is a report of the Working Group, but no numbered recommendations could be found in it. Copy the part "
        "“Conclusions and/or recommendations” and paste it."
    ),
    "report_in_other_language": gettext_lazy(
        "This document is in %(language)s. The import reads reports in English, French and Spanish; "
        "take one of these from the UN’s document system."
    ),
    "not_a_stakeholder_summary": gettext_lazy(
        "This is not OHCHR’s summary of stakeholders’ submissions, whose symbol ends in /3. Take that from the State’s "
        "UPR page at OHCHR."
    ),
    "summary_in_other_language": gettext_lazy(
        "This summary is in %(language)s. The import reads the English one; take that from the State’s UPR page at "
        "OHCHR."
    ),
    "summary_without_paragraphs": gettext_lazy(
        "No numbered paragraphs were found. Paste the text with its numbers, or choose the PDF."
    ),
    "calendar_columns": gettext_lazy(
        "These are not the columns of a calendar: %(detail)s. Take the template of sessions or of reviews, "
        "and keep its headings."
    ),
    "calendar_too_long": gettext_lazy(
        "This file has more lines than a calendar can have. Keep the lines that change, and bring in those."
    ),
    "not_a_text": gettext_lazy(
        "This is neither a PDF nor a Word file nor plain text. Choose the document as OHCHR publishes it, "
        "or paste its text."
    ),
}

# Why a row of an export is no recommendation.
SKIPPED = {
    "not_upr": gettext_lazy("not from the Universal Periodic Review"),
    "not_a_recommendation": gettext_lazy("concerns, observations and other texts that are no recommendations"),
    "response": gettext_lazy("responses of States"),
    "no_text": gettext_lazy("without a text"),
    "no_state_under_review": gettext_lazy("without a State under Review"),
    "wrong_number_of_cells": gettext_lazy("with more or fewer cells than the heading has"),
    "not_an_object": gettext_lazy("not written as a record"),
    "unknown_state_under_review": gettext_lazy("about a State under Review that nobody knows"),
    "unknown_cycle": gettext_lazy("without a session or cycle that we know"),
    "no_review": gettext_lazy("about reviews that the record does not have"),
    "other_document": gettext_lazy("numbered by another report than the record’s"),
    "contradiction": gettext_lazy("with the number of a recommendation that has quite another text"),
    "repeated": gettext_lazy("there more than once"),
}


def describe(problem: ReadWarning | UnreadableFile) -> str:
    """The sentence for a warning or a refusal, in the language of the moment; row and number stand beside it."""
    sentences = WARNINGS if isinstance(problem, ReadWarning) else REFUSALS
    values = {"detail": problem.detail, "language": LANGUAGES.get(problem.detail, gettext("another language"))}
    return str(sentences[problem.code]) % values
