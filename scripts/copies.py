"""One file that holds the whole system, and the system made of it again (docs/deploy.md).

    python scripts/copies.py backup FOLDER      writes FOLDER/backup-20240131-020000.tar
    python scripts/copies.py restore FILE       into an empty database and folder of files
    python scripts/copies.py restore FILE --replace

The database is read before the files: a file is always written before its row, and swept only when
no row names it, so every row of the copy finds its file. Both are named by the same environment as
the application's. On PostgreSQL pg_dump and pg_restore of its version are needed.
"""

import argparse
import contextlib
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection  # noqa: E402

from audit.models import Event  # noqa: E402
from documents.models import Attachment, Document  # noqa: E402

MANIFEST, DATABASE, FILES = "manifest.json", "database", "files"


class Refused(Exception):
    """Why nothing was done, for the person at the keyboard."""


# --- backup ---------------------------------------------------------------------------------------
def backup(folder: Path) -> Path:
    os.umask(0o077)  # personal data: for the one who makes the copy only
    folder.mkdir(parents=True, exist_ok=True)
    last = Event.objects.order_by("-seq").first()  # before the copy, so the copy holds it
    path = folder / f"backup-{datetime.now():%Y%m%d-%H%M%S}.tar"
    partial = path.with_suffix(".part")
    with tempfile.TemporaryDirectory(dir=folder) as place, partial.open("xb") as file:
        copy = Path(place) / DATABASE
        dump(copy)
        manifest = {
            "database": connection.vendor,
            "sha256": hash_of(copy),
            "head": f"{last.seq}:{last.hash}" if last else "",
            "version": settings.VERSION,
        }
        with tarfile.open(fileobj=file, mode="w") as archive:
            text = json.dumps(manifest, indent=1).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
            archive.add(copy, DATABASE)
            for name in sorted(stored()):
                with contextlib.suppress(FileNotFoundError):  # swept since, so no row names it
                    archive.add(Path(settings.MEDIA_ROOT) / name, f"{FILES}/{name}")
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    return path


def dump(target):
    if connection.vendor == "postgresql":
        postgresql(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"
        )
        return
    with (
        contextlib.closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)


def stored():
    root = Path(settings.MEDIA_ROOT)
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]


def hash_of(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def postgresql(program, *arguments):
    """A program of PostgreSQL on our database; no password in the list of processes."""
    given = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    environment = {name: str(given[key]) for key, name in names.items() if given.get(key)}
    environment |= {"PGDATABASE": given["dbname"]}
    subprocess.run([program, *arguments], env=os.environ | environment, check=True)


# --- restore --------------------------------------------------------------------------------------
def restore(path: Path, *, replace: bool) -> str:
    os.umask(0o077)
    root = Path(settings.MEDIA_ROOT)
    if not replace and (connection.introspection.table_names() or stored()):
        raise Refused("There is a system here already. Empty its database, or say --replace.")
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root.parent) as place, tarfile.open(path) as archive:
        archive.extractall(place, filter="data")
        copy = Path(place) / DATABASE
        manifest = json.loads((Path(place) / MANIFEST).read_text())
        if manifest["database"] != connection.vendor:
            raise Refused(
                f"The copy is of {manifest['database']}, this system runs on {connection.vendor}."
            )
        if manifest["sha256"] != hash_of(copy):
            raise Refused(
                "The copy is damaged: its database does not have the hash it was made with."
            )
        load(copy)
        shutil.rmtree(root, ignore_errors=True)
        files = Path(place) / FILES
        files.mkdir(exist_ok=True)
        files.rename(root)
    return verified(manifest["head"])


def load(copy):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        connection.close()
        postgresql(
            "pg_restore",
            "--dbname",
            connection.settings_dict["NAME"],
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            str(copy),
        )
        return
    connection.close()
    name = Path(settings.DATABASES["default"]["NAME"])
    for ending in ("-wal", "-shm"):
        Path(f"{name}{ending}").unlink(missing_ok=True)
    shutil.move(copy, name)


def verified(head):
    """The chain of events and every file against its hash; refuses what is not whole."""
    call_command("verify_audit", head=head or None)
    count = 0
    for model in (Attachment, Document):
        for row in model.objects.order_by("pk").iterator():
            count += 1
            path = Path(row.file.path)
            if not path.is_file() or hash_of(path) != row.sha256:
                raise Refused(
                    f"The file of {model._meta.model_name} {row.pk} is missing or changed."
                )
    return f"{count} files have their hashes."


def main():
    parser = argparse.ArgumentParser(description="Copies of the whole system.")
    deeds = parser.add_subparsers(dest="deed", required=True)
    deeds.add_parser("backup").add_argument("folder", type=Path)
    restoring = deeds.add_parser("restore")
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--replace", action="store_true", help="what is here now is lost")
    given = parser.parse_args()
    try:
        if given.deed == "backup":
            print(backup(given.folder))
        else:
            print(restore(given.file, replace=given.replace))
    except (
        Refused,
        CommandError,
        OSError,
        tarfile.TarError,
        subprocess.CalledProcessError,
    ) as error:
        sys.exit(f"Not done: {error}")


if __name__ == "__main__":
    main()
