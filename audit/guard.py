"""Triggers that refuse every change of an append-only table, on both databases.

For migrations: `guard.append_only("audit_event", key="seq")` among the operations. One that alters
such a table lifts the guard first and puts it back last: on SQLite altering makes a new table
without triggers. A refused statement is an IntegrityError.
"""

from django.db import migrations

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23001';
END $$
"""
POSTGRESQL = (
    "CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION append_only_refuse()",
    "CREATE TRIGGER append_only_table BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION append_only_refuse()",
)
# INSERT OR REPLACE deletes without asking the trigger of deletions, hence the third one.
SQLITE = (
    "CREATE TRIGGER append_only_{table}_update BEFORE UPDATE ON {table}"
    " BEGIN SELECT RAISE(ABORT, '{table} is append-only: UPDATE refused'); END",
    "CREATE TRIGGER append_only_{table}_delete BEFORE DELETE ON {table}"
    " BEGIN SELECT RAISE(ABORT, '{table} is append-only: DELETE refused'); END",
    "CREATE TRIGGER append_only_{table}_replace BEFORE INSERT ON {table}"
    " WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
    " BEGIN SELECT RAISE(ABORT, '{table} is append-only: REPLACE refused'); END",
)


def install(connection, table, *, key="id"):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        statements = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
        for statement in statements:
            cursor.execute(statement.format(table=table, key=key))


def lift(connection, table):
    with connection.cursor() as cursor:
        for name, guarded in triggers(connection):
            if guarded == table:
                suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{suffix}")


def triggers(connection):
    """The guards that stand: (trigger, table)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " WHERE t.tgname LIKE 'append_only%' AND pg_table_is_visible(c.oid) ORDER BY 2, 1"
            )
        else:
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master"
                " WHERE type = 'trigger' AND name LIKE 'append_only%' ORDER BY 2, 1"
            )
        return cursor.fetchall()


def append_only(table, *, key="id"):
    """The migration operation that puts the guard up, and takes it down when migrated back."""
    return migrations.RunPython(
        lambda apps, editor: install(editor.connection, table, key=key),
        lambda apps, editor: lift(editor.connection, table),
        elidable=False,
    )
