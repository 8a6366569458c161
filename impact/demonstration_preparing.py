"""What the coalition of the demonstration prepares its next submission with."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid5

from accounts.models import User, Workspace
from cycles.models import PersonGroup, State, Theme
from submissions.models import Consultation, PriorityIssue, ProposedRecommendation
from submissions.services.preparing import create_prepared

DATA = Path(__file__).resolve().parent / "demo" / "arcadia_preparing.json"


@dataclass
class Preparing:
    """Priority issues, proposed recommendations and consultations of one workspace, made as people make them."""

    workspace: Workspace
    people: dict[str, User]
    at: datetime
    issues: dict[str, PriorityIssue] = field(default_factory=dict)
    proposals: dict[str, ProposedRecommendation] = field(default_factory=dict)

    def write(self) -> None:
        """All of it; proposals need their issues first."""
        data = json.loads(DATA.read_text(encoding="utf-8"))
        for row in data["priority_issues"]:
            theme = Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO, code=row["issue"]).first()
            links: dict[str, Any] = {"groups": self._groups(row)}
            self.issues[row["key"]] = create_prepared(
                model=PriorityIssue, words=row["words"] | {"issue": theme}, links=links, **self._made(row)
            )
        for row in data["proposals"]:
            words = row["words"] | {"priority_issue": self.issues[row["priority_issue"]]}
            links = {"states": list(State.objects.filter(pk__in=row["states"]))}
            made = self._made(row)
            self.proposals[row["key"]] = create_prepared(model=ProposedRecommendation, words=words, links=links, **made)
        for row in data["consultations"]:
            words = row["words"] | {"held_date": self._moment(row).date()}
            create_prepared(model=Consultation, words=words, links={"groups": self._groups(row)}, **self._made(row))

    def _groups(self, row: dict[str, Any]) -> list[PersonGroup]:
        rows = PersonGroup.objects.filter(label__in=row["groups"]).order_by("version")
        return list({group.label: group for group in rows}.values())

    def _made(self, row: dict[str, Any]) -> dict[str, Any]:
        key = uuid5(self.workspace.pk, f"preparing {row['key']}")
        return {"workspace": self.workspace, "by": self.people[row["by"]], "at": self._moment(row), "key": key}

    def _moment(self, row: dict[str, Any]) -> datetime:
        return self.at - timedelta(days=row["days_ago"])
