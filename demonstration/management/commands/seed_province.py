"""seed_province --scale small|province|large [--seed N]: synthetic data in bulk, for measuring."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import translation

from accounts.models import User
from awards.models import AwardType
from demonstration import seeding


class Command(BaseCommand):
    help = "Fill the database with synthetic, deterministic data of the shape of a province."

    def add_arguments(self, parser):
        parser.add_argument("--scale", required=True, choices=seeding.SCALES)
        parser.add_argument("--seed", type=int, default=1, help="another number, other data")

    def handle(self, *, scale, seed, **options):
        real = User.objects.exclude(username__startswith=f"{seeding.PREFIX}.")
        if settings.SERVER and real.exists():
            raise CommandError("This server holds real users; synthetic data is not mixed in.")
        if not AwardType.objects.exists():
            call_command("load_catalogue", verbosity=0)
        translation.activate("vi")
        began = time.monotonic()
        try:
            made = seeding.seed(seeding.SCALES[scale], seed)
        except IntegrityError as error:
            raise CommandError(f"The data was not made: {error}") from error
        rows = ", ".join(f"{count} {name}" for name, count in made.items())
        self.stdout.write(f"{scale}: {rows} ({time.monotonic() - began:.0f} s)")
