"""An authority's own rules out of the database as YAML, and into it; docs/catalogue.md."""

from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from awards.entries import CatalogueError
from awards.own_rules import exchange
from units.models import Unit


class Command(BaseCommand):
    help = "Dumps the own rules of an authority as YAML, or makes them those of a file."

    def add_arguments(self, parser):
        parser.add_argument("--unit", required=True, metavar="CODE")
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--dump", type=Path, metavar="OUT.yaml")
        way.add_argument("--load", type=Path, metavar="IN.yaml")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--by", metavar="USER", help="who loads; the system without")

    def handle(self, *args, unit, dump, **options):
        authority = Unit.objects.filter(code=unit).first()
        if authority is None:
            raise CommandError(f"No unit has the code {unit}.")
        if dump:
            text = exchange.dump(authority)
            dump.write_text(text, encoding="utf-8")
            self.stdout.write(f"{text.count('- award:')} rules of {unit}: {dump}")
        else:
            self.bring_in(authority, options)

    def bring_in(self, authority, options):
        path, dry_run = options["load"], options["dry_run"]
        try:
            rules = exchange.read(path.name, path.read_text(encoding="utf-8"), authority)
            found = (
                exchange.changes(authority, rules)
                if dry_run
                else exchange.load(authority, rules, by=self.user(options["by"]))
            )
        except (OSError, UnicodeDecodeError, CatalogueError) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(f"{options['by']} keeps no rules of {authority.code}.") from error
        for line in found.lines():
            self.stdout.write(line)
        done = "would change" if dry_run else "changed"
        self.stdout.write(f"{len(rules)} rules read, {len(found)} {done}.")

    def user(self, name):
        if name is None:
            return None
        found = User.objects.filter(username=name).first()
        if found is None:
            raise CommandError(f"No user is called {name}.")
        return found
