"""What must not stand in a log is taken out of every line, of tracebacks too: secrets, and addresses of either kind."""

import ipaddress
import logging
import re
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_RULES = (
    # PostgreSQL says which row it refused, with all that stands in it.
    (re.compile(r"^(\s*(?:DETAIL|CONTEXT)):.*$", re.M), r"\1: [row]"),
    (re.compile(r"\b(Bearer|Basic|Token)\s+[\w.~+/=-]{6,}", re.I), r"\1 [secret]"),
    (
        re.compile(
            r"""(?P<name>\b\w*(?:password\d?|passwd|secret|token|sessionid|csrf\w*|api_?key|authorization)["']?\s*[=:]\s*)"""
            r"""(?:"[^"\n]*"|'[^'\n]*'|(?!\[secret\])[^\s&"',;)}\]]+)""",
            re.I,
        ),
        r"\g<name>[secret]",
    ),
    (re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+"), "[address]"),
    # Keys in addresses of pages, and whatever looks like one: long, letters and digits, not the key of a row.
    (re.compile(rf"(?<![\w-])(?!{_UUID}(?![\w-]))(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{{24,}}"), "[secret]"),
)
_NET = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\d{1,3}(?:\.\d{1,3}){3})?)(?![\w:])",
    re.I,
)


def redacted(text: str) -> str:
    """The text without what must not be kept."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return _NET.sub(_without_address, text)


def _without_address(found: re.Match[str]) -> str:
    """Addresses of this machine itself say nothing about anybody."""
    try:
        address = ipaddress.ip_address(found[0])
    except ValueError:
        return found[0]
    return found[0] if address.is_loopback or address.is_unspecified else "[net]"


class SafeFormatter(logging.Formatter):
    """Formats as usual, traceback included, and keeps nothing of what must not be kept."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class SafeReporter(SafeExceptionReporterFilter):
    """A report of an error shows no value of a form, of a variable or of a header that tells who asked."""

    hidden_settings = re.compile(
        r"API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE|REMOTE_|FORWARDED|USER_AGENT|EMAIL|DATABASE|BROKER|CACHE",
        re.I,
    )

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {} if request is None else dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: HttpRequest, tb_frame: Any) -> Any:
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]


def make_safe(*names: str) -> None:
    """Give the handlers that others have put on these loggers our way of writing."""
    for name in names:
        for handler in logging.getLogger(name).handlers:
            old = handler.formatter
            handler.setFormatter(SafeFormatter(old._fmt if old else None, old.datefmt if old else None))
