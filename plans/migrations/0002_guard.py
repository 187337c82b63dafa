from django.db import migrations

from audit import guard


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [guard.append_only("plans_planversion")]
