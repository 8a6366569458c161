"""Addresses of people."""

from django.urls import path

from accounts.views import organisations, people, workspaces

app_name = "accounts"
urlpatterns = [
    path("server/", people.server, name="server"),
    path("account/", people.account, name="account"),
    path("organisations/create/", organisations.organisation_create, name="organisation_create"),
    path("workspaces/create/", workspaces.workspace_create, name="workspace_create"),
    path("workspaces/<uuid:pk>/members/", workspaces.workspace_members, name="workspace_members"),
    path("record-editors/", people.record_editor_list, name="record_editor_list"),
]
