"""What a draft of a mid-term report says today: its choice of the ratings, its order, its texts, who signs."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Workspace
from cycles.dates import day_in_words
from implementation.midterm import MidTermReport, ReportRow, Signatory
from implementation.midterm_content import midterm_report
from implementation.midterm_lines import PledgeLine
from implementation.models import MidTermDraft, MidTermSignature, MidTermText, PledgeRating, Rating
from implementation.pledges import pledge_lines
from implementation.printed_names import aliases_in, printed
from implementation.querysets import RatingQuerySet, VerdictQuerySet

Show = MidTermDraft.Show
Part = MidTermText.Part
Said = TypeVar("Said", bound=VerdictQuerySet)


def draft_report(draft: MidTermDraft, *, language: str, on: date) -> MidTermReport:
    """The report of a draft as of one day, in one language; a text that this language lacks is left out."""
    workspace = Workspace.objects.with_parts().get(pk=draft.workspace_id)
    whole = midterm_report(workspace, language=language, on=on, ratings=_ratings(draft), voices=_voices(draft))
    with translation.override(language):
        themes = [str(theme) for theme in draft.themes.order_by("pk")]
        rows = tuple(_shown(row, draft) for row in whole.rows if _is_covered(row, draft, themes))
        texts = texts_of(draft, language)
        return replace(
            whole,
            rows=rows,
            pledges=tuple(_pledges(draft, workspace)) if not themes else (),
            method=texts.get(Part.METHOD, ()),
            introduction=texts.get(Part.INTRODUCTION, ()),
            own_summary=texts.get(Part.SUMMARY, ()),
            conclusion=texts.get(Part.CONCLUSION, ()),
            theme_texts={
                str(text.theme): paragraphs(text.text) for text in _current(draft, language) if text.theme is not None
            },
            signatories=signatories_of(draft),
            scope=tuple(_scope(draft, themes, shown=len(rows), total=len(whole.rows))),
            order=draft.order,
            has_charts=Show.CHARTS in draft.shows,
            has_annex=Show.ANNEX in draft.shows,
        )


def texts_of(draft: MidTermDraft, language: str) -> dict[str, tuple[str, ...]]:
    """The paragraphs of each part but the themes, in one language."""
    return {text.part: paragraphs(text.text) for text in _current(draft, language) if text.theme_id is None}


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: an empty line lies between two of them."""
    lines = [" ".join(block.split()) for block in text.replace("\r\n", "\n").split("\n\n")]
    return tuple(line for line in lines if line)


def signatories_of(draft: MidTermDraft) -> tuple[Signatory, ...]:
    """Those whose word today is that they sign, by name; a logo would tell who stands behind an alias."""
    rows = draft.signatures.filter(is_current=True, decision=MidTermSignature.Decision.SIGNED)
    aliases = aliases_in(draft.workspace_id)
    found = [
        Signatory(
            printed(row.organisation, aliases),
            "" if row.organisation_id in aliases else base64.b64encode(bytes(row.logo)).decode(),
        )
        for row in rows.select_related("organisation").order_by("pk")
    ]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def fingerprints(draft: MidTermDraft) -> dict[str, str]:
    """A fingerprint of each part of a draft: what it covers, its ratings, and each text in each language."""
    chosen = {
        "order": draft.order,
        "shows": sorted(draft.shows),
        "from": str(draft.rated_from),
        "until": str(draft.rated_until),
        "themes": sorted(draft.themes.values_list("pk", flat=True)),
        "organisations": sorted(map(str, draft.organisations.values_list("pk", flat=True))),
    }
    ratings = sorted((key, one.level, one.note) for key, one in _ratings(draft).items())
    found = {"scope": _digest(chosen), "ratings": _digest(ratings)}
    pledges = pledge_lines(draft.workspace, rows=_pledge_ratings(draft))
    if rated := [(one.text, one.rating.level, one.rating.note) for one in pledges if one.rating]:
        found["pledges"] = _digest(rated)
    if said := sorted((one.recommendation_id, one.voice, one.level, one.source) for one in _voices(draft) or ()):
        found["voices"] = _digest(said)
    for text in draft.texts.filter(is_current=True).exclude(text=""):
        found[f"{text.part}:{text.theme_id or ''}:{text.language}"] = _digest(text.text)
    return found


def changed_since(draft: MidTermDraft, seen: dict[str, str], *, now: dict[str, str]) -> list[str]:
    """What is another than it was when it was signed, in words."""
    keys = [key for key in [*now, *(seen.keys() - now.keys())] if now.get(key) != seen.get(key)]
    names = {text.theme_id: str(text.theme) for text in draft.texts.exclude(theme=None).select_related("theme")}
    return list(dict.fromkeys(_part_in_words(key, names) for key in keys))


