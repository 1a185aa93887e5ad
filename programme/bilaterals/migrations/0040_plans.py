"""Plans of bilaterals that somebody asked for."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bilaterals', '0030_day_sheets'),
        ('meetings', '0005_minutes_of_points_of_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('propose', 'proposal'), ('replan', 'new plan after changes')], max_length=10, verbose_name='kind')),
                ('state', models.CharField(choices=[('queued', 'waits'), ('running', 'being made'), ('ready', 'ready'), ('failed', 'failed'), ('accepted', 'accepted'), ('discarded', 'discarded')], default='queued', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='queued at')),
                ('began_at', models.DateTimeField(blank=True, null=True, verbose_name='began at')),
                ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='made at')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='taken until')),
                ('failure', models.CharField(blank=True, max_length=200, verbose_name='failure')),
                ('result', models.JSONField(blank=True, null=True, verbose_name='result')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='meetings.meeting', verbose_name='meeting')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'plan of bilaterals',
                'verbose_name_plural': 'plans of bilaterals',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('queued', 'running'))), fields=('meeting', 'kind'), name='plan_one_waits_per_kind'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['ready', 'accepted', 'discarded']), _negated=True), models.Q(('made_at__isnull', False), ('result__isnull', False)), _connector='OR'), name='plan_made_has_a_result'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'discarded']), _negated=True), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='plan_settled_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='plan_failed_says_why')],
            },
        ),
    ]
