"""How long a text takes to say, and how long it may take: by language, pace and kind of statement."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

from advocacy.speaking_words import LIMIT_SOURCES, PACE_SOURCES

# The six of the United Nations, each named in itself.
LANGUAGE_NAMES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}
REFDATA = Path(__file__).resolve().parent / "refdata"
# Twenty minutes of the adoption are for stakeholders, ten of whom speak (A/HRC/43/2, paragraph 32; UPR Info 2012).
DESK_SECONDS, DESK_PLACES = 20 * 60, 10
SLOWEST, FASTEST = 40, 260
_WORD = re.compile(r"[^\W_]+(?:[’'.,/-][^\W_]+)*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True)
class Pace:
    """How fast a language is spoken to be interpreted, and who says so."""

    language: str
    unit: str
    per_minute: int
    source: str
    basis: str

    @property
    def said(self) -> str:
        """Who says so, in the language of the page."""
        return str(PACE_SOURCES[self.language])


@dataclass(frozen=True)
class Limit:
    """What a kind of statement may take: seconds aloud, or words on paper by the status of who hands it in."""

    kind: str
    seconds: int | None
    words_general: int | None
    words_special: int | None
    needs_status: bool
    source: str
    verification: str

    @property
    def said(self) -> str:
        """Who says so, in the language of the page."""
        return str(LIMIT_SOURCES[self.kind])

    def words(self, status: str) -> int | None:
        """The limit in words; with special status, on the roster or without any it is the smaller one."""
        return self.words_general if status == "general" else self.words_special


@dataclass(frozen=True)
class Length:
    """How long a text is, and how much of it is too much."""

    count: int
    unit: str
    seconds: int
    per_minute: int
    limit_seconds: int | None = None
    limit_words: int | None = None

    @property
    def clock(self) -> str:
        return clock(self.seconds)

    @property
    def limit_clock(self) -> str:
        return clock(self.limit_seconds) if self.limit_seconds is not None else ""

    @property
    def over(self) -> int:
        """How many words, or characters of Chinese, have to go."""
        if self.limit_words is not None:
            return max(self.count - self.limit_words, 0)
        if self.limit_seconds is None:
            return 0
        return max(self.count - self.limit_seconds * self.per_minute // 60, 0)


def clock(seconds: int) -> str:
    """Seconds as a clock shows them: 1:50."""
    return f"{seconds // 60}:{seconds % 60:02d}"


@cache
def paces() -> dict[str, Pace]:
    return {
        row["language"]: Pace(row["language"], row["unit"], int(row["per_minute"]), row["source"], row["basis"])
        for row in _rows("speaking_pace.csv")
    }


@cache
def limits() -> dict[str, Limit]:
    return {
        row["kind"]: Limit(
            row["kind"],
            _number(row["seconds"]),
            _number(row["words_general"]),
            _number(row["words_special"]),
            row["needs_status"] == "1",
            row["source"],
            row["verification"],
        )
        for row in _rows("statement_limits.csv")
    }


def count_spoken(text: str, language: str) -> int:
    """Words as they are spoken; in Chinese characters, where a foreign word counts as two."""
    if language == "zh":
        return len(_HAN.findall(text)) + 2 * len(_WORD.findall(_HAN.sub(" ", text)))
    return len(_WORD.findall(text))


def length(text: str, language: str, *, pace: int | None, kind: str, status: str) -> Length:
    """How long ``text`` takes at a speaker's pace, beside what its kind allows."""
    usual, limit = paces()[language], limits()[kind]
    per_minute = pace or usual.per_minute
    count = count_spoken(text, language)
    return Length(
        count,
        usual.unit,
        ceil(count * 60 / per_minute),
        per_minute,
        limit.seconds,
        limit.words(status),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (REFDATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> int | None:
    return int(text) if text else None
