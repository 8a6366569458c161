"""Addresses of what wins recommendations in embassies and in Geneva."""

from django.urls import path

from advocacy.views import contacts, directory, lobbying, uptake

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
    path("workspaces/<uuid:pk>/lobbying/", lobbying.lobbying, name="lobbying"),
    path("workspaces/<uuid:pk>/lobbying.csv", lobbying.lobbying_csv, name="lobbying_csv"),
    path("workspaces/<uuid:pk>/lobbying.xlsx", lobbying.lobbying_xlsx, name="lobbying_xlsx"),
    path("workspaces/<uuid:pk>/uptake/", uptake.uptake_list, name="uptake_list"),
    path("proposals/<uuid:pk>/uptake/", uptake.uptake_detail, name="uptake_detail"),
    path("proposals/<uuid:pk>/uptake/decide/", uptake.uptake_decide, name="uptake_decide"),
]
