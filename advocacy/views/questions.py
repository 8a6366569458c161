"""Advance questions matched to what a workspace works on: the page, and a decision about one pair."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from advocacy import questions_page
from advocacy.forms.questions import NOT_DECIDED, TOUCHES, QuestionForm
from advocacy.models import QuestionMatch
from advocacy.services import questions as services
from common.access import require
from cycles.models import AdvanceQuestion
from submissions.models import PriorityIssue, ProposedRecommendation

HERE = "questions"


@require_GET
def question_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    questions, ours = _questions(workspace), _ours(request, workspace)
    matches = QuestionMatch.objects.visible_to(request.user).filter(workspace=workspace)
    rows = questions_page.asked(questions, ours, matches)
    is_touching = request.GET.get("show") == "touching"
    at = request.GET.get("at", "")
    context = {
        "workspace": workspace,
        "here": HERE,
        "rows": [row for row in rows if not is_touching or any(touch.counts for touch in row.touches)],
        "total": len(rows),
        "touching": sum(any(touch.counts for touch in row.touches) for row in rows),
        "states": len({one.state_id or one.heading for one in questions}),
        "is_touching": is_touching,
        "ours": ours,
        "unasked": questions_page.unasked(rows, ours),
        "at": int(at) if at.isdecimal() and len(at) < 10 else 0,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/question_list.html", context)


@require_POST
def question_decide(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    questions, ours = _questions(workspace), {one.key: one for one in _ours(request, workspace)}
    form = QuestionForm(request.POST, questions=questions, ours=list(ours.values()))
    if not form.is_valid():
        messages.error(request, _("Choose one of your issues or proposals, and say whether the question touches it."))
        return redirect("advocacy:question_list", pk=workspace.pk)
    chosen, question = ours[form.cleaned_data["ours"]], form.chosen
    pair: dict[str, Any] = {"workspace": workspace, "question": question, "ours": chosen.row}
    done: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    verdict = form.cleaned_data["verdict"]
    if verdict == NOT_DECIDED:
        services.withdraw_question(**pair, **done)
        messages.success(request, _("It is open again."))
    else:
        score = questions_page.guesses(chosen, questions).get(question.pk)
        services.decide_question(**pair, touches=verdict == TOUCHES, score=score, **done)
        messages.success(request, _("Noted."))
    return redirect(f"{reverse('advocacy:question_list', args=[workspace.pk])}#q{question.pk}")


def _questions(workspace: Workspace) -> list[AdvanceQuestion]:
    return list(workspace.review.advance_questions.select_related("state").order_by("order", "pk"))


def _ours(request: UserRequest, workspace: Workspace) -> list[questions_page.Ours]:
    issues = PriorityIssue.objects.visible_to(request.user).filter(workspace=workspace)
    proposals = ProposedRecommendation.objects.visible_to(request.user).filter(workspace=workspace)
    kept = proposals.exclude(status=ProposedRecommendation.Status.DROPPED).in_order()
    return questions_page.ours_of(issues.select_related("issue").named(), kept)
