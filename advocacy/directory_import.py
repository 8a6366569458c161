"""What a file of missions and embassies would bring: rows that can be kept, wrong ones and why, and what is new."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from advocacy.brought_sheet import Sheet, WrongCell
from advocacy.contact_import import FindState
from advocacy.directory_sheet import COLUMNS, FACTS, kind_of, presence_of
from advocacy.models import DiplomaticPost, PostFact
from cycles.models import State

MakeForm = Callable[[State, dict[str, Any]], Any]
Place = tuple[str, str, str | None]


@dataclass(frozen=True)
class Change:
    """What a row says of a post, and what stands there now: nothing where it is new."""

    label: str
    value: str
    now: str


@dataclass(frozen=True)
class GoodPost:
    """A row that can be kept; ``asked`` is what a person has to confirm by ticking it."""

    line: int
    state: State
    data: dict[str, Any]
    host: State | None
    is_new: bool
    changes: list[Change]
    asked: str

    @property
    def name(self) -> str:
        """What it is, in words."""
        if self.host:
            return _("Embassy in %(host)s") % {"host": self.host.name}
        return str(DiplomaticPost.Kind.MISSION.label)

    @property
    def plain(self) -> dict[str, Any]:
        """As it is carried until somebody confirms."""
        return self.data | {"state": self.state.pk, "line": self.line}


@dataclass(frozen=True)
class Preview:
    """The file as a person looks at it before anything is written; ``same`` rows say what stands there already."""

    rows: list[GoodPost]
    wrong: list[WrongCell]
    same: int


def preview(
    sheet: Sheet,
    *,
    of_all: Mapping[str, str],
    find_state: FindState,
    states: Mapping[str, State],
    make_form: MakeForm,
    known: Iterable[DiplomaticPost],
) -> Preview:
    """Each row held to the rules of a single post, and beside what is known of it; needs ``with_facts``."""
    stands: dict[Place, DiplomaticPost] = {(one.state_id, one.kind, one.host_id): one for one in known}
    rows: list[GoodPost] = []
    wrong: list[WrongCell] = []
    met: dict[Place, int] = {}
    same = 0
    for row in sheet.rows:
        data, problems, asked = _data_of(row.words, of_all, find_state)
        state = states.get(data["state"])
        form = make_form(state, data) if state else None
        for name, errors in form.errors.items() if form else ():
            problems.setdefault(name, str(errors[0]))
        place = (data["state"], data["kind"], data["host"] or None)
        if not problems and place in met:
            problems["state"] = _("Row %(line)s says something of the same post.") % {"line": met[place]}
        if problems or state is None or form is None:
            wrong += [WrongCell(row.line, sheet.letters.get(name, ""), why) for name, why in problems.items()]
            continue
        met[place] = row.line
        post = stands.get(place)
        changes = [*_moves(data["presence"], post), *_changes(form.facts, post)]
        if post and not changes:
            same += 1
            continue
        host = states.get(data["host"])
        rows.append(GoodPost(row.line, state, data, host, post is None, changes, asked))
    return Preview(rows, wrong, same)


def chosen(
    kept: Sequence[Mapping[str, Any]], lines: set[str], states: Mapping[str, State], make_form: MakeForm
) -> list[dict[str, Any]]:
    """The rows that a person ticked, held to the rules once more, as the service takes them."""
    found = []
    for row in kept:
        state = states.get(row["state"])
        if str(row["line"]) not in lines or state is None:
            continue
        form = make_form(state, dict(row))
        if form.is_valid():
            found.append({"state": state} | form.said | {"facts": form.facts})
    return found


def template_rows(posts: Iterable[DiplomaticPost], states: Iterable[State]) -> Iterator[list[str]]:
    """The directory as it is, in the columns that are read; beneath it the States of which no mission is known."""
    missions = set()
    for post in posts:
        facts: dict[str, PostFact] = {}
        for fact in getattr(post, "known", ()):
            facts.setdefault(fact.kind, fact)
        if post.kind == DiplomaticPost.Kind.MISSION:
            missions.add(post.state_id)
        said = {"state": post.state_id, "kind": post.kind, "host": post.host_id or "", "presence": post.presence}
        said |= {kind: fact.value for kind, fact in facts.items()}
        said |= {"source": post.source, "as_of_date": post.as_of_date.isoformat()}
        yield [said.get(name, "") for name in COLUMNS]
    for state in states:
        if state.is_member and state.pk not in missions:
            yield [state.pk, DiplomaticPost.Kind.MISSION.value, *[""] * (len(COLUMNS) - 2)]


def _data_of(
    words: Mapping[str, str], of_all: Mapping[str, str], find_state: FindState
) -> tuple[dict[str, Any], dict[str, str], str]:
    """A row as the form of a post takes it, which of its words mean nothing here, and what is to be confirmed."""
    problems: dict[str, str] = {}
    data: dict[str, Any] = {name: words.get(name, "") for name in FACTS}
    data |= {name: words.get(name) or of_all[name] for name in ("source", "as_of_date")}
    asked = ""
    for name in ("state", "host"):
        said = words.get(name, "")
        code, is_spelt = find_state(said) if said else ("", True)
        data[name] = code or ""
        if said and not code:
            problems[name] = _("No State has this name: %(names)s") % {"names": said[:60]}
        elif not is_spelt:
            asked = said[:60]
    if not words.get("state"):
        problems["state"] = _("Say of which State it is.")
    usual = DiplomaticPost.Kind.EMBASSY if data["host"] else DiplomaticPost.Kind.MISSION
    for name, read, otherwise in (("kind", kind_of, usual), ("presence", presence_of, "resident")):
        said = words.get(name, "")
        data[name] = (read(said) if said else str(otherwise)) or ""
        if not data[name]:
            problems[name] = _("“%(word)s” means nothing here.") % {"word": said[:60]}
    if data["kind"] == DiplomaticPost.Kind.MISSION:
        data["host"] = ""
    return data, problems, asked


def _moves(presence: str, post: DiplomaticPost | None) -> Iterator[Change]:
    named = DiplomaticPost.Presence
    if (post and post.presence != presence) or (not post and presence != named.RESIDENT):
        now = str(named(post.presence).label) if post else ""
        yield Change(_("Where it sits"), str(named(presence).label), now)


def _changes(facts: Mapping[str, str], post: DiplomaticPost | None) -> Iterator[Change]:
    standing: dict[str, list[str]] = {}
    for fact in getattr(post, "known", ()):
        standing.setdefault(fact.kind, []).append(fact.value)
    for kind, value in facts.items():
        now = standing.get(kind, [])
        if value not in now:
            yield Change(str(PostFact.Kind(kind).label), value, ", ".join(now))
