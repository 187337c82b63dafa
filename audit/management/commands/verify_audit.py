from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from audit import canonical, guard
from audit.models import Event

BATCH = 2000


class Command(BaseCommand):
    help = (
        "Checks the event chain from its beginning and names the first broken link. The chain cannot notice"
        " that its own end was cut off: export the head regularly (--export-head), keep it elsewhere, and"
        " check against it (--head)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--head", metavar="SEQ:HASH", help="a head exported earlier")
        parser.add_argument(
            "--export-head", action="store_true", help="print the checked head as SEQ:HASH, only that"
        )

    def handle(self, *, head, export_head, **options):
        known = read_head(head) if head else None
        seq, digest = verify(known)
        if ("audit_event" not in {table for _trigger, table in guard.triggers(connection)}) and (
            not export_head
        ):
            self.stderr.write("Warning: the guard of the table audit_event is missing (migrate
            audit).")
        if export_head:
            self.stdout.write(f"{seq}:{digest}")
        else:
            self.stdout.write(f"The chain is whole: {seq} events, head {seq}:{digest}")


def read_head(text):
    seq, _colon, digest = text.strip().partition(":")
    if not (seq.isascii() and seq.isdigit() and len(digest) == len(canonical.BEGINNING)):
        raise CommandError(f"A head reads SEQ:HASH, as --export-head prints it; this does not: {text}")
    return int(seq), digest


def verify(known):
    """Walk the chain in batches; the head, or a CommandError that names the first broken link."""
    seq, previous = 0, canonical.BEGINNING
    for event in Event.objects.order_by("seq").iterator(chunk_size=BATCH):
        if event.seq != seq + 1:
            raise CommandError(f"Broken at event {seq + 1}: it is missing, event {event.seq} follows {seq}.")
        if event.previous != previous:
            raise CommandError(
                f"Broken at event {event.seq}: it does not follow event {seq}"
                " (changed, swapped or inserted afterwards)."
            )
        if event.hash != canonical.digest(event.spelled()):
            raise CommandError(f"Broken at event {event.seq}: its content was changed.")
        seq, previous = event.seq, event.hash
        if known and known[0] == seq and known[1] != previous:
            raise CommandError(f"Broken at event {seq}: its hash is not the exported one.")
    if known and known[0] > seq:
        raise CommandError(f"Broken at event {seq + 1}: the end is cut off, the head was {known[0]}.")
    return seq, previous
