"""What every view over a row of several hands does with a form that is in order: keep a new row, or change one."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from accounts.models import User
from common.forms import SeenForm
from common.meanwhile import GoneMeanwhile
from submissions.forms.preparing import PreparedForm
from submissions.services import preparing as services


def keep(form: PreparedForm, *, by: User) -> Any:
    """The new row that the form describes; sent twice, it is the same."""
    return services.create_prepared(
        model=form.model,
        workspace=form.workspace,
        words=form.words,
        links=form.links,
        key=form.cleaned_data["key"],
        by=by,
        at=timezone.now(),
    )


def change(form: PreparedForm, *, by: User) -> Any:
    """Change the form's row; where somebody was quicker, how it stands now."""
    said = {"words": form.words, "links": form.links, "seen": form.cleaned_data["seen"]}
    return attempt(form, services.change_prepared, row=form.row, **said, by=by)


def attempt(form: SeenForm, service: Callable[..., object], *, by: User, **said: Any) -> Any:
    """Do what the form says; where somebody was quicker, how the row stands now, with the form ready to be sent again.

    ``service`` takes what is ``said``, ``by`` and ``at``, and raises ``PreparedMeanwhile``. Raises ``GoneMeanwhile``
    where somebody took the row away.
    """
    try:
        service(**said, by=by, at=timezone.now())
    except services.PreparedMeanwhile as error:
        form.go_on_after(error.current.version)
        form.set_beside(error.current)
        return error.current
    except ObjectDoesNotExist as error:
        raise GoneMeanwhile(form) from error
    return None
