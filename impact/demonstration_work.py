"""What the coalition of the demonstration plans, asks of the authorities, spends, says of pledges, and learnt."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from accounts.models import Organisation, User, Workspace
from cycles.models import ImportRun, Recommendation, UnDocument, VoluntaryPledge
from implementation.models import Action, FundingCall, FundingNeed, Grant, GrantShare, Spending
from implementation.services.follow_ups import answer_follow_up, create_follow_up
from implementation.services.funding import create_funding
from implementation.services.lessons import create_lesson
from implementation.services.mechanism import create_occasion, save_mechanism
from implementation.services.plans import create_action, save_plan
from implementation.services.ratings import rate_pledge

DATA = Path(__file__).resolve().parent / "demo" / "arcadia_work.json"
_MONEY: dict[str, Any] = {
    "need": FundingNeed,
    "call": FundingCall,
    "grant": Grant,
    "share": GrantShare,
    "spending": Spending,
}


@dataclass
class Work:
    """The rows of one workspace, made by the services as people make them, each at its own moment."""

    workspace: Workspace
    people: dict[str, User]
    organisations: dict[str, Organisation]
    at: datetime
    numbers: dict[str, Recommendation] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    funding: dict[str, Any] = field(default_factory=dict)

    def write(self) -> None:
        """All of it, in the order in which one thing needs another."""
        data = json.loads(DATA.read_text())
        found = Recommendation.objects.filter(review=self.workspace.review_id).select_related("review")
        self.numbers = {row.number: row for row in found}
        first = data["actions"][0]
        started: dict[str, Any] = {"by": self.people[first["by"]], "at": self._moment(first)}
        save_plan(workspace=self.workspace, words=data["plan"], **started)
        for row in data["actions"]:
            words = self._words(row) | {name: Decimal(row["words"][name]) for name in _amounts(row)}
            self.actions[row["key"]] = create_action(**self._made(row, "action"), words=words)
        for row in data["follow_ups"]:
            self._ask(row)
        save_mechanism(workspace=self.workspace, words=data["mechanism"], seen="", **started)
        for row in data["occasions"]:
            words = self._words(row) | {"date": self._day(row["day"])}
            create_occasion(**self._made(row, "occasion"), words=words)
        for row in data["funding"]:
            self._pay(row)
        for order, row in enumerate(data["pledges"], start=1):
            self._pledge(row, order)
        for row in data["lessons"]:
            made = self._made(row, "lesson")
            del made["recommendations"]
            create_lesson(**made, words=row["words"])

    def _pledge(self, row: dict[str, Any], order: int) -> None:
        """A pledge as the report of the review has it, and what was said of it, the oldest first."""
        review = self.workspace.review
        pledge = VoluntaryPledge.objects.create(
            review=review,
            document=UnDocument.objects.get(review=review, kind=UnDocument.Kind.WORKING_GROUP_REPORT),
            order=order,
            place=row["place"],
            text=row["text"],
            import_run=ImportRun.objects.filter(review=review).earliest("created_at"),
        )
        last = None
        for said in row["ratings"]:
            moment = self._moment(said)
            last = rate_pledge(
                workspace=self.workspace,
                pledge=pledge,
                level=said["level"],
                note=said["note"],
                rated_date=moment.date(),
                by=self.people[row["by"]],
                at=moment,
                replaces=last.pk if last else None,
            )

    def _ask(self, row: dict[str, Any]) -> None:
        made = create_follow_up(**self._made(row, "follow-up"), words=self._words(row))
        if said := row.get("answer"):
            moment = self.at - timedelta(days=said["days_ago"])
            words = {"answer": said["answer"], "answer_words": said["answer_words"], "answer_date": moment.date()}
            answer_follow_up(follow_up=made, **words, by=self.people[row["by"]], at=moment)

    def _pay(self, row: dict[str, Any]) -> None:
        words = self._words(row) | {name: Decimal(row["words"][name]) for name in _amounts(row)}
        words |= {name: self.funding[row[name]] for name in ("grant", "call") if name in row}
        if "action" in row:
            words["action"] = self.actions[row["action"]]
        made = self._made(row, "funding")
        del made["recommendations"]
        self.funding[row["key"]] = create_funding(model=_MONEY[row["kind"]], **made, words=words)

    def _made(self, row: dict[str, Any], what: str) -> dict[str, Any]:
        """In which workspace, about what, by whom, when, and under which key: the same for every first start."""
        word = f"{what} {row.get('kind', '')} {row.get('key') or row['words']['title']}"
        return {
            "workspace": self.workspace,
            "recommendations": [self.numbers[number] for number in row.get("numbers", ())],
            "by": self.people[row["by"]],
            "at": self._moment(row),
            "key": self._key(word),
        }

    def _words(self, row: dict[str, Any]) -> dict[str, Any]:
        words = dict(row["words"]) | {name: self._day(offset) for name, offset in row.get("days", {}).items()}
        if "organisation" in row:
            words["organisation"] = self.organisations[row["organisation"]]
        if "person" in row:
            words["person"] = self.people[row["person"]]
        return words

    def _key(self, word: str) -> UUID:
        return uuid5(self.workspace.pk, word)

    def _moment(self, row: dict[str, Any]) -> datetime:
        return self.at - timedelta(days=row["days_ago"])

    def _day(self, offset: int) -> date:
        return (self.at + timedelta(days=offset)).date()


def _amounts(row: dict[str, Any]) -> set[str]:
    return {"budget", "committed", "amount"} & row["words"].keys()
