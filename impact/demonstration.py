"""Arcadia, an invented State with a small coalition, so that every page has something to show.

Everything here is marked as invented: the State, its reviews, and the people. Days are counted from the first start.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Membership, Organisation, User, Workspace, WorkspaceMember
from cycles.importers.records import ReadDocument, ReadRecommendation, ReadState, ReadTheme
from cycles.models import (
    Confidence,
    PersonGroup,
    Position,
    Recommendation,
    Review,
    State,
    Theme,
    UnDocument,
)
from cycles.services.imports import take_in
from impact.demonstration_campaign import Campaign
from impact.demonstration_embassies import Winning
from impact.demonstration_events import Gathering
from impact.demonstration_preparing import Preparing
from impact.demonstration_review import InGeneva
from impact.demonstration_work import Work
from implementation.models import Rating
from implementation.services.evidence import add_evidence
from implementation.services.ratings import publish_workspace_ratings, rate_recommendation
from reminders.services.calendar import follow_calendar

DATA = Path(__file__).resolve().parent / "demo" / "arcadia.json"
SOURCE = "Invented for the demonstration"
# Keys of the demonstration's rows come from this one and a word, so that they are found again.
NAMESPACE = UUID("5d2c9f0e-6a0b-4c57-9d0c-0a7ca71a0001")
MAIN_WORKSPACE, OTHER_WORKSPACE = "workspace", "other workspace"
ORGANISATIONS_SINCE, WORKSPACES_SINCE, PUBLISHED_SINCE = timedelta(days=1200), timedelta(days=1100), timedelta(days=7)
# How long after the addendum OHCHR's list is out and the record has it.
LISTED_AFTER = timedelta(days=20)
# Without the signs that look alike.
PASSWORD_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"  # noqa: S105 no password, what passwords are made of
PASSWORD_GROUPS = 4


class NoReferenceData(Exception):
    """The States that recommend to Arcadia are real ones, and they are not there."""


@dataclass(frozen=True)
class LogIn:
    """How to sign in as one of the invented people."""

    name: str
    role: str
    email: str
    password: str

    def __str__(self) -> str:
        return f"{self.name} · {self.role} · {self.email} · {self.password}"


def load_demonstration(*, at: datetime) -> list[LogIn]:
    """Put the demonstration in, once, and give its people new passwords, each time: none is kept in the clear."""
    data = json.loads(DATA.read_text())
    with transaction.atomic():
        if not Workspace.objects.filter(pk=demonstration_key(MAIN_WORKSPACE)).exists():
            _Arcadia(data, at).load()
            # Not a minute later, when the worker would: whoever starts the platform looks at once.
            follow_calendar(at=at)
        return [_log_in(person, data) for person in data["people"]]


def demonstration_key(word: str) -> UUID:
    """The key of the row that the demonstration calls ``word``."""
    return uuid5(NAMESPACE, word)


def _log_in(person: dict[str, Any], data: dict[str, Any]) -> LogIn:
    user = User.objects.get(pk=demonstration_key(person["email"]))
    password = "-".join("".join(secrets.choice(PASSWORD_SIGNS) for _ in range(4)) for _ in range(PASSWORD_GROUPS))
    user.set_password(password)
    user.save(update_fields=["password"])
    names = {organisation["key"]: organisation["name"] for organisation in data["organisations"]}
    role = f"{person['role']}, {names[person['organisation']]}"
    if person["record_editor"]:
        role += ", edits the record"
    return LogIn(person["name"], role, person["email"], password)


@dataclass
class _Arcadia:
    """The first load. ``at`` is the moment from which every day of the demonstration is counted."""

    data: dict[str, Any]
    at: datetime

    def load(self) -> None:
        self._write_state()
        reviews = {row["cycle"]: self._write_review(row) for row in self.data["reviews"]}
        for cycle, rows in ((3, self.data["recommendations_cycle3"]), (4, self.data["recommendations"])):
            self._write_recommendations(reviews[cycle], rows)
        self._write_people()
        main, other = self.data["workspace"], self.data["other_workspace"]
        parts = {part["organisation"]: part["role"] for part in main["members"]}
        ours = self._write_workspace(MAIN_WORKSPACE, main, parts, reviews)
        coordinator = {other["organisation"]: WorkspaceMember.Role.COORDINATOR.value}
        theirs = self._write_workspace(OTHER_WORKSPACE, other, coordinator, reviews)
        self._rate(ours, self.data["ratings"], "ines")
        self._rate(theirs, self.data["ratings_other"], "dalia")
        Work(ours, self._people, self._organisations, self.at).write()
        preparing = Preparing(ours, self._people, self.at)
        preparing.write()
        told = (ours, self._people, self._organisations, preparing.issues, preparing.proposals, self.at)
        for part in (Winning, InGeneva, Gathering):
            part(*told).write()
        Campaign(ours, self._people, self._organisations, preparing.issues, self.at).write()

    def _day(self, offset: int) -> date:
        return (self.at + timedelta(days=offset)).date()

    def _write_state(self) -> None:
        row = self.data["state"]
        names = {f"name_{language}": name for language, name in row["names"].items()}
        fields = names | {"name_un": row["names"]["en"], "iso2": row["iso2"], "regional_group": row["regional_group"]}
        State.objects.update_or_create(pk=row["iso3"], defaults=fields | {"is_invented": True, "source": SOURCE})

    @cached_property
    def _state_names(self) -> dict[str, str]:
        wanted = {
            iso3
            for row in (*self.data["recommendations"], *self.data["recommendations_cycle3"])
            for iso3 in row["recommending_states"]
        }
        names = dict(State.objects.filter(pk__in=wanted).values_list("pk", "name_en"))
        if set(names) != wanted:
            raise NoReferenceData
        return names

    def _write_review(self, row: dict[str, Any]) -> Review:
        """A review without a session: the real sessions keep their own States."""
        days = row["key_dates"]
        review = Review.objects.create(
            state_under_review_id=self.data["state"]["iso3"],
            cycle_id=row["cycle"],
            status=row["status"],
            review_date=self._day(days["review_date"]),
            adoption_date=self._day(days["adoption"]) if row["document"] else None,
            adoption_source=SOURCE if row["document"] else "",
            # No date of an invented review is official.
            confidence=Confidence.ESTIMATED if row["date_status"] == "estimated" else Confidence.UNVERIFIED,
            source=SOURCE,
        )
        if row["document"]:
            kinds = {UnDocument.Kind.WORKING_GROUP_REPORT: row["document"], UnDocument.Kind.ADDENDUM: row["addendum"]}
            for kind, symbol in kinds.items():
                UnDocument.objects.create(review=review, kind=kind, symbol=symbol)
        return review

    def _write_recommendations(self, review: Review, rows: list[dict[str, Any]]) -> None:
        """The way of every imported list; then the day on which Arcadia took its positions."""
        said = next(row for row in self.data["reviews"] if row["cycle"] == review.cycle_id)["key_dates"]["addendum"]
        self._write_labels(review.cycle_id, rows)
        recommendations = tuple(self._as_read(row, number) for number, row in enumerate(rows, start=2))
        document = ReadDocument(
            format="thematic_list",
            layout="",
            state=review.state_under_review_id,
            cycle=review.cycle_id,
            session=None,
            header="",
            rows=len(rows),
            recommendations=recommendations,
            warnings=(),
        )
        listed = self.at + timedelta(days=said) + LISTED_AFTER
        take_in(document, review, file_name=DATA.name, at=listed)
        positions = Position.objects.filter(recommendation__review=review).exclude(kind="pending")
        positions.update(stated_date=self._day(said))

    def _write_labels(self, cycle: int, rows: Iterable[dict[str, Any]]) -> None:
        """Labels that the reference data lacks are not OHCHR's: they say where they come from."""
        themes = sorted({label for row in rows for label in row["themes"]})
        groups = sorted({label for row in rows for label in row["groups"]})
        words = {"version": str(cycle), "source": SOURCE}
        Theme.objects.bulk_create([Theme(label=label, **words) for label in themes], ignore_conflicts=True)
        PersonGroup.objects.bulk_create([PersonGroup(label=label, **words) for label in groups], ignore_conflicts=True)

    def _as_read(self, row: dict[str, Any], number: int) -> ReadRecommendation:
        paragraph, item = row["number"].split(".")
        states = tuple(ReadState(iso3, self._state_names[iso3], 1) for iso3 in row["recommending_states"])
        themes = tuple(ReadTheme("", label) for label in row["themes"])
        return ReadRecommendation(
            row=number,
            paragraph=int(paragraph),
            item=int(item),
            text=row["text"],
            raw_text=f"{row['number']} {row['text']} ({'; '.join(state.raw for state in states)});",
            recommending_states=states,
            position=row["position"],
            position_source=row["position_source"] or "",
            document="",
            themes=themes,
            block_theme=themes[0],
            groups=tuple(row["groups"]),
            sdgs=tuple(row["sdgs"]),
            comments=row.get("comment", ""),
            assessment="",
        )

    def _write_people(self) -> None:
        since = self.at - ORGANISATIONS_SINCE
        for row in self.data["organisations"]:
            fields = {"name": row["name"], "acronym": row["acronym"], "kind": row["kind"], "state_id": row["country"]}
            fields["ecosoc_status"] = row.get("ecosoc", Organisation.EcosocStatus.NONE)
            Organisation.objects.create(pk=demonstration_key(row["key"]), created_at=since, **fields)
        for row in self.data["people"]:
            user = User(
                pk=demonstration_key(row["email"]),
                email=row["email"],
                name=row["name"],
                is_record_editor=row["record_editor"],
                is_demonstration=True,
                date_joined=since,
            )
            user.set_unusable_password()
            user.save(force_insert=True)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            organisation = demonstration_key(row["organisation"])
            Membership.objects.create(user=user, organisation_id=organisation, role=row["role"])

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        keys = {row["key"]: demonstration_key(row["key"]) for row in self.data["organisations"]}
        found = Organisation.objects.in_bulk(keys.values())
        return {key: found[pk] for key, pk in keys.items()}

    @cached_property
    def _people(self) -> dict[str, User]:
        users = User.objects.in_bulk([demonstration_key(row["email"]) for row in self.data["people"]])
        return {row["key"]: users[demonstration_key(row["email"])] for row in self.data["people"]}

    def _write_workspace(
        self, key: str, row: dict[str, Any], parts: dict[str, str], reviews: dict[int, Review]
    ) -> Workspace:
        workspace = Workspace.objects.create(
            pk=demonstration_key(key),
            name=row["name"],
            review=reviews[row["cycle"]],
            created_at=self.at - WORKSPACES_SINCE,
        )
        WorkspaceMember.objects.bulk_create(
            WorkspaceMember(workspace=workspace, organisation_id=demonstration_key(organisation), role=role)
            for organisation, role in parts.items()
        )
        return workspace

    def _rate(self, workspace: Workspace, rows: list[dict[str, Any]], publisher: str) -> None:
        """Rate as people do, the oldest rating first, then let everybody see the ratings."""
        recommendations = {row.number: row for row in Recommendation.objects.filter(review=workspace.review_id)}
        before: dict[str, Rating] = {}
        for number, said, row in sorted(self._sayings(rows), key=lambda saying: -saying[1]["days_ago"]):
            moment = self.at - timedelta(days=said["days_ago"])
            who: dict[str, Any] = {
                "workspace": workspace,
                "recommendation": recommendations[number],
                "by": self._people[row["by"]],
            }
            before[number] = rate_recommendation(
                **who,
                level=said["level"],
                note=said["note"],
                rated_date=moment.date(),
                at=moment,
                replaces=before[number].pk if number in before else None,
            )
            for found in said.get("evidence", ()):
                words = {name: found[name] for name in ("kind", "title", "source", "url")}
                add_evidence(**who, **words, source_date=self._day(-found["days_ago"]), at=moment)
        publish_workspace_ratings(workspace=workspace, by=self._people[publisher], at=self.at - PUBLISHED_SINCE)

    def _sayings(self, rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Each rating and the ones before it: the number, what was said, and the row it belongs to."""
        for row in rows:
            for said in (*row.get("earlier", ()), row):
                yield row["number"], said, row
