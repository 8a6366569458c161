"""A mid-term report as plain values that are kept when it is published, and back."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from implementation.midterm import MidTermReport, ReportRow, Signatory
from implementation.midterm_lines import EvidenceLine, PledgeLine, RatingLine, VoiceLine

_DAYS = ("as_of", "review_date")
_TUPLES = ("organisations", "method", "sources", "introduction", "own_summary", "conclusion", "scope")


def frozen(report: MidTermReport) -> dict[str, Any]:
    """Everything that the report says, as values of JSON."""
    plain = asdict(report)
    for name in _DAYS:
        plain[name] = plain[name].isoformat() if plain[name] else None
    for row in (*plain["rows"], *plain["pledges"]):
        if row["rating"]:
            row["rating"]["date"] = row["rating"]["date"].isoformat()
        for voice in row.get("voices", ()):
            voice["date"] = voice["date"].isoformat()
    return plain


def thawed(plain: dict[str, Any]) -> MidTermReport:
    """The report again. What an older edition does not say stands at its default."""
    known = {field.name for field in fields(MidTermReport)}
    values = {name: value for name, value in plain.items() if name in known}
    for name in _DAYS:
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    values |= {name: tuple(values.get(name, ())) for name in _TUPLES}
    values["rows"] = tuple(_row(row) for row in plain["rows"])
    values["pledges"] = tuple(
        PledgeLine(**one | {"rating": _rating(one["rating"])}) for one in plain.get("pledges", ())
    )
    values["signatories"] = tuple(Signatory(**one) for one in plain.get("signatories", ()))
    values["theme_texts"] = {name: tuple(text) for name, text in plain.get("theme_texts", {}).items()}
    return MidTermReport(**values)


def _rating(plain: dict[str, Any] | None) -> RatingLine | None:
    return RatingLine(**plain | {"date": date.fromisoformat(plain["date"])}) if plain else None


def _row(plain: dict[str, Any]) -> ReportRow:
    return ReportRow(
        **plain
        | {
            "rating": _rating(plain["rating"]),
            "recommending_states": tuple(plain["recommending_states"]),
            "themes": tuple(plain["themes"]),
            "evidence": tuple(EvidenceLine(**one) for one in plain["evidence"]),
            "voices": tuple(
                VoiceLine(**one | {"date": date.fromisoformat(one["date"])}) for one in plain.get("voices", ())
            ),
        }
    )
