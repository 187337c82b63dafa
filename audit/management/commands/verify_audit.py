from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from audit import canonical, guard
from audit.models import Event

BATCH = 2000


class Command(BaseCommand):
    help = (
        "Checks the event chain from its beginning and names the first broken link. The chain"
        " cannot notice that its own end was cut off: export the head regularly (--export-head),"
        " keep it elsewhere, and check against it (--head)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--head", metavar="SEQ:HASH", help="a head exported earlier")
        parser.add_argument(
            "--export-head", action="store_true", help="print only the checked head, as SEQ:HASH"
        )

    def handle(self, *, head, export_head, **options):
        seq, digest = verify(read_head(head) if head else (0, canonical.BEGINNING))
        if Event._meta.db_table not in {table for _name, table in guard.triggers(connection)}:
            self.stderr.write("Warning: the guard of the table audit_event is missing.")
        if export_head:
            self.stdout.write(f"{seq}:{digest}")
        else:
            self.stdout.write(f"The chain is whole: {seq} events, head {seq}:{digest}")


def read_head(text):
    seq, _colon, digest = text.strip().partition(":")
    if not (seq.isascii() and seq.isdigit() and len(digest) == len(canonical.BEGINNING)):
        raise CommandError(f"A head reads SEQ:HASH, as --export-head prints it: {text}")
    return int(seq), digest


def verify(head):
    """Walk the chain in batches; its head, or a CommandError that names the first broken link."""
    known_seq, known_hash = head
    seq, previous = 0, canonical.BEGINNING
    for event in Event.objects.order_by("seq").iterator(chunk_size=BATCH):
        if event.seq != seq + 1:
            raise CommandError(f"Broken at event {seq + 1}: it is missing, {event.seq} is there.")
        if event.previous != previous:
            raise CommandError(
                f"Broken at event {event.seq}: it does not follow event {seq}"
                " (swapped, inserted or changed afterwards)."
            )
        if event.hash != digest_of(event):
            raise CommandError(f"Broken at event {event.seq}: its content was changed.")
        seq, previous = event.seq, event.hash
        if seq == known_seq and previous != known_hash:
            raise CommandError(f"Broken at event {seq}: its hash is not the exported one.")
    if seq < known_seq:
        raise CommandError(f"Broken at event {seq + 1}: the end up to {known_seq} is cut off.")
    return seq, previous


def digest_of(event):
    try:
        return canonical.digest(event.spelled())
    except TypeError:  # something that no deed can have written
        return ""
