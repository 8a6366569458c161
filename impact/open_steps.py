"""What waits in a workspace, by the part of the platform that knows of it: each hands its open steps down here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import JoinRequest, ThemeGroup, User, Workspace
from cycles.dates import day_in_words
from cycles.models import ImportRun, RatingLevel
from impact.checklist import StageLine
from impact.standing import Standing, Step
from impact.who_does_what import late_groups
from implementation.models import Evidence, MidTermReport, Rating
from implementation.rules import decidable
from reminders.deadline_lines import DeadlineLine

NEWS = timedelta(days=14)
# What says that something happened, or did not, has to be shown by something.
TO_PROVE = (RatingLevel.FULLY, RatingLevel.PARTIALLY, RatingLevel.NOT_IMPLEMENTED, RatingLevel.REGRESSED)


@dataclass(frozen=True)
class OpenStep:
    """One thing that waits: what, where in the platform, who has it, until when, and whether that day has passed."""

    what: str
    where: str
    note: str = ""
    who: str = ""
    due: date | None = None
    is_late: bool = False

    @property
    def when(self) -> str:
        return day_in_words(self.due) if self.due else ""


@dataclass(frozen=True)
class Desk:
    """Who looks at which workspace (``with_open_numbers``), and when."""

    workspace: Workspace
    user: User
    at: datetime
    on: date
    can_edit: bool
    can_coordinate: bool
    stages: list[StageLine]
    standing: Standing
    late_deadlines: list[DeadlineLine] = field(default_factory=list)

    def address(self, name: str) -> str:
        return reverse(name, args=[self.workspace.pk])


def with_open_numbers(workspaces: QuerySet[Workspace], *, user: User, on: date) -> QuerySet[Workspace]:
    """Workspaces with how much waits in each, where a number is all that is shown: no query more for any of them."""
    here = OuterRef("pk")
    requests = JoinRequest.objects.visible_to(user).filter(workspace=here).waiting()
    groups = ThemeGroup.objects.visible_to(user).filter(workspace=here, due_date__lt=on)
    shown = Evidence.objects.visible_to(user).filter(
        workspace=OuterRef("workspace"), recommendations=OuterRef("recommendation")
    )
    ratings = Rating.objects.visible_to(user).filter(workspace=here, level__in=TO_PROVE).current()
    # Where the workspace asks nobody to approve, nothing waits.
    open_to_others = Rating.objects.visible_to(user).filter(
        workspace=here, workspace__rating_rules__needs_approval=True
    )
    return workspaces.annotate(
        has_ratings_sent=Exists(open_to_others.to_be_approved()),
        ratings_returned=_number(open_to_others.current().filter(state=Rating.State.RETURNED, rated_by=user)),
        waiting_requests=_number(requests),
        has_groups_due=Exists(groups),
        unproven_ratings=_number(ratings.exclude(Exists(shown))),
    )


def _number(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("workspace").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def open_steps(desk: Desk) -> list[OpenStep]:
    """Everything that waits, what is late first and then by its day; what has no day comes last."""
    found = [one for source in SOURCES for one in source(desk)]
    return sorted(found, key=lambda one: (not one.is_late, one.due or date.max))


def late_steps(desk: Desk) -> Iterator[OpenStep]:
    """Steps of the stage whose days are over; those with a day of their own come as deadlines."""
    told = {line.deadline.key for line in desk.late_deadlines}
    current = next(stage for stage in desk.stages if stage.is_current)
    for line in current.open_lines:
        if line.is_late and f"step:{line.key}" not in told:
            where = f"{desk.address('impact:workspace_steps')}#step-{line.key}"
            yield OpenStep(line.name, where, who=line.who, due=line.ends, is_late=True)


def late_deadlines(desk: Desk) -> Iterator[OpenStep]:
    """What was due and is neither done nor called off."""
    for line in desk.late_deadlines:
        deadline = line.deadline
        where = deadline.path or deadline.get_absolute_url()
        yield OpenStep(line.what, where, note=line.left, who=line.who, due=deadline.date, is_late=True)


def groups_behind(desk: Desk) -> Iterator[OpenStep]:
    """Theme groups whose day has passed with something unrated; those that have a deadline come as one."""
    if not desk.workspace.has_groups_due:  # type: ignore[attr-defined]
        return
    told = {line.deadline.key for line in desk.late_deadlines}
    for line in late_groups(workspace=desk.workspace, user=desk.user, on=desk.on):
        if f"group:{line.group.pk}" in told:
            continue
        what = _("Theme group “%(group)s”") % {"group": line.group}
        note = _("%(rated)s of %(total)s rated") % {"rated": line.rated, "total": line.total}
        who = str(line.group.lead or "")
        yield OpenStep(what, desk.address("impact:who_does_what"), note, who, line.group.due_date, is_late=True)


def requests_to_join(desk: Desk) -> Iterator[OpenStep]:
    """Organisations that wait for an answer of those who coordinate."""
    waiting = desk.workspace.waiting_requests if desk.can_coordinate else 0  # type: ignore[attr-defined]
    if waiting:
        what = ngettext("%(number)s organisation asks to join", "%(number)s organisations ask to join", waiting) % {
            "number": waiting
        }
        yield OpenStep(what, desk.address("accounts:workspace_members"), _("A coordinator answers."))


def imports_waiting(desk: Desk) -> Iterator[OpenStep]:
    """Documents on this review that somebody has read in and not confirmed, or that wait for an editor."""
    runs = ImportRun.objects.visible_to(desk.user).filter(review=desk.workspace.review_id)
    # Where a proposal is all there is, the box above says so.
    said = [ImportRun.Status.PROPOSED] if desk.standing.step == Step.PROPOSED else []
    for run in runs.filter(status__in=["read", "proposed"]).exclude(status__in=said).order_by("created_at", "pk")[:3]:
        what = _("Look through what “%(file)s” brings") % {"file": run.file_name}
        yield OpenStep(what, run.get_absolute_url(), str(run.get_status_display()))


def reports_made(desk: Desk) -> Iterator[OpenStep]:
    """Reports of the last two weeks that can be fetched, or that could not be made."""
    rows = MidTermReport.objects.visible_to(desk.user).filter(workspace=desk.workspace)
    rows = rows.filter(created_at__gte=desk.at - NEWS, status__in=["done", "failed"])
    for report in rows.order_by("-created_at", "pk")[:2]:
        is_done = report.status == MidTermReport.Status.DONE
        what = _("A report is ready: read it before you pass it on") if is_done else _("A report could not be made")
        note = f"{report.get_file_format_display()} · {day_in_words(report.created_at.date())}"
        yield OpenStep(what, desk.address("implementation:midterm_report_list"), note)


def ratings_returned(desk: Desk) -> Iterator[OpenStep]:
    """The person's own ratings that came back with a note."""
    number = desk.workspace.ratings_returned if desk.can_edit else 0  # type: ignore[attr-defined]
    if number:
        what = ngettext("%(number)s rating came back to you", "%(number)s ratings came back to you", number)
        note = _("Each with a note of what is to be done.")
        yield OpenStep(what % {"number": number}, desk.address("implementation:rating_review_list"), note)


