"""load_demonstration: plays the years of the demonstration into an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from demonstration import load


class Command(BaseCommand):
    help = "Fill an empty database with the demonstration (only with DEMO=1)."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError(
                "The demonstration is loaded with DEMO=1 only: it has known passwords."
            )
        translation.activate("vi")
        try:
            loaded = load.load()
        except load.Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(loaded)
