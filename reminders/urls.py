"""Addresses of deadlines and reminders."""

from django.urls import path

from reminders.views import choices, deadlines, feeds, inbox, mail_stops, undelivered

app_name = "reminders"
urlpatterns = [
    path("reminders/", inbox.inbox, name="inbox"),
    path("reminders/put-aside/", inbox.inbox_put_aside, name="inbox_put_aside"),
    path("reminders/<uuid:pk>/snooze/", inbox.inbox_snooze, name="inbox_snooze"),
    path("workspaces/<uuid:pk>/deadlines/", deadlines.deadline_list, name="deadline_list"),
    path("workspaces/<uuid:pk>/deadlines/create/", deadlines.deadline_create, name="deadline_create"),
    path("deadlines/<uuid:pk>/", deadlines.deadline_detail, name="deadline_detail"),
    path("deadlines/<uuid:pk>/edit/", deadlines.deadline_edit, name="deadline_edit"),
    path("deadlines/<uuid:pk>/assign/", deadlines.deadline_assign, name="deadline_assign"),
    path("deadlines/<uuid:pk>/close/", deadlines.deadline_close, name="deadline_close"),
    path("account/reminders/", choices.personal_choices, name="personal_choices"),
    path("account/reminders/hours/", choices.personal_hours, name="personal_hours"),
    path("account/reminders/<slug:kind>/", choices.personal_choice_edit, name="personal_choice_edit"),
    path("workspaces/<uuid:pk>/reminders/", choices.workspace_choices, name="workspace_choices"),
    path(
        "workspaces/<uuid:pk>/reminders/<slug:kind>/", choices.choice_in_workspace_edit, name="choice_in_workspace_edit"
    ),
    path(
        "workspaces/<uuid:pk>/reminders/<slug:kind>/everybody/",
        choices.workspace_choice_edit,
        name="workspace_choice_edit",
    ),
    path("account/calendar/", feeds.feed_list, name="feed_list"),
    path("workspaces/<uuid:pk>/calendar/", feeds.workspace_feed_list, name="workspace_feed_list"),
    path("feeds/<uuid:pk>/revoke/", feeds.feed_revoke, name="feed_revoke"),
    path("feeds/<slug:secret>.ics", feeds.feed_ics, name="feed_ics"),
    path("reminders/stop/<str:secret>/", mail_stops.mail_stop, name="mail_stop"),
    path("server/letters/", undelivered.undelivered, name="undelivered"),
    path("server/letters/again/", undelivered.undelivered_again, name="undelivered_again"),
]
