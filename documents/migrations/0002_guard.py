from django.db import migrations

from audit import guard


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("audit", "0002_guard")]

    operations = [
        guard.append_only("documents_number"),
        guard.append_only("documents_document"),
    ]
