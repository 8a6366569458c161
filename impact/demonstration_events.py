"""To what the coalition of the demonstration invites, and who comes to Geneva for it."""

import json
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid5

from advocacy.models import Delegate, Event, Factsheet, Statement, Target
from advocacy.services.events import add_speaker, add_task, change_event, plan_event
from impact.demonstration_told import Told
from submissions.services.preparing import create_prepared

DATA = Path(__file__).resolve().parent / "demo" / "arcadia_events.json"
# Names from outside outlive the first hours of the demonstration, in which the job erases what is over.
NAMES_KEPT = 150


@dataclass
class Gathering(Told):
    """Events held and to come, who speaks there, what is to be done for them, and delegates."""

    targets: dict[str, Target] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    def write(self) -> None:
        """All of it; pipeline, factsheets and statements are there already."""
        data = json.loads(DATA.read_text(encoding="utf-8"))
        self.targets = {row.state_id: row for row in Target.objects.filter(workspace=self.workspace)}
        for row in data["events"]:
            self.events[row["key"]] = self._invite(row)
        for row in data["delegates"]:
            self._travel(row)

    def _invite(self, row: dict[str, Any]) -> Event:
        words = _with_money(row["words"]) | {"date": self.weekday(row["day"])}
        words["organisation"] = self.organisations[row["organisation"]]
        if "hour" in row:
            words["time"] = time.fromisoformat(row["hour"])
        links: dict[str, Any] = {
            "invited": [self.targets[state] for state in row["invited"]],
            "proposals": self.asked(row),
            "factsheets": Factsheet.objects.filter(
                pk__in=[self.key("factsheet", one) for one in row.get("sheets", ())]
            ),
            "statements": Statement.objects.filter(
                pk__in=[self.key("statement", one) for one in row.get("statements", ())]
            ),
        }
        event = plan_event(words=words, links=links, **self.made(row, "event"))
        who: dict[str, Any] = {"event": event, "by": self.people[row["by"]], "at": self.moment(row)}
        for turn, said in enumerate(row.get("speakers", ())):
            words = self._whose(said) | {"erase_date": self.day(NAMES_KEPT)}
            # Typed today: no name is kept for longer than a year after the event or after that.
            add_speaker(words=words, key=uuid5(event.pk, f"speaker {turn}"), **who | {"at": self.at})
        for turn, task in enumerate(row.get("tasks", ())):
            words = self._whose(task) | {"date": self.day(task["day"])}
            del words["day"]
            add_task(words=words, key=uuid5(event.pk, f"task {turn}"), **who)
        return self._write_down(event, row) if "held" in row else event

    def _write_down(self, event: Event, row: dict[str, Any]) -> Event:
        held = row["held"]
        return change_event(
            event=event,
            words=_with_money(held["words"]),
            links={"came": [self.targets[state] for state in held["came"]]},
            by=self.people[row["by"]],
            at=self.moment(held),
            seen=event.version,
        )

    def _travel(self, row: dict[str, Any]) -> None:
        words = row["words"] | {"organisation": self.organisations[row["organisation"]]}
        days = {"first_day": row["first"], "last_day": row["last"], "erase_date": row["kept"]}
        words |= {name: self.day(offset) for name, offset in days.items()}
        links: dict[str, Any] = {"events": [self.events[key] for key in row["events"]]}
        create_prepared(model=Delegate, words=words, links=links, **self.made(row, "delegate"))

    def _whose(self, row: dict[str, Any]) -> dict[str, Any]:
        """The words of a row with its person and organisation."""
        words = dict(row)
        if "person" in row:
            words["person"] = self.people[row["person"]]
        if "organisation" in row:
            words["organisation"] = self.organisations[row["organisation"]]
        return words


def _with_money(words: dict[str, Any]) -> dict[str, Any]:
    return words | {name: Decimal(words[name]) for name in ("budget", "spent") if name in words}
