"""Exchanges of places between two requests of one list."""

import django.db.models.deletion
import intersessional.text
from django.conf import settings
from django.db import migrations, models


FORWARD = """
ALTER TABLE interventions_swap ADD CONSTRAINT swap_proposed_under_its_segment
    FOREIGN KEY (proposer_id, segment_id) REFERENCES interventions_intervention (id, segment_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE interventions_swap ADD CONSTRAINT swap_received_under_its_segment
    FOREIGN KEY (partner_id, segment_id) REFERENCES interventions_intervention (id, segment_id)
    DEFERRABLE INITIALLY DEFERRED;
"""
BACK = """
ALTER TABLE interventions_swap DROP CONSTRAINT swap_received_under_its_segment;
ALTER TABLE interventions_swap DROP CONSTRAINT swap_proposed_under_its_segment;
"""


class Migration(migrations.Migration):
    """The proposals, and the event that carries them out."""

    dependencies = [
        ('agenda', '0007_calendars'),
        ('interventions', '0007_name_told_in_the_room'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'waits for an answer'), ('agreed', 'agreed; the places are exchanged'), ('declined', 'declined'), ('taken_back', 'taken back'), ('refused', 'refused by the secretariat'), ('undone', 'undone by the secretariat'), ('void', 'void')], default='open', max_length=10, verbose_name='state')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('reason', models.TextField(blank=True, max_length=500, validators=[intersessional.text.validate_text], verbose_name='reason')),
                ('void_after', models.CharField(blank=True, choices=[('request', 'asked for late'), ('list', 'put on the list'), ('write', 'in writing only'), ('decline', 'not accepted'), ('withdraw', 'withdrawn'), ('regrade', 'given a new place'), ('move', 'moved'), ('swap', 'exchanged places'), ('call', 'called'), ('interrupt', 'called between'), ('uncall', 'call taken back'), ('start', 'began to speak'), ('pause', 'clock stopped'), ('resume', 'clock went on'), ('extend', 'given more time'), ('deliver', 'has spoken'), ('skip', 'was not there'), ('recall', 'back on the list'), ('take_back', 'had not finished'), ('open', 'list opened'), ('close', 'list closed'), ('draw', 'lots drawn'), ('limit', 'speaking time limited')], max_length=20, verbose_name='void after')),
                ('event_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of the event')),
            ],
            options={
                'verbose_name': 'exchange of places',
                'verbose_name_plural': 'exchanges of places',
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='floorevent',
            name='floor_event_is_of_a_request_or_of_the_list',
        ),
        migrations.AlterField(
            model_name='floorevent',
            name='verb',
            field=models.CharField(choices=[('request', 'asked for late'), ('list', 'put on the list'), ('write', 'in writing only'), ('decline', 'not accepted'), ('withdraw', 'withdrawn'), ('regrade', 'given a new place'), ('move', 'moved'), ('swap', 'exchanged places'), ('call', 'called'), ('interrupt', 'called between'), ('uncall', 'call taken back'), ('start', 'began to speak'), ('pause', 'clock stopped'), ('resume', 'clock went on'), ('extend', 'given more time'), ('deliver', 'has spoken'), ('skip', 'was not there'), ('recall', 'back on the list'), ('take_back', 'had not finished'), ('open', 'list opened'), ('close', 'list closed'), ('draw', 'lots drawn'), ('limit', 'speaking time limited')], max_length=20, verbose_name='what'),
        ),
        migrations.AddConstraint(
            model_name='floorevent',
            constraint=models.CheckConstraint(condition=models.Q(('intervention__isnull', False), models.Q(('verb__in', ['call', 'decline', 'deliver', 'extend', 'interrupt', 'list', 'move', 'pause', 'recall', 'regrade', 'request', 'resume', 'skip', 'start', 'swap', 'take_back', 'uncall', 'withdraw', 'write']), _negated=True), _connector='XOR'), name='floor_event_is_of_a_request_or_of_the_list'),
        ),
        migrations.AddField(
            model_name='swap',
            name='ended_by',
            field=models.ForeignKey(blank=True, help_text='Nobody where the portal acted by itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by'),
        ),
        migrations.AddField(
            model_name='swap',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps_received', to='interventions.intervention', verbose_name='proposed to the request'),
        ),
        migrations.AddField(
            model_name='swap',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='swap',
            name='proposer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps_proposed', to='interventions.intervention', verbose_name='proposed by the request'),
        ),
        migrations.AddField(
            model_name='swap',
            name='segment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps', to='agenda.segment', verbose_name='segment'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(('proposer', models.F('partner')), _negated=True), name='swap_is_between_two'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('proposer', 'partner'), name='swap_open_once_for_two'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='swap_says_when_it_ended'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event_number__isnull', False), ('state__in', ['agreed', 'undone'])), models.Q(models.Q(('state__in', ['agreed', 'undone']), _negated=True), ('event_number__isnull', True)), _connector='OR'), name='swap_agreed_has_its_event'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'void'), ('void_after', ''), _connector='XOR'), name='swap_void_says_after_what'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declined', 'refused', 'undone']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='swap_by_hand_has_a_reason'),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
