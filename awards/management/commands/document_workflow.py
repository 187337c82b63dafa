from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from awards.diagram import page

FILE = Path(settings.BASE_DIR) / "docs" / "workflow.md"


class Command(BaseCommand):
    help = "Writes docs/workflow.md from the table of awards/workflow.py."

    def handle(self, *args, **options):
        with translation.override("en"):
            FILE.write_text(page(), encoding="utf-8")
        self.stdout.write(f"{FILE.name} written.")
