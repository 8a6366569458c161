"""What was heard in the review while it was webcast, and which recommendation it became."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Workspace
from advocacy.notebook_querysets import LineMatchQuerySet, NotebookQuerySet, SpeakingOrderQuerySet
from cycles.models import Recommendation, State, Theme
from submissions.models.preparing import PreparedRow


class NotebookLine(PreparedRow):
    """A line that somebody typed while a State spoke; the State and the issue stand in it once a person set them.

    What the machine takes them for is computed when a page asks, from the line and from the lines before it.
    """

    audit_name = "notebook_line"

    text = models.TextField(gettext_lazy("as heard"))
    heard_at = models.DateTimeField(gettext_lazy("heard at"))
    state = models.ForeignKey(
        State,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("UN member", "State"),
    )
    issue = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("of a recommendation", "Issue"),
    )

    objects = NotebookQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="advocacy_line_says_something", condition=~Q(text=""))]
        indexes = [models.Index(fields=["workspace", "heard_at", "id"], name="advocacy_line_heard")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("advocacy:notebook_line_edit", args=[self.pk])


class SpeakingOrder(PreparedRow):
    """The States that take the floor in the review of a workspace, in their order."""

    audit_name = "speaking_order"

    states = ArrayField(models.CharField(max_length=3), default=list, blank=True)

    objects = SpeakingOrderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="advocacy_speaking_order_once")]

    def __str__(self) -> str:
        return ", ".join(self.states)

    def get_absolute_url(self) -> str:
        return reverse("advocacy:speaking_order_edit", args=[self.workspace_id])


class LineMatch(models.Model):
    """What a person decided: a line of the notebook is this recommendation of the official list, or none of them.

    ``score`` is how sure the machine was of this pair when the person decided; nothing where it had not guessed it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(NotebookLine, on_delete=models.CASCADE, related_name="matches")
    # Nothing where a person says that the list has none for it, or none besides the others of the line.
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    score = models.FloatField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = LineMatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "recommendation"], name="advocacy_line_match_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.recommendation_id}"
