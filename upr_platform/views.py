"""Health, readiness, the language of the page, and the page of the API."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as django_set_language
from drf_spectacular.generators import SchemaGenerator
from kombu.exceptions import OperationalError

from accounts.models import Scope
from reminders.services.choices import keep_language
from upr_platform.celery import app

# One call of each kind, as it is typed.
CALLS = """\
curl -H "Authorization: Bearer $KEY" $SITE/api/v1/workspaces/

curl -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -X PUT \\
  -d '{"level": "partially", "note": "…", "rated_date": "2026-03-01", "replaces": null}' \\
  $SITE/api/v1/workspaces/{workspace}/ratings/SVN-4-140.7/
"""


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    checks = {"database": _database_answers(), "broker": _broker_answers()}
    checks["migrations"] = checks["database"] and _migrations_are_done()
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database_answers() -> bool:
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrations_are_done() -> bool:
    executor = MigrationExecutor(connections["default"])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _broker_answers() -> bool:
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        return settings.BROKER_DIR.is_dir()
    try:
        with app.connection_for_write(connect_timeout=2) as connection:
            connection.ensure_connection(max_retries=1, timeout=2)
    except (OSError, OperationalError):
        return False
    return True


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    if request.user.is_authenticated:
        keep_language(person=request.user, language=request.POST.get("language", ""))
    return django_set_language(request)


@login_not_required
@require_GET
def api_docs(request: HttpRequest) -> HttpResponse:
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    routes = [
        {"path": path, "about": methods["get"]["description"], "parameters": methods["get"].get("parameters", [])}
        for path, methods in paths.items()
        if not path.endswith("}/")
    ]
    keyed = [route for route in routes if "/workspaces/" in route["path"]]
    record = reverse("recommendation-list")
    examples = [
        (_("All recommendations of one review"), f"{record}?review=SVN-4"),
        (_("Those that France made and the State supports"), f"{record}?recommending_state=FRA&position=supported"),
        (_("What changed since a day"), f"{record}?updated_since=2026-01-01T00:00Z"),
        (_("What became of them: who says what, since when"), f"{reverse('status-list')}?review=SVN-4"),
        (_("What was rated, changed or withdrawn since"), f"{reverse('status-list')}?updated_since=2026-01-01T00:00Z"),
    ]
    context = {
        "examples": examples,
        "routes": [route for route in routes if route not in keyed],
        "keyed": keyed,
        "scopes": Scope.choices,
        "calls": CALLS,
        "token_path": reverse("accounts:machine_token"),
        "rate": settings.API_RATE.partition("/")[0],
        "program_rate": settings.PROGRAM_RATE.partition("/")[0],
    }
    return render(request, "api_docs.html", context)


@login_not_required
@require_GET
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: everything that is somebody's."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in settings.HIDDEN_PATHS)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where somebody who found a hole tells of it (RFC 9116). Good for half a year from now."""
    contacts = [request.build_absolute_uri(reverse("accounts:contact"))]
    if operator := settings.OPERATOR_CONTACT:
        contacts.append(f"mailto:{operator}" if "@" in operator and ":" not in operator else operator)
    ends = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: " + ", ".join(dict(settings.LANGUAGES))]
    lines += [f"Canonical: {request.build_absolute_uri(request.path)}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
