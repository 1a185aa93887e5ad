"""A candidate of whom several requests ask, and the news that there is no other time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bilaterals', '0050_marks_keep_what_they_made'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ask',
            name='candidate',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asks', to='bilaterals.candidate'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='told',
            field=models.CharField(choices=[('invited', 'invitation'), ('extended', 'longer time to answer'), ('time_kept', 'no other time'), ('reminded', 'reminder'), ('accepted', 'accepted'), ('participants', 'other participants'), ('released', 'no longer a participant'), ('declined', 'declined'), ('another_time', 'asks for another time'), ('moved', 'moved'), ('cancelled', 'cancelled'), ('expired', 'not answered in time')], max_length=15, verbose_name='what'),
        ),
    ]
