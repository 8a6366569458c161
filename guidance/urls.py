"""Addresses of the guide."""

from django.urls import path

from guidance import views

app_name = "guidance"
urlpatterns = [
    path("guide/", views.guide_list, name="guide_list"),
    path("guide/all/", views.guide_print, name="guide_print"),
    path("guide/glossary/", views.glossary, name="glossary"),
    path("guide/<slug:step>/", views.guide_detail, name="guide_detail"),
]
