"""Making rows in bulk with keys of our own."""

import itertools

from django.db import transaction
from django.db.models import Max

CHUNK = 1000


def chunked(model, rows):
    """bulk_create in chunks of a stream: memory does not grow with the scale."""
    rows, made = iter(rows), 0
    while chunk := list(itertools.islice(rows, CHUNK)):
        model.objects.bulk_create(chunk)
        made += len(chunk)
    return made


def first_free(model):
    return (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


def advance(model):
    """Rows were made with keys of our own: let the database's counter go on behind them."""
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
