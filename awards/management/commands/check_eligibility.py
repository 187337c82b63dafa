"""Judges the cases of a YAML file by the catalogue; the form of both files: docs/eligibility.md."""

from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError

from awards import catalogue
from awards.eligibility.judging import judge
from awards.eligibility.reading import CaseError, read_cases
from awards.eligibility.results import all_data
from awards.eligibility.wording.telling import Teller


class Command(BaseCommand):
    help = "Nominee histories in, per criterion passed, failed or unknown with its citation out."

    def add_arguments(self, parser):
        parser.add_argument("cases", metavar="CASES.yaml", type=Path)
        parser.add_argument("--output", metavar="OUT.yaml", type=Path, required=True)

    def handle(self, *args, cases, output, **options):
        rulebook = catalogue.rulebook()
        try:
            read = read_cases(cases.read_text(encoding="utf-8"), rulebook)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{cases}: {error}") from error
        except CaseError as error:
            raise CommandError(f"{cases}:\n{error}") from error
        data = all_data((judge(case, rulebook) for case in read), Teller(rulebook))
        content = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
        try:
            output.write_text(content, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output}: {error}") from error
        self.stdout.write(f"{len(read)} cases judged: {output}")
