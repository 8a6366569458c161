"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "accept": pgettext_lazy("audit trail", "took in"),
    "add_member": pgettext_lazy("audit trail", "added the member"),
    "ask_to_join": pgettext_lazy("audit trail", "asked to join"),
    "change_address": pgettext_lazy("audit trail", "changed the address"),
    "change_part": pgettext_lazy("audit trail", "gave another part"),
    "change_role": pgettext_lazy("audit trail", "gave another role"),
    "close": pgettext_lazy("audit trail", "closed"),
    "create_token": pgettext_lazy("audit trail", "made a key for programs"),
    "decline": pgettext_lazy("audit trail", "declined"),
    "delete_account": pgettext_lazy("audit trail", "deleted the account"),
    "export_own_data": pgettext_lazy("audit trail", "took the own data along"),
    "hide": pgettext_lazy("audit trail", "took out of what can be found"),
    "invite": pgettext_lazy("audit trail", "invited"),
    "join": pgettext_lazy("audit trail", "joined"),
    "leave": pgettext_lazy("audit trail", "left"),
    "let_in": pgettext_lazy("audit trail", "let in"),
    "name_record_editor": pgettext_lazy("audit trail", "made an editor of the record"),
    "remove_member": pgettext_lazy("audit trail", "removed the member"),
    "remove_organisation": pgettext_lazy("audit trail", "took out of the workspace"),
    "reopen": pgettext_lazy("audit trail", "opened again"),
    "revoke_token": pgettext_lazy("audit trail", "ended the key"),
    "show": pgettext_lazy("audit trail", "let it be found"),
    "withdraw_invitation": pgettext_lazy("audit trail", "withdrew"),
    "withdraw_join_request": pgettext_lazy("audit trail", "withdrew the request"),
}
KINDS = {
    "accounts.ApiToken": pgettext_lazy("audit trail", "key for programs"),
    "accounts.CoalitionNotice": pgettext_lazy("audit trail", "notice of the coalition"),
    "accounts.Invitation": pgettext_lazy("audit trail", "invitation"),
    "accounts.JoinRequest": pgettext_lazy("audit trail", "request to join"),
    "accounts.Membership": pgettext_lazy("audit trail", "member"),
    "accounts.Organisation": pgettext_lazy("audit trail", "organisation"),
    "accounts.ThemeGroup": pgettext_lazy("audit trail", "theme group"),
    "accounts.User": pgettext_lazy("audit trail", "account"),
    "accounts.Workspace": pgettext_lazy("audit trail", "workspace"),
    "accounts.WorkspaceMember": pgettext_lazy("audit trail", "organisation in the workspace"),
}
