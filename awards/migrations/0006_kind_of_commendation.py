"""Words only: what the field is called."""

from django.db import migrations, models

REASONS = [
    ("cong_trang", "By merit"),
    ("dot_xuat", "Exceptional deed"),
    ("phong_trao_thi_dua", "By drive or theme"),
    ("qua_trinh_cong_hien", "Contribution over a working life"),
    ("nien_han", "Long service"),
    ("doi_ngoai", "Foreign relations"),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0005_screening")]

    operations = [
        migrations.AlterField(
            model_name="earlieraward",
            name="reason",
            field=models.CharField(
                blank=True, choices=REASONS, max_length=20, verbose_name="kind of commendation"
            ),
        ),
    ]
