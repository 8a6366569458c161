"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "set": pgettext_lazy("audit trail", "set"),
    "change": pgettext_lazy("audit trail", "changed"),
    "assign": pgettext_lazy("audit trail", "gave to somebody"),
    "finish": pgettext_lazy("audit trail", "ticked as done"),
    "cancel": pgettext_lazy("audit trail", "called off"),
    "reopen": pgettext_lazy("audit trail", "opened again"),
}
KINDS = {
    "reminders.Deadline": pgettext_lazy("audit trail", "deadline"),
}
