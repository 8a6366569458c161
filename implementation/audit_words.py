"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "add_evidence": pgettext_lazy("audit trail", "brought evidence"),
    "copy_own_words": pgettext_lazy("audit trail", "copied the own words"),
    "erase_evidence": pgettext_lazy("audit trail", "deleted for good"),
    "hand_back_matrix": pgettext_lazy("audit trail", "filled in OHCHR’s matrix"),
    "publish_ratings": pgettext_lazy("audit trail", "published the ratings"),
    "rate": pgettext_lazy("audit trail", "rated"),
    "remove_evidence": pgettext_lazy("audit trail", "took evidence away"),
    "request_midterm_report": pgettext_lazy("audit trail", "asked for a report"),
    "restore_evidence": pgettext_lazy("audit trail", "took back out of the bin"),
    "withdraw_ratings": pgettext_lazy("audit trail", "withdrew the ratings"),
}
KINDS = {
    "implementation.Evidence": pgettext_lazy("audit trail", "evidence"),
    "implementation.MidTermReport": pgettext_lazy("audit trail", "mid-term report"),
    "implementation.Rating": pgettext_lazy("audit trail", "rating"),
    "implementation.Rating.level": pgettext_lazy("audit trail", "level"),
    "implementation.Rating.note": pgettext_lazy("audit trail", "note"),
    "implementation.Rating.rated_date": pgettext_lazy("audit trail", "day"),
}
