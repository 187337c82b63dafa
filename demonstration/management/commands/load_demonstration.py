"""load_demonstration: plays the years of the demonstration into an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from demonstration import cast, load


class Command(BaseCommand):
    help = "Fill an empty database with the demonstration (only with DEMO=1)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--accounts", action="store_true", help="only print the accounts to sign in with"
        )

    def handle(self, *, accounts, **options):
        if not settings.DEMO:
            raise CommandError(
                "The demonstration is loaded with DEMO=1 only: its passwords are known."
            )
        if accounts:
            return self.stdout.write(table())
        translation.activate("vi")
        try:
            self.stdout.write(load.load())
        except load.Refusal as refusal:
            raise CommandError(str(refusal)) from refusal


def table():
    """Role, user name, and what to see there; one password for all."""
    rows = [("Role", "User name", "What to see")]
    rows += [(str(cast.NAMED[name][0]), name, seen) for name, seen in cast.WHAT_TO_SEE.items()]
    lines = [f"{role:14}{name:19}{seen}" for role, name, seen in rows]
    return "\n".join([f"All accounts have the password {cast.PASSWORD}", *lines])
