from django.db import migrations

from audit import guard


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [guard.append_only("reports_snapshot")]
