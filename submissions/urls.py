"""Addresses of priority issues, proposed recommendations and submissions."""

from django.urls import URLPattern

app_name = "submissions"
urlpatterns: list[URLPattern] = []
