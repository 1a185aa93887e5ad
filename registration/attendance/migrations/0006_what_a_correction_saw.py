"""A correction keeps how the fields stood when it was asked for."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("attendance", "0005_what_two_doors_saw")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="correction",
            name="seen",
            field=models.JSONField(
                db_default=models.Value({}, models.JSONField()), default=dict, editable=False
            ),
        )
    ]
