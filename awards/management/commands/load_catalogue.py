from django.core.management.base import BaseCommand, CommandError

from awards import catalogue, loading


class Command(BaseCommand):
    help = "Brings award types and money from awards/catalogue/*.yaml into the database."

    def handle(self, *args, **options):
        try:
            found = catalogue.load()
        except catalogue.CatalogueError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(loading.load(found, by=None))
