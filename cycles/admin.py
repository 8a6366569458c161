"""Corrections of reference data by staff. What documents say comes in through imports, and is not changed here."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cycles.models import (
    CouncilSession,
    Cycle,
    DeadlineRule,
    Goal,
    PersonGroup,
    Review,
    State,
    StateAlias,
    Theme,
    UnDocument,
    WorkingGroupSession,
)
from cycles.models.base import SourcedRow
from cycles.services.reference import after_correction
from cycles.source_words import SourceField, source_words


class RecordAdmin(admin.ModelAdmin):
    """A row that others hang on: corrected, never deleted, and its key stays what it is."""

    key_fields: tuple[str, ...] = ()
    save_on_top = True

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("source"), ordering="source")
    def said_source(self, row: Any) -> str:
        return source_words(row.source)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name.endswith("source"):
            kwargs["form_class"] = SourceField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        marks = ("corrected_at",) if issubclass(self.model, SourcedRow) else ()
        return (*self.key_fields, *marks) if obj else marks

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        at = timezone.now()
        if isinstance(obj, SourcedRow):
            obj.corrected_at = at
        before = self.model._default_manager.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        after_correction(row=obj, at=at, before=before, by=request.user)


class StateAliasInline(admin.TabularInline):
    """The names under which documents know the State."""

    model = StateAlias
    extra = 1


@admin.register(State)
class StateAdmin(RecordAdmin):
    """States and all their names."""

    key_fields = ("iso3",)
    list_display = ["iso3", "name_en", "regional_group", "is_member", "is_invented", "confidence", "corrected_at"]
    list_filter = ["regional_group", "is_member", "is_ldc", "is_sids", "is_invented", "confidence"]
    search_fields = [
        "iso3",
        "name_un",
        "name_en",
        "name_fr",
        "name_es",
        "name_ar",
        "name_ru",
        "name_zh",
        "aliases__alias",
    ]
    ordering = ["name_en"]
    inlines = [StateAliasInline]


@admin.register(Cycle)
class CycleAdmin(RecordAdmin):
    """Cycles and the sessions they run over."""

    key_fields = ("number",)
    list_display = ["number", "first_session", "last_session", "confidence", "said_source", "corrected_at"]
    ordering = ["number"]


@admin.register(CouncilSession)
class CouncilSessionAdmin(RecordAdmin):
    """Sessions of the Human Rights Council."""

    key_fields = ("number",)
    list_display = ["number", "start_date", "end_date", "confidence", "said_source", "corrected_at"]
    list_filter = ["confidence"]
    search_fields = ["=number", "source"]
    ordering = ["-number"]


@admin.register(WorkingGroupSession)
class WorkingGroupSessionAdmin(RecordAdmin):
    """Sessions of the Working Group with their deadlines."""

    key_fields = ("number",)
    list_display = [
        "number",
        "cycle",
        "start_date",
        "end_date",
        "date_precision",
        "confidence",
        "submission_deadline",
        "submission_deadline_confidence",
        "corrected_at",
    ]
    list_filter = ["cycle", "confidence", "submission_deadline_confidence", "date_precision"]
    search_fields = ["=number", "source", "submission_deadline_source"]
    list_select_related = ["cycle"]
    ordering = ["-number"]


@admin.register(Review)
class ReviewAdmin(RecordAdmin):
    """Reviews: which session, where it stands, when."""

    key_fields = ("state_under_review", "cycle")
    list_display = [
        "code",
        "state_under_review",
        "cycle",
        "original_session",
        "current_session",
        "status",
        "review_date",
        "adoption_date",
        "confidence",
        "corrected_at",
    ]
    list_filter = ["cycle", "status", "confidence", "current_session"]
    search_fields = ["state_under_review__iso3", "state_under_review__name_en", "note", "source"]
    autocomplete_fields = ["state_under_review"]
    list_select_related = ["state_under_review", "cycle", "original_session", "current_session"]
    ordering = ["-cycle", "state_under_review"]


@admin.register(UnDocument)
class UnDocumentAdmin(RecordAdmin):
    """Documents of the United Nations about a review."""

    key_fields = ("review", "kind")
    list_display = ["symbol", "kind", "review", "published_date"]
    list_filter = ["kind", "review__cycle"]
    search_fields = ["symbol", "review__state_under_review__name_en"]
    autocomplete_fields = ["review"]
    list_select_related = ["review"]
    ordering = ["-review__cycle", "review__state_under_review", "kind"]


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(RecordAdmin):
    """How many days before or after an anchor the moments of a review lie."""

    key_fields = ("milestone",)
    list_display = ["milestone", "actors", "anchor", "offset_days", "in_working_days", "precision", "corrected_at"]
    list_filter = ["anchor", "precision", "confidence"]
    search_fields = ["milestone", "source"]
    ordering = ["order"]


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    """Labels of themes by scheme and version."""

    list_display = ["label", "code", "scheme", "version", "source"]
    list_filter = ["scheme", "version"]
    search_fields = ["label", "code"]
    ordering = ["scheme", "version", "code", "label"]


@admin.register(PersonGroup)
class PersonGroupAdmin(RecordAdmin):
    """Labels of groups of persons by version."""

    list_display = ["label", "version", "source"]
    list_filter = ["version"]
    search_fields = ["label"]
    ordering = ["version", "label"]


@admin.register(Goal)
class GoalAdmin(RecordAdmin):
    """Sustainable Development Goals and their names."""

    key_fields = ("number",)
    list_display = ["number", "name_en", "name_fr", "name_es", "name_ar", "name_ru", "name_zh"]
    ordering = ["number"]
