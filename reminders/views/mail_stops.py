"""The page behind the address that stands in every mail."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.actor import acting_as_server
from reminders.mail_stops import read_stop
from reminders.services import mail_stops


# Mail programs send the POST by themselves, without cookies (RFC 8058); the address itself is the secret.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def mail_stop(request: HttpRequest, secret: str) -> HttpResponse:
    found = read_stop(secret)
    outcome = "asked" if found else "unknown"
    if found and request.method == "POST":
        try:
            # Who opens the address need not be signed in; it names the one person whose mails end.
            with acting_as_server():
                mail_stops.stop_mails(person_id=found[0], stops=found[1], at=timezone.now())
            outcome = "stopped"
        except mail_stops.AddressUsed:
            outcome = "used"
    return render(request, "reminders/mail_stop.html", {"outcome": outcome}, status=200 if found else 404)
