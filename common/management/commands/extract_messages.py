"""Brings every catalogue in step with the strings of the code and the templates."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from common.catalogue import find_messages, update_catalogue


def our_packages() -> list[str]:
    """Our own packages, as folders beside manage.py."""
    root = Path(settings.BASE_DIR)
    ours = [config.name for config in apps.get_app_configs() if Path(config.path).parent == root]
    return [*ours, "upr_platform"]


class Command(BaseCommand):
    help = "Adds new strings to locale/*/LC_MESSAGES/django.po and drops those that are gone."

    def handle(self, *args, **options):
        root = Path(settings.BASE_DIR)
        messages = find_messages(root, our_packages())
        for path in sorted(root.glob("locale/*/LC_MESSAGES/django.po")):
            added, dropped = update_catalogue(path, messages)
            self.stdout.write(f"{path.parent.parent.name}: {len(messages)} strings, {added} new, {dropped} dropped")
