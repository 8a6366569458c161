"""The addresses of the platform, and one whose view forgets to ask who may see a row."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path

from implementation.models import Rating


def forgetful(request: HttpRequest, pk: str) -> HttpResponse:
    return HttpResponse(get_object_or_404(Rating, pk=pk).note)


def careful(request: HttpRequest, pk: str) -> HttpResponse:
    return HttpResponse(get_object_or_404(Rating.objects.visible_to(request.user), pk=pk).note)


urlpatterns = [
    path("planted/<uuid:pk>/", forgetful, name="planted"),
    path("careful/<uuid:pk>/", careful, name="careful"),
    path("", include("upr_platform.urls")),
]
