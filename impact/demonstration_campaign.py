"""What the coalition of the demonstration posts, from an idea to its figures."""

import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import Organisation, User, Workspace
from advocacy.models import CampaignMessage, Factsheet, FactsheetEdition
from advocacy.services.campaign import add_message, add_variant, approve_message, change_message, mark_posted
from advocacy.services.campaign_results import keep_result
from submissions.models import PriorityIssue

DATA = Path(__file__).resolve().parent / "demo" / "arcadia_campaign.json"
ZONE = "Africa/Nairobi"


@dataclass
class Campaign:
    """Messages of one workspace in three languages, each at its own moment; days are counted from the first start."""

    workspace: Workspace
    people: dict[str, User]
    organisations: dict[str, Organisation]
    issues: dict[str, PriorityIssue]
    at: datetime

    def write(self) -> None:
        """All of it, the same in other languages after the first."""
        made: dict[str, CampaignMessage] = {}
        for row in json.loads(DATA.read_text(encoding="utf-8"))["messages"]:
            made[row["key"]] = self._write_message(row, made)

    def _write_message(self, row: dict[str, Any], made: dict[str, CampaignMessage]) -> CampaignMessage:
        written: dict[str, Any] = {"by": self.people[row["by"]], "at": self.at - timedelta(days=row["days_ago"])}
        key = uuid5(self.workspace.pk, f"message {row['key']}")
        words = row["words"] | self._when(row)
        if "like" in row:
            first = made[row["like"]]
            message = add_variant(
                message=first, channel=words["channel"], language=words["language"], key=key, **written
            )
            message = change_message(message=message, words=words, seen=message.version, **written)
        else:
            words |= self._about(row)
            message = add_message(workspace=self.workspace, words=words, key=key, **written)
        return self._go_on(message, row)

    def _go_on(self, message: CampaignMessage, row: dict[str, Any]) -> CampaignMessage:
        """Approved by another, posted, and what came of it, as far as it got."""
        if "approved_by" not in row:
            return message
        moment = message.changed_at + timedelta(hours=3)
        other = self.people[row["approved_by"]]
        message = approve_message(message=message, seen=message.version, by=other, at=moment)
        if "address" not in row or not message.date:
            return message
        posted = datetime.combine(message.date, message.time or time(12), tzinfo=ZoneInfo(message.zone))
        poster = self.people[row["by"]]
        said = {"posted_at": posted, "address": row["address"], "seen": message.version}
        message = mark_posted(message=message, **said, by=poster, at=posted)
        for days, figures in row.get("figures", {}).items():
            day = posted + timedelta(days=int(days))
            keep_result(message=message, day=day.date(), figures=figures, by=poster, at=day)
        return message

    def _when(self, row: dict[str, Any]) -> dict[str, Any]:
        if "day" not in row:
            return {"zone": ZONE}
        day = (self.at + timedelta(days=row["day"])).date()
        hour = time.fromisoformat(row["hour"]) if "hour" in row else None
        return {"date": day, "time": hour, "zone": ZONE}

    def _about(self, row: dict[str, Any]) -> dict[str, Any]:
        """Who posts it, its theme, and the factsheet with its public address where it has one."""
        about: dict[str, Any] = {
            "organisation": self.organisations[row["organisation"]],
            "priority_issue": self.issues.get(row.get("priority_issue", "")),
        }
        if "priority_issue" in row:
            sheets = Factsheet.objects.filter(workspace=self.workspace, priority_issue=about["priority_issue"])
            about["factsheet"] = sheets.filter(variant_of=None).order_by("created_at", "pk").first()
            edition = FactsheetEdition.objects.filter(factsheet=about["factsheet"], withdrawn_at=None).first()
            about["link"] = settings.PUBLIC_URL.rstrip("/") + edition.get_absolute_url() if edition else ""
        return about
