"""Mails that were not sent but kept as files by Django's file backend: listed and read, never rendered."""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from lxml import etree, html

LISTED = 200
# What the backend writes after each message. A body may hold such a line too: the next message begins with a header.
_DIVIDER = re.compile(rb"\n-{79}\n(?=[A-Za-z][A-Za-z0-9-]*: |\Z)")
_PARSER = BytesParser(policy=policy.default)
_ADDRESS = re.compile(r"(https?://[^\s<>\"]+)")
_UNSEEN = ("head", "style", "script", "template")
_LINES = ("address", "blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "table", "tr")


@dataclass(frozen=True)
class KeptMail:
    """One mail, by its file and its place in it."""

    name: str
    number: int
    at: datetime
    to: str
    subject: str


@dataclass(frozen=True)
class Piece:
    """Some of a text; ``path`` where it is an address of this server."""

    text: str
    path: str = ""


@dataclass(frozen=True)
class Opened:
    """A mail with its plain text, and the text of its page where that says something else."""

    mail: KeptMail
    plain: str
    page: str


def kept_mails(folder: Path) -> list[KeptMail]:
    """The newest mails, the newest first."""
    found: list[KeptMail] = []
    for file in _files(folder):
        heads = [_head(file, number, raw) for number, raw in enumerate(_messages(file), start=1)]
        found += reversed(heads)
        if len(found) >= LISTED:
            break
    return found[:LISTED]


def open_mail(folder: Path, name: str, number: int) -> Opened | None:
    """One mail; None where there is none. Only a name that the folder itself lists is ever opened."""
    file = next((one for one in _files(folder) if one.name == name), None)
    messages = _messages(file) if file else []
    if file is None or not 1 <= number <= len(messages):
        return None
    message = _PARSER.parsebytes(messages[number - 1])
    plain, page = _text(message, "plain"), text_of_page(_text(message, "html"))
    return Opened(_head(file, number, messages[number - 1]), plain, "" if _words(page) == _words(plain) else page)


def pieces(text: str, hosts: Collection[str]) -> list[Piece]:
    """A text in pieces; addresses of one of ``hosts`` keep their path alone, so that they never lead elsewhere."""
    found = []
    for part in _ADDRESS.split(text):
        # What ends the sentence does not belong to the address.
        address = part.rstrip(".,;:!?)]") if _ADDRESS.fullmatch(part) else ""
        path = _path_here(address, hosts)
        found += [Piece(address, path), Piece(part[len(address) :])] if path else [Piece(part)]
    return [one for one in found if one.text]


def text_of_page(page: str) -> str:
    """The words of a mail's HTML, a line for each of its blocks, and the address of each link after its words."""
    try:
        # Line feeds of the source are spaces on the page.
        root = html.document_fromstring(page.replace("\n", " ").encode(), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        # Nothing stands in it.
        return ""
    etree.strip_elements(root, *_UNSEEN, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in root.iter():
        if element.tag == "a" and element.get("href", "").startswith(("http://", "https://")):
            element.tail = f" {element.get('href')} {element.tail or ''}"
        elif element.tag in _LINES:
            element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    lines = (" ".join(line.split()) for line in "".join(root.itertext()).split("\n"))
    return "\n".join(line for line in lines if line)


def _files(folder: Path) -> Iterator[Path]:
    """The newest first; links to elsewhere are not followed."""
    try:
        with os.scandir(folder) as entries:
            own = [one for one in entries if one.name.endswith(".log") and one.is_file(follow_symlinks=False)]
            times = {one.name: one.stat(follow_symlinks=False).st_mtime_ns for one in own}
    except FileNotFoundError:
        # Nothing was ever written.
        return iter(())
    return (folder / name for name in sorted(times, key=lambda name: (times[name], name), reverse=True))


def _messages(file: Path) -> list[bytes]:
    return [one for one in _DIVIDER.split(file.read_bytes()) if one.strip()]


def _head(file: Path, number: int, raw: bytes) -> KeptMail:
    head = _PARSER.parsebytes(raw, headersonly=True)
    at = getattr(head["Date"], "datetime", None) or datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return KeptMail(file.name, number, at.astimezone(UTC), str(head["To"] or ""), str(head["Subject"] or ""))


def _text(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""


def _words(text: str) -> list[str]:
    return _ADDRESS.sub(" ", text).split()


def _path_here(address: str, hosts: Collection[str]) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.netloc not in hosts or parts.path.startswith("//"):
        return ""
    return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
