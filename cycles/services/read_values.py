"""What a list says of a recommendation, and what the record says of it, as text that can be compared."""

from cycles.importers.records import PENDING, ReadRecommendation
from cycles.models import Recommendation, RecommendationSource, Theme
from cycles.services.positions import standing

REPORT = RecommendationSource.Kind.REPORT
Values = dict[str, str]


def list_kind(format: str) -> RecommendationSource.Kind:
    """The kind of source that a list of recommendations is."""
    return REPORT if format == REPORT else RecommendationSource.Kind.THEMATIC_LIST


def file_values(read: ReadRecommendation, symbol: str, kind: str) -> Values:
    """Every field that a list gives a recommendation; the report has neither themes nor groups nor goals."""
    values = {
        "document": symbol,
        "text": read.text,
        "raw_text": read.raw_text,
        "recommending_states": "\n".join(_state(*state) for state in file_states(read)),
    }
    if kind == REPORT:
        return values
    return values | {
        "themes": "\n".join(f"{code} {label}".strip() for code, label in file_themes(read)),
        "groups": "\n".join(sorted(file_groups(read))),
        "sdgs": "\n".join(map(str, sorted(read.sdgs))),
        "comment": read.comments,
    }


def stored_values(row: Recommendation, version: str) -> Values:
    """The same fields of the record; of the themes, those of OHCHR's scheme in the version of that cycle."""
    states = sorted(row.state_rows.all(), key=lambda state: (state.order, state.pk))
    themes = sorted(row.theme_rows.all(), key=lambda theme: (theme.order, theme.pk))
    return {
        "document": row.document.symbol,
        "text": row.text,
        "raw_text": row.raw_text,
        "recommending_states": "\n".join(_state(state.state_id, state.clause) for state in states),
        "themes": "\n".join(str(one.theme) for one in themes if is_of(one.theme, version)),
        "groups": "\n".join(sorted(group.label for group in row.groups.all())),
        "sdgs": "\n".join(map(str, sorted(goal.number for goal in row.goals.all()))),
        "comment": row.comment,
    }


def is_of(theme: Theme, version: str) -> bool:
    """Whether the theme is OHCHR's, of that version: what a list of that cycle replaces."""
    return theme.scheme == Theme.Scheme.OHCHR and theme.version == version


def stored_position(row: Recommendation) -> Values:
    """The position that counts now and where it is said to stand."""
    latest, kind = standing(row.positions.all())
    return {"position": kind, "position_source": latest.source if latest else ""}


def file_states(read: ReadRecommendation) -> list[tuple[str, int]]:
    """The recommending States that are known, each with its clause; the others stay in the text as printed."""
    return [(state.iso3, state.clause) for state in read.recommending_states if state.iso3]


def file_position(read: ReadRecommendation) -> str:
    """What the State under Review said; nothing that can be read is no answer yet."""
    return read.position or PENDING


def file_themes(read: ReadRecommendation) -> list[tuple[str, str]]:
    """Codes and labels of the themes, the one it is listed under first, no longer than the record holds them."""
    listed = sorted(read.themes, key=lambda theme: theme != read.block_theme)
    return list(dict.fromkeys((theme.code[:12], theme.label[:200]) for theme in listed))


def file_groups(read: ReadRecommendation) -> set[str]:
    """Labels of the groups of persons, no longer than the record holds them."""
    return {label[:200] for label in read.groups}


def file_source(read: ReadRecommendation) -> str:
    """Where the position is said to come from, no longer than the record holds it."""
    return read.position_source[:200]


def _state(iso3: str, clause: int) -> str:
    return iso3 if clause == 1 else f"{iso3} ({clause})"
