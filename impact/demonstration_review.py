"""What the coalition of the demonstration hands out, says and hears in Geneva, and what it keeps of it."""

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from advocacy import uptake_page
from advocacy.factsheet import factsheet_paper, frozen
from advocacy.factsheet_pdf import render_pdf
from advocacy.models import Factsheet, Meeting, NotebookLine, SpeakingOrder, Statement, Strategy
from advocacy.services import factsheets
from advocacy.services.notebook import decide_line
from advocacy.services.questions import decide_question
from advocacy.services.statements import take_place, write_statement
from advocacy.services.strategies import named_by, share_strategy, words_of
from advocacy.services.uptake import decide_uptake
from common.pdf import PdfUnavailable
from cycles.importers.records import ReadQuestion, ReadQuestions, ReadState
from cycles.models import AdvanceQuestion, Recommendation, State, Theme
from cycles.services.imports import take_in
from impact.demonstration_told import Told
from implementation.services.editions import new_address
from reminders.moments import GENEVA
from submissions.services.preparing import change_prepared, create_prepared

DATA = Path(__file__).resolve().parent / "demo" / "arcadia_review.json"
# When the review begins, by the clock of the Palais; advance questions are handed in ten working days before it.
BEGINS = time(14, 30)
QUESTIONS_BEFORE = timedelta(days=14)


