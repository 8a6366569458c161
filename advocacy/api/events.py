"""Events over the API: read by members and their keys. Who speaks there has no name here, and costs no figures."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import RetrieveModelMixin

from accounts.api.workspaces import UUID
from advocacy.api.pipeline_rows import ByLastChange, ByLastChangePagination
from advocacy.api.views import InAdvocacy
from advocacy.event_leads import leads_of
from advocacy.models import Event, EventSpeaker, EventTask
from common.api_versions import IF_NONE_MATCH, UNCHANGED, VersionedMixin
from cycles.models import Confidence
from reminders.words import person_words


class EventFilter(ByLastChange):
    """Events by kind, status and day."""

    kind = django_filters.MultipleChoiceFilter(choices=Event.Kind.choices, label=gettext_lazy("Kind"))
    status = django_filters.MultipleChoiceFilter(choices=Event.Status.choices, label=gettext_lazy("Status"))
    date = django_filters.DateFilter(field_name="date", label=gettext_lazy("Day"))


class EventSpeakerSerializer(serializers.ModelSerializer):
    """A turn of the programme. Never here: name, person, and the organisation outside the workspace.

    `organisation`, and `statement`, which tells whose it is: null unless whoever speaks agreed to be named on paper.
    """

    organisation = serializers.SerializerMethodField()
    statement = serializers.SerializerMethodField()

    class Meta:
        model = EventSpeaker
        fields = ["id", "turn", "theme", "minutes", "organisation", "statement"]
        read_only_fields = fields

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_organisation(self, speaker: EventSpeaker) -> str | None:
        return _if_named(speaker, speaker.organisation_id)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_statement(self, speaker: EventSpeaker) -> str | None:
        return _if_named(speaker, speaker.statement_id)


class EventTaskSerializer(serializers.ModelSerializer):
    """What is to be done until when. `certainty` says how sure the day is, and `counted_from` from which it is counted.

    `basis` is what such a lead time rests on: a date of the review (milestone), what the United Nations ask (rule),
    or advice (own); null where a person set the day. A `person` of another organisation who gave no name is an empty
    string.
    """

    certainty = serializers.CharField(help_text=", ".join(Confidence.values))
    basis = serializers.SerializerMethodField(help_text="milestone, rule, own, or null.")
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    person = serializers.SerializerMethodField()

    class Meta:
        model = EventTask
        fields = ["id", "title", "date", "certainty", "counted_from", "basis", "organisation", "person", "is_done"]
        read_only_fields = fields

    def get_basis(self, task: EventTask) -> str | None:
        lead = leads_of(task.event.kind).get(task.key) if task.counted_from else None
        return lead.certainty if lead else None

    def get_person(self, task: EventTask) -> str | None:
        return person_words(task.person, self.context["colleagues"]) if task.person else None


class EventSerializer(serializers.ModelSerializer):
    """An event on the wall clock of its place, with its programme and what is to be done for it.

    `invited` and `came` are codes of States. Never here: who speaks and who comes, the link to join it, who books the
    room, who interprets, what it costs, what came of it in words, and what is noted of the press.
    """

    kind = serializers.CharField(help_text=", ".join(Event.Kind.values))
    status = serializers.CharField(help_text=", ".join(Event.Status.values))
    certainty = serializers.CharField(help_text=", ".join(Confidence.values))
    language = serializers.CharField()
    cameras = serializers.CharField(help_text=", ".join(filter(None, Event.Cameras.values)))
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    invited = serializers.SerializerMethodField()
    came = serializers.SerializerMethodField()
    proposals = serializers.SerializerMethodField()
    factsheets = serializers.SerializerMethodField()
    statements = serializers.SerializerMethodField()
    speakers = EventSpeakerSerializer(many=True)
    tasks = EventTaskSerializer(many=True)
    changed_at = serializers.DateTimeField(source="last_change_at")
    version = serializers.CharField()

    class Meta:
        model = Event
        fields = [
            *("id", "kind", "title", "status", "date", "certainty", "time", "zone", "minutes", "place"),
            *("organisation", "language", "cameras", "expected", "attendance", "invited", "came"),
            *("proposals", "factsheets", "statements", "speakers", "tasks", "created_at", "changed_at", "version"),
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_invited(self, event: Event) -> Any:
        return [target.state_id for target in event.invited.all()]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_came(self, event: Event) -> Any:
        return [target.state_id for target in event.came.all()]

    def get_proposals(self, event: Event) -> list[str]:
        return _keys(event.proposals)

    def get_factsheets(self, event: Event) -> list[str]:
        return _keys(event.factsheets)

    def get_statements(self, event: Event) -> list[str]:
        return _keys(event.statements)


@extend_schema(parameters=[OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)])
@extend_schema_view(
    list=extend_schema(parameters=[IF_NONE_MATCH], responses={200: EventSerializer(many=True), 304: UNCHANGED}),
    retrieve=extend_schema(parameters=[IF_NONE_MATCH], responses={200: EventSerializer, 304: UNCHANGED}),
)
class EventViewSet(VersionedMixin, RetrieveModelMixin, InAdvocacy):
    """The events of a workspace, in the order in which they, their programme or their tasks last changed. Read only.

    Give `as_of` as `changed_since` the next time. Needs a sign-in or a key with read_advocacy. Who speaks at an event,
    who comes to Geneva, what it costs and what came of it in words are never given to programs.
    """

    serializer_class = EventSerializer
    filterset_class = EventFilter
    pagination_class = ByLastChangePagination
    lookup_value_regex = UUID

    def get_queryset(self) -> QuerySet[Event]:
        return self.of_workspace(Event.objects).with_last_change().for_programs(self.request.user)


def _if_named(speaker: EventSpeaker, key: Any) -> str | None:
    return str(key) if key and speaker.may_be_named else None


def _keys(rows: Any) -> list[str]:
    return sorted(str(one.pk) for one in rows.all())
