"""What somebody is told of a bilateral: one row for each mail."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0007_calendars'),
        ('bilaterals', '0004_shared_rooms'),
        ('delegations', '0008_postal_address'),
        ('registrations', '0013_settings_of_one_meeting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told', models.CharField(choices=[('invited', 'invitation'), ('extended', 'longer time to answer'), ('reminded', 'reminder'), ('accepted', 'accepted'), ('participants', 'other participants'), ('released', 'no longer a participant'), ('declined', 'declined'), ('another_time', 'asks for another time'), ('moved', 'moved'), ('cancelled', 'cancelled'), ('expired', 'not answered in time')], max_length=15, verbose_name='what')),
                ('audience', models.CharField(choices=[('delegation', 'delegation'), ('participant', 'participant'), ('officer', 'officer of the host')], max_length=12, verbose_name='to whom')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('offered', 'offered'), ('another_time', 'asks for another time'), ('accepted', 'accepted'), ('declined', 'declined'), ('expired', 'not answered in time'), ('cancelled', 'cancelled'), ('held', 'held'), ('no_show', 'did not come')], max_length=15, verbose_name='state')),
                ('sequence', models.PositiveIntegerField()),
                ('begins_at', models.DateTimeField(verbose_name='begins at')),
                ('previous_begins_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True, max_length=500)),
                ('told_at', models.DateTimeField(verbose_name='told at')),
                ('bilateral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='bilaterals.bilateral')),
                ('focal_point', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='delegations.focalpoint')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('previous_room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='agenda.room')),
                ('registration', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrations.registration')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agenda.room')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('audience', 'delegation'), ('officer', None), ('registration', None)), models.Q(('audience', 'participant'), ('focal_point', None), ('officer', None), ('registration__isnull', False)), models.Q(('audience', 'officer'), ('focal_point', None), ('officer__isnull', False), ('registration', None)), _connector='OR'), name='bilateral_notice_has_its_reader')],
            },
        ),
    ]