@dataclass
class InGeneva(Told):
    """Factsheets, questions, notebook, uptake, statements and strategies of one workspace."""

    numbers: dict[str, Recommendation] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)

    def write(self) -> None:
        """All of it, in the order of the cycle but for what is said and learnt today."""
        data = json.loads(DATA.read_text(encoding="utf-8"))
        found = Recommendation.objects.filter(review=self.workspace.review_id)
        self.numbers = {row.number: row for row in found}
        self.themes = {row.code: row for row in Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO)}
        self._ask(data["questions"])
        self._hear(data["speaking_order"], data["notebook"])
        for row in data["uptake"]:
            self._decide(row)
        for row in data["statements"]:
            self._state(row)
        for row in data["places"]:
            self._take_place(row, None)
        for row in data["factsheets"]:
            self._hand_out(row)
        for row in data["strategies"]:
            self._learn(row)

    def _ask(self, rows: list[dict[str, Any]]) -> None:
        """Advance questions come into the record as from a file, then somebody says what they touch."""
        names = dict(State.objects.values_list("pk", "name_en"))
        asked = tuple(
            ReadQuestion(order, order, ReadState(row["state"], names[row["state"]], 1), "", row["text"])
            for order, row in enumerate(rows, start=1)
        )
        review = self.workspace.review
        where: dict[str, Any] = {
            "state": review.state_under_review_id,
            "cycle": review.cycle_id,
            "session": None,
            "header": "",
        }
        document = ReadQuestions(format="advance_questions", **where, questions=asked, warnings=())
        moment = self._hour_of_review() - QUESTIONS_BEFORE
        take_in(document, review, file_name=DATA.name, at=moment)
        known: dict[str, Any] = self.proposals | {f"issue {key}": issue for key, issue in self.issues.items()}
        kept = {question.order: question for question in AdvanceQuestion.objects.filter(review=review)}
        for order, row in enumerate(rows, start=1):
            if ours := row.get("touches"):
                who: dict[str, Any] = {"workspace": self.workspace, "by": self.people["ines"], "at": moment}
                decide_question(question=kept[order], ours=known[ours], touches=True, score=None, **who)

    def _hear(self, order: list[str], rows: list[dict[str, Any]]) -> None:
        began, ines = self._hour_of_review(), self.people["ines"]
        made: dict[str, Any] = {"workspace": self.workspace, "links": {}}
        key = self.key("speaking", "order")
        create_prepared(model=SpeakingOrder, words={"states": order}, by=ines, at=began, key=key, **made)
        for row in rows:
            heard = began + timedelta(minutes=row["minute"])
            words = {"text": row["text"], "heard_at": heard}
            if "state" in row:
                words["state"] = State.objects.get(pk=row["state"])
            who: dict[str, Any] = {"by": self.people[row["by"]], "at": heard}
            key = self.key("line", str(row["minute"]))
            line = create_prepared(model=NotebookLine, words=words, key=key, **who, **made)
            found: list[Recommendation | None] = [self.numbers[number] for number in row.get("numbers", ())]
            for recommendation in found or ([None] if "none" in row else []):
                decide_line(line=line, recommendation=recommendation, score=None, by=ines, at=began + QUESTIONS_BEFORE)

    def _decide(self, row: dict[str, Any]) -> None:
        proposal = self.proposals[row["proposal"]]
        guessed = uptake_page.guesses(proposal, self.workspace.review)
        decide_uptake(
            proposal=proposal,
            recommendation=self.numbers.get(row["number"]),
            verdict=row["verdict"],
            score=guessed.get(row["number"]),
            by=self.people[row["by"]],
            at=self.moment(row),
        )

    def _state(self, row: dict[str, Any]) -> None:
        """A statement with its versions, and its place at the adoption where it has one."""
        words = row["words"] | {
            "organisation": self.organisations[row["organisation"]],
            "issue": self.themes[row["issue"]],
        }
        links: dict[str, Any] = {"cosigners": [self.organisations[key] for key in row.get("cosigners", ())]}
        statement = create_prepared(model=Statement, words=words, links=links, **self.made(row, "statement"))
        seen: dict[str, int] = {}
        for said in row["texts"]:
            written: dict[str, Any] = {"by": self.people[row["by"]], "at": self.moment(said)}
            text = {name: said[name] for name in ("language", "text")}
            kept = write_statement(statement=statement, **text, seen=seen.get(said["language"], 0), **written)
            seen[said["language"]] = kept.number
        if "place" in row:
            self._take_place(row | {"number": row["place"]}, statement)

    def _take_place(self, row: dict[str, Any], statement: Statement | None) -> None:
        take_place(
            workspace=self.workspace,
            number=row["number"],
            organisation=self.organisations[row["organisation"]],
            through=row.get("through", ""),
            issue=self.themes[row["issue"]],
            statement=statement,
            by=self.people[row["by"]],
            at=self.moment(row),
        )

    def _hand_out(self, row: dict[str, Any]) -> None:
        """A factsheet; the same in French where it has words in it, and published where it is."""
        words = row["words"] | {"language": row["language"], "priority_issue": self.issues[row["priority_issue"]]}
        # One that is far too long holds somebody's notes of every place.
        words |= {
            name: " ".join(text % place for place in row["places"]) for name, text in row.get("notes", {}).items()
        }
        made = self.made(row, "factsheet")
        sheet = create_prepared(model=Factsheet, words=words, links={"proposals": self.asked(row)}, **made)
        meetings = [self.key("meeting", key) for key in row.get("meetings", ())]
        sheet.meetings.set(Meeting.objects.filter(pk__in=meetings))
        who = {"by": made["by"], "at": made["at"]}
        if "french" in row:
            key = self.key("factsheet", f"{row['key']} fr")
            french = factsheets.add_variant(factsheet=sheet, language="fr", key=key, **who)
            change_prepared(row=french, words=row["french"], links={}, seen=french.version, **who)
        if "published" in row:
            self._publish(sheet, who["by"], self.at - timedelta(days=row["published"]))

    def _publish(self, sheet: Factsheet, by: User, at: datetime) -> None:
        address = new_address(self.workspace)
        link = settings.PUBLIC_URL.rstrip("/") + reverse("advocacy:factsheet_edition", args=[address])
        paper = replace(factsheet_paper(sheet, user=by, on=at.date()), edition=1, link=link)
        try:
            pdf = render_pdf(paper)
        except PdfUnavailable:
            # Where no PDF can be drawn, nothing is published; everything else can be seen.
            return
        factsheets.publish_factsheet(
            factsheet=sheet,
            seen=sheet.version,
            number=1,
            address=address,
            content=frozen(paper),
            pdf=pdf,
            confirmed=factsheets.named_by(sheet, user=by).seal,
            by=by,
            at=at,
        )

    def _learn(self, row: dict[str, Any]) -> None:
        words = row["words"] | {"issue": self.themes.get(row.get("issue", ""))}
        made = self.made(row, "strategy")
        strategy = create_prepared(model=Strategy, words=words, links={"proposals": self.asked(row)}, **made)
        if "sharing" in row:
            share_strategy(
                strategy=strategy,
                sharing=row["sharing"],
                organisation=self.organisations[row["organisation"]],
                is_named=row["is_named"],
                by=made["by"],
                at=made["at"],
                seen=strategy.version,
                # Its texts are the project's own, and name nobody who lives.
                confirmed=named_by(words_of(strategy), strategy, user=made["by"]).seal,
            )

    def _hour_of_review(self) -> datetime:
        held = self.workspace.review.review_date or date.min
        return datetime.combine(held, BEGINS, tzinfo=ZoneInfo(GENEVA))
