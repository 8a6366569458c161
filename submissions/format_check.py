"""Before lodging: how a submission stands against what OHCHR asks, each finding with its reason, source and spot.

What only the finished file can show (its font, its pages) is not judged here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.drafting_page import DraftPage, ParagraphLine
from submissions.models import Section, Submission
from submissions.notes import parted, used
from submissions.rule_facts import Rule
from submissions.signing_page import SigningPage

BAD, MIDDLING, GOOD = "bad", "mid", "good"
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
# How “key words” is written at the head of a submission, in OHCHR's six languages.
_KEY_WORDS = re.compile(
    r"key ?words?|mots?[- ]cl[ée]s?|palabras? clave|ключевые слова|الكلمات المفتاحية|الكلمات الرئيسية|关键词|关键字",
    re.IGNORECASE,
)
_FEWEST_TOGETHER = 2


@dataclass(frozen=True)
class Spot:
    """Where to look, and what it is called there."""

    href: str
    words: str


@dataclass(frozen=True)
class Finding:
    """One thing that OHCHR asks: how it stands, why it matters, who says so, and where to look."""

    level: str
    title: str
    reason: str = ""
    rule: Rule | None = None
    spots: tuple[Spot, ...] = ()


def findings(page: DraftPage, signing: SigningPage, beside: Iterable[Finding] = ()) -> list[Finding]:
    """What can be told from the text, and what was found ``beside`` it; what has to change first comes first."""
    found = [*_rules(page), *_names(page, signing), *_text(page), *beside]
    return sorted(found, key=lambda one: (BAD, MIDDLING, GOOD).index(one.level))


def _rules(page: DraftPage) -> Iterator[Finding]:
    yield from _length(page)
    yield _language(page)
    yield from _introduction(page)
    yield from _one_state(page)
    yield from _period(page)
    if not page.submission.numbers_fixed_at:
        yield Finding(
            MIDDLING,
            _("The numbers of the paragraphs are not fixed yet"),
            _("OHCHR’s summary cites paragraphs by number. Fix them when the text is closed."),
            page.rules.get("paragraphs_numbered"),
            (Spot(reverse("submissions:submission_numbers", args=[page.submission.pk]), _("Fix the numbers")),),
        )


def _length(page: DraftPage) -> Iterator[Finding]:
    measure, rule = page.measure, page.limit
    if rule is None or measure.most is None:
        return
    words = {"words": number_format(measure.words), "most": number_format(measure.most)}
    if measure.over:
        over = ngettext("%(number)s word too many", "%(number)s words too many", measure.over)
        reason = _("It has %(words)s words; at most %(most)s are taken. Notes, cover page and annexes do not count.")
        yield Finding(BAD, over % {"number": number_format(measure.over)}, reason % words, rule)
    else:
        yield Finding(GOOD, _("%(words)s of %(most)s words") % words, rule=rule)
    for part in page.parts:
        if part.measure.over:
            title = ngettext("%(number)s word over its budget", "%(number)s words over its budget", part.measure.over)
            spot = Spot(part.section.get_absolute_url(), part.section.title)
            yield Finding(MIDDLING, title % {"number": part.measure.over}, spots=(spot,))


def _language(page: DraftPage) -> Finding:
    submission = page.submission
    name = {"language": submission.get_language_display()}
    taken, preferred = (page.rules.get(key) for key in ("languages", "languages_preferred"))
    if taken and submission.language not in _codes(taken):
        return Finding(BAD, _("OHCHR takes no submissions in this language: %(language)s") % name, rule=taken)
    if preferred and submission.language not in _codes(preferred):
        reason = _("It is taken. English, French or Spanish is read by more people in time.")
        return Finding(MIDDLING, _("Written in: %(language)s") % name, reason, preferred)
    return Finding(GOOD, _("Written in: %(language)s") % name, rule=taken)


def _codes(rule: Rule) -> list[str]:
    return [code.strip() for code in rule.value.split(",")]


def _introduction(page: DraftPage) -> Iterator[Finding]:
    opening = [part for part in page.parts if part.section.kind == Section.Kind.INTRODUCTION]
    lines = [line for part in opening for line in part.lines]
    spots = tuple(Spot(part.section.get_absolute_url(), part.section.title) for part in opening)
    if not lines:
        reason = _("An introduction with the main points is read first, and often alone.")
        yield Finding(MIDDLING, _("There is no introduction"), reason, page.rules.get("introduction_paragraph"), spots)
    if not any(_KEY_WORDS.search(line.paragraph.text) for line in lines):
        reason = _("A line that begins “Key words:” in the introduction tells OHCHR under which themes to look.")
        yield Finding(MIDDLING, _("There are no key words"), reason, page.rules.get("keywords"), spots)


def _one_state(page: DraftPage) -> Iterator[Finding]:
    state = page.submission.workspace.review.state_under_review
    names = {str(getattr(state, f"name_{code}", "")) for code in ("un", "en", "fr", "es", "ar", "ru", "zh")} - {""}
    rule = page.rules.get("one_country_per_submission")
    text = "\n".join(line.paragraph.text for line in _lines(page)).casefold()
    if text and not any(name.casefold() in text for name in names):
        reason = _("Each submission is about one State. The name %(state)s does not stand in the text.")
        yield Finding(MIDDLING, _("The State under Review is not named"), reason % {"state": state.name}, rule)


def _period(page: DraftPage) -> Iterator[Finding]:
    session = page.submission.workspace.review.current_session
    rule = page.rules.get("period_covered_max_years")
    if rule is None or rule.number is None or session is None or session.start_date is None:
        return
    first = session.start_date.year - rule.number
    old = [line for line in _lines(page) if (years := _years(line)) and max(years) < first]
    if old:
        title = ngettext(
            "%(number)s paragraph is about older years only",
            "%(number)s paragraphs are about older years only",
            len(old),
        )
        reason = _("The review is about the years since the last one; here all years are before %(year)s.")
        spots = tuple(_spot(line) for line in old)
        yield Finding(MIDDLING, title % {"number": len(old)}, reason % {"year": first}, rule, spots)


def _years(line: ParagraphLine) -> list[int]:
    return [int(year) for year in _YEAR.findall(parted(line.paragraph.text)[0])]


def _names(page: DraftPage, signing: SigningPage) -> Iterator[Finding]:
    if page.submission.kind != Submission.Kind.JOINT:
        return
    rule = page.rules.get("joint_list_all_names")
    spots = (Spot(reverse("submissions:submission_sign", args=[page.submission.pk]), _("Sign-off")),)
    if signing.signed < _FEWEST_TOGETHER:
        reason = _("The names of all who submit it stand at its start; a joint submission has two or more.")
        yield Finding(BAD, _("Fewer than two organisations have signed"), reason, rule, spots)
    if waiting := [line for line in signing.lines if line.signature is None]:
        title = ngettext(
            "%(number)s organisation has not decided", "%(number)s organisations have not decided", len(waiting)
        )
        yield Finding(MIDDLING, title % {"number": len(waiting)}, rule=rule, spots=spots)
    if moved := [line for line in signing.lines if line.signature and not line.is_current]:
        title = ngettext(
            "The text changed since %(number)s organisation signed",
            "The text changed since %(number)s organisations signed",
            len(moved),
        )
        yield Finding(
            MIDDLING, title % {"number": len(moved)}, _("They see what changed, and may withdraw."), rule, spots
        )


def _text(page: DraftPage) -> Iterator[Finding]:
    for part in page.parts:
        if not part.lines and part.section.kind != Section.Kind.INTRODUCTION:
            spot = Spot(part.section.get_absolute_url(), part.section.title)
            yield Finding(MIDDLING, _("A section is empty"), _("Write in it, or take it away."), spots=(spot,))
    if clashes := [line for line in _lines(page) if line.kept]:
        reason = _("Two people changed the same words; both texts are kept. Decide before it is lodged.")
        spots = tuple(_spot(line) for line in clashes)
        yield Finding(BAD, _("Two texts wait for a decision"), reason, spots=spots)
    if talks := [line for line in _lines(page) if line.comments]:
        title = ngettext("%(number)s open comment", "%(number)s open comments", page.comments)
        yield Finding(MIDDLING, title % {"number": page.comments}, spots=tuple(_spot(line) for line in talks))
    if loose := [line for line in _lines(page) if _has_loose_notes(line)]:
        reason = _("A note has a mark in the text and its words below it, with the same sign: [^1] and [^1]: …")
        spots = tuple(_spot(line) for line in loose)
        yield Finding(MIDDLING, _("Notes without a place, or places without a note"), reason, spots=spots)


def _has_loose_notes(line: ParagraphLine) -> bool:
    body, notes = parted(line.paragraph.text)
    return set(used(body)) != set(notes)


def _lines(page: DraftPage) -> list[ParagraphLine]:
    return [line for part in page.parts for line in part.lines]


def _spot(line: ParagraphLine) -> Spot:
    words = _("Paragraph %(number)s") % {"number": line.number}
    return Spot(line.paragraph.get_absolute_url(), words)
