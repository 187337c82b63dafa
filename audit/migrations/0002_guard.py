from django.db import migrations

from audit import guard


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [guard.append_only("audit_event", key="seq")]
