"""Whom the coalition of the demonstration meets, wins and pushes."""

import json
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from advocacy.models import Contact, Target
from advocacy.services.directory import add_to_directory
from advocacy.services.meetings import debrief_meeting, plan_meeting
from advocacy.services.pipeline import add_target, move_target
from advocacy.services.pushes import add_push
from cycles.models import Recommendation, State
from impact.demonstration_told import Told
from submissions.models import ProposedRecommendation
from submissions.services.preparing import create_prepared

DATA = Path(__file__).resolve().parent / "demo" / "arcadia_embassies.json"
SOURCE = "Invented for the demonstration"


@dataclass
class Winning(Told):
    """The directory, contacts, pipeline, meetings and pushes of one workspace, each row at its own moment."""

    states: dict[str, State] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)

    def write(self) -> None:
        """All of it; what was proposed in Geneva is added to ``proposals``."""
        data = json.loads(DATA.read_text(encoding="utf-8"))
        self.states = State.objects.in_bulk([row["state"] for part in data.values() for row in _with_state(part)])
        for row in data["directory"]:
            self._add_post(row)
        for row in data["contacts"]:
            self.contacts[row["key"]] = self._keep_contact(row)
        for row in data["proposals"]:
            words = row["words"] | {"priority_issue": self.issues.get(row.get("priority_issue", ""))}
            made = self.made(row, "proposal")
            self.proposals[row["key"]] = create_prepared(model=ProposedRecommendation, words=words, links={}, **made)
        targets = [self._add_target(row) for row in data["targets"]]
        for row in data["meetings"]:
            self._meet(row)
        for row, target in zip(data["targets"], targets, strict=True):
            if "delivered" in row:
                moment = self.at - timedelta(days=row["delivered"])
                move_target(target=target, to=Target.Status.DELIVERED, by=self.people[row["by"]], at=moment)
        for row in data["pushes"]:
            self._push(row)

    def _add_post(self, row: dict[str, Any]) -> None:
        """What an editor of the record adds is checked; the rest waits for one."""
        by, moment = self.people[row["by"]], self.moment(row)
        add_to_directory(
            state=self.states[row["state"]],
            kind=row["kind"],
            host=self.workspace.review.state_under_review,
            presence=row.get("presence", "resident"),
            facts=row["facts"],
            source=SOURCE,
            as_of_date=moment.date(),
            is_check=by.is_record_editor,
            by=by,
            at=moment,
        )

    def _keep_contact(self, row: dict[str, Any]) -> Contact:
        words = row["words"] | {"kind": row["kind"], "ground": row["ground"], "state": self._state(row)}
        words |= {"ground_date": self.moment(row).date(), "erase_date": self.day(row["kept"])}
        return create_prepared(model=Contact, words=words, links={}, **self.made(row, "contact"))

    def _add_target(self, row: dict[str, Any]) -> Target:
        words = row.get("words", {}) | self._holder(row) | {"status": row["status"]}
        made = self.made(row | {"key": row["state"]}, "target")
        return add_target(state=self.states[row["state"]], words=words, proposals=self.asked(row), **made)

    def _meet(self, row: dict[str, Any]) -> None:
        words = row["words"] | {"state": self._state(row), "date": self.weekday(row["day"])}
        words["organisation"] = self.organisations[row["organisation"]]
        if "hour" in row:
            words["time"] = time.fromisoformat(row["hour"])
        links: dict[str, Any] = {
            "contacts": [self.contacts[key] for key in row.get("contacts", ())],
            "proposals": self.asked(row),
        }
        meeting = plan_meeting(words=words, links=links, **self.made(row, "meeting"))
        if said := row.get("debrief"):
            names = ("said", "promise", "papers", "follow_up")
            told: dict[str, Any] = {name: said[name] for name in names if name in said}
            if "follow_up_in" in said:
                told["follow_up_date"] = self.day(said["follow_up_in"] - said["days_ago"])
            debrief_meeting(
                meeting=meeting,
                words=told,
                presented=links["proposals"],
                factsheets=(),
                stands=said["stands"],
                by=self.people[row["by"]],
                at=self.moment(said),
                seen=meeting.version,
            )

    def _push(self, row: dict[str, Any]) -> None:
        found = Recommendation.objects.filter(review=self.workspace.review_id)
        recommendations = [one for one in found if one.number in row["numbers"]]
        words = row["words"] | self._holder(row)
        add_push(words=words, recommendations=recommendations, **self.made(row, "push"))

    def _holder(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "person": self.people.get(row.get("person", "")),
            "organisation": self.organisations.get(row.get("organisation", "")),
            "next_date": self.day(row["next"]) if "next" in row else None,
        }

    def _state(self, row: dict[str, Any]) -> State | None:
        return self.states[row["state"]] if "state" in row else None


def _with_state(rows: Any) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict) and "state" in row]
