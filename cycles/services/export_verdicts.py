"""What an export adds to one recommendation, and where it contradicts a better source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from cycles.importers.records import NOTED, PARTIALLY_SUPPORTED, PENDING, SUPPORTED, ReadWarning
from cycles.importers.text import unique
from cycles.models import Position, Recommendation, RecommendationSource, Theme
from cycles.services.export_held import HeldRow, Labels, word
from cycles.services.export_sayings import Saying
from cycles.services.export_staging import GivenTheme
from cycles.services.positions import EXPORTS, Step, comes_after, standing, weigh

CREATED, UPDATED, JOINED, UNCHANGED = "created", "updated", "joined", "unchanged"
UPR_INFO, UHRI = RecommendationSource.Kind.UPR_INFO, RecommendationSource.Kind.UHRI
# Our list of issues is the one of 2014.
ISSUES = "2014"
# UHRI labels the recommendations of every cycle anew, with OHCHR's labels of the fourth.
UHRI_LABELS = "4"
# The targets are those of the 2030 Agenda (A/RES/70/1, 2015).
TARGETS = "2015"
# The version of each scheme of themes that exports give.
VERSIONS: dict[str, str] = {Theme.Scheme.UPR_INFO: ISSUES, Theme.Scheme.OHCHR: UHRI_LABELS, Theme.Scheme.SDG: TARGETS}
# Where a position is said to stand.
_NAMES = {UPR_INFO.value: "UPR Info", UHRI.value: "UHRI"}
_GIVEN, _DECIDED = Recommendation.ActionBasis.GIVEN, Recommendation.ActionBasis.DECIDED
# Steps have a history of their own; what had nothing before has none to keep.
_NO_HISTORY = frozenset({"number", "position"})

State = tuple[str, int]
# Scheme, version, code and label of a theme of the record.
HeldTheme = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Export:
    """What holds for all rows of an export: its kind and language, and the labels that the record knows."""

    kind: str
    language: str
    labels: Labels


@dataclass(slots=True)
class Said:
    """A recommendation as the export has it; several of its texts may be one in the record, each a part of it.

    Of the ``themes``, a verdict keeps those that are new to the record; nothing else changes once it is made.
    """

    number: str
    paragraph: int | None
    item: int | None
    document: str
    text: str
    states: tuple[State, ...]
    position: str
    action: int | None
    themes: tuple[GivenTheme, ...]
    groups: tuple[str, ...]
    goals: tuple[int, ...]
    key: str
    places: tuple[int, ...]
    parts: int
    printed: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as text."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one recommendation; ``fields`` names what is written anew in one that the record has.

    ``changes`` are those of them that replace something. ``printed`` is the text of its source, empty where it is the
    record's; ``is_joining`` says that the record did not know this source for it.
    """

    said: Said
    stored: HeldRow | None
    fields: frozenset[str] = frozenset()
    changes: tuple[FieldChange, ...] = ()
    step: Step | None = None
    position: str = PENDING
    other_text: str = ""
    printed: str = ""
    is_joining: bool = True
    warnings: tuple[ReadWarning, ...] = ()

    @property
    def outcome(self) -> str:
        if self.stored is None:
            return CREATED
        if self.changes:
            return UPDATED
        return JOINED if self.is_written else UNCHANGED

    @property
    def is_written(self) -> bool:
        """Whether anything of it is new to the record."""
        return bool(self.stored is None or self.fields or self.step or self.other_text or self.is_joining)


def new_verdict(saying: Saying, export: Export) -> Verdict:
    """A recommendation that the record does not have."""
    said = _said([saying])
    step = _step(said, export.kind)
    return Verdict(said, None, step=step, position=step.kind)


