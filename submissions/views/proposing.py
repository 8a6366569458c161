"""What a submission proposes for each challenge that it names."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from submissions import rules
from submissions.constructive import constructive
from submissions.drafting_page import draft_page
from submissions.views.reading import base_context, submission_of


@require_GET
def submission_proposals(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    context = base_context(
        submission,
        found=constructive(draft_page(submission, request.user), request.user),
        can_edit=rules.can_edit_submission(request.user, submission) and submission.is_open,
    )
    return render(request, "submissions/submission_proposals.html", context)
