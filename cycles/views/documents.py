"""What UN documents say of a review beside its recommendations: questions, the stakeholder summary, pledges."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.access import require
from cycles import rules
from cycles.document_forms import NoteForm
from cycles.models import Recommendation
from cycles.review_contents import asking_states, read_documents
from cycles.services.documents import link_note
from cycles.summary_page import read_summary, stored_summary
from cycles.views.reviews import find_review


@login_not_required
@require_safe
def review_questions(request: HttpRequest, iso3: str, cycle: int) -> HttpResponse:
    review = find_review(request, iso3, cycle)
    asking = asking_states(review)
    context = {
        "review": review,
        "state": review.state_under_review,
        "asking": asking,
        "count": sum(len(one.questions) for one in asking),
        "states": len({one.state or one.heading for one in asking}),
        "here": "states",
    }
    return render(request, "cycles/review_questions.html", context)


@login_not_required
@require_safe
def review_summary(request: HttpRequest, iso3: str, cycle: int) -> HttpResponse:
    review = find_review(request, iso3, cycle)
    recommendations = Recommendation.objects.visible_to(request.user).filter(review=review)
    context = {
        "review": review,
        "state": review.state_under_review,
        "summary": read_summary(review, recommendations),
        "can_link": rules.can_link_note(request.user),
        "here": "states",
    }
    return render(request, "cycles/review_summary.html", context)


@require_http_methods(["GET", "POST"])
def summary_note(request: HttpRequest, iso3: str, cycle: int, note: int) -> HttpResponse:
    review = find_review(request, iso3, cycle)
    require(rules.can_link_note(request.user))
    document = stored_summary(review)
    citations = list(document.citations.filter(note=note).order_by("order")) if document else []
    if document is None or not citations:
        raise Http404
    form = NoteForm(request.POST or None, document=document, initial={"paragraph": citations[0].paragraph_id})
    if request.method == "POST" and form.is_valid():
        link_note(document=document, note=note, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The note was linked. Link it again to correct it."))
        return redirect("cycles:review_summary", iso3, cycle)
    context = {"review": review, "note": note, "citations": citations, "form": form, "here": "states"}
    return render(request, "cycles/summary_note.html", context)


@login_not_required
@require_safe
def review_documents(request: HttpRequest, iso3: str, cycle: int) -> HttpResponse:
    review = find_review(request, iso3, cycle)
    context = {
        "review": review,
        "state": review.state_under_review,
        "documents": read_documents(review),
        "pledges": review.pledges.select_related("document").order_by("document", "order"),
        "here": "states",
    }
    return render(request, "cycles/review_documents.html", context)
