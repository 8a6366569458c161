"""How what came of the work reads over the API: uptake, strategies, statements, factsheets, pushes."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.removals import FollowedPagination
from advocacy.models import Factsheet, Push, Statement, Strategy, UptakeMatch
from reminders.words import person_words


class UptakeFilter(django_filters.FilterSet):
    """Decisions by proposal, verdict and when they were made."""

    since = django_filters.IsoDateTimeFilter(
        field_name="decided_at", lookup_expr="gte", label=gettext_lazy("Decided at this moment or later")
    )
    verdict = django_filters.MultipleChoiceFilter(
        choices=UptakeMatch.Verdict.choices, label=gettext_lazy("What was decided")
    )
    proposal = django_filters.UUIDFilter(field_name="proposal_id", label=gettext_lazy("Key of a proposal"))


class UptakePagination(FollowedPagination):
    """In the order in which they were decided."""

    since = "since"
    ordering = ("decided_at", "pk")


class UptakeDecisionSerializer(serializers.ModelSerializer):
    """What a person decided of a proposal. `recommendation` is null where they say that no State took it up."""

    proposal = serializers.UUIDField(source="proposal_id")
    recommendation = serializers.CharField(source="recommendation.key", default=None, allow_null=True)
    states = serializers.SerializerMethodField(help_text="Who made the recommendation.")
    verdict = serializers.CharField(help_text=", ".join(UptakeMatch.Verdict.values))
    is_taken_up = serializers.BooleanField()

    class Meta:
        model = UptakeMatch
        fields = ["id", "proposal", "recommendation", "states", "verdict", "is_taken_up", "decided_at"]
        read_only_fields = fields

    def get_states(self, match: UptakeMatch) -> list[str]:
        return [one.state_id for one in match.recommendation.state_rows.all()] if match.recommendation else []


class UptakeRateSerializer(serializers.Serializer):
    """Of so many proposals, how many were taken up. `percent` is of those that are decided; null while none is."""

    id = serializers.CharField(source="key", help_text="Empty for all of them, and for those of no priority issue.")
    name = serializers.CharField()
    proposals = serializers.IntegerField(source="total")
    taken_up = serializers.IntegerField()
    undecided = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)


class UptakeRatesSerializer(serializers.Serializer):
    """The figures of the page. At meetings and by organisations: taken up by a State before which it was put."""

    overall = UptakeRateSerializer()
    by_issue = UptakeRateSerializer(many=True)
    by_state = UptakeRateSerializer(many=True)
    by_meeting = UptakeRateSerializer(many=True)
    by_organisation = UptakeRateSerializer(many=True)


class SharedStrategySerializer(serializers.ModelSerializer):
    """A strategy as others read it: never from which workspace it comes, nor who wrote it, nor when."""

    stage = serializers.IntegerField(help_text="1, 2 or 3: the stage of the cycle.")
    issue = serializers.CharField(source="issue.code", default=None, allow_null=True)

    class Meta:
        model = Strategy
        fields = ["id", "title", "stage", "issue", "done", "setting", "people", "cost", "risk", "result", "told_by"]
        read_only_fields = fields


class StrategyResultSerializer(serializers.Serializer):
    """What became of one of its proposals: a decision on uptake, and how the workspace rates the recommendation now."""

    proposal = serializers.UUIDField()
    recommendation = serializers.CharField(allow_null=True)
    verdict = serializers.CharField()
    level = serializers.CharField(allow_null=True)


class StrategySerializer(SharedStrategySerializer):
    """A strategy of the workspace, with what became of its proposals."""

    sharing = serializers.CharField(help_text=", ".join(Strategy.Sharing.values))
    proposals = serializers.SerializerMethodField()
    results = serializers.SerializerMethodField()
    changed_at = serializers.DateTimeField(source="last_change_at")

    class Meta:
        model = Strategy
        fields = [
            *SharedStrategySerializer.Meta.fields,
            "sharing",
            "proposals",
            "results",
            "created_at",
            "changed_at",
        ]
        read_only_fields = fields

    def get_proposals(self, strategy: Strategy) -> list[str]:
        return [str(one.pk) for one in strategy.proposals.all()]

    @extend_schema_field(StrategyResultSerializer(many=True))
    def get_results(self, strategy: Strategy) -> Any:
        known = self.context["results"]
        found = [result for one in strategy.proposals.all() for result in known.get(one.pk, ())]
        return StrategyResultSerializer(found, many=True).data


class StatementTextSerializer(serializers.Serializer):
    """In which language there is a text, and which version of it is the current one."""

    language = serializers.CharField()
    number = serializers.IntegerField()
    written_at = serializers.DateTimeField()


class StatementSerializer(serializers.ModelSerializer):
    """What an organisation says in Geneva: its facts. Its texts, and who speaks, are not here."""

    kind = serializers.CharField(help_text=", ".join(Statement.Kind.values))
    issue = serializers.CharField(source="issue.code", default=None, allow_null=True)
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    texts = StatementTextSerializer(source="current_texts", many=True)
    changed_at = serializers.DateTimeField(source="last_change_at")

    class Meta:
        model = Statement
        fields = ["id", "title", "kind", "issue", "organisation", "texts", "created_at", "changed_at"]
        read_only_fields = fields


class FactsheetEditionSerializer(serializers.Serializer):
    """An edition for everybody, under its public address; once withdrawn, its address says only that."""

    number = serializers.IntegerField()
    url = serializers.SerializerMethodField()
    published_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)

    def get_url(self, edition: Any) -> str:
        return self.context["request"].build_absolute_uri(edition.get_absolute_url())


class FactsheetSerializer(serializers.ModelSerializer):
    """A factsheet in one language: its facts and its public editions. Its words are at the public address."""

    language = serializers.CharField()
    variant_of = serializers.UUIDField(source="variant_of_id", allow_null=True)
    priority_issue = serializers.UUIDField(source="priority_issue_id", allow_null=True)
    proposals = serializers.SerializerMethodField()
    is_public = serializers.BooleanField()
    editions = FactsheetEditionSerializer(many=True)
    changed_at = serializers.DateTimeField(source="last_change_at")

    class Meta:
        model = Factsheet
        fields = [
            "id",
            "title",
            "language",
            "variant_of",
            "priority_issue",
            "proposals",
            "is_public",
            "editions",
            "created_at",
            "changed_at",
        ]
        read_only_fields = fields

    def get_proposals(self, factsheet: Factsheet) -> list[str]:
        return [str(one.pk) for one in factsheet.proposals.all()]


class PushSerializer(serializers.ModelSerializer):
    """What kind of body the workspace asks to move the State before the adoption: why, who has it, the result.

    Who it is and what they said is given to no program, as with meetings.
    """

    kind = serializers.CharField(help_text=", ".join(Push.Kind.values))
    result = serializers.CharField(help_text=", ".join(Push.Result.values))
    recommendations = serializers.SerializerMethodField()
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    person = serializers.SerializerMethodField()

    class Meta:
        model = Push
        fields = [
            "id",
            "kind",
            "recommendations",
            "arguments",
            "organisation",
            "person",
            "next_step",
            "next_date",
            "result",
            "created_at",
            "changed_at",
        ]
        read_only_fields = fields

    def get_recommendations(self, push: Push) -> list[str]:
        return [recommendation.key for recommendation in push.recommendations.all()]

    def get_person(self, push: Push) -> str | None:
        return person_words(push.person, self.context["colleagues"]) if push.person else None
