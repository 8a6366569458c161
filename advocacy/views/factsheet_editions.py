"""Factsheets for everybody: published, read, downloaded, withdrawn."""

import io
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.rules import can_publish_workspace
from advocacy import factsheet_pdf as sheet
from advocacy.factsheet import factsheet_paper, frozen, thawed
from advocacy.forms.factsheets import PublishFactsheetForm
from advocacy.models import Factsheet, FactsheetEdition
from advocacy.naming import NamesUnconfirmed
from advocacy.services import factsheets as services
from advocacy.views.factsheets import HERE
from common.access import require
from common.file_kinds import CONTENT_TYPES
from common.pdf import PdfUnavailable
from implementation.services.editions import new_address
from implementation.views.downloads import as_download

WITH_STATE = "workspace__review__state_under_review"


@require_http_methods(["GET", "POST"])
def factsheet_publish(request: UserRequest, pk: UUID) -> HttpResponse:
    """What becomes public, and the last word before it does."""
    row = get_object_or_404(Factsheet.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)
    require(can_publish_workspace(request.user, row.workspace))
    paper = factsheet_paper(row, user=request.user, on=timezone.localdate())
    number = services.next_number(row)
    form = PublishFactsheetForm(request.POST or None, initial={"seen": row.version, "number": number})
    if request.method == "POST" and form.is_valid():
        address = new_address(row.workspace)
        link = request.build_absolute_uri(reverse("advocacy:factsheet_edition", args=[address]))
        # Beside the form stands no address before it is one.
        published = replace(paper, edition=number, link=link)
        try:
            services.publish_factsheet(
                factsheet=row,
                seen=form.cleaned_data["seen"],
                number=form.cleaned_data["number"],
                address=address,
                content=frozen(published),
                pdf=sheet.render_pdf(published),
                confirmed=form.confirmed,
                by=request.user,
                at=timezone.now(),
            )
        except services.PublishedMeanwhile:
            form.add_error(None, _("It was changed or published meanwhile. Read it again below."))
            form.read_again(version=row.version, number=number)
        except NamesUnconfirmed as error:
            form.ask_for_names(error.named)
        except sheet.SheetTooLong:
            form.add_error(None, _("It has more than two pages. Its page says what to shorten."))
        except PdfUnavailable:
            form.add_error(None, _("This server lacks the libraries that draw text in a PDF."))
        else:
            messages.success(request, _("The factsheet is published."))
            return redirect(f"{row.get_absolute_url()}#editions")
    if form.named is None:
        form.show_names(services.named_by(row, user=request.user))
    context = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "form": form,
        "paper": paper,
        "body": sheet.body_on_screen(paper),
    }
    return render(request, "advocacy/factsheet_publish.html", context)


@require_http_methods(["GET", "POST"])
def factsheet_withdraw(request: UserRequest, pk: UUID) -> HttpResponse:
    edition = get_object_or_404(
        FactsheetEdition.objects.visible_to(request.user).select_related("factsheet", WITH_STATE), pk=pk
    )
    require(can_publish_workspace(request.user, edition.workspace))
    if request.method == "POST":
        services.withdraw_factsheet(edition=edition, by=request.user, at=timezone.now())
        messages.success(request, _("The factsheet is withdrawn. Its address says so."))
        return redirect(f"{edition.factsheet.get_absolute_url()}#editions")
    context = {"workspace": edition.workspace, "here": HERE, "edition": edition}
    return render(request, "advocacy/factsheet_withdraw.html", context)


@login_not_required
@require_safe
def factsheet_edition(request: HttpRequest, address: str) -> HttpResponse:
    """The published sheet under its address that stays; withdrawn, the address says no more than that."""
    edition = services.sheet_for_everybody(address)
    if edition is None:
        raise Http404
    if edition.withdrawn_at:
        return render(request, "advocacy/factsheet_gone.html", {"edition": edition}, status=410)
    paper = thawed(edition.content)
    response = render(
        request,
        "advocacy/factsheet_edition.html",
        {"edition": edition, "paper": paper, "body": sheet.body_on_screen(paper)},
    )
    # Withdrawn, it is gone at the next look.
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def factsheet_edition_file(request: HttpRequest, address: str) -> FileResponse:
    edition = services.sheet_for_everybody(address)
    if edition is None or edition.withdrawn_at:
        raise Http404
    name = f"factsheet-{edition.address}-{edition.number}.pdf"
    return as_download(io.BytesIO(bytes(edition.pdf)), filename=name, content_type=CONTENT_TYPES["pdf"])
