"""What a State answered: pasted lists of numbers, checked as one types, and steps of the history noted by hand."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.access import require
from cycles import rules
from cycles.forms import AnswerListsForm, PositionForm
from cycles.importers import UnreadableFile
from cycles.importers.answer_lists import read_lists, write_answer_lists
from cycles.importers.number_lists import ListCheck, Number, check_lists
from cycles.models import Position, Recommendation, Review
from cycles.services import import_words, imports
from cycles.services.import_kinds.base import ImportRefused
from cycles.services.positions import SamePosition, record_position
from cycles.views.reviews import find_review
from cycles.views.sessions import today

_MOST_SHOWN = 60


@require_http_methods(["GET", "POST"])
def answers_create(request: HttpRequest, iso3: str, cycle: int) -> HttpResponse:
    review = find_review(request, iso3, cycle)
    form = AnswerListsForm(request.POST if request.method == "POST" else None)
    # The script that checks as one types asks for the piece alone.
    piece = request.headers.get("X-Piece") == "check"
    check = None
    if request.method == "POST" and form.is_valid():
        # Empty lists add up to nothing; there is nothing to say of them yet.
        check = _check(review, form) if any(text.strip() for text in form.lists.values()) else None
        if "check" not in request.POST and not piece:
            answer = _keep(request, review, form)
            if answer:
                return answer
    context = {
        "review": review,
        "state": review.state_under_review,
        "form": form,
        "check": check and _told(check),
        "is_open": review.recommendations.filter(paragraph__isnull=False).exists(),
        "here": "imports",
    }
    return render(request, "cycles/_answers_check.html" if piece else "cycles/answers_create.html", context)


@require_http_methods(["GET", "POST"])
def position_create(request: HttpRequest, iso3: str, cycle: int, number: str) -> HttpResponse:
    require(rules.can_record_position(request.user))
    review = find_review(request, iso3, cycle)
    rows = Recommendation.objects.visible_to(request.user).filter(review=review).by_number(number)
    recommendation = get_object_or_404(rows.order_by("-document")[:1])
    form = PositionForm(request.POST or None, review=review, on=today())
    if request.method == "POST" and form.is_valid():
        try:
            record_position(recommendation=recommendation, by=request.user, at=timezone.now(), **form.cleaned_data)
        except SamePosition:
            form.add_error(None, _("The record has exactly this already."))
        else:
            messages.success(request, _("The position was noted, and the history keeps what it was before."))
            return redirect(recommendation)
    context = {
        "review": review,
        "state": review.state_under_review,
        "recommendation": recommendation,
        "form": form,
        "here": "states",
    }
    return render(request, "cycles/position_create.html", context)


def _check(review: Review, form: AnswerListsForm) -> ListCheck:
    """The lists held against the recommendations that the report left open."""
    numbered = review.recommendations.filter(paragraph__isnull=False)
    settled = Position.objects.filter(recommendation__review=review, stage=Position.Stage.REPORT).exclude(
        kind=Position.Kind.PENDING
    )
    numbers = {(paragraph or 0, item or 0) for paragraph, item in numbered.values_list("paragraph", "item")}
    lists = read_lists(form.cleaned_data["paragraph"], form.lists)
    named = {number for listed in lists.values() for number in listed.numbers}
    # Who lists what the report answered already is not wrong; who leaves it out is not either.
    answered = set(settled.values_list("recommendation__paragraph", "recommendation__item"))
    return check_lists(lists, sorted(numbers - (answered - named)))


def _told(check: ListCheck) -> dict[str, Any]:
    """The check as the page shows it: ``217 + 37 = 254``, and every number that does not fit."""
    repeated = [number for number, _names in check.repeated]
    unknown = [number for _name, number in check.unknown]
    return {
        "sum": " + ".join(str(total) for total in check.totals.values()),
        "total": check.total,
        "expected": check.expected,
        "is_complete": check.is_complete,
        "missing": _few(_runs(check.missing)),
        "missing_count": len(check.missing),
        "repeated": _few(_runs(repeated)),
        "unknown": _few(_runs(unknown)),
        "ambiguous": _few([str(item) for _name, item in check.ambiguous]),
        "doubts": _few([doubt.raw for _name, doubt in check.doubts]),
    }


def _runs(numbers: Iterable[Number]) -> list[str]:
    """Numbers that follow each other as one: ``140.37–43``."""
    spoken = []
    plain = sorted({(paragraph or 0, item) for paragraph, item in numbers})
    for _place, run in groupby(enumerate(plain), key=lambda pair: (pair[1][0], pair[1][1] - pair[0])):
        (_first, (paragraph, first)), *rest = run
        last = rest[-1][1][1] if rest else first
        spoken.append((f"{paragraph}." if paragraph else "") + (f"{first}–{last}" if rest else str(first)))
    return spoken


def _few(values: list[str]) -> list[str]:
    more = ["…"] if len(values) > _MOST_SHOWN else []
    return [*dict.fromkeys(values[:_MOST_SHOWN]), *more]


def _keep(request: HttpRequest, review: Review, form: AnswerListsForm) -> HttpResponse | None:
    """The lists kept as an import like any other, or nothing and the reason in the form."""
    if not any(text.strip() for text in form.lists.values()):
        form.add_error(None, _("Paste at least one list."))
        return None
    text = write_answer_lists(review.state_under_review_id, review.cycle_id, form.cleaned_data["paragraph"], form.lists)
    try:
        run = imports.keep_reading(
            data=text.encode(),
            file_name=f"{_('Lists of answers')}.txt",
            chosen=review,
            by=request.user,
            at=timezone.now(),
            kind="number_lists",
        )
    except (ImportRefused, UnreadableFile) as error:
        form.add_error(None, import_words.refusal(error))
        return None
    return redirect(run)
