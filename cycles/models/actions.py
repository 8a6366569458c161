"""What the machine thinks that a recommendation asks for."""

from django.db import models

from cycles.models.recommendations import ActionCategory, Recommendation


class ActionSuggestion(models.Model):
    """The action category that the verb of a recommendation suggests: a guess, until a person decides."""

    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.CASCADE, primary_key=True, related_name="action_suggestion"
    )
    category = models.PositiveSmallIntegerField(choices=ActionCategory.choices)
    verb = models.CharField(max_length=60)
    # The share of recommendations with this verb that UPR Info put in this category, 0 to 1.
    agreement = models.FloatField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="cycles_actionsuggestion_category", condition=models.Q(category__range=(1, 5))),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.category}"
