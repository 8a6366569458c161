"""Corrections of the rules for submissions by staff. What people write is not shown here."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from submissions.models import SubmissionRule


@admin.register(SubmissionRule)
class SubmissionRuleAdmin(admin.ModelAdmin):
    """A rule for every cycle, or for one: then it has a row of its own."""

    list_display = ("key", "cycle", "value", "unit", "binding", "corrected_at")
    list_filter = ("cycle", "binding")
    search_fields = ("key", "value", "source")
    readonly_fields = ("corrected_at", "corrected_by")
    save_as = True

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        obj.corrected_at, obj.corrected_by = timezone.now(), request.user
        super().save_model(request, obj, form, change)
