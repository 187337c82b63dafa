"""python -m bench: prints every promise beside what was measured, and fails when one is broken."""

import os
import sys
import tempfile

from bench import database


def main():
    with database.prepared() as url, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATABASE_URL": url, "DATA_DIR": folder, "REDIS_URL": ""}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SERVER": "0", "DEMO": "0"}
        os.environ.pop("DEBUG", None)
        from bench import run  # noqa: PLC0415 - reads the environment made above

        return run.run(folder)


if __name__ == "__main__":
    sys.exit(main())
