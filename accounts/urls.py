"""Addresses of people."""

from django.urls import path

from accounts.views import (
    invitations,
    memberships,
    organisations,
    people,
    providers,
    security,
    tokens,
    trail,
    workspaces,
)

app_name = "accounts"
urlpatterns = [
    path("server/", people.server, name="server"),
    path("account/", people.account, name="account"),
    path("account/keys/", tokens.token_list, name="token_list"),
    path("account/keys/create/", tokens.token_create, name="token_create"),
    path("account/keys/<uuid:pk>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("account/delete/", people.account_delete, name="account_delete"),
    path("account/security/", security.security, name="security"),
    path("account/security/needed/", security.second_factor_needed, name="second_factor_needed"),
    path("account/security/shown/", security.recent_sign_in_done, name="recent_sign_in_done"),
    path("account/security/devices/end/", security.session_end, name="session_end"),
    path("account/security/provider/", providers.provider_link, name="provider_link"),
    path("account/security/way-back/", security.way_back, name="way_back"),
    path("account/security/lost/", security.second_factor_lost, name="second_factor_lost"),
    path("account/security/lost/stop/<str:secret>/", security.way_back_stop, name="way_back_stop"),
    path("account/security/requests/", security.factor_request_list, name="factor_request_list"),
    path("account/security/requests/<uuid:pk>/", security.factor_request_detail, name="factor_request_detail"),
    path("organisations/create/", organisations.organisation_create, name="organisation_create"),
    path("organisations/<uuid:pk>/", organisations.organisation_detail, name="organisation_detail"),
    path("organisations/<uuid:pk>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/<uuid:pk>/invite/", invitations.organisation_invite, name="organisation_invite"),
    path("organisations/<uuid:pk>/hand-over/", memberships.organisation_hand_over, name="organisation_hand_over"),
    path("organisations/<uuid:pk>/close/", organisations.organisation_close, name="organisation_close"),
    path("organisations/<uuid:pk>/reopen/", organisations.organisation_reopen, name="organisation_reopen"),
    path("organisations/<uuid:pk>/trail/", trail.organisation_trail, name="organisation_trail"),
    path("organisations/<uuid:pk>/trail.csv", trail.organisation_trail_csv, name="organisation_trail_csv"),
    path("workspaces/<uuid:pk>/trail/", trail.workspace_trail, name="workspace_trail"),
    path("memberships/<int:pk>/", memberships.membership_edit, name="membership_edit"),
    path("memberships/<int:pk>/remove/", memberships.membership_remove, name="membership_remove"),
    path("invitations/", invitations.invitation_accept, name="invitation_accept"),
    path("invitations/forget/", invitations.invitation_forget, name="invitation_forget"),
    path("invitations/<uuid:pk>/withdraw/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path("invitations/open/<slug:secret>/", invitations.invitation_open, name="invitation_open"),
    path("workspaces/create/", workspaces.workspace_create, name="workspace_create"),
    path("workspaces/<uuid:pk>/members/", workspaces.workspace_members, name="workspace_members"),
    path("record-editors/", people.record_editor_list, name="record_editor_list"),
]
