"""The list of participants: its versions and their files, which stay, and corrections to it."""

import django.db.models.deletion
import django.utils.timezone
import intersessional.text
from django.conf import settings
from django.db import migrations, models

# A version stays as it was made; only whether delegations see it may change. What was printed stays.
# Whoever must erase a person by law says so for the transaction (participants/erasing.py).
FORWARD = """
CREATE FUNCTION attendance_may_erase() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('intersessional.erasing', true), '') = 'on'
$$;

CREATE FUNCTION attendance_keep_lists() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['is_shown', 'shown_at', 'shown_by_id'];
BEGIN
    IF attendance_may_erase() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'list_stays_as_it_is: a version of the list of participants cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'list_stays_as_it_is';
END $$;
CREATE TRIGGER keep_lists BEFORE UPDATE OR DELETE ON attendance_listversion
    FOR EACH ROW EXECUTE FUNCTION attendance_keep_lists();

CREATE FUNCTION attendance_keep_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF attendance_may_erase() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.printed_at IS NULL AND (NEW.version_id, NEW.language, NEW.format)
            = (OLD.version_id, OLD.language, OLD.format) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'list_file_stays_as_it_is: what was printed of a list cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'list_file_stays_as_it_is';
END $$;
CREATE TRIGGER keep_files BEFORE UPDATE OR DELETE ON attendance_listfile
    FOR EACH ROW EXECUTE FUNCTION attendance_keep_files();

CREATE FUNCTION attendance_final_is_the_last() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_final boolean := EXISTS (SELECT FROM attendance_listversion
        WHERE meeting_id = NEW.meeting_id AND kind = 'final');
BEGIN
    IF (NEW.kind = 'provisional' AND is_final) OR (NEW.kind = 'corrected' AND NOT is_final) THEN
        RAISE EXCEPTION 'list_final_is_the_last: after the final list come corrected ones, and only then'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'list_final_is_the_last';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER final_is_the_last BEFORE INSERT ON attendance_listversion
    FOR EACH ROW EXECUTE FUNCTION attendance_final_is_the_last();
"""
BACK = """
DROP TRIGGER final_is_the_last ON attendance_listversion;
DROP TRIGGER keep_files ON attendance_listfile;
DROP TRIGGER keep_lists ON attendance_listversion;
DROP FUNCTION attendance_final_is_the_last, attendance_keep_files, attendance_keep_lists,
    attendance_may_erase;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('meetings', '0005_minutes_of_points_of_order'),
        ('registrations', '0013_settings_of_one_meeting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ListVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('kind', models.CharField(choices=[('provisional', 'Provisional list of participants'), ('final', 'Final list of participants'), ('corrected', 'Final list of participants, corrected')], max_length=12, verbose_name='kind')),
                ('population', models.CharField(max_length=20, verbose_name='who is listed')),
                ('note', models.TextField(blank=True, max_length=1000, validators=[intersessional.text.validate_text], verbose_name='note')),
                ('reason', models.TextField(blank=True, max_length=1000, validators=[intersessional.text.validate_text], verbose_name='reason for the correction')),
                ('content', models.JSONField(verbose_name='content')),
                ('digest', models.CharField(max_length=64, verbose_name='fingerprint of the content')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('token', models.CharField(editable=False, max_length=64, unique=True)),
                ('is_shown', models.BooleanField(default=False, verbose_name='delegations see it')),
                ('shown_at', models.DateTimeField(blank=True, null=True, verbose_name='shown at')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='meetings.meeting', verbose_name='meeting')),
                ('shown_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='shown by')),
            ],
            options={
                'verbose_name': 'list of participants',
                'verbose_name_plural': 'lists of participants',
                'ordering': ['meeting', '-number'],
            },
        ),
        migrations.CreateModel(
            name='ListFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], max_length=2, verbose_name='language')),
                ('format', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word (DOCX)')], max_length=4, verbose_name='format')),
                ('file', models.BinaryField(null=True, verbose_name='file')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('printed_at', models.DateTimeField(blank=True, null=True, verbose_name='printed at')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try at')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='attendance.listversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'file of a list of participants',
                'verbose_name_plural': 'files of lists of participants',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('honorific', models.CharField(blank=True, max_length=40, validators=[intersessional.text.validate_one_line], verbose_name='honorific')),
                ('given_names', models.CharField(max_length=120, validators=[intersessional.text.validate_one_line], verbose_name='given name(s)')),
                ('family_name', models.CharField(max_length=120, validators=[intersessional.text.validate_one_line], verbose_name='family name')),
                ('function', models.CharField(max_length=200, validators=[intersessional.text.validate_one_line], verbose_name='function')),
                ('department', models.CharField(blank=True, max_length=200, validators=[intersessional.text.validate_one_line], verbose_name='ministry or department')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish')], default='en', max_length=2, verbose_name='language of our messages')),
                ('state', models.CharField(choices=[('open', 'waits for the secretariat'), ('accepted', 'accepted'), ('rejected', 'not accepted')], default='open', max_length=10, verbose_name='state')),
                ('answer', models.TextField(blank=True, max_length=1000, validators=[intersessional.text.validate_text], verbose_name='reason')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='registrations.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'correction to the list of participants',
                'verbose_name_plural': 'corrections to the list of participants',
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('registration',), name='correction_one_open_per_registration'), models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='correction_decided_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='correction_rejected_has_a_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='list_number_once_per_meeting'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='list_number_begins_at_one'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'final')), fields=('meeting',), name='list_is_final_once'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'corrected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='list_corrected_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.CheckConstraint(condition=models.Q(('is_shown', False), models.Q(('shown_at__isnull', False), ('shown_by__isnull', False)), _connector='OR'), name='list_shown_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='listfile',
            constraint=models.UniqueConstraint(fields=('version', 'language', 'format'), name='list_file_once_per_format'),
        ),
        migrations.AddConstraint(
            model_name='listfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('printed_at__isnull', True), ('sha256', '')), models.Q(('file__isnull', False), ('printed_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='list_file_is_printed_whole'),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
