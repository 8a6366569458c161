"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "answer_doubts": pgettext_lazy("audit trail", "answered doubts"),
    "apply": pgettext_lazy("audit trail", "took into the record"),
    "choose_columns": pgettext_lazy("audit trail", "said what the columns are"),
    "choose_review": pgettext_lazy("audit trail", "said which review it is"),
    "correct": pgettext_lazy("audit trail", "corrected"),
    "decide": pgettext_lazy("audit trail", "decided"),
    "discard": pgettext_lazy("audit trail", "threw away"),
    "link_note": pgettext_lazy("audit trail", "said where a note belongs"),
    "propose": pgettext_lazy("audit trail", "proposed for the record"),
    "record_position": pgettext_lazy("audit trail", "recorded a position"),
    "undo": pgettext_lazy("audit trail", "took back"),
}
KINDS = {
    "cycles.ActionSuggestion": pgettext_lazy("audit trail", "kind of action"),
    "cycles.CouncilSession": pgettext_lazy("audit trail", "session of the Council"),
    "cycles.ImportRun": pgettext_lazy("audit trail", "import"),
    "cycles.Recommendation": pgettext_lazy("audit trail", "recommendation"),
    "cycles.Review": pgettext_lazy("audit trail", "review"),
    "cycles.SummaryCitation": pgettext_lazy("audit trail", "citation"),
    "cycles.ThemeIssue": pgettext_lazy("audit trail", "line of the crosswalk"),
    "cycles.WorkingGroupSession": pgettext_lazy("audit trail", "session"),
}
