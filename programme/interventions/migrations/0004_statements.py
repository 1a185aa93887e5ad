"""Statements in versions, and what was decided on who may see them."""

import django.db.models.deletion
import intersessional.codes
import intersessional.text
import programme.interventions.models.statements
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION interventions_keep_statements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'statement_stays_as_it_is: a statement, and what was decided on it, is kept'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_stays_as_it_is';
END $$;
CREATE TRIGGER keep_statements BEFORE UPDATE OR DELETE ON interventions_statement
    FOR EACH ROW EXECUTE FUNCTION interventions_keep_statements();
CREATE TRIGGER keep_disclosures BEFORE UPDATE OR DELETE ON interventions_disclosure
    FOR EACH ROW EXECUTE FUNCTION interventions_keep_statements();
ALTER TABLE interventions_disclosure ADD CONSTRAINT disclosure_of_a_version_of_its_request
    FOREIGN KEY (statement_id, intervention_id)
    REFERENCES interventions_statement (id, intervention_id) DEFERRABLE INITIALLY DEFERRED;
"""
BACK = """
ALTER TABLE interventions_disclosure DROP CONSTRAINT disclosure_of_a_version_of_its_request;
DROP TRIGGER keep_disclosures ON interventions_disclosure;
DROP TRIGGER keep_statements ON interventions_statement;
DROP FUNCTION interventions_keep_statements;
"""


class Migration(migrations.Migration):
    """Two tables; what is in them is kept as it is, by the database too."""

    dependencies = [
        ('interventions', '0003_run_floor'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('key', models.CharField(default=intersessional.codes.address_token, editable=False, max_length=32, unique=True, verbose_name='key of its address')),
                ('token', models.CharField(editable=False, max_length=40, verbose_name='submission token')),
                ('language', models.CharField(choices=[('ar', 'Arabic'), ('zh', 'Chinese'), ('en', 'English'), ('fr', 'French'), ('ru', 'Russian'), ('es', 'Spanish')], max_length=2, verbose_name='language')),
                ('file', models.FileField(upload_to=programme.interventions.models.statements.random_name, verbose_name='file')),
                ('file_name', models.CharField(max_length=100, verbose_name='name of the file')),
                ('content_type', models.CharField(max_length=100, verbose_name='type of the file')),
                ('size_bytes', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('check_against_delivery', models.BooleanField(default=True, verbose_name='check against delivery')),
                ('may_be_published', models.BooleanField(default=True, verbose_name='may be published')),
                ('reason', models.TextField(blank=True, max_length=500, validators=[intersessional.text.validate_text], verbose_name='what has changed')),
                ('uploaded_at', models.DateTimeField(verbose_name='received at')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='interventions.intervention', verbose_name='request for the floor')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='received from')),
            ],
            options={
                'verbose_name': 'statement',
                'verbose_name_plural': 'statements',
                'ordering': ['intervention', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('release', 'released'), ('hold', 'held again'), ('publish', 'published'), ('take_back', 'publication taken back')], max_length=10, verbose_name='what')),
                ('reason', models.TextField(blank=True, max_length=500, validators=[intersessional.text.validate_text], verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='interventions.intervention', verbose_name='request for the floor')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='interventions.statement', verbose_name='statement')),
            ],
            options={
                'verbose_name': 'decision on a statement',
                'verbose_name_plural': 'decisions on statements',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('intervention', 'number'), name='statement_number_once_per_request'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('intervention', 'token'), name='statement_token_once_per_request'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('content_type__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'image/jpeg', 'image/png']), models.Q(('file', ''), _negated=True), models.Q(('file_name', ''), _negated=True)), name='statement_has_a_file_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('size_bytes__gt', 0), ('size_bytes__lte', 10485760)), name='statement_has_a_size_within_the_limit'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='statement_has_a_fingerprint'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('id', 'intervention'), name='statement_with_its_request'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('statement__isnull', True), ('step__in', ['release', 'hold'])), models.Q(('statement__isnull', False), ('step__in', ['publish', 'take_back'])), _connector='OR'), name='disclosure_is_of_a_request_or_of_a_version'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('step__in', ['release', 'hold']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='disclosure_by_hand_has_a_reason'),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
