"""`verify_audit`: whether anything in the audit trail was changed, taken out, moved or cut off."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.actor import acting_as_server
from common.audit_check import check_trail

HASH = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    help = (
        "Holds every chain of the audit trail against its hashes, and prints where each ends. Write these lines down"
        " elsewhere, and give them back with --expect: then a chain that was made anew as a whole is found as well."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--expect", nargs=2, action="append", default=[], metavar=("CHAIN", "HASH"))

    def handle(self, *args: Any, **options: Any) -> None:
        expected = [(chain, noted.lower()) for chain, noted in options["expect"]]
        if wrong := [noted for _chain, noted in expected if not HASH.fullmatch(noted)]:
            raise CommandError(f"A hash has 64 hexadecimal digits: {wrong[0]}", returncode=2)
        with acting_as_server():
            verdict = check_trail(expected)
        for chain, number, head in verdict.heads:
            self.stdout.write(f"{chain} {number} {head}")
        self.stdout.write(f"events {verdict.events}, chains {len(verdict.heads)}, broken {verdict.broken}")
        if verdict.faults:
            raise CommandError("\n".join(verdict.faults))
