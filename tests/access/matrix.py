"""Every address of the platform × everybody who has no business there × every private row that exists.

The addresses come from the URLconf itself, the API's among them. An answer leaks when a word of the world's stands in
it, or when it tells a row that exists from one that does not.
"""

import difflib
import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote
from uuid import UUID

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from accounts.models import User
from common.actor import NOBODY, acting
from tests.access.seed import CANARY, World

# What stands in an address where no key of a row does; a converter or group that is not here fails the drill.
SAMPLES = {
    "iso3": "XAR",
    "cycle": "4",
    "number": "48",
    "code": "XAR-4",
    "key": "XAR-4-140.7",
    "recommendation": "XAR-4-140.7",
    "kind": "sessions",
    "milestone": "review",
    "note": "1",
    "app_label": "accounts",
    "url": "nothing",
    "name": "nothing",
    "secret": "nothing",
    "step": "coalition",
    "address": "nothing",
    "language": "en",
    "file_format": "pdf",
    "stage": "1",
    "uidb36": "1",
    "content_type_id": "1",
    "provider_id": "own",
}
BY_NAME = {
    "cycles:recommendation_detail": {"number": "140.7"},
    "cycles:recommendation_action": {"number": "140.7"},
    "cycles:position_create": {"number": "140.7"},
    "implementation:embassy_detail": {"iso3": "FRA"},
    "implementation:embassy_pdf": {"iso3": "FRA"},
    "implementation:embassy_letter": {"iso3": "FRA"},
    "issue-detail": {"code": "1"},
    "state-detail": {"pk": "XAR"},
    "submissions:former_texts": {"kind": "priority_issue"},
}
# These end sessions, or answer the same to everybody by their nature.
LEFT_OUT = {"leave", "account_logout", "admin:logout", "api_explore", "admin:jsi18n"}
KEYS = {"pk", "object_id", "id", "workspace"}
METHODS = ("get", "post")
# Keys of rows that are not there: a UUID, and a number.
NOWHERE = {True: str(UUID(int=7)), False: "987654321"}
# Who may read what by the rules, and the methods with which to try.
_NAMES = frozenset({"accounts.Organisation.name", "accounts.Organisation.acronym"})
# What a coalition that chose to be found says of itself is for everybody who is signed in.
FOR_ALL = frozenset({"accounts.CoalitionNotice"})
_OPERATED = frozenset(f"accounts.{name}" for name in ("Organisation", "User", "Membership", "FactorRequest", "Concern"))
MAY: dict[str, tuple] = {
    # A partner in another workspace knows the name of the organisation it works with.
    "guest of another workspace": (_NAMES,),
    # Editors of the record see every import, and would change the one of the world.
    "editor of the record": (frozenset({"cycles.ImportRun"}), ("get",)),
    # Who runs the server sees accounts and organisations, and what is written to it; never anybody's work.
    "operator": (_OPERATED, ("get",)),
}
_CHANGING = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|name=\"csrfmiddlewaretoken\" value=\"\w+\""
    rb"|nonce-[\w+/=-]+|csrf_token=\w+"
)


@dataclass(frozen=True)
class Address:
    """One pattern of the URLconf, and what has to be filled in."""

    name: str
    route: tuple[str, ...]
    pattern: URLPattern
    holes: tuple[str, ...]

    def path(self, key: str) -> str:
        """The address with ``key`` wherever the key of a row is asked for."""
        values = {hole: self._value(hole, key) for hole in self.holes}
        return "/" + "".join(fill(part, values) for part in self.route)

    def _value(self, hole: str, key: str) -> str:
        special = BY_NAME.get(self.name, {})
        if hole in special:
            return special[hole]
        return key if self.takes_keys and hole in KEYS else SAMPLES[hole]

    @property
    def takes_keys(self) -> bool:
        return bool(KEYS & (set(self.holes) - set(BY_NAME.get(self.name, {}))))

    def takes(self, key: str) -> bool:
        """Whether a key of this shape may stand in the address; an address without holes is asked once."""
        if not self.takes_keys:
            return key == NOWHERE[True]
        # Numbers are keys of the public record in the admin.
        return len(key) == 36 or not (self.name.startswith("admin:") or "<uuid:" in "".join(self.route))


