"""`migrate`, as the role that owns the tables."""

from django.core.management.commands.migrate import Command as MigrateCommand


class Command(MigrateCommand):
    help = "Brings the tables up to date, as the owning role unless --database says otherwise."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database="owner")
