"""Every address of the platform."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from common import views as common_views
from upr_platform import views

handler404 = common_views.not_found

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("leave/", common_views.leave, name="leave"),
    path("language/", views.set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("api/v1/docs/", views.api_docs, name="api_docs"),
    path("api/v1/", include("upr_platform.api")),
    path("", include("cycles.urls")),
    path("", include("accounts.urls")),
    path("", include("guidance.urls")),
    path("", include("reminders.urls")),
    path("", include("implementation.urls")),
    path("", include("submissions.urls")),
    path("", include("advocacy.urls")),
    path("", include("impact.urls")),
]
