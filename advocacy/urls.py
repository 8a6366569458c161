"""Addresses of what wins recommendations in embassies and in Geneva."""

from django.urls import path

from advocacy.views import uptake

app_name = "advocacy"
urlpatterns = [
    path("workspaces/<uuid:pk>/uptake/", uptake.uptake_list, name="uptake_list"),
    path("proposals/<uuid:pk>/uptake/", uptake.uptake_detail, name="uptake_detail"),
    path("proposals/<uuid:pk>/uptake/decide/", uptake.uptake_decide, name="uptake_decide"),
]