def ratings_to_approve(desk: Desk) -> Iterator[OpenStep]:
    """Ratings that wait for this person's word, by the rule of the page that lists them."""
    if not (desk.can_edit and desk.workspace.has_ratings_sent):  # type: ignore[attr-defined]
        return
    sent = Rating.objects.visible_to(desk.user).filter(workspace=desk.workspace).to_be_approved()
    number = len(decidable(sent.only("writers", "rated_by"), by=desk.user, workspace=desk.workspace))
    if number:
        what = ngettext("%(number)s rating waits for your word", "%(number)s ratings wait for your word", number)
        note = _("Another person than its author approves it, or returns it.")
        yield OpenStep(what % {"number": number}, desk.address("implementation:rating_review_list"), note)


def ratings_unproven(desk: Desk) -> Iterator[OpenStep]:
    """Ratings that nothing in the workspace shows yet."""
    number = desk.workspace.unproven_ratings if desk.can_edit else 0  # type: ignore[attr-defined]
    if number:
        what = ngettext("%(number)s rating has no evidence yet", "%(number)s ratings have no evidence yet", number) % {
            "number": number
        }
        note = _("A link or a file with each makes it hold.")
        yield OpenStep(what, desk.address("implementation:rating_list"), note)


# In the order of the floors, the highest need first where nothing has a day.
SOURCES: tuple[Callable[[Desk], Iterator[OpenStep]], ...] = (
    late_deadlines,
    late_steps,
    groups_behind,
    requests_to_join,
    imports_waiting,
    reports_made,
    ratings_returned,
    ratings_to_approve,
    ratings_unproven,
)
