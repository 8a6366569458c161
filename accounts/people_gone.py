"""What becomes of the rows of this app that name somebody whose account is deleted (``accounts.person_rows``)."""

GOES = {
    "accounts.ApiToken": "created_by",
    "mfa.Authenticator": "user",
    "allauth_idp_oidc.Client": "owner",
    "account.EmailAddress": "user",
    "accounts.FactorRequest": "user",
    "accounts.Membership": "user",
    "socialaccount.SocialAccount": "user",
    "allauth_idp_oidc.Token": "user",
    "usersessions.UserSession": "user",
    "accounts.User_groups": "user",
    "accounts.User_user_permissions": "user",
}
FREED = {
    "accounts.AdaptedStep": "person",
}
STAYS = {
    "accounts.AdaptedStep": "changed_by",
    "accounts.ApiToken": "revoked_by",
    "accounts.CoalitionNotice": "shown_by",
    "accounts.Concern": "done_by",
    "accounts.FactorRequest": "first_by second_by",
    "accounts.Invitation": "created_by used_by",
    "accounts.JoinRequest": "asked_by answered_by",
    "admin.LogEntry": "user",
    "accounts.MachineClient": "created_by",
    "accounts.Organisation": "closed_by",
    "accounts.ShareLink": "created_by",
    "accounts.ThemeGroup": "created_by",
    "accounts.Workspace": "created_by ratings_published_by",
    "accounts.WorkspaceStep": "done_by",
}
