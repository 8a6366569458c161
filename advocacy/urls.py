"""Addresses of what wins recommendations in embassies and in Geneva."""

from django.urls import path

from advocacy.views import lobbying, uptake

app_name = "advocacy"
urlpatterns = [
    path("workspaces/<uuid:pk>/lobbying/", lobbying.lobbying, name="lobbying"),
    path("workspaces/<uuid:pk>/lobbying.csv", lobbying.lobbying_csv, name="lobbying_csv"),
    path("workspaces/<uuid:pk>/lobbying.xlsx", lobbying.lobbying_xlsx, name="lobbying_xlsx"),
    path("workspaces/<uuid:pk>/uptake/", uptake.uptake_list, name="uptake_list"),
    path("proposals/<uuid:pk>/uptake/", uptake.uptake_detail, name="uptake_detail"),
    path("proposals/<uuid:pk>/uptake/decide/", uptake.uptake_decide, name="uptake_decide"),
]
