import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0004_appraisal"),
        ("documents", "0001_initial"),
        ("jobs", "0001_initial"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "award_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.awardtype",
                        verbose_name="award",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        choices=[
                            ("individual", "Individual"),
                            ("collective", "Collective"),
                            ("household", "Household"),
                        ],
                        max_length=10,
                        verbose_name="recipients",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "job",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
                ("counts", models.JSONField(default=dict, editable=False)),
                (
                    "file",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("ready_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["unit", "-id"], name="screening_of_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("job",), name="screening_one_a_job"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", None), ("ready_at", None)),
                            models.Q(("file__isnull", False), ("ready_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="screening_ready_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recipient__in", ("individual", "collective"))),
                        name="screening_recipient",
                    ),
                ],
            },
        ),
    ]
