"""The menu of a workspace: its own pages first, then those of each stage of the cycle, folded."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Workspace
from cycles.cycle_steps import Step, steps

_Line = tuple[str, str, str | Promise]


@dataclass(frozen=True)
class Entry:
    """A page of the menu; ``is_here`` on the page that is being read."""

    name: str | Promise
    url: str
    is_here: bool


@dataclass(frozen=True)
class Part:
    """Pages under one heading; ``is_open`` where one of them is being read, or where the cycle stands."""

    name: str | Promise
    entries: list[Entry]
    is_open: bool


# By the word that a page gives as its ``here``: the address, which takes the workspace's key, and the words.
_OWN: tuple[_Line, ...] = (
    ("now", "impact:workspace_detail", _("What now")),
    ("deadlines", "reminders:deadline_list", pgettext_lazy("menu", "Deadlines")),
    ("members", "accounts:workspace_members", _("Members and roles")),
    ("groups", "impact:who_does_what", _("Who does what")),
    ("steps", "impact:workspace_steps", _("Steps of the cycle")),
    ("shares", "accounts:share_list", pgettext_lazy("menu", "Links to show")),
    ("bin", "implementation:bin_list", _("Bin")),
)
_STAGES: tuple[tuple[str | Promise, tuple[_Line, ...]], ...] = (
    (
        _("Prepare and submit"),
        (
            ("baseline", "impact:baseline", _("Where we start from")),
            ("priority_issues", "submissions:priority_issue_list", _("Priority issues")),
            ("consultations", "submissions:consultation_list", _("Consultations")),
            ("participation", "submissions:participation", _("Who was heard")),
            ("proposals", "submissions:proposal_list", _("Proposed recommendations")),
            ("submissions", "submissions:submission_list", _("Submissions")),
        ),
    ),
    (
        _("Win recommendations"),
        (
            ("lobbying", "advocacy:lobbying", _("Whom to lobby")),
            ("pipeline", "advocacy:target_list", _("Pipeline")),
            ("contacts", "advocacy:contact_list", _("Contacts")),
            ("meetings", "advocacy:meeting_list", _("Meetings")),
            ("events", "advocacy:event_list", pgettext_lazy("menu", "Events")),
            ("factsheets", "advocacy:factsheet_list", _("Factsheets")),
            ("campaign", "advocacy:campaign_list", _("Digital campaign")),
            ("statements", "advocacy:statement_list", _("Statements")),
            ("questions", "advocacy:question_list", _("Advance questions")),
            ("notebook", "advocacy:notebook", _("Notebook of the review")),
            ("pushes", "advocacy:push_list", _("Pending until the adoption")),
            ("plenary", "advocacy:plenary_desk", _("Plenary desk")),
            ("uptake", "advocacy:uptake_list", pgettext_lazy("of proposals", "Uptake")),
            ("strategies", "advocacy:strategy_list", _("Strategy library")),
        ),
    ),
    (
        _("Implement and report"),
        (
            ("ratings", "implementation:rating_list", _("Rate recommendations")),
            ("pledges", "implementation:pledge_list", _("Voluntary pledges")),
            ("evidence", "implementation:evidence_list", _("Evidence")),
            ("indicators", "implementation:indicator_list", _("Indicators")),
            ("state_claims", "implementation:state_claim_list", pgettext_lazy("menu", "What the State says")),
            ("overview", "implementation:overview", _("Overview")),
            ("plan", "implementation:action_list", pgettext_lazy("menu", "Action plan")),
            ("funding", "implementation:funding_list", _("Funding")),
            ("follow_up", "implementation:follow_up_list", pgettext_lazy("menu", "Authorities")),
            ("mechanism", "implementation:mechanism_detail", pgettext_lazy("menu", "Follow-up mechanism")),
            ("embassies", "implementation:embassy_list", _("Embassies")),
            ("midterm", "implementation:midterm_report_list", _("Mid-term report")),
            ("lessons", "implementation:lesson_list", _("Lessons")),
        ),
    ),
)
# The step of the cycle, and so the guide, that a page belongs to.
_GUIDES = {
    "groups": "coalition",
    "baseline": "baseline",
    "consultations": "consultations",
    "participation": "consultations",
    "priority_issues": "issues",
    "proposals": "issues",
    "submissions": "draft",
    "factsheets": "embassies",
    "embassies": "embassies",
    "lobbying": "geneva",
    "contacts": "geneva",
    "pipeline": "geneva",
    "meetings": "geneva",
    "events": "geneva",
    "notebook": "review",
    "campaign": "review",
    "pushes": "positions",
    "statements": "adoption",
    "plenary": "adoption",
    "plan": "plan",
    "mechanism": "plan",
    "follow_up": "follow_up",
    "ratings": "follow_up",
    "midterm": "midterm",
}


def guide_to(*, here: str) -> Step | None:
    """The step whose guide says how to do what the page is for; nothing where a page is of no one step."""
    key = _GUIDES.get(here)
    return next((step for step in steps() if step.key == key), None)


def own_entries(*, workspace: Workspace, here: str) -> list[Entry]:
    """The pages that every stage needs, always in sight."""
    return [_entry(line, workspace=workspace, here=here) for line in _OWN]


def parts_by_stage(*, workspace: Workspace, here: str, stage: int | None) -> list[Part]:
    """The pages of each stage; open is the stage of the page being read, and the one at which the cycle stands."""
    parts = []
    for number, (name, lines) in enumerate(_STAGES, start=1):
        entries = [_entry(line, workspace=workspace, here=here) for line in lines]
        parts.append(Part(name, entries, is_open=number == stage or any(entry.is_here for entry in entries)))
    return parts


def _entry(line: _Line, *, workspace: Workspace, here: str) -> Entry:
    word, address, name = line
    return Entry(name, reverse(address, args=[workspace.pk]), is_here=word == here)
