"""What reaches the people who run the server."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.querysets import ConcernQuerySet


class Concern(models.Model):
    """What somebody told the people who run the server: a question, a hole, an abuse, a wish about data.

    Nothing is kept of who sent it but what stands in it. The hour is enough to put them in order.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", pgettext_lazy("kind of concern", "A question")
        ABUSE = "abuse", pgettext_lazy("kind of concern", "Abuse or a threat")
        SECURITY = "security", pgettext_lazy("kind of concern", "A security hole")
        DATA = "data", pgettext_lazy("kind of concern", "Data about me")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(gettext_lazy("What is it about?"), max_length=8, choices=Kind.choices)
    text = models.TextField(gettext_lazy("What do you want to say?"), max_length=5000)
    answer_to = models.EmailField(gettext_lazy("Address for an answer"), blank=True)
    sent_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("concern")
        verbose_name_plural = gettext_lazy("concerns")
        constraints = [
            models.CheckConstraint(
                name="accounts_concern_done_by_somebody",
                condition=Q(done_by__isnull=True) | Q(done_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sent_at:%Y-%m-%d}"
