"""Makes the compiled catalogues that Django reads, without the gettext programs."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles locale/*/LC_MESSAGES/django.po where the .mo file is missing or older."
    requires_system_checks = []

    def handle(self, *args, **options):
        for source in sorted(Path(settings.BASE_DIR).glob("locale/*/LC_MESSAGES/django.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(target))
                self.stdout.write(f"{source.parent.parent.name} compiled")
