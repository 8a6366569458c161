"""Addresses of what wins recommendations in embassies and in Geneva."""

from django.urls import path

from advocacy.views import contacts, directory, lobbying, meetings, pipeline, uptake

app_name = "advocacy"
urlpatterns = [
    path("missions/", directory.mission_list, name="mission_list"),
    path("missions/<code:iso3>/", directory.mission_detail, name="mission_detail"),
    path("missions/<code:iso3>/add/", directory.mission_add, name="mission_add"),
    path("missions/<uuid:pk>/check/", directory.mission_check, name="mission_check"),
    path("missions/facts/<uuid:pk>/end/", directory.mission_fact_end, name="mission_fact_end"),
    path("workspaces/<uuid:pk>/contacts/", contacts.contact_list, name="contact_list"),
    path("workspaces/<uuid:pk>/contacts/create/", contacts.contact_create, name="contact_create"),
    path("contacts/<uuid:pk>/", contacts.contact_detail, name="contact_detail"),
    path("contacts/<uuid:pk>/edit/", contacts.contact_edit, name="contact_edit"),
    path("contacts/<uuid:pk>/delete/", contacts.contact_delete, name="contact_delete"),
    path("workspaces/<uuid:pk>/pipeline/", pipeline.target_list, name="target_list"),
    path("workspaces/<uuid:pk>/pipeline.csv", pipeline.target_csv, name="target_csv"),
    path("workspaces/<uuid:pk>/pipeline/create/", pipeline.target_create, name="target_create"),
    path("workspaces/<uuid:pk>/pipeline/add/", pipeline.target_add, name="target_add"),
    path("pipeline/<uuid:pk>/", pipeline.target_detail, name="target_detail"),
    path("pipeline/<uuid:pk>/edit/", pipeline.target_edit, name="target_edit"),
    path("pipeline/<uuid:pk>/move/", pipeline.target_move, name="target_move"),
    path("pipeline/<uuid:pk>/delete/", pipeline.target_delete, name="target_delete"),
    path("pipeline/asks/<uuid:pk>/", pipeline.target_ask, name="target_ask"),
    path("workspaces/<uuid:pk>/meetings/", meetings.meeting_list, name="meeting_list"),
    path("workspaces/<uuid:pk>/meetings/day/", meetings.meeting_day, name="meeting_day"),
    path("workspaces/<uuid:pk>/meetings/create/", meetings.meeting_create, name="meeting_create"),
    path("meetings/<uuid:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<uuid:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("meetings/<uuid:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<uuid:pk>/debrief/", meetings.meeting_debrief, name="meeting_debrief"),
    path("meetings/<uuid:pk>/mail/", meetings.meeting_mail_edit, name="meeting_mail_edit"),
    path("meetings/<uuid:pk>/mail/take/", meetings.meeting_mail_take, name="meeting_mail_take"),
    path("meetings/<uuid:pk>/delete/", meetings.meeting_delete, name="meeting_delete"),
    path("workspaces/<uuid:pk>/lobbying/", lobbying.lobbying, name="lobbying"),
    path("workspaces/<uuid:pk>/lobbying.csv", lobbying.lobbying_csv, name="lobbying_csv"),
    path("workspaces/<uuid:pk>/lobbying.xlsx", lobbying.lobbying_xlsx, name="lobbying_xlsx"),
    path("workspaces/<uuid:pk>/uptake/", uptake.uptake_list, name="uptake_list"),
    path("proposals/<uuid:pk>/uptake/", uptake.uptake_detail, name="uptake_detail"),
    path("proposals/<uuid:pk>/uptake/decide/", uptake.uptake_decide, name="uptake_decide"),
]
