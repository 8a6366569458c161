"""Addresses of people."""

from django.urls import path

from accounts.views import organisations, people, tokens, workspaces

app_name = "accounts"
urlpatterns = [
    path("server/", people.server, name="server"),
    path("account/", people.account, name="account"),
    path("account/keys/", tokens.token_list, name="token_list"),
    path("account/keys/create/", tokens.token_create, name="token_create"),
    path("account/keys/<uuid:pk>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("organisations/create/", organisations.organisation_create, name="organisation_create"),
    path("workspaces/create/", workspaces.workspace_create, name="workspace_create"),
    path("workspaces/<uuid:pk>/members/", workspaces.workspace_members, name="workspace_members"),
    path("record-editors/", people.record_editor_list, name="record_editor_list"),
]
