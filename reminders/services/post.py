"""Letters on their way: leased, written at the last moment, handed to the mail server, marked."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import InterfaceError, OperationalError, connection, transaction

from reminders.mails import Post
from reminders.models import Letter
from reminders.running import Run

logger = logging.getLogger(__name__)

BATCH = 20
# A killed worker's letters wait for so long. A slow mail server is given up before another worker may take over.
LEASE = timedelta(seconds=45)
# What met trouble twice goes alone, so that it takes no other letter along.
TROUBLED = 2
MAX_ERRORS = 5
LAST_TRY_AFTER = timedelta(days=3)
LONGEST_WAIT = timedelta(hours=6)
# Many mail servers close the door after so many.
MAILS_OF_ONE_CONNECTION = 100
SECONDS_TO_MARK = 20


class ServerAway(Exception):
    """No mail server answers."""


def post_letters(*, run: Run) -> int:
    """Send the letters whose time has come; how many went out.

    A letter is leased, sent and marked. Where a worker is killed in between, the next one sends it when the lease has
    run out: it may then come twice, with the same Message-ID, but it comes. Safe side by side.
    """
    sent = 0
    with _line() as line:
        while not run.is_over:
            began = run.now()
            letters = _lease(began)
            if not letters:
                break
            try:
                sent += _send(letters, began, line, run)
            except ServerAway:
                break
    return sent


def wait_after(attempts: int) -> timedelta:
    """How long a letter waits after so many attempts: a minute, then twice as long each time, six hours at most."""
    return min(timedelta(minutes=2 ** min(max(attempts - 1, 0), 10)), LONGEST_WAIT)


@transaction.atomic
def _lease(at: datetime) -> list[Letter]:
    free = Letter.objects.free(at).select_for_update(skip_locked=True, of=("self",)).select_related("person")
    free = free.order_by("next_try_at", "pk")
    letters = list(free.filter(attempts__lt=TROUBLED)[:BATCH]) or list(free[:1])
    for letter in letters:
        letter.attempts += 1
        letter.leased_until = at + LEASE
    Letter.objects.bulk_update(letters, ["attempts", "leased_until"])
    return letters


def _send(letters: list[Letter], began: datetime, line: "Line", run: Run) -> int:
    sent = 0
    try:
        post = Post(letters, run.now())
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("Letters cannot be read")
        for letter in letters:
            _try_later(letter, run.now(), Letter.Failure.ERROR)
        return 0
    for number, letter in enumerate(letters):
        if run.is_over or run.now() > began + LEASE - timedelta(seconds=settings.EMAIL_TIMEOUT + 5):
            _give_back(letters[number:])
            break
        try:
            sent += _send_one(letter, post, line, run)
        except ServerAway:
            _server_is_away(letter, run.now())
            _give_back(letters[number + 1 :])
            raise
    return sent


def _send_one(letter: Letter, post: Post, line: "Line", run: Run) -> bool:
    try:
        mail = post.write(letter)
    except Exception:
        logger.exception("Letter %s cannot be written, attempt %s", letter.pk, letter.attempts)
        _try_later(letter, run.now(), Letter.Failure.ERROR)
        return False
    if mail is None:
        _mark(letter, dropped_at=run.now())
        return False
    try:
        line.send(mail)
    except SMTPRecipientsRefused as refusal:
        is_final = all(code >= 500 for code, _words in refusal.recipients.values())
        _try_later(letter, run.now(), Letter.Failure.ADDRESS, is_final=is_final)
    except (SMTPException, OSError) as error:
        line.drop()
        # The words of a mail server may hold an address.
        logger.warning("Letter %s was not taken: %s", letter.pk, type(error).__name__)
        _try_later(letter, run.now(), Letter.Failure.SERVER)
    else:
        _mark(letter, sent_at=run.now())
        return True
    return False


def _try_later(letter: Letter, at: datetime, failure: Letter.Failure, *, is_final: bool = False) -> None:
    """Give back a letter that was tried, with a longer wait each time; or give it up, for people to look at."""
    is_error = failure == Letter.Failure.ERROR and letter.attempts >= MAX_ERRORS
    if is_final or is_error or at - letter.created_at > LAST_TRY_AFTER:
        _mark(letter, failed_at=at, failure=failure)
    else:
        _mark(letter, next_try_at=at + wait_after(letter.attempts))


def _server_is_away(letter: Letter, at: datetime) -> None:
    """Nothing was handed over, so this was no attempt; another letter knocks next."""
    if at - letter.created_at > LAST_TRY_AFTER:
        _mark(letter, failed_at=at, failure=Letter.Failure.SERVER)
    else:
        _mark(letter, attempts=letter.attempts - 1, next_try_at=at + wait_after(1))


def _give_back(letters: list[Letter]) -> None:
    for letter in letters:
        _mark(letter, attempts=letter.attempts - 1)


def _mark(letter: Letter, **changes: Any) -> None:
    """Write down what became of a letter, if need be once the database is back: what is not marked is sent again."""
    rows = Letter.objects.waiting().filter(pk=letter.pk)
    if "sent_at" not in changes:
        # Another worker may have leased it since; that it was sent is true all the same.
        rows = rows.filter(attempts=letter.attempts)
    end = time.monotonic() + SECONDS_TO_MARK
    while True:
        try:
            rows.update(leased_until=None, **changes)
        except (OperationalError, InterfaceError):
            if time.monotonic() > end or connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(0.2)
        else:
            return


class Line:
    """The way to the mail server: one connection for many mails, a new one where the old one broke."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._count = 0

    def send(self, mail: EmailMultiAlternatives) -> None:
        """Hand over one mail. Raises ``ServerAway`` where nobody opens, else what the server says."""
        # Without a mail server, each mail is a file of its own.
        most = MAILS_OF_ONE_CONNECTION if settings.EMAIL_HOST else 1
        if self._connection is None or self._count >= most:
            self._open()
        self._count += 1
        mail.connection = self._connection
        mail.send()

    def drop(self) -> None:
        """Hang up."""
        if self._connection is not None:
            try:
                self._connection.close()
            except (SMTPException, OSError):
                logger.info("The mail server had hung up")
        self._connection = None

    def _open(self) -> None:
        self.drop()
        fresh = get_connection()
        try:
            fresh.open()
        except (SMTPException, OSError) as error:
            logger.warning("The mail server does not answer: %s", type(error).__name__)
            raise ServerAway from error
        self._connection, self._count = fresh, 0


@contextmanager
def _line() -> Iterator[Line]:
    line = Line()
    try:
        yield line
    finally:
        line.drop()
