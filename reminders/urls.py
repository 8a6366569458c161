"""Addresses of deadlines and reminders."""

from django.urls import path

from reminders.views import deadlines

app_name = "reminders"
urlpatterns = [
    path("workspaces/<uuid:pk>/deadlines/", deadlines.deadline_list, name="deadline_list"),
    path("workspaces/<uuid:pk>/deadlines/create/", deadlines.deadline_create, name="deadline_create"),
    path("deadlines/<uuid:pk>/", deadlines.deadline_detail, name="deadline_detail"),
    path("deadlines/<uuid:pk>/edit/", deadlines.deadline_edit, name="deadline_edit"),
    path("deadlines/<uuid:pk>/assign/", deadlines.deadline_assign, name="deadline_assign"),
    path("deadlines/<uuid:pk>/close/", deadlines.deadline_close, name="deadline_close"),
]