@dataclass
class Findings:
    """What the drill counted and found."""

    requests: int = 0
    patterns: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def line(self, addresses: int) -> str:
        covered = 100 * len(self.patterns) // max(addresses, 1)
        return f"requests {self.requests}, patterns covered {covered} %, leaks {len(self.leaks)}"


def addresses() -> list[Address]:
    """Every pattern of the URLconf but those left out, each with its name."""
    return [one for one in _walk(get_resolver(), (), ()) if one.name not in LEFT_OUT]


def _walk(resolver, names: tuple[str, ...], route: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = (*route, str(entry.pattern))
        if isinstance(entry, URLPattern):
            holes = tuple(re.findall(r"<(?:\w+:)?(\w+)>", "".join(here)))
            yield Address(":".join((*names, entry.name or str(entry.pattern))), here, entry, holes)
        else:
            yield from _walk(entry, (*names, entry.namespace) if entry.namespace else names, here)


def fill(part: str, values: dict[str, str]) -> str:
    """A piece of a route, or of a regular expression, with its holes filled."""
    part = part.removeprefix("^").removesuffix("$").removesuffix("\\Z")
    part = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda hole: values[hole[1]], part)
    part = re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: values[hole[1]], part)
    return part.replace("\\.", ".").replace("\\-", "-").replace("/?", "/")


def bodies(world: World) -> dict[str, str]:
    """A form that names the world's rows wherever a form may ask for one."""
    first = str(world.organisation.pk)
    rows = {label.split(".")[1].lower(): str(row.pk) for label, row in world.rows.items()}
    return rows | {
        "organisations": first,
        "lead": first,
        "email": world.people["owner"].email,
        "role": "owner",
        "level": "fully",
        "name": "Taken over",
        "title": "Taken over",
        "format": "pdf",
        "language": "en",
    }


def text_of(response: HttpResponseBase) -> bytes:
    """Everything that an answer says: head, address it leads to, body; inside of archives and PDFs too."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    head = "\n".join(
        f"{name}: {value}" for name, value in response.items() if name not in {"Content-Length", "Expires"}
    ).encode()
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body += b"".join(archive.read(name) for name in archive.namelist())
    if body.startswith(b"%PDF"):
        try:
            body += "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).encode()
        except PyPdfError:
            body += b" unreadable"
    return head + b"\n" + body


def without_keys(text: bytes, path: str) -> bytes:
    """The answer without what differs from one request to the next, and without the address that was asked for."""
    for asked in (path, quote(path, safe=""), quote(path)):
        text = text.replace(asked.encode(), b"-")
    return _CHANGING.sub(b"-", text)


def difference(one: bytes, other: bytes) -> str:
    """The first lines in which two answers differ."""
    lines = difflib.unified_diff(
        one.decode(errors="replace").split("\n"), other.decode(errors="replace").split("\n"), n=0
    )
    return "\n".join(list(lines)[3:9])


def ask(client: Client, method: str, path: str, data: dict[str, str]) -> HttpResponseBase:
    """One request over HTTP, by nobody but who is signed in on ``client``; nothing of it is logged.

    The test runner keeps what is logged to the end of a test, and with each line the request and all that it holds.
    """
    logging.disable(logging.CRITICAL)
    try:
        with acting(NOBODY):
            return client.get(path, data) if method == "get" else client.post(path, data)
    finally:
        logging.disable(logging.NOTSET)


@dataclass(frozen=True)
class Asker:
    """Somebody who asks: what they may read of the world by the rules (``App.Model``, or a field of it), and how."""

    name: str
    client: Client
    may_see: frozenset[str] = frozenset()
    methods: tuple[str, ...] = METHODS
    # Where it asks: programs know the API alone.
    under: str = "/"

    def may_tell(self, label: str) -> bool:
        """Who may read a row, or a field of it, may know that it is there."""
        return any(one == label or one.startswith(f"{label}.") for one in self.may_see)

    def may_read(self, label: str) -> bool:
        return label in self.may_see or label.rpartition(".")[0] in self.may_see


def askers(world: World) -> list[Asker]:
    """Everybody but the owner and the reader, each with a browser, signed in while they still were members."""
    found = [Asker("anonymous", Client(raise_request_exception=False))]
    for name, user in world.people.items():
        if name not in {"owner", "reader"}:
            seen, *methods = MAY.get(name, (frozenset(),))
            found.append(Asker(name, browser(user), seen | FOR_ALL, *methods))
    for name, secret in world.secrets.items():
        client = Client(raise_request_exception=False, HTTP_AUTHORIZATION=f"Bearer {secret}")
        found.append(Asker(name, client, under="/api/"))
    return found


def browser(user: User) -> Client:
    """A browser in which ``user`` is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def run(world: World, askers: Iterable[Asker], *, every: int = 1, places: list[Address] | None = None) -> Findings:
    """Ask everything. ``every``: only each n-th of the requests with a key."""
    drill = Drill(world, bodies(world), every)
    for asker in askers:
        for place in addresses() if places is None else places:
            if not place.path(NOWHERE[True]).startswith(asker.under):
                continue
            for method in asker.methods:
                drill.look_everywhere(asker, place, method)
    return drill.findings


