"""Addresses of people."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("server/", views.server, name="server"),
    path("account/", views.account, name="account"),
    path("organisations/create/", views.organisation_create, name="organisation_create"),
    path("workspaces/create/", views.workspace_create, name="workspace_create"),
    path("workspaces/<uuid:pk>/members/", views.workspace_members, name="workspace_members"),
    path("record-editors/", views.record_editor_list, name="record_editor_list"),
]