def _part_in_words(key: str, themes: dict[int | None, str]) -> str:
    if key == "scope":
        return pgettext("part of a report", "What the report covers and shows")
    if key == "ratings":
        return pgettext("part of a report", "The ratings")
    if key == "pledges":
        return pgettext("part of a report", "The ratings of voluntary pledges")
    if key == "voices":
        return pgettext("part of a report", "What others say for themselves")
    part, theme, language = key.split(":")
    name = themes.get(int(theme), "") if theme else str(Part(part).label)
    return _("%(part)s, %(language)s") % {
        "part": name,
        "language": translation.get_language_info(language)["name_local"],
    }


def _current(draft: MidTermDraft, language: str) -> Iterable[MidTermText]:
    return draft.texts.filter(is_current=True, language=language).select_related("theme").order_by("pk")


def _ratings(draft: MidTermDraft) -> dict[int, Rating]:
    """The ratings that it rests on: those that count, or the latest approved ones of the chosen organisations."""
    organisations = list(draft.organisations.values_list("pk", flat=True))
    rows = Rating.objects.filter(workspace=draft.workspace_id)
    if organisations:
        rows = rows.of_each().filter(organisation__in=organisations, state=Rating.State.APPROVED)
    else:
        rows = rows.counted()
    return {row.recommendation_id: row for row in _in_period(draft, rows)}


def _voices(draft: MidTermDraft) -> RatingQuerySet | None:
    """What others say for themselves, where the draft shows it."""
    if Show.VOICES not in draft.shows:
        return None
    rows = Rating.objects.current().filter(workspace=draft.workspace_id, is_ours=False)
    return _in_period(draft, rows)


def _in_period(draft: MidTermDraft, rows: Said) -> Said:
    if draft.rated_from:
        rows = rows.filter(rated_date__gte=draft.rated_from)
    if draft.rated_until:
        rows = rows.filter(rated_date__lte=draft.rated_until)
    return rows


def _pledges(draft: MidTermDraft, workspace: Workspace) -> Iterator[PledgeLine]:
    """Pledges have no themes: a report on some themes leaves them out."""
    for line in pledge_lines(workspace, rows=_pledge_ratings(draft)):
        if line.rating and Show.REASONS not in draft.shows:
            yield replace(line, rating=replace(line.rating, note=""))
        elif line.rating or Show.UNRATED in draft.shows:
            yield line


def _pledge_ratings(draft: MidTermDraft) -> Iterable[PledgeRating]:
    """Of the chosen organisations and days, where the draft chooses."""
    rows = PledgeRating.objects.filter(workspace=draft.workspace_id)
    if organisations := list(draft.organisations.values_list("pk", flat=True)):
        rows = rows.current().filter(organisation__in=organisations, state=Rating.State.APPROVED)
    return _in_period(draft, rows)


def _is_covered(row: ReportRow, draft: MidTermDraft, themes: list[str]) -> bool:
    if themes and not set(themes) & set(row.themes):
        return False
    if row.rating is None and Show.UNRATED not in draft.shows:
        return False
    return Show.NOTED in draft.shows or row.position in {"supported", "partially_supported"}


def _shown(row: ReportRow, draft: MidTermDraft) -> ReportRow:
    if Show.EVIDENCE not in draft.shows:
        row = replace(row, evidence=())
    if row.rating and Show.REASONS not in draft.shows:
        row = replace(row, rating=replace(row.rating, note=""))
    return row


def _scope(draft: MidTermDraft, themes: list[str], *, shown: int, total: int) -> Iterator[str]:
    """What is left out, so that no reader takes a part for the whole."""
    if shown < total:
        yield _("This report shows %(shown)d of the %(total)d recommendations of the review.") % {
            "shown": shown,
            "total": total,
        }
    if themes:
        names = pgettext("between the names of themes", "; ").join(themes)
        yield _("It is limited to these themes: %(themes)s.") % {"themes": names}
    if draft.rated_from or draft.rated_until:
        yield _period(draft.rated_from, draft.rated_until)
    if organisations := list(draft.organisations.all()):
        aliases = aliases_in(draft.workspace_id)
        told = sorted((printed(one, aliases) for one in organisations), key=str.casefold)
        names = pgettext("between the names of a list", ", ").join(told)
        yield _("It rests on the ratings of: %(names)s.") % {"names": names}
    if Show.NOTED not in draft.shows:
        yield _("Recommendations that the State did not support are left out.")
    if Show.UNRATED not in draft.shows:
        yield _("Recommendations that are not rated are left out.")


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        days = {"first": day_in_words(first), "last": day_in_words(last)}
        return _("Only ratings from %(first)s to %(last)s count in it.") % days
    if first:
        return _("Only ratings from %(first)s on count in it.") % {"first": day_in_words(first)}
    return _("Only ratings up to %(last)s count in it.") % {"last": day_in_words(last) if last else ""}


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, default=str).encode()).hexdigest()[:16]
