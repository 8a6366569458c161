"""What the parts of the demonstration that tell of advocacy have in common."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from accounts.models import Organisation, User, Workspace
from submissions.models import PriorityIssue, ProposedRecommendation


@dataclass
class Told:
    """A part of the story of one workspace, each row of it made at its own moment."""

    workspace: Workspace
    people: dict[str, User]
    organisations: dict[str, Organisation]
    issues: dict[str, PriorityIssue]
    proposals: dict[str, ProposedRecommendation]
    at: datetime

    def made(self, row: dict[str, Any], what: str) -> dict[str, Any]:
        """In which workspace, by whom, when, and under which key: the same for every first start."""
        key = self.key(what, row["key"])
        return {"workspace": self.workspace, "by": self.people[row["by"]], "at": self.moment(row), "key": key}

    def key(self, what: str, word: str) -> UUID:
        """The key of the row that this workspace calls ``word``."""
        return uuid5(self.workspace.pk, f"{what} {word}")

    def asked(self, row: dict[str, Any]) -> list[ProposedRecommendation]:
        """The proposed recommendations that the row is about."""
        return [self.proposals[key] for key in row.get("asks", ())]

    def moment(self, row: dict[str, Any]) -> datetime:
        """When it happened."""
        return self.at - timedelta(days=row["days_ago"])

    def day(self, offset: int) -> date:
        """So many days after the first start."""
        return (self.at + timedelta(days=offset)).date()

    def weekday(self, offset: int) -> date:
        """The same, or the Monday after it: nobody meets diplomats at weekends."""
        day = self.day(offset)
        return day if day.isoweekday() <= 5 else day + timedelta(days=8 - day.isoweekday())
