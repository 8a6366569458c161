"""Addresses of the thread."""

from django.urls import path

from impact import views

app_name = "impact"
urlpatterns = [
    path("start/", views.start, name="start"),
    path("account/data/", views.own_data_download, name="own_data_download"),
    path("workspaces/<uuid:pk>/", views.workspace_detail, name="workspace_detail"),
    path("workspaces/<uuid:pk>/steps/", views.workspace_steps, name="workspace_steps"),
    path("workspaces/<uuid:pk>/steps/<slug:step>/", views.step_tick, name="step_tick"),
    path("workspaces/<uuid:pk>/who-does-what/", views.who_does_what, name="who_does_what"),
]
