"""Mails that this server wrote and did not send, for whoever tries it out."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.trying_out import shows_mails
from common.kept_mails import LISTED, kept_mails, open_mail, pieces


@require_GET
@never_cache
def mail_list(request: UserRequest) -> HttpResponse:
    if not shows_mails(request):
        raise Http404
    mails = kept_mails(Path(settings.EMAIL_FILE_PATH))
    return render(request, "accounts/mail_list.html", {"mails": mails, "is_cut": len(mails) == LISTED})


@require_GET
@never_cache
def mail_detail(request: UserRequest, name: str, number: int) -> HttpResponse:
    opened = open_mail(Path(settings.EMAIL_FILE_PATH), name, number) if shows_mails(request) else None
    if opened is None:
        raise Http404
    hosts = {request.get_host(), urlsplit(settings.PUBLIC_URL).netloc}
    context = {"mail": opened.mail, "plain": pieces(opened.plain.strip(), hosts), "page": pieces(opened.page, hosts)}
    return render(request, "accounts/mail_detail.html", context)
