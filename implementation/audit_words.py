"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "add_evidence": pgettext_lazy("audit trail", "brought evidence"),
    "approve_rating": pgettext_lazy("audit trail", "approved a rating"),
    "change_action": pgettext_lazy("audit trail", "changed an action of the plan"),
    "copy_own_words": pgettext_lazy("audit trail", "copied the own words"),
    "create_action": pgettext_lazy("audit trail", "put an action into the plan"),
    "delete_action": pgettext_lazy("audit trail", "took an action out of the plan"),
    "edit_plan": pgettext_lazy("audit trail", "changed the words of the plan"),
    "erase_evidence": pgettext_lazy("audit trail", "deleted for good"),
    "hand_back_matrix": pgettext_lazy("audit trail", "filled in OHCHR’s matrix"),
    "publish_ratings": pgettext_lazy("audit trail", "published the ratings"),
    "rate": pgettext_lazy("audit trail", "rated"),
    "remove_evidence": pgettext_lazy("audit trail", "took evidence away"),
    "request_midterm_report": pgettext_lazy("audit trail", "asked for a report"),
    "restore_evidence": pgettext_lazy("audit trail", "took back out of the bin"),
    "return_rating": pgettext_lazy("audit trail", "returned a rating with a note"),
    "send_rating": pgettext_lazy("audit trail", "sent a rating for review"),
    "set_rating_rules": pgettext_lazy("audit trail", "decided how ratings come about"),
    "withdraw_ratings": pgettext_lazy("audit trail", "withdrew the ratings"),
}
KINDS = {
    "implementation.Action": pgettext_lazy("audit trail", "action"),
    "implementation.ActionStrategyPlan": pgettext_lazy("audit trail", "action strategy plan"),
    "implementation.Evidence": pgettext_lazy("audit trail", "evidence"),
    "implementation.MidTermReport": pgettext_lazy("audit trail", "mid-term report"),
    "implementation.Rating": pgettext_lazy("audit trail", "rating"),
    "implementation.Rating.level": pgettext_lazy("audit trail", "level"),
    "implementation.Rating.confidence": pgettext_lazy("audit trail", "how sure"),
    "implementation.Rating.method": pgettext_lazy("audit trail", "method"),
    "implementation.Rating.outcome": pgettext_lazy("audit trail", "what changed for people"),
    "implementation.Rating.process": pgettext_lazy("audit trail", "measures taken"),
    "implementation.Rating.source": pgettext_lazy("audit trail", "source"),
    "implementation.Rating.state": pgettext_lazy("audit trail", "state of approval"),
    "implementation.Rating.structure": pgettext_lazy("audit trail", "laws and institutions"),
    "implementation.RatingRules": pgettext_lazy("audit trail", "rules for ratings"),
    "implementation.RatingRules.needs_approval": pgettext_lazy("audit trail", "approval"),
    "implementation.RatingRules.rates_apart": pgettext_lazy("audit trail", "each for itself"),
    "implementation.Rating.note": pgettext_lazy("audit trail", "note"),
    "implementation.Rating.rated_date": pgettext_lazy("audit trail", "day"),
}