@dataclass
class Drill:
    """One run of the matrix."""

    world: World
    data: dict[str, str]
    every: int
    findings: Findings = field(default_factory=Findings)
    turn: int = 0

    @property
    def posted(self) -> bytes:
        """What an answer may repeat, since the asker said it."""
        return " ".join(self.data.values()).encode()

    def look_everywhere(self, asker: Asker, place: Address, method: str) -> None:
        """One address with the key of each row, and with the key of none: both must answer alike."""
        self.findings.patterns.add(place.name)
        if not place.takes_keys:
            self._look(asker, method, place.path(NOWHERE[True]))
            return
        first = place.takes(NOWHERE[True])
        bases = {first: self._look(asker, method, place.path(NOWHERE[first]))}
        for key, label in self.world.keys.items():
            self.turn += place.takes(key)
            if not place.takes(key) or self.turn % self.every:
                continue
            shape = len(key) == 36
            nowhere = place.path(NOWHERE[shape])
            if shape not in bases:
                bases[shape] = self._look(asker, method, nowhere)
            base, here = bases[shape], self._look(asker, method, place.path(key))
            if here != base:
                # Asked again: a notice from the request before, or the turn of a second, is no difference.
                base, here = self._look(asker, method, nowhere), self._look(asker, method, place.path(key))
            if here != base and not asker.may_tell(label):
                words = f"{asker.name} can tell a row of {label}: {method} {place.name} {base[0]} {here[0]}"
                self.findings.leaks.append(f"{words}\n{difference(base[1], here[1])}")

    def _look(self, asker: Asker, method: str, path: str) -> tuple[int, bytes]:
        response = ask(asker.client, method, path, self.data if method == "post" else {})
        text = text_of(response)
        self.findings.requests += 1
        if response.status_code >= 500:
            self.findings.failures.append(f"{response.status_code} for {asker.name}: {method} {path}")
        for word in set(CANARY.findall(text)):
            label = self.world.labels.get(word)
            if label and not asker.may_read(label) and not (method == "post" and word in self.posted):
                self.findings.leaks.append(f"{asker.name} reads {label}: {method} {path}")
        return response.status_code, without_keys(text, path)


def what_the_owner_sees(world: World, client: Client, *, enough: int) -> set[str]:
    """The first rows whose words the owner reads at the same addresses: proof that there is something to steal."""
    workspace, seen = str(world.workspace.pk), set[str]()
    # The pages of the workspace first: they show nearly everything.
    for keys in ([workspace], [key for key in world.keys if key != workspace]):
        for place in addresses():
            for key in [one for one in keys if place.takes(one)] if place.takes_keys else ["-"]:
                words = CANARY.findall(text_of(ask(client, "get", place.path(key), {})))
                seen |= {world.labels[word] for word in words if word in world.labels}
                if len(seen) >= enough:
                    return seen
    return seen
