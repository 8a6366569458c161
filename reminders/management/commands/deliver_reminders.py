"""Tell and mail what is due, once, without a broker: what the worker does when it is woken."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from common.actor import acting_as_server
from reminders.running import Run
from reminders.services.letters import gather_letters
from reminders.services.post import post_letters
from reminders.services.rounds import plan_rounds
from reminders.services.telling import begin_rounds


class Command(BaseCommand):
    help = "Tell and mail the reminders that are due. The worker runs it where the broker is away."

    def handle(self, *args: Any, **options: Any) -> None:
        run = Run(timezone.now())
        with acting_as_server():
            plan_rounds(at=run.at)
            rounds = begin_rounds(run=run)
            gather_letters(run=run)
            sent = post_letters(run=run)
        self.stdout.write(f"{rounds} rounds begun, {sent} letters sent")
