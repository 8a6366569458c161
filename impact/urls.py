"""Addresses of the thread."""

from django.urls import path

from impact.views import now, steps
from impact.views.next_cycle import baseline, next_cycle

app_name = "impact"
urlpatterns = [
    path("start/", now.start, name="start"),
    path("account/data/", now.own_data_download, name="own_data_download"),
    path("workspaces/<uuid:pk>/", now.workspace_detail, name="workspace_detail"),
    path("workspaces/<uuid:pk>/steps/", steps.workspace_steps, name="workspace_steps"),
    path("workspaces/<uuid:pk>/steps/add/<int:stage>/", steps.step_create, name="step_create"),
    path("workspaces/<uuid:pk>/steps/<slug:step>/", steps.step_tick, name="step_tick"),
    path("workspaces/<uuid:pk>/steps/<slug:step>/edit/", steps.step_edit, name="step_edit"),
    path("workspaces/<uuid:pk>/steps/<slug:step>/leave-out/", steps.step_leave_out, name="step_leave_out"),
    path("workspaces/<uuid:pk>/steps/<slug:step>/reset/", steps.step_reset, name="step_reset"),
    path("workspaces/<uuid:pk>/who-does-what/", now.who_does_what, name="who_does_what"),
    path("workspaces/<uuid:pk>/next-cycle/", next_cycle, name="next_cycle"),
    path("workspaces/<uuid:pk>/start-from/", baseline, name="baseline"),
]
