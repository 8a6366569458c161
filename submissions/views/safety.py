"""Who is named in a submission, before everybody can read it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from common.access import require
from submissions import rules
from submissions.drafting_page import rules_for
from submissions.forms.safety import FindingForm
from submissions.models import Submission
from submissions.safety import Finding, Safety, rows_of, safety_of
from submissions.services import safety as services
from submissions.services.drafting import TextClosed
from submissions.views.reading import base_context, say_closed, submission_of

# So many are asked at a time: a page that a slow line brings, and a form that is not lost at its end.
AT_A_TIME = 20
_ASKED = ("submissions_published", "joint_list_all_names", "resubmission_discouraged")


@require_http_methods(["GET", "POST"])
def submission_safety(request: UserRequest, pk: UUID) -> HttpResponse:
    """What OHCHR will publish, who is named in it, and what a person says of each name."""
    submission = submission_of(request, pk)
    safety = safety_of(submission, rows_of(submission, request.user))
    can_edit = rules.can_edit_submission(request.user, submission)
    is_sent = request.method == "POST"
    if is_sent:
        require(can_edit)
    # ``again`` names one that is decided and may be decided anew.
    forms = [FindingForm(request.POST if is_sent else None, finding=one) for one in _asked(safety, request)]
    chosen = [form for form in forms if form.is_chosen]
    if is_sent and chosen and all(form.is_valid() for form in chosen):
        try:
            number = services.decide_names(
                submission=submission, answers=[form.answer for form in chosen], by=request.user, at=timezone.now()
            )
        except TextClosed:
            say_closed(request)
        else:
            words = ngettext("%(number)s decision is kept.", "%(number)s decisions are kept.", number)
            messages.success(request, words % {"number": number})
        return redirect("submissions:submission_safety", pk=submission.pk)
    if is_sent and not chosen:
        messages.error(request, _("Nothing was chosen, so nothing is decided."))
    shown = forms if can_edit and submission.status != Submission.Status.LODGED else []
    return safety_answer(request, safety, shown, status=409 if any(form.errors for form in chosen) else 200)


def safety_answer(request: UserRequest, safety: Safety, forms: list[FindingForm], status: int = 200) -> HttpResponse:
    """The page of names, also where a file or a lodging was refused because of them."""
    submission = safety.submission
    known = rules_for(submission)
    context = base_context(
        submission,
        safety=safety,
        forms=forms,
        rules=[known[key] for key in _ASKED if key in known],
        later=max(len(safety.open_ones) - AT_A_TIME, 0),
    )
    return render(request, "submissions/submission_safety.html", context, status=status)


def _asked(safety: Safety, request: UserRequest) -> list[Finding]:
    again = request.POST.get("again") or request.GET.get("again", "")
    wanted = [one for one in safety.findings if one.key == again and not one.is_open]
    return [*wanted, *safety.open_ones[:AT_A_TIME]]
