"""The five questions asked of one text."""

from common.languages import language_of_code
from submissions.smart.english import RULES as ENGLISH
from submissions.smart.findings import CRITERIA, Answer, Finding, Report
from submissions.smart.french import RULES as FRENCH
from submissions.smart.reading import Request, hide, plain, request_of, said
from submissions.smart.rules import Rules
from submissions.smart.spanish import RULES as SPANISH
from submissions.smart.splitting import split

RULES = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
# Categories that ask for little, and the reason why they are not specific.
_LITTLE = {1: "minimal", 2: "continues", 3: "considers"}
# Verbs of these name an aim; together with another verb ("continue and strengthen") too.
_AIMING = frozenset((2, 3, 4))
_SPECIFIC = 5
_YES, _NO, _UNCLEAR = Answer.YES, Answer.NO, Answer.UNCLEAR


def check(text: str, language: str, *, year: int) -> Report:
    """Ask the five questions of a text; ``year`` is the present one. In a language without rules all is unclear."""
    language = language_of_code(language)
    rules = RULES.get(language)
    low = plain(text)
    if rules is None or not low:
        silent = tuple(Finding(name, _UNCLEAR, "silent") for name in CRITERIA)
        return Report(silent, (), None, "", is_read=False)
    request = request_of(low, rules, language)
    parts = split(text, rules)
    findings = (
        _specific(low, request, rules),
        _measurable(low, request, rules),
        _achievable(low, request, rules),
        _relevant(low, rules),
        time_bound(low, rules, year=year),
    )
    category, verb = (request.category, request.verb) if request else (None, "")
    return Report(findings, parts, category, verb, is_read=True)


def time_bound(low: str, rules: Rules, *, year: int) -> Finding:
    """Whether a day or a period is set; a year in a name and "as soon as possible" are none."""
    shown = hide(low, rules.no_deadline)
    if until := said(rules.deadline, shown):
        years = [
            int(word) for one in until for word in one.replace(",", " ").split() if word.isdigit() and len(word) == 4
        ]
        return Finding("time_bound", _YES, "past" if years and max(years) < year else "date", until)
    ahead = tuple(one for one in said(rules.in_year, shown) if int(one[-4:]) >= year)
    if ahead:
        return Finding("time_bound", _YES, "date", ahead)
    if often := said(rules.rhythm, shown):
        return Finding("time_bound", _YES, "rhythm", often)
    if urging := said(rules.hurry, shown):
        return Finding("time_bound", _NO, "hurry", urging)
    return Finding("time_bound", _NO, "no_date")


def counts(low: str, rules: Rules) -> tuple[str, ...]:
    """The numbers that measure something: no years, articles, ages of a group or deadlines."""
    return said(rules.number, hide(low, rules.no_deadline, rules.deadline, rules.no_number, rules.in_year))


def _specific(low: str, request: Request | None, rules: Rules) -> Finding:
    if request is None:
        return Finding("specific", _UNCLEAR, "no_verb")
    if reason := _LITTLE.get(request.category):
        return Finding("specific", _NO, reason, (request.verb,))
    if means := said(rules.means, low):
        return Finding("specific", _YES, "means", means)
    if boundless := said(rules.unbounded, low):
        return Finding("specific", _NO, "general", boundless)
    is_event = any(word in rules.events for word in request.verb.split())
    vague = said(rules.vague, low)
    if vague and not (is_event and rules.checkable.search(hide(low, rules.vague))):
        return Finding("specific", _NO, "vague", vague)
    if is_event or request.category == _SPECIFIC:
        return _act(request, rules, is_event=is_event)
    return _aim(low, request, rules)


def _act(request: Request, rules: Rules, *, is_event: bool) -> Finding:
    things = said(rules.checkable, request.after, at_most=1)
    if things or is_event:
        return Finding("specific", _YES, "one_act", (request.verb, *things))
    return Finding("specific", _UNCLEAR, "part", (request.verb,))


def _aim(low: str, request: Request, rules: Rules) -> Finding:
    numbers, things = counts(low, rules), said(rules.checkable, low, at_most=1)
    if numbers and things:
        return Finding("specific", _YES, "deliverable", (*numbers, *things))
    if services := said(rules.deliverable, request.after[:60]):
        return Finding("specific", _UNCLEAR, "part", services)
    # Of a verb that we do not know as an aim nothing is said: "make", "take out of" may well be an act.
    is_aim = any(rules.verbs.get(word) in _AIMING for word in request.verb.split())
    return Finding("specific", _NO if is_aim else _UNCLEAR, "general" if is_aim else "part", (request.verb,))


def _measurable(low: str, request: Request | None, rules: Rules) -> Finding:
    if numbers := counts(low, rules):
        return Finding("measurable", _YES, "number", numbers)
    if request is None:
        return Finding("measurable", _UNCLEAR, "no_verb")
    if request.category in _LITTLE:
        return Finding("measurable", _NO, "result", (request.verb,))
    if means := said(rules.means, low):
        return Finding("measurable", _YES, "means", means)
    specific = _specific(low, request, rules)
    if specific.reason == "one_act":
        return Finding("measurable", _YES, "event", specific.words)
    if specific.answer is _UNCLEAR:
        return Finding("measurable", _UNCLEAR, "part", specific.words)
    return Finding("measurable", _NO, "result", specific.words)


def _achievable(low: str, request: Request | None, rules: Rules) -> Finding:
    if request and request.category in _LITTLE:
        return Finding("achievable", _YES, "small_step", (request.verb,))
    if boundless := said(rules.unbounded, low):
        return Finding("achievable", _NO, "unbounded", boundless)
    specific = _specific(low, request, rules)
    if specific.answer is _YES:
        return Finding("achievable", _YES, "one_step", specific.words)
    return Finding("achievable", _UNCLEAR, "depends")


def _relevant(low: str, rules: Rules) -> Finding:
    if names := said(rules.subject, low):
        return Finding("relevant", _YES, "names", names)
    if broad := said(rules.broad, low):
        return Finding("relevant", _UNCLEAR, "broad", broad)
    if beside := said(rules.elsewhere, low):
        return Finding("relevant", _NO, "none", beside)
    return Finding("relevant", _UNCLEAR, "unknown")
