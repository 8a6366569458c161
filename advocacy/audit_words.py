"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "decide_uptake": pgettext_lazy("audit trail", "decided what became of a proposed recommendation"),
    "withdraw_uptake": pgettext_lazy("audit trail", "took back what became of a proposed recommendation"),
}
KINDS = {
    "advocacy.UptakeMatch": pgettext_lazy("audit trail", "what became of a proposed recommendation"),
}
