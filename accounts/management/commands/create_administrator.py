"""The first administrator, with a root unit to administer. There is no default account."""

import getpass
import os

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

import audit
from accounts import actions
from accounts.roles import Role
from units.actions import found
from units.models import Level, Unit, UnitKind
from vietnamese.dates import parse_date


class Command(BaseCommand):
    help = (
        "Opens the account of an administrator at a unit. The password is read from the variable "
        "ADMINISTRATOR_PASSWORD, otherwise asked for."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument("--unit", required=True, help="code of the unit")
        parser.add_argument("--unit-name", help="founds the unit by this name when the code is new")
        parser.add_argument("--level", choices=Level.values, default=Level.PROVINCE)
        parser.add_argument("--since", help="day the new unit was founded, for example 01/07/2025")

    def handle(self, *args, username, full_name, unit, **options):
        password = os.environ.get("ADMINISTRATOR_PASSWORD") or getpass.getpass("Password: ")
        if not password:
            raise CommandError("A password is needed.")
        today = timezone.localdate()
        try:
            user = actions.new_user(username=username, full_name=full_name, password=password)
            with audit.deed(by=None) as event:
                place = self.place(event, unit, options)
                actions.opened(event, user)
                actions.appointed(
                    event, user=user, role=Role.ADMINISTRATOR, unit=place, valid_from=today
                )
        except ValidationError as refusal:
            raise CommandError("; ".join(refusal.messages)) from refusal
        self.stdout.write(f"Administrator {user.username} at {place.name} ({place.code}).")

    def place(self, event, code, options):
        unit = Unit.objects.filter(code=code).first()
        if unit is not None:
            return unit
        if not options["unit_name"]:
            raise CommandError(f"There is no unit {code}. Name it with --unit-name to found it.")
        since = timezone.localdate()
        if options["since"]:
            try:
                since = parse_date(options["since"])
            except ValueError as error:
                raise CommandError(str(error)) from error
        return found(
            event,
            code=code,
            on=since,
            name=options["unit_name"],
            kind=UnitKind.PEOPLE_COMMITTEE,
            level=options["level"],
        )