def verdict_on(sayings: Sequence[Saying], row: HeldRow, export: Export) -> Verdict:
    """What the export adds to a recommendation of the record.

    A source with less of a word than those that the record has never changes text, States, number or position; its
    themes are those of its own schemes and versions, groups and goals fill what is empty.
    """
    said = _said(sayings)
    own = [export.labels.themes[key] for key, _ in row.themes]
    has_first_word = row.first_word >= word(export.kind)
    said.themes = tuple(_new_themes(said, own, has_first_word))
    is_other_language = row.language != export.language
    values = dict(_theme_values(said, row, own))
    warnings = []
    if has_first_word:
        values |= _first_values(said, row, export, is_other_language)
    elif warning := _other_states(said, row, export.kind):
        warnings.append(warning)
    step, contradicted = _next_step(said, row, export.kind)
    if contradicted:
        warnings.append(ReadWarning("other_position", said.places[0], row.number, f"{said.position}; {contradicted}"))
    if step and comes_after(step, standing(row.positions)[0]) and step.kind != row.position:
        values["position"] = row.position, step.kind
    text = row.text if "text" not in values else said.text
    printed = "" if is_other_language or said.text == text else said.text
    return Verdict(
        said,
        row,
        frozenset(values),
        tuple(FieldChange(name, before, after) for name, (before, after) in values.items() if _is_change(name, before)),
        step,
        values["position"][1] if "position" in values else row.position,
        said.text if is_other_language and row.texts.get(export.language) != said.text else "",
        printed,
        not _is_known(said, row, export.kind, printed),
        tuple(warnings),
    )


def _said(sayings: Sequence[Saying]) -> Said:
    """What several sayings say together; nearly always it is one, which says all of it."""
    said = _said_by(sayings[0])
    if len(sayings) == 1:
        return said
    states: dict[str, int] = {}
    for saying in sayings:
        for iso3, clause in saying.clauses.items():
            states.setdefault(iso3, clause)
    rows = [saying.first for saying in sayings]
    texts = unique(row.text for row in rows)
    return replace(
        said,
        text="\n".join(texts),
        states=tuple(states.items()),
        position=_position([row.position for row in rows]),
        action=next((row.action for row in rows if row.action), None),
        themes=unique(chain.from_iterable(saying.themes for saying in sayings)),
        groups=unique(chain.from_iterable(row.groups for row in rows)),
        goals=unique(chain.from_iterable(row.goals for row in rows)),
        key=next((row.key for row in rows if row.key), ""),
        places=tuple(sorted(chain.from_iterable(saying.places for saying in sayings))),
        parts=len(texts),
    )


def _said_by(saying: Saying) -> Said:
    first = saying.first
    return Said(
        saying.number,
        first.paragraph,
        first.item,
        first.document,
        first.text,
        tuple(saying.clauses.items()),
        first.position,
        first.action or None,
        tuple(saying.themes),
        unique(first.groups),
        unique(first.goals),
        first.key,
        tuple(sorted(saying.places)),
        1,
        first.printed,
    )


def _position(said: Iterable[str]) -> str:
    """The one position of all parts; supported in one part and noted in another is partially supported."""
    found = {position for position in said if position}
    if len(found) < 2:
        return next(iter(found), "")
    return PARTIALLY_SUPPORTED if found <= {SUPPORTED, NOTED, PARTIALLY_SUPPORTED} else ""


def _step(said: Said, kind: str) -> Step:
    """Exports do not say when a State answered: what is no longer pending counts as said at the adoption."""
    if said.position in {"", PENDING}:
        return Step(Position.Stage.REPORT, PENDING, _NAMES[kind])
    return Step(Position.Stage.ADOPTION, said.position, _NAMES[kind])


def _next_step(said: Said, row: HeldRow, kind: str) -> tuple[Step | None, str]:
    """The step that the export adds, if any, and the position of a better source that it contradicts.

    UPR Info counts what is supported in part as noted: that is no contradiction.
    """
    if not said.position:
        return None, ""
    latest, position = standing(row.positions)
    is_from_export = bool(latest and latest.import_run and latest.import_run.format in EXPORTS)
    if latest is None or is_from_export or position == PENDING:
        step, contradicted = weigh(_step(said, kind), row.positions, kind)
        return step, contradicted.kind if contradicted else ""
    agrees = said.position in {position, PENDING}
    agrees = agrees or (kind == UPR_INFO and {said.position, position} <= {NOTED, PARTIALLY_SUPPORTED})
    # A part of a recommendation may well be answered in another way than the whole.
    agrees = agrees or (said.parts == 1 and position == PARTIALLY_SUPPORTED and said.text != row.text)
    return None, "" if agrees else position


