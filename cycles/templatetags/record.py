"""Marks of the public record: a word, its shape and its colour, always together."""

from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from cycles import dates
from cycles.models import Confidence, PositionKind, RatingLevel, State
from cycles.place_words import place_markup
from cycles.source_words import source_markup

register = template.Library()

# Finds a document by its symbol, in the language of the reader.
UN_DOCUMENTS = "https://undocs.org/"

# Colour class and symbol of the sprite.
POSITION_MARKS = {
    PositionKind.SUPPORTED: ("supported", "p-supported"),
    PositionKind.PARTIALLY_SUPPORTED: ("partial-p", "p-partial"),
    PositionKind.NOTED: ("noted", "p-noted"),
    PositionKind.PENDING: ("pending", "p-pending"),
}
RATING_MARKS = {
    RatingLevel.FULLY: ("full", "r-full"),
    RatingLevel.PARTIALLY: ("part-r", "r-partial"),
    RatingLevel.NOT_IMPLEMENTED: ("not", "r-not"),
    RatingLevel.REGRESSED: ("back", "r-back"),
    RatingLevel.NO_INFORMATION: ("none", "r-none"),
    RatingLevel.TOO_EARLY: ("early", "r-early"),
}
CERTAINTY_MARKS = {
    Confidence.CONFIRMED: ("official", "d-official"),
    Confidence.TENTATIVE: ("tentative", "d-tentative"),
    Confidence.ESTIMATED: ("estimate", "d-estimate"),
    Confidence.UNVERIFIED: ("estimate", "d-estimate"),
}


@register.simple_tag
def position(kind: str) -> SafeString:
    """What the State said: a circle and its word."""
    return _mark(*POSITION_MARKS[PositionKind(kind)], PositionKind(kind).label)


@register.simple_tag
def position_head(kind: str) -> SafeString:
    """What the State said, in the head of a column: the circle, and its word below."""
    css, symbol = POSITION_MARKS[PositionKind(kind)]
    return format_html(
        '<span class="{}"><svg class="m" aria-hidden="true"><use href="{}#{}"/></svg></span>'
        '<span class="word"><br>{}</span>',
        css,
        static("img/sprite.svg"),
        symbol,
        PositionKind(kind).label,
    )


@register.simple_tag
def share(percent: int | None) -> SafeString:
    """A share in a hundred in the writing of the language; a dash where there is nothing to share."""
    if percent is None:
        return SafeString('<span class="soft">–</span>')
    return format_html("<bdi>{}</bdi>", pgettext("a share in a hundred", "%(percent)s %%") % {"percent": percent})


@register.simple_tag
def rating(level: str) -> SafeString:
    """What happened: a square and its word."""
    return _mark(*RATING_MARKS[RatingLevel(level)], RatingLevel(level).label)


@register.filter
def sourced(source: str) -> SafeString:
    """Where a day comes from: our own words in the reader's language, titles as they are."""
    return source_markup(source)


@register.filter
def placed(place: str) -> SafeString:
    """Where a recommendation stands in its source, in the reader's language."""
    return place_markup(place)


@register.simple_tag
def certainty(confidence: str) -> SafeString:
    """How sure a date is: a diamond and its word."""
    return _mark(*CERTAINTY_MARKS[Confidence(confidence)], Confidence(confidence).label)


@register.simple_tag
def symbol(text: str, state: State) -> SafeString:
    """The symbol of a document of the United Nations, as a link to it; those of an invented State lead nowhere."""
    if state.is_invented:
        return format_html('<bdi dir="ltr">{}</bdi>', text)
    return format_html(
        '<a class="cite" href="{}{}" rel="noreferrer"><bdi dir="ltr">{}</bdi></a>', UN_DOCUMENTS, text, text
    )


@register.filter
def in_words(day: date) -> str:
    """A day with its month spelled out."""
    return dates.day_in_words(day)


@register.filter
def moment_in_words(moment: datetime, hour: str = "H:i") -> str:
    """A day and its time; ``hour`` says how exactly."""
    return dates.moment_in_words(moment, hour)


def _mark(css: str, symbol: str, word: object) -> SafeString:
    return format_html(
        '<span class="mark {}"><svg class="m" aria-hidden="true"><use href="{}#{}"/></svg>{}</span>',
        css,
        static("img/sprite.svg"),
        symbol,
        word,
    )
