"""Addresses of what wins recommendations in embassies and in Geneva."""

from django.urls import URLPattern

app_name = "advocacy"
urlpatterns: list[URLPattern] = []
