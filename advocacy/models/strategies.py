"""What was done to win or carry out a recommendation, and what came of it: for those who do it next."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation
from advocacy.models.followed import FollowedRow
from advocacy.querysets import StrategyQuerySet
from cycles.cycle_steps import STAGES
from cycles.models import Theme
from submissions.models import ProposedRecommendation


class Strategy(FollowedRow):
    """One way to get somewhere: what was done, when, at what cost and risk, by how many, with which result.

    Whoever it is shared with reads what is written on it, never in which workspace it was written or by whom.
    """

    audit_name = "strategy"
    kept_words = ("done", "setting", "people", "cost", "risk", "result")

    class Sharing(models.TextChoices):
        WORKSPACE = "workspace", pgettext_lazy("who reads a strategy", "This workspace")
        ORGANISATION = "organisation", pgettext_lazy("who reads a strategy", "Everybody of one organisation")
        EVERYBODY = "everybody", pgettext_lazy("who reads a strategy", "Everybody who is signed in on this server")

    title = models.CharField(gettext_lazy("title"), max_length=200)
    stage = models.PositiveSmallIntegerField(gettext_lazy("stage of the cycle"), choices=list(STAGES.items()))
    issue = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done = models.TextField(gettext_lazy("what was done"))
    setting = models.TextField(gettext_lazy("in which situation"), blank=True)
    people = models.TextField(gettext_lazy("who and how many it took"), blank=True)
    cost = models.TextField(gettext_lazy("what it cost"), blank=True)
    risk = models.TextField(gettext_lazy("what could go wrong"), blank=True)
    result = models.TextField(gettext_lazy("what came of it"), blank=True)
    # By what became of these the result is seen, by those of the workspace.
    proposals = models.ManyToManyField(ProposedRecommendation, related_name="+", blank=True)
    sharing = models.CharField(max_length=12, choices=Sharing.choices, default=Sharing.WORKSPACE)
    # Whose it is, where it is shared; and the name under which it is told, none where nobody is to know.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    told_by = models.CharField(max_length=200, blank=True)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="advocacy_strategy_stage", condition=Q(stage__in=[1, 2, 3])),
            models.CheckConstraint(
                name="advocacy_strategy_sharing", condition=Q(sharing__in=["workspace", "organisation", "everybody"])
            ),
            models.CheckConstraint(
                name="advocacy_strategy_of_an_organisation",
                condition=Q(sharing="workspace", organisation__isnull=True, told_by="")
                | (~Q(sharing="workspace") & Q(organisation__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["sharing", "stage"], name="advocacy_strategy_shared")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:strategy_detail", args=[self.pk])
