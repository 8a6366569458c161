"""What the API says of the public record."""

from rest_framework import serializers

from cycles.api.source_field import SourceWordsField
from cycles.models import (
    ActionCategory,
    Position,
    PositionKind,
    RatingLevel,
    RecommendationSource,
    Review,
    State,
    Theme,
)


class StateSerializer(serializers.ModelSerializer):
    """A State with its names in the six languages of the United Nations."""

    names = serializers.SerializerMethodField()
    regional_group = serializers.ChoiceField(choices=State.RegionalGroup.choices, allow_blank=True)

    class Meta:
        model = State
        fields = ["iso3", "iso2", "name_un", "names", "regional_group", "is_member", "is_invented", "data_version"]
        read_only_fields = fields

    def get_names(self, state: State) -> dict[str, str]:
        return {language: state.name_in(language) for language in ("en", "fr", "es", "ar", "ru", "zh")}


class ReviewSerializer(serializers.ModelSerializer):
    """The review of one State in one cycle, how sure its dates are, and how many recommendations are stored."""

    code = serializers.CharField()
    cycle = serializers.IntegerField(source="cycle_id")
    session = serializers.IntegerField(source="current_session_id", allow_null=True)
    original_session = serializers.IntegerField(source="original_session_id", allow_null=True)
    adoption_session = serializers.IntegerField(source="adoption_session_id", allow_null=True)
    recommendations = serializers.IntegerField(source="recommendation_count")
    supported = serializers.IntegerField(source="supported_count")
    is_invented = serializers.BooleanField(source="state_under_review.is_invented")
    adoption_source = SourceWordsField()
    source = SourceWordsField()  # type: ignore[assignment]

    class Meta:
        model = Review
        fields = [
            "code",
            "state_under_review",
            "cycle",
            "session",
            "original_session",
            "status",
            "review_date",
            "adoption_date",
            "adoption_confidence",
            "adoption_source",
            "adoption_session",
            "confidence",
            "source",
            "recommendations",
            "supported",
            "is_invented",
        ]
        read_only_fields = fields


class PositionRowSerializer(serializers.Serializer):
    """One step in the history of the State's position; `date` is that of its document where nobody knows the day."""

    position = serializers.ChoiceField(choices=PositionKind.choices)
    stage = serializers.ChoiceField(choices=Position.Stage.choices)
    note = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    date = serializers.DateField(allow_null=True)
    recorded_at = serializers.DateTimeField()


class ThemeRowSerializer(serializers.Serializer):
    """A theme that a source gave to the recommendation, in its scheme and version."""

    scheme = serializers.ChoiceField(choices=Theme.Scheme.choices)
    version = serializers.CharField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class RatingRowSerializer(serializers.Serializer):
    """A published rating: who, what, since when. Several may differ; they are never merged."""

    publisher = serializers.CharField()
    level = serializers.ChoiceField(choices=RatingLevel.choices)
    since = serializers.DateField()


class IssueRowSerializer(serializers.Serializer):
    """One of the 54 issues: given by UPR Info, or by a reviewed line of the crosswalk from OHCHR's themes."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    basis = serializers.ChoiceField(choices=["given", "crosswalk"])


class ActionRowSerializer(serializers.Serializer):
    """How much the recommendation asks for; a suggestion is a guess from the verb, which is then named."""

    category = serializers.ChoiceField(choices=ActionCategory.choices, allow_null=True)
    basis = serializers.ChoiceField(choices=["given", "decided", "suggested"], allow_blank=True)
    verb = serializers.CharField(required=False)


class SourceRowSerializer(serializers.Serializer):
    """A document or export in which the recommendation was met, and where it stands there."""

    kind = serializers.ChoiceField(choices=RecommendationSource.Kind.choices)
    place = serializers.CharField()
    external_key = serializers.CharField()


class RecommendationRowSerializer(serializers.Serializer):
    """A recommendation, who made it, what the State said and what became of it."""

    id = serializers.CharField()
    review = serializers.CharField()
    state_under_review = serializers.CharField()
    cycle = serializers.IntegerField()
    session = serializers.IntegerField(allow_null=True)
    document = serializers.CharField()
    number = serializers.CharField()
    serial = serializers.IntegerField(allow_null=True)
    language = serializers.CharField()
    text = serializers.CharField()
    texts = serializers.ListField(child=serializers.CharField())
    recommending_states = serializers.ListField(child=serializers.CharField())
    position = serializers.ChoiceField(choices=PositionKind.choices)
    positions = PositionRowSerializer(many=True)
    action = ActionRowSerializer()
    issues = IssueRowSerializer(many=True)
    themes = ThemeRowSerializer(many=True)
    groups = serializers.ListField(child=serializers.CharField())
    sdgs = serializers.ListField(child=serializers.IntegerField())
    ratings = RatingRowSerializer(many=True)
    sources = SourceRowSerializer(many=True)
    is_invented = serializers.BooleanField()
    url = serializers.CharField()
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()


class RecommendationPageSerializer(serializers.Serializer):
    """A page of recommendations. `version` is what to give as `since` the next time."""

    version = serializers.IntegerField()
    as_of = serializers.DateTimeField(allow_null=True)
    next = serializers.URLField(allow_null=True)
    count = serializers.IntegerField(required=False)
    removed = serializers.ListField(child=serializers.CharField(), required=False)
    results = RecommendationRowSerializer(many=True)
