"""Pages that teach: the way through a cycle, a guide to each step, the words. For everybody, without an account."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cycles.cycle_steps import STAGES, Step, steps
from guidance.glossary import glossary as read_glossary
from guidance.guide import Guide
from guidance.guides import GUIDES
from guidance.when import when_in_words


@dataclass(frozen=True)
class Chapter:
    """A step with its guide, and when it falls."""

    step: Step
    guide: Guide

    @property
    def when(self) -> str:
        return when_in_words(self.step)

    @property
    def stage_name(self) -> str:
        return str(STAGES[self.step.stage])


def chapters() -> list[Chapter]:
    """The guides in the order of the cycle."""
    return [Chapter(step, GUIDES[step.key]) for step in steps()]


@login_not_required
@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    found = chapters()
    stages = [
        {"number": number, "name": name, "chapters": [one for one in found if one.step.stage == number]}
        for number, name in STAGES.items()
    ]
    return render(request, "guidance/guide_list.html", {"here": "guide", "stages": stages, "first": found[0]})


@login_not_required
@require_safe
def guide_detail(request: HttpRequest, step: str) -> HttpResponse:
    found = chapters()
    at = next((place for place, one in enumerate(found) if one.step.key == step), None)
    if at is None:
        raise Http404
    context = {
        "here": "guide",
        "chapter": found[at],
        "before": found[at - 1] if at else None,
        "after": found[at + 1] if at + 1 < len(found) else None,
        "total": len(found),
    }
    return render(request, "guidance/guide_detail.html", context)


@login_not_required
@require_safe
def guide_print(request: HttpRequest) -> HttpResponse:
    """All guides on one page, for paper and for those who will be offline."""
    return render(request, "guidance/guide_print.html", {"here": "guide", "chapters": chapters()})


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "guidance/glossary.html", {"here": "guide", "terms": read_glossary()})
