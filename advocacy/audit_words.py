"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "add_to_directory": pgettext_lazy("audit trail", "added to the directory of missions and embassies"),
    "check_post": pgettext_lazy("audit trail", "checked a mission or an embassy in the directory"),
    "end_fact": pgettext_lazy("audit trail", "took something out of the directory of missions and embassies"),
    "create_contact": pgettext_lazy("audit trail", "kept a contact"),
    "change_contact": pgettext_lazy("audit trail", "changed a contact"),
    "delete_contact": pgettext_lazy("audit trail", "took a contact away"),
    "import_contacts": pgettext_lazy("audit trail", "brought contacts from a file"),
    "merge_contacts": pgettext_lazy("audit trail", "made one contact of two"),
    "erase_contact": pgettext_lazy("audit trail", "erased a contact on its day"),
    "decide_uptake": pgettext_lazy("audit trail", "decided what became of a proposed recommendation"),
    "withdraw_uptake": pgettext_lazy("audit trail", "took back what became of a proposed recommendation"),
}
KINDS = {
    "advocacy.Contact": pgettext_lazy("audit trail", "a contact"),
    "advocacy.DiplomaticPost": pgettext_lazy("audit trail", "a mission or an embassy"),
    "advocacy.PostFact": pgettext_lazy("audit trail", "what is known of a mission or an embassy"),
    "advocacy.UptakeMatch": pgettext_lazy("audit trail", "what became of a proposed recommendation"),
}
