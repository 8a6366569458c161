"""The mid-term report as a Word file: the same content as the PDF, in the same order, to be edited on."""

from base64 import b64decode
from datetime import UTC, datetime, time

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.bidi import text_direction
from common.word import Run, Share, WordFile
from implementation.midterm import Counts, MidTermReport, ReportRow, ThemeSection
from implementation.midterm_lines import EvidenceLine
from implementation.midterm_words import LEVELS, Mark

# The fills of the bars, as on paper: not implemented is hatched, unknown is empty.
FILLS = (("1e6a41", "clear"), ("c4831a", "clear"), ("b5362f", "diagStripe"), ("7a1250", "clear"), ("f1f3f5", "clear"))
FIGURE_WIDTHS = (66, 18, 20, 16, 21, 20, 13)
MATRIX_WIDTHS = (16, 80, 30, 34, 14)
MEANING_WIDTHS = (48, 126)


def render_word(report: MidTermReport) -> bytes:
    """The report as .docx in its own language and direction."""
    with translation.override(report.language):
        file = WordFile(
            title=report.title,
            language=report.language,
            is_rtl=report.direction == "rtl",
            at=datetime.combine(report.as_of, time(), UTC),
        )
        file.foot(report.foot_text)
        _cover(file, report)
        _own(file, pgettext("part of a report", "Introduction"), report.introduction)
        _method(file, report)
        _summary(file, report)
        for theme in report.themes:
            _theme(file, theme)
        _pledges(file, report)
        _own(file, pgettext("part of a report", "Conclusion"), report.conclusion)
        _signatories(file, report)
        if report.has_annex:
            _matrix(file, report)
        return file.save()


def _cover(file: WordFile, report: MidTermReport) -> None:
    file.paragraph([Run(report.kind_text, bold=True)])
    file.paragraph(f"{_('Universal Periodic Review')}, {report.cycle_label}")
    file.heading(report.title, 0)
    if report.invented_text:
        file.paragraph([Run(report.invented_text, bold=True)])
    file.paragraph([Run(f"{report.headline}.", size=13)])
    if report.rest_of_the_finding:
        file.paragraph(report.rest_of_the_finding)
    file.paragraph([Run(report.workspace_name, bold=True)])
    if report.organisations:
        file.paragraph(report.organisations_text)
    place = [report.state_name, report.session_label]
    if report.review_date:
        place.append(_("reviewed on %(date)s") % {"date": report.review_date_text})
    file.paragraph(" · ".join(part for part in place if part))
    file.paragraph(_("Ratings as of %(date)s.") % {"date": report.as_of_text})


def _own(file: WordFile, title: str, paragraphs: tuple[str, ...]) -> None:
    """A part of the workspace's own words, where it has written any."""
    if paragraphs:
        file.heading(title, 1, on_new_page=True)
        _words(file, paragraphs)


def _words(file: WordFile, paragraphs: tuple[str, ...]) -> None:
    for paragraph in paragraphs:
        file.paragraph([Run(paragraph, direction=text_direction(paragraph))])


def _signatories(file: WordFile, report: MidTermReport) -> None:
    if report.signatories:
        file.heading(pgettext("a report", "Signed by"), 1)
    for one in report.signatories:
        if one.logo:
            file.picture(b64decode(one.logo), said=one.name, height_mm=12)
        file.paragraph(one.name, bullet=True)


def _method(file: WordFile, report: MidTermReport) -> None:
    file.heading(_("How the recommendations were rated"), 1, on_new_page=True)
    for paragraph in report.method_paragraphs:
        file.paragraph(paragraph)
    file.heading(_("The ratings"), 2)
    file.table([_("Rating"), _("What it means")], [_meaning(mark) for mark in report.levels], MEANING_WIDTHS)
    file.heading(_("The State’s positions"), 2)
    file.table([_("Position"), _("What it means")], [_meaning(mark) for mark in report.positions], MEANING_WIDTHS)
    if report.sources:
        file.heading(_("Where recommendations and positions come from"), 2)
        for source in report.sources:
            file.paragraph(source, bullet=True)


def _meaning(mark: Mark) -> tuple[list[Run], str]:
    return [_word(mark)], str(mark.meaning)


def _word(mark: Mark, size: float = 8) -> Run:
    return Run(str(mark.label), bold=True, colour=mark.colour, size=size)


