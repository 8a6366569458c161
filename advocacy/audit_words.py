"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "create_target": pgettext_lazy("audit trail", "took a State into the pipeline"),
    "change_target": pgettext_lazy("audit trail", "changed a State of the pipeline"),
    "ask_target": pgettext_lazy("audit trail", "chose which recommendations a State is asked to make"),
    "move_target": pgettext_lazy("audit trail", "said how far it is with a State"),
    "delete_target": pgettext_lazy("audit trail", "took a State out of the pipeline"),
    "answer_ask": pgettext_lazy("audit trail", "noted what a State says to a recommendation it is asked to make"),
    "create_meeting": pgettext_lazy("audit trail", "kept a meeting"),
    "change_meeting": pgettext_lazy("audit trail", "changed a meeting"),
    "delete_meeting": pgettext_lazy("audit trail", "took a meeting away"),
    "take_mail": pgettext_lazy("audit trail", "took the draft of a mail along"),
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
    "advocacy.Ask": pgettext_lazy("audit trail", "a recommendation asked of a State"),
    "advocacy.Meeting": pgettext_lazy("audit trail", "a meeting"),
    "advocacy.Target": pgettext_lazy("audit trail", "a State of the pipeline"),
    "advocacy.Contact": pgettext_lazy("audit trail", "a contact"),
    "advocacy.DiplomaticPost": pgettext_lazy("audit trail", "a mission or an embassy"),
    "advocacy.PostFact": pgettext_lazy("audit trail", "what is known of a mission or an embassy"),
    "advocacy.UptakeMatch": pgettext_lazy("audit trail", "what became of a proposed recommendation"),
}
