"""Marks of issues and action categories: a word, its shape and its colour, always together."""

import json

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from cycles.actions import WEAK_BELOW
from cycles.issue_forms import ActionForm
from cycles.issue_names import issue_name
from cycles.models import ActionCategory, ActionSuggestion, Recommendation, Theme, ThemeIssue

register = template.Library()

# How sure a line is: the diamonds of dates; refused is crossed out.
_LINES = {
    ThemeIssue.Status.REVIEWED: ("official", "d-official"),
    ThemeIssue.Status.SUGGESTED: ("estimate", "d-estimate"),
    ThemeIssue.Status.REFUSED: ("soft", "i-close"),
}


@register.filter
def theme_name(theme: Theme) -> str:
    """The label of a theme; that of an issue of ours in the language of the page."""
    return issue_name(theme.code, theme.label) if theme.scheme == Theme.Scheme.UPR_INFO else theme.label


@register.simple_tag
def issues_of(recommendation: Recommendation) -> list[dict[str, object]]:
    """The issues of a recommendation as its rendered row names them: number, name, and whether UPR Info gave it."""
    issues = json.loads(recommendation.row_json).get("issues", [])
    return [
        {
            "number": int(issue["code"]) if issue["code"].isdecimal() else None,
            "name": issue_name(issue["code"], issue["label"]),
            "is_given": issue["basis"] == "given",
        }
        for issue in issues
    ]


@register.simple_tag
def line_status(status: str) -> SafeString:
    """How sure a line of the crosswalk is: a diamond and its word."""
    return _mark(*_LINES[ThemeIssue.Status(status)], ThemeIssue.Status(status).label)


@register.inclusion_tag("cycles/_action_category.html")
def action_category(recommendation: Recommendation) -> dict[str, object]:
    """What the recommendation asks for, and whether that is given, decided or guessed from the verb."""
    guess: ActionSuggestion | None = getattr(recommendation, "action_suggestion", None)
    return {"recommendation": recommendation, "guess": guess, "is_weak": bool(guess and guess.agreement < WEAK_BELOW)}


@register.simple_tag
def action_choices(recommendation: Recommendation) -> ActionForm:
    """The form with which an editor decides the category; what is known or guessed is chosen already."""
    guess = getattr(recommendation, "action_suggestion", None)
    return ActionForm(initial={"category": recommendation.action_category or getattr(guess, "category", None)})


@register.simple_tag
def suggested_mark(is_weak: bool) -> SafeString:
    """The dashed diamond of a guess and its word."""
    word = pgettext("action category", "weak suggestion") if is_weak else pgettext("action category", "suggestion")
    return _mark("estimate", "d-estimate", word)


@register.simple_tag
def known_mark(basis: str) -> SafeString:
    """The full diamond of a category that UPR Info gave or an editor decided."""
    return _mark("official", "d-official", Recommendation.ActionBasis(basis).label)


@register.filter
def category_name(number: int) -> str:
    """The name of an action category."""
    return str(ActionCategory(number).label)


def _mark(css: str, symbol: str, word: object) -> SafeString:
    return format_html(
        '<span class="mark {}"><svg class="m" aria-hidden="true"><use href="{}#{}"/></svg>{}</span>',
        css,
        static("img/sprite.svg"),
        symbol,
        word,
    )