def _summary(file: WordFile, report: MidTermReport) -> None:
    file.heading(report.headline, 1, on_new_page=True)
    if report.rest_of_the_finding:
        file.paragraph(report.rest_of_the_finding)
    _words(file, report.own_summary)
    counts = report.counts
    if counts.total and report.has_charts:
        file.bar(Share(width, *fill) for width, fill in zip(counts.columns, FILLS, strict=False))
    file.paragraph(counts.in_words)
    file.heading(report.positions_headline, 2)
    by_position = [([_word(line.mark)], *_figures(line.counts)) for line in report.by_position]
    _figure_table(file, _("Position"), [*by_position, (_("All positions"), *_figures(counts))])
    if report.order in {"theme", "state"}:
        file.heading(report.themes_headline, 2)
        by_theme = [(theme.name, *_figures(theme.counts)) for theme in report.themes_least_first]
        everything = _("All themes") if report.order == "theme" else pgettext("States", "All of them")
        _figure_table(file, str(report.sections.first), [*by_theme, (everything, *_figures(counts))])


def _figures(counts: Counts) -> list[str]:
    return [str(count) for count in counts.columns]


def _figure_table(file: WordFile, first: str, rows: list) -> None:
    known = [str(LEVELS[level].short) for level in ("fully", "partially", "not_implemented", "regressed")]
    head = [first, *known, pgettext("short rating", "Unknown"), pgettext("short rating", "All")]
    file.table(head, rows, FIGURE_WIDTHS)


def _theme(file: WordFile, theme: ThemeSection) -> None:
    file.heading(f"{theme.place}. {theme.name}", 1, on_new_page=theme.place == 1)
    file.paragraph(f"{theme.finding}. {theme.positions_text}")
    _words(file, theme.words)
    for row in theme.rows:
        _entry(file, row)


def _entry(file: WordFile, row: ReportRow) -> None:
    file.heading(row.number, 3)
    file.paragraph([Run(row.text, direction=row.direction)])
    about = [Run(row.states_text, size=9), Run(" · ", size=9), _word(row.position_mark, 9)]
    if row.other_themes:
        about.append(Run(f" · {_('Also: %(themes)s') % {'themes': row.other_themes_text}}", size=9))
    file.paragraph(about)
    verdict = [_word(row.level_mark, 10)]
    if row.rating:
        verdict.append(Run(f" · {_('rated on %(date)s') % {'date': row.rating.date_text}}", size=9))
    file.paragraph(verdict)
    if row.rating and row.rating.note:
        file.paragraph([Run(row.rating.note, direction=row.rating.note_direction)])
    for voice in row.voices:
        said = {"who": voice.who, "level": voice.level_mark.label, "date": voice.date_text}
        source = f" ({voice.source})" if voice.source else ""
        file.paragraph([Run(_("%(who)s: %(level)s, as of %(date)s") % said + source, size=9)])
    for item in row.evidence:
        file.paragraph([Run(_evidence(item), direction=item.direction)], bullet=True)


def _pledges(file: WordFile, report: MidTermReport) -> None:
    """What the State promised of its own accord, where it promised anything."""
    if not report.pledges:
        return
    file.heading(_("Voluntary pledges"), 1, on_new_page=True)
    file.paragraph(_("What the State promised of its own accord. Pledges are counted apart from recommendations."))
    file.paragraph(report.pledge_counts.in_words)
    for line in report.pledges:
        file.paragraph([Run(line.text, direction=line.direction)])
        verdict = [_word(line.level_mark, 10)]
        if line.rating:
            verdict.append(Run(f" · {_('rated on %(date)s') % {'date': line.rating.date_text}}", size=9))
        verdict.append(Run(f" · {line.where}" if line.where else "", size=9))
        file.paragraph(verdict)
        if line.rating and line.rating.note:
            file.paragraph([Run(line.rating.note, direction=line.rating.note_direction)])


def _evidence(item: EvidenceLine) -> str:
    where = pgettext("between the names of a list", ", ").join(
        part for part in (item.source, item.date_text, item.link) if part
    )
    return f"{item.title}. {where}".strip()


def _matrix(file: WordFile, report: MidTermReport) -> None:
    file.heading(_("All recommendations by number"), 1, on_new_page=True)
    head = [pgettext("number", "No."), _("Recommendation and recommending States"), _("Position"), _("Rating")]
    rows = [
        (
            row.number,
            [Run(f"{row.opening} ({row.states_text})", size=8, direction=row.direction)],
            [_word(row.position_mark)],
            [_word(row.level_mark)],
            str(section.place),
        )
        for row, section in report.matrix
    ]
    file.table([*head, _("Section")], rows, MATRIX_WIDTHS)
