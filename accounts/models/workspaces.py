"""The workspaces in which organisations work on one review, and what stands inside one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models.organisations import Organisation
from accounts.querysets import (
    CoalitionNoticeQuerySet,
    JoinRequestQuerySet,
    ThemeGroupQuerySet,
    WorkspaceMemberQuerySet,
    WorkspaceQuerySet,
    WorkspaceRowQuerySet,
)
from cycles.models import Review, Theme


class Workspace(models.Model):
    """One organisation, or a coalition, at work on one review."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(gettext_lazy("name"), max_length=200)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="workspaces")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    organisations = models.ManyToManyField(Organisation, through="WorkspaceMember", related_name="workspaces")
    # Set together: since when everybody may see this workspace's ratings, and who decided it.
    ratings_published_at = models.DateTimeField(null=True, editable=False)
    ratings_published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_workspace_published_at_with_by",
                condition=Q(ratings_published_at__isnull=True, ratings_published_by__isnull=True)
                | Q(ratings_published_at__isnull=False, ratings_published_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("impact:workspace_detail", args=[self.pk])


class WorkspaceMember(models.Model):
    """An organisation's part in a workspace."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", pgettext_lazy("role in a workspace", "Coordinator")
        CONTRIBUTOR = "contributor", pgettext_lazy("role in a workspace", "Contributor")
        # An international NGO, say: guides and comments, decides nothing.
        SUPPORTER = "supporter", pgettext_lazy("role in a workspace", "Supporter")
        OBSERVER = "observer", pgettext_lazy("role in a workspace", "Observer")

    WRITERS = (Role.COORDINATOR, Role.CONTRIBUTOR)

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="member_rows")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="workspace_rows")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.CONTRIBUTOR)

    objects = WorkspaceMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "organisation"], name="accounts_workspacemember_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.workspace_id} ({self.role})"


class ThemeGroup(models.Model):
    """Organisations of a coalition that take some issues upon themselves, with a lead and a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="theme_groups")
    name = models.CharField(gettext_lazy("name"), max_length=120)
    issues = models.ManyToManyField(Theme, blank=True, related_name="+", limit_choices_to={"scheme": "upr_info"})
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="theme_groups")
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_date = models.DateField(gettext_lazy("due"), null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ThemeGroupQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="accounts_themegroup_name_once")]

    def __str__(self) -> str:
        return self.name


class CoalitionNotice(models.Model):
    """What everybody signed in may read of a coalition that chose to be found: never who is in it."""

    # A key of its own: that of the workspace is nobody else's business.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="notice")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="coalition_notices")
    title = models.CharField(gettext_lazy("name others see"), max_length=200)
    text = models.TextField(gettext_lazy("what others read"), max_length=2000, blank=True)
    shown_at = models.DateTimeField()
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CoalitionNoticeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class JoinRequest(models.Model):
    """An organisation asks to join a coalition that can be found; a coordinator answers."""

    class Answer(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("request to join", "Waiting")
        ACCEPTED = "accepted", pgettext_lazy("request to join", "Accepted")
        DECLINED = "declined", pgettext_lazy("request to join", "Declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="join_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="join_requests")
    message = models.TextField(gettext_lazy("what you want to tell the coordinators"), max_length=2000, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "organisation"], condition=Q(answer="waiting"), name="accounts_joinrequest_one"
            ),
            models.CheckConstraint(
                name="accounts_joinrequest_answered",
                condition=Q(answer="waiting", answered_at__isnull=True)
                | (~Q(answer="waiting") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} to {self.workspace_id} ({self.answer})"


class WorkspaceStep(models.Model):
    """One of the steps of the cycle that a workspace has done: who ticked it, and when."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="steps")
    # A key of ``cycles.cycle_steps``.
    step = models.CharField(max_length=20)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "step"], name="accounts_workspacestep_once")]

    def __str__(self) -> str:
        return f"{self.step} in {self.workspace_id}"
