"""What search reads: narrow rows beside the wide ones, and the searches that people keep."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse

from cycles.models.recommendations import Recommendation
from cycles.querysets import SavedSearchQuerySet


class SearchText(models.Model):
    """The words of a recommendation in one language, stemmed, written when its row is rendered."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="search_texts", db_index=False
    )
    language = models.CharField(max_length=2)
    words = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "language"], name="cycles_searchtext_once_a_language"),
        ]
        indexes = [GinIndex(fields=["words"], name="cycles_searchtext_words")]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.language}"


class SearchFacets(models.Model):
    """What a recommendation is found and counted by, flat, written when its row is rendered.

    Codes, not names: ISO codes of States, numbers of sessions, goals and issues, keys of groups of persons.
    """

    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.CASCADE, primary_key=True, related_name="search_facets"
    )
    cycle = models.PositiveSmallIntegerField()
    session = models.PositiveSmallIntegerField(null=True)
    state_under_review = models.CharField(max_length=3)
    regional_group = models.CharField(max_length=20, blank=True)
    position = models.CharField(max_length=20)
    # Given or decided; ``suggested_action`` where there is only a suggestion.
    action_category = models.PositiveSmallIntegerField(null=True)
    suggested_action = models.PositiveSmallIntegerField(null=True)
    recommending_states = ArrayField(models.CharField(max_length=3), default=list)
    recommending_groups = ArrayField(models.CharField(max_length=20), default=list)
    issues = ArrayField(models.PositiveSmallIntegerField(), default=list)
    themes = ArrayField(models.IntegerField(), default=list)
    person_groups = ArrayField(models.IntegerField(), default=list)
    goals = ArrayField(models.PositiveSmallIntegerField(), default=list)
    rating_levels = ArrayField(models.CharField(max_length=20), default=list)
    is_invented = models.BooleanField(default=False)
    # Where it stands in its review: paragraph and item, then what has no number.
    place = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                models.F("session").desc(nulls_last=True), "state_under_review", "place", name="cycles_facets_newest"
            ),
            models.Index(fields=["state_under_review", "cycle"], name="cycles_facets_review"),
            GinIndex(fields=["recommending_states"], name="cycles_facets_states"),
            GinIndex(fields=["issues"], name="cycles_facets_issues"),
        ]

    def __str__(self) -> str:
        return str(self.recommendation_id)


class SavedSearch(models.Model):
    """A search that a person keeps under a name; only that person sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=120)
    # The query of the address, without the question mark: there a sign of Chinese takes nine.
    query = models.CharField(max_length=8000)
    created_at = models.DateTimeField()

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="cycles_savedsearch_name_once_a_person")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('cycles:search')}?{self.query}"
