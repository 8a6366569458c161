"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "set": pgettext_lazy("audit trail", "set"),
    "change": pgettext_lazy("audit trail", "changed"),
    "assign": pgettext_lazy("audit trail", "gave to somebody"),
    "finish": pgettext_lazy("audit trail", "ticked as done"),
    "cancel": pgettext_lazy("audit trail", "called off"),
    "stop_mails": pgettext_lazy("audit trail", "ended the mails by the address in one"),
    "try_letters_again": pgettext_lazy("audit trail", "had mails tried again that did not arrive"),
    "reopen": pgettext_lazy("audit trail", "opened again"),
    "choose": pgettext_lazy("audit trail", "chose"),
    "forget_choice": pgettext_lazy("audit trail", "took back the choice"),
    "create_feed": pgettext_lazy("audit trail", "made a calendar address"),
    "revoke_feed": pgettext_lazy("audit trail", "ended a calendar address"),
}
KINDS = {
    "reminders.CalendarFeed": pgettext_lazy("audit trail", "calendar address"),
    "reminders.Deadline": pgettext_lazy("audit trail", "deadline"),
    "reminders.ReminderChoice": pgettext_lazy("audit trail", "who hears what of deadlines"),
}
