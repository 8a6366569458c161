"""What of this floor can be shown by a link: a factsheet and a statement as they stand, published or not."""

import io
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User, Workspace
from accounts.shares import Shared, ShareKind
from advocacy import factsheet_pdf, statement_paper
from advocacy.factsheet import FactsheetPaper, factsheet_paper
from advocacy.models import Factsheet, Statement, StatementText
from common.file_kinds import CONTENT_TYPES
from common.pdf import PdfUnavailable
from implementation.views.downloads import as_download


def _a_factsheet(user: User, workspace: Workspace, key: UUID | None) -> Factsheet | None:
    rows = Factsheet.objects.visible_to(user).filter(workspace=workspace).with_workspace().with_all()
    return rows.filter(pk=key).first() if key else None


def _a_statement(user: User, workspace: Workspace, key: UUID | None) -> Statement | None:
    rows = Statement.objects.visible_to(user).filter(workspace=workspace).with_workspace()
    return rows.select_related("organisation", "issue").filter(pk=key).first() if key else None


def _paper(shared: Shared) -> FactsheetPaper:
    return factsheet_paper(shared.thing, user=shared.link.created_by, on=timezone.localdate())


def _show_factsheet(request: HttpRequest, shared: Shared) -> HttpResponse:
    paper = _paper(shared)
    body = factsheet_pdf.body_on_screen(paper)
    return render(request, "advocacy/shared_factsheet.html", {"shared": shared, "paper": paper, "body": body})


def _factsheet_file(request: HttpRequest, shared: Shared) -> FileResponse:
    """The sheet as a PDF; 404 where it does not fit on its pages, or nothing can draw it."""
    try:
        content = factsheet_pdf.render_pdf(_paper(shared))
    except (factsheet_pdf.SheetTooLong, PdfUnavailable) as error:
        raise Http404 from error
    name = f"factsheet-{shared.workspace.review.code}-{shared.thing.language}.pdf"
    return as_download(io.BytesIO(content), filename=name, content_type=CONTENT_TYPES["pdf"])


def _show_statement(request: HttpRequest, shared: Shared) -> HttpResponse:
    """Its newest text in every language; never who reads it aloud."""
    rows = StatementText.objects.visible_to(shared.link.created_by).filter(statement=shared.thing, is_current=True)
    texts = rows.select_related("statement__organisation").order_by("language")
    papers = [statement_paper.paper_of(text, on=timezone.localdate()) for text in texts]
    return render(request, "advocacy/shared_statement.html", {"shared": shared, "papers": papers})


FACTSHEET = ShareKind(
    code="factsheet",
    label=gettext_lazy("A factsheet as it stands"),
    find=_a_factsheet,
    show=_show_factsheet,
    file=_factsheet_file,
)
STATEMENT = ShareKind(
    code="statement",
    label=gettext_lazy("A statement as it stands"),
    find=_a_statement,
    show=_show_statement,
)
KINDS = (FACTSHEET, STATEMENT)