def _first_values(said: Said, row: HeldRow, export: Export, is_other_language: bool) -> dict[str, tuple[str, str]]:
    """What the source with the first word decides. Of several parts, none is the text of the whole."""
    values: dict[str, tuple[str, str]] = {}
    if said.parts == 1 and not is_other_language and said.text != row.text:
        values["text"] = row.text, said.text
        values["raw_text"] = row.raw_text, raw_text(said)
    if row.paragraph is None and said.paragraph is not None:
        values["number"] = row.number, said.number
        if said.document and said.document != row.symbol:
            values["document"] = row.symbol, said.document
    before, after = row.codes, {iso3 for iso3, _ in said.states}
    if export.kind == UPR_INFO:
        # An export may hold some of the rows of a recommendation alone.
        after |= before
    if after and after != before:
        values["recommending_states"] = "\n".join(iso3 for iso3, _, _ in row.states), "\n".join(sorted(after))
    return values


def _new_themes(said: Said, held: Sequence[HeldTheme], has_first_word: bool) -> Iterator[GivenTheme]:
    """The themes of each scheme that are others than those held in its version; OHCHR's lists give its themes too."""
    for scheme in unique(scheme for scheme, _, _ in said.themes):
        given = [theme for theme in said.themes if theme[0] == scheme]
        own = {(of, code, label) for of, version, code, label in held if (of, version) == (scheme, VERSIONS[scheme])}
        if own != set(given) and (has_first_word or not own or scheme != Theme.Scheme.OHCHR):
            yield from given


def _theme_values(said: Said, row: HeldRow, held: Sequence[HeldTheme]) -> Iterator[tuple[str, tuple[str, str]]]:
    if said.themes:
        schemes = {(scheme, VERSIONS[scheme]) for scheme, _, _ in said.themes}
        own = [(code, label) for scheme, version, code, label in held if (scheme, version) in schemes]
        yield "themes", (_lines(own), _lines((code, label) for _, code, label in said.themes))
    if said.groups and not row.groups:
        yield "groups", ("", "\n".join(sorted(said.groups)))
    if said.goals and not row.goals:
        yield "sdgs", ("", "\n".join(map(str, sorted(said.goals))))
    if said.action and row.basis != _DECIDED and row.action != said.action:
        yield "action", (str(row.action or ""), str(said.action))


def _other_states(said: Said, row: HeldRow, kind: str) -> ReadWarning | None:
    """Whether States differ; UPR Info may lack rows, so only what it has in addition is told."""
    states, known = {iso3 for iso3, _ in said.states}, row.codes
    if not states or not known or states == known or (kind == UPR_INFO and states <= known):
        return None
    detail = f"{', '.join(sorted(states))}; {', '.join(sorted(known))}"
    return ReadWarning("other_states", said.places[0], row.number, detail)


def _is_known(said: Said, row: HeldRow, kind: str, printed: str) -> bool:
    return any((one.kind, one.key, one.text) == (kind, said.key, printed) for one in row.sources)


def _is_change(name: str, before: str) -> bool:
    return name in _NO_HISTORY or bool(before)


def _lines(themes: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{code} {label}".strip() for code, label in themes)


def raw_text(said: Said) -> str:
    """The text as far as an export prints it, with its marks, and its number in front."""
    return f"{said.number} {said.printed or said.text}".strip()


def kept_before(verdict: Verdict) -> dict[str, Any] | None:
    """What undoing puts back, as ``record_rows.before`` writes it; None for a new recommendation."""
    row = verdict.stored
    if row is None:
        return None
    kept: dict[str, Any] = {
        "number": [row.paragraph, row.item],
        "document": [row.document],
        "text": [row.text],
        "raw_text": [row.raw_text],
        "action": [row.action, row.basis],
        "position": [row.position],
        "recommending_states": [list(state) for state in row.states],
        "themes": [list(theme) for theme in row.themes],
        "groups": row.groups,
        "sdgs": row.goals,
    }
    before = {name: value for name, value in kept.items() if name in verdict.fields}
    if "text" in verdict.fields:
        before["source_texts"] = [source.pk for source in row.sources if not source.text]
    return before
