-- digest: 857c0b2bb7eb98d623566798c00b6942ee03bb252149f335ee895fdf6719ca30
-- migrations: django.contrib.contenttypes.migrations.0001_initial django.contrib.contenttypes.migrations.0002_remove_content_type_name django.contrib.auth.migrations.0001_initial django.contrib.auth.migrations.0002_alter_permission_name_max_length django.contrib.auth.migrations.0003_alter_user_email_max_length django.contrib.auth.migrations.0004_alter_user_username_opts django.contrib.auth.migrations.0005_alter_user_last_login_null django.contrib.auth.migrations.0006_require_contenttypes_0002 django.contrib.auth.migrations.0007_alter_validators_add_error_messages django.contrib.auth.migrations.0008_alter_user_username_max_length django.contrib.auth.migrations.0009_alter_user_last_name_max_length django.contrib.auth.migrations.0010_alter_group_name_max_length django.contrib.auth.migrations.0011_update_proxy_permissions django.contrib.auth.migrations.0012_alter_user_first_name_max_length intersessional.accounts.migrations.0001_initial allauth.account.migrations.0001_initial allauth.account.migrations.0002_email_max_length allauth.account.migrations.0003_alter_emailaddress_create_unique_verified_email allauth.account.migrations.0004_alter_emailaddress_drop_unique_email allauth.account.migrations.0005_emailaddress_idx_upper_email allauth.account.migrations.0006_emailaddress_lower allauth.account.migrations.0007_emailaddress_idx_email allauth.account.migrations.0008_emailaddress_unique_primary_email_fixup allauth.account.migrations.0009_emailaddress_unique_primary_email intersessional.accounts.migrations.0002_sign_in intersessional.accounts.migrations.0003_function_of_a_signer intersessional.accounts.migrations.0004_invitations_and_sign_in_log intersessional.accounts.migrations.0005_keep_an_administrator django.contrib.admin.migrations.0001_initial django.contrib.admin.migrations.0002_logentry_remove_auto_add django.contrib.admin.migrations.0003_logentry_add_action_flag_choices registration.meetings.migrations.0001_initial registration.meetings.migrations.0002_closing_times_in_the_meetings_zone registration.meetings.migrations.0003_reconfirm_after_changes registration.meetings.migrations.0004_days_between_reminders registration.delegations.migrations.0001_initial registration.delegations.migrations.0002_entity_asked_name registration.delegations.migrations.0003_focal_points registration.delegations.migrations.0004_focal_point_function registration.delegations.migrations.0005_notes registration.delegations.migrations.0006_delegation_with_its_meeting registration.delegations.migrations.0007_observer_states registration.delegations.migrations.0008_postal_address programme.agenda.migrations.0001_initial programme.agenda.migrations.0002_kept_true_by_the_database programme.agenda.migrations.0003_documents_and_editions programme.agenda.migrations.0004_draft_edits programme.agenda.migrations.0005_notices_and_subscriptions programme.agenda.migrations.0006_stamp programme.agenda.migrations.0007_calendars registration.registrations.migrations.0001_initial registration.registrations.migrations.0002_own_changes registration.registrations.migrations.0003_rules_and_places registration.registrations.migrations.0004_similar_names registration.registrations.migrations.0005_reminders registration.registrations.migrations.0006_sheets registration.registrations.migrations.0007_turns_of_those_who_stand_in registration.registrations.migrations.0008_travel_documents registration.registrations.migrations.0009_alike_by_the_index registration.registrations.migrations.0010_portions_of_sheets registration.registrations.migrations.0011_terms_of_letters_for_a_visa registration.registrations.migrations.0012_rules_of_each_meeting registration.registrations.migrations.0013_settings_of_one_meeting registration.meetings.migrations.0005_minutes_of_points_of_order registration.meetings.migrations.0006_stages_of_a_meeting registration.meetings.migrations.0007_days_of_this_time registration.letters.migrations.0001_initial registration.letters.migrations.0002_letters_about_more registration.letters.migrations.0003_letters_about_one registration.letters.migrations.0004_invitation_texts registration.letters.migrations.0005_batches registration.letters.migrations.0006_due_letters registration.letters.migrations.0007_why_withdrawn registration.letters.migrations.0008_certificates_of_attendance registration.attendance.migrations.0001_list_of_participants registration.attendance.migrations.0002_badges registration.attendance.migrations.0003_checkin registration.attendance.migrations.0004_a_rehearsed_list_goes registration.attendance.migrations.0005_what_two_doors_saw registration.attendance.migrations.0006_what_a_correction_saw registration.attendance.migrations.0007_certificates intersessional.audit.migrations.0001_initial programme.bilaterals.migrations.0001_initial programme.bilaterals.migrations.0002_kept_true_by_the_database programme.bilaterals.migrations.0003_everything_has_its_resource programme.bilaterals.migrations.0004_shared_rooms programme.bilaterals.migrations.0010_notices programme.bilaterals.migrations.0020_marks_of_the_day_and_papers programme.bilaterals.migrations.0030_day_sheets programme.bilaterals.migrations.0040_plans programme.bilaterals.migrations.0050_marks_keep_what_they_made programme.bilaterals.migrations.0060_asks_share_a_candidate programme.bilaterals.migrations.0070_brief_papers programme.bilaterals.migrations.0071_notices_say_who_left intersessional.desk.migrations.0001_statistics_and_exports programme.interventions.migrations.0001_initial programme.interventions.migrations.0002_kept_true_by_the_database programme.interventions.migrations.0003_run_floor programme.interventions.migrations.0004_statements programme.interventions.migrations.0006_printouts programme.interventions.migrations.0005_calls_taken_back programme.interventions.migrations.0007_name_told_in_the_room programme.interventions.migrations.0008_exchanges_of_places programme.interventions.migrations.0009_a_rehearsal_did_not_happen registration.mailings.migrations.0001_initial registration.mailings.migrations.0002_kept_true_by_the_database allauth.mfa.migrations.0001_initial allauth.mfa.migrations.0002_authenticator_timestamps allauth.mfa.migrations.0003_authenticator_type_uniq intersessional.outbox.migrations.0001_initial intersessional.outbox.migrations.0002_secrets intersessional.outbox.migrations.0003_held_and_many intersessional.outbox.migrations.0004_kept_inside intersessional.outbox.migrations.0005_mails_that_came_back intersessional.outbox.migrations.0006_index_failed_messages intersessional.outbox.migrations.0007_tries_cut_short intersessional.privacy.migrations.0001_initial intersessional.privacy.migrations.0002_erasing_may_blank intersessional.privacy.migrations.0003_messages_forget_who_was_left_out intersessional.privacy.migrations.0004_rehearsed_messages_go django.contrib.sessions.migrations.0001_initial
-- Dumped from database version 18.6
-- Dumped by pg_dump version 18.6
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
COMMENT ON EXTENSION unaccent IS 'text search dictionary that removes accents';
CREATE FUNCTION public.accounts_keep_an_administrator() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.is_superuser AND NEW.is_active THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('accounts/last administrator', 0));
    IF NOT EXISTS (SELECT FROM accounts_user WHERE is_superuser AND is_active) THEN
        RAISE EXCEPTION 'the last administrator stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'user_last_administrator';
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.agenda_check_one_meeting(of_session bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM agenda_session AS session
        LEFT JOIN agenda_room AS room ON room.id = session.room_id
        LEFT JOIN agenda_contributor AS chair ON chair.id = session.chair_id
        LEFT JOIN agenda_segment AS segment ON segment.session_id = session.id
        LEFT JOIN agenda_item AS item ON item.id = segment.item_id
        LEFT JOIN agenda_panel AS panel ON panel.segment_id = segment.id
        LEFT JOIN agenda_contributor AS moderator ON moderator.id = panel.moderator_id
        LEFT JOIN agenda_panellist AS panellist ON panellist.panel_id = panel.id
        LEFT JOIN agenda_contributor AS seated ON seated.id = panellist.contributor_id
        WHERE session.id = of_session AND (
            room.meeting_id <> session.meeting_id OR chair.meeting_id <> session.meeting_id
            OR item.meeting_id <> session.meeting_id OR moderator.meeting_id <> session.meeting_id
            OR seated.meeting_id <> session.meeting_id)
    ) THEN
        RAISE EXCEPTION 'session_of_one_meeting: a session is made of parts of its own meeting'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_of_one_meeting';
    END IF;
END $$;
CREATE FUNCTION public.agenda_keep_publications() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'publication_stays_as_it_is: a published version cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_stays_as_it_is';
END $$;
CREATE FUNCTION public.agenda_panel_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agenda_settle(session_id) FROM agenda_segment
        WHERE id = OLD.segment_id OR id = NEW.segment_id;
    RETURN NULL;
END $$;
CREATE FUNCTION public.agenda_panellist_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agenda_settle(segment.session_id) FROM agenda_segment AS segment
        JOIN agenda_panel AS panel ON panel.segment_id = segment.id
        WHERE panel.id = OLD.panel_id OR panel.id = NEW.panel_id;
    RETURN NULL;
END $$;
CREATE FUNCTION public.agenda_place_people(of_session bigint) RETURNS void
    LANGUAGE sql
    AS $$
    DELETE FROM agenda_presence WHERE session_id = of_session;
    INSERT INTO agenda_presence (contributor_id, session_id, period)
    WITH session AS (
        SELECT id, chair_id, begins_at, ends_at FROM agenda_session WHERE id = of_session
    ), placed AS (
        SELECT segment.id, session.begins_at
                + make_interval(mins => (SUM(minutes) OVER (ORDER BY position) - minutes)::int) AS begins_at,
            session.begins_at
                + make_interval(mins => (SUM(minutes) OVER (ORDER BY position))::int) AS ends_at
        FROM agenda_segment AS segment JOIN session ON session.id = segment.session_id
    )
    SELECT chair_id, id, tstzrange(begins_at, ends_at) FROM session WHERE chair_id IS NOT NULL
    UNION ALL
    SELECT panel.moderator_id, of_session, tstzrange(placed.begins_at, placed.ends_at)
        FROM agenda_panel AS panel JOIN placed ON placed.id = panel.segment_id
        WHERE panel.moderator_id IS NOT NULL
    UNION ALL
    SELECT panellist.contributor_id, of_session, tstzrange(placed.begins_at, placed.ends_at)
        FROM agenda_panellist AS panellist
        JOIN agenda_panel AS panel ON panel.id = panellist.panel_id
        JOIN placed ON placed.id = panel.segment_id;
$$;
CREATE FUNCTION public.agenda_segment_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM agenda_settle(OLD.session_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM agenda_settle(NEW.session_id); END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.agenda_session_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM agenda_settle(NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.agenda_settle(of_session bigint) RETURNS void
    LANGUAGE sql
    AS $$
    SELECT agenda_check_one_meeting(of_session);
    SELECT agenda_place_people(of_session) WHERE EXISTS (SELECT FROM agenda_session WHERE id = of_session);
$$;
CREATE FUNCTION public.agenda_stamp() RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN (
        SELECT md5(string_agg(concat_ws(' ', to_jsonb(meeting) - 'last_receipt',
            (SELECT max(number) FROM agenda_publication WHERE meeting_id = meeting.id),
            EXISTS (SELECT FROM agenda_document
                WHERE meeting_id = meeting.id AND item_uid = '' AND removed_at IS NULL)
        ), ',' ORDER BY meeting.id)) FROM meetings_meeting AS meeting
    );
END
$$;
CREATE FUNCTION public.attendance_final_is_the_last() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.attendance_keep_files() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF attendance_may_erase() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM attendance_listversion AS version
        JOIN meetings_meeting AS meeting ON meeting.id = version.meeting_id
        WHERE version.id = OLD.version_id AND meeting.stage <> 'open'
    ) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.printed_at IS NULL AND (NEW.version_id, NEW.language, NEW.format)
            = (OLD.version_id, OLD.language, OLD.format) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'list_file_stays_as_it_is: what was printed of a list cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'list_file_stays_as_it_is';
END $$;
CREATE FUNCTION public.attendance_keep_lists() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    free text[] := ARRAY['is_shown', 'shown_at', 'shown_by_id'];
BEGIN
    IF attendance_may_erase() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM meetings_meeting AS meeting
        WHERE meeting.id = OLD.meeting_id AND meeting.stage <> 'open'
    ) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'list_stays_as_it_is: a version of the list of participants cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'list_stays_as_it_is';
END $$;
CREATE FUNCTION public.attendance_may_erase() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce(current_setting('intersessional.erasing', true), '') = 'on'
$$;
CREATE FUNCTION public.bilaterals_bilateral_engaged() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bilaterals_check_engaged(NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.bilaterals_check_engaged(of_bilateral bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM bilaterals_bilateral AS bilateral
        WHERE bilateral.id = of_bilateral AND bilateral.state IN ('proposed', 'offered', 'another_time', 'accepted', 'held') AND EXISTS (
            (SELECT resource.id FROM bilaterals_candidate_hosts AS hosting
               JOIN bilaterals_host AS host ON host.id = hosting.host_id
               LEFT JOIN bilaterals_resource AS resource
                 ON resource.host_id = host.id
                 OR (host.president_chairs AND resource.president_of_id = host.meeting_id)
              WHERE hosting.candidate_id = bilateral.candidate_id
             UNION
             SELECT (SELECT id FROM bilaterals_resource WHERE room_id = bilateral.room_id)
             UNION
             SELECT (SELECT resource.id FROM bilaterals_resource AS resource
                       JOIN delegations_delegation AS delegation
                         ON delegation.entity_id = resource.entity_id
                      WHERE delegation.id = bilateral.delegation_id))
            EXCEPT
            SELECT resource_id FROM bilaterals_engagement WHERE bilateral_id = bilateral.id
        )
    ) THEN
        RAISE EXCEPTION 'bilateral_takes_what_it_needs: a host, the room or the delegation is not engaged'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bilateral_takes_what_it_needs';
    END IF;
END $$;
CREATE FUNCTION public.bilaterals_engagement_as_its_bilateral() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    SELECT tstzrange(begins_at, ends_at, '[)'), state IN ('proposed', 'offered', 'another_time', 'accepted', 'held') INTO NEW.period, NEW.is_active
      FROM bilaterals_bilateral WHERE id = NEW.bilateral_id;
    RETURN NEW;
END $$;
CREATE FUNCTION public.bilaterals_engagement_gone() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM bilaterals_check_engaged(OLD.bilateral_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.bilaterals_engagements_follow() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE bilaterals_engagement
       SET period = tstzrange(NEW.begins_at, NEW.ends_at, '[)'), is_active = NEW.state IN ('proposed', 'offered', 'another_time', 'accepted', 'held')
     WHERE bilateral_id = NEW.id;
    RETURN NULL;
END $$;
CREATE FUNCTION public.bilaterals_hosts_of_the_meeting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM bilaterals_candidate AS candidate
        JOIN bilaterals_host AS host ON host.id = NEW.host_id AND host.meeting_id = candidate.meeting_id
        WHERE candidate.id = NEW.candidate_id
    ) THEN
        RAISE EXCEPTION 'candidate_within_one_meeting: the host is of another meeting'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'candidate_within_one_meeting';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.bilaterals_one_meeting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM bilaterals_candidate AS candidate
        JOIN agenda_room AS room ON room.id = NEW.room_id AND room.meeting_id = NEW.meeting_id
        WHERE candidate.id = NEW.candidate_id AND candidate.meeting_id = NEW.meeting_id
          AND candidate.delegation_id = NEW.delegation_id
    ) THEN
        RAISE EXCEPTION 'bilateral_within_one_meeting: candidate, delegation and room do not belong together'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bilateral_within_one_meeting';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.bilaterals_resource_of_entity_id() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO bilaterals_resource (entity_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION public.bilaterals_resource_of_host_id() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO bilaterals_resource (host_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION public.bilaterals_resource_of_president_of_id() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO bilaterals_resource (president_of_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION public.bilaterals_resource_of_room_id() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO bilaterals_resource (room_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION public.interventions_keep_events() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('intersessional.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;
    -- As before: what belongs to a meeting that was never open goes with its rehearsal.
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM agenda_segment AS segment
        JOIN agenda_session AS session ON session.id = segment.session_id
        JOIN meetings_meeting AS meeting ON meeting.id = session.meeting_id
        WHERE segment.id = OLD.segment_id AND meeting.stage <> 'open'
        ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'floor_event_stays_as_it_is: what happened cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'floor_event_stays_as_it_is';
END $$;
CREATE FUNCTION public.interventions_keep_statements() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('intersessional.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;
    -- As before: what belongs to a meeting that was never open goes with its rehearsal.
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM interventions_intervention AS intervention
        JOIN delegations_delegation AS delegation ON delegation.id = intervention.delegation_id
        JOIN meetings_meeting AS meeting ON meeting.id = delegation.meeting_id
        WHERE intervention.id = OLD.intervention_id AND meeting.stage <> 'open'
        ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'statement_stays_as_it_is: a statement, and what was decided on it, is kept'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_stays_as_it_is';
END $$;
CREATE FUNCTION public.interventions_one_meeting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM agenda_segment AS segment
        JOIN agenda_session AS session ON session.id = segment.session_id
        JOIN delegations_delegation AS delegation ON delegation.meeting_id = session.meeting_id
        WHERE segment.id = NEW.segment_id AND delegation.id = NEW.delegation_id
    ) THEN
        RAISE EXCEPTION 'intervention_within_one_meeting: the delegation is of another meeting'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'intervention_within_one_meeting';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.mailings_recipient_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (
            SELECT FROM mailings_mailing WHERE id = NEW.mailing_id AND sent_at IS NOT NULL
        ) THEN
            RAISE EXCEPTION 'recipient_of_a_sent_message: the message is a draft'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'recipient_of_a_sent_message';
        END IF;
    ELSIF (to_jsonb(NEW) - 'email' - 'values' - 'key')
          IS DISTINCT FROM (to_jsonb(OLD) - 'email' - 'values' - 'key')
       OR ((NEW.email, NEW."values", NEW.key) IS DISTINCT FROM (OLD.email, OLD."values", OLD.key)
           AND NOT (NEW.email = '' AND NEW."values" = '{}'::jsonb))
    THEN
        RAISE EXCEPTION 'recipient_stays: what was sent to somebody does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recipient_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.mailings_sent_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    free text[] := ARRAY['stopped_at', 'stopped_by_id'];
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM meetings_meeting AS meeting
        WHERE meeting.id = OLD.meeting_id AND meeting.stage <> 'open'
    ) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND current_setting('intersessional.erasing', true) = 'on'
       AND NEW.left_out = '{}' THEN
        free := free || ARRAY['left_out'];
    END IF;
    IF OLD.sent_at IS NOT NULL AND (
        TG_OP = 'DELETE'
        OR (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free)
        OR (OLD.stopped_at IS NOT NULL AND NEW.stopped_at IS DISTINCT FROM OLD.stopped_at)
    ) THEN
        RAISE EXCEPTION 'mailing_sent_stays: a message that was sent does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mailing_sent_stays';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TABLE public.registrations_registration (
    id bigint NOT NULL,
    receipt_number character varying(20) NOT NULL,
    receipt_token character varying(22) NOT NULL,
    badge_code character varying(19) NOT NULL,
    submission_token character varying(64) NOT NULL,
    submission_digest character varying(64) NOT NULL,
    honorific character varying(40) NOT NULL,
    given_names character varying(120) NOT NULL,
    family_name character varying(120) NOT NULL,
    function character varying(200) NOT NULL,
    department character varying(200) NOT NULL,
    role character varying(10) NOT NULL,
    "position" integer NOT NULL,
    participation character varying(15) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    languages character varying(2)[] NOT NULL,
    days date[] NOT NULL,
    gender character varying(10) NOT NULL,
    wants_visa_letter boolean NOT NULL,
    correspondence_language character varying(2) NOT NULL,
    state character varying(10) NOT NULL,
    is_late boolean NOT NULL,
    is_to_attend boolean NOT NULL,
    late_reason text NOT NULL,
    version integer NOT NULL,
    received_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    declined_at timestamp with time zone,
    decline_reason text NOT NULL,
    confirmed_by_id bigint,
    declined_by_id bigint,
    delegation_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    person_id bigint NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by_id bigint,
    endorsed_at timestamp with time zone,
    endorsed_by_id bigint,
    merged_into_id bigint,
    replaced_by_id bigint,
    submitted_by_id bigint,
    turn bigint,
    CONSTRAINT registration_confirmed_has_time CHECK (((NOT ((state)::text = 'confirmed'::text)) OR ((confirmed_at IS NOT NULL) AND (confirmed_by_id IS NOT NULL)))),
    CONSTRAINT registration_declined_has_reason CHECK (((NOT ((state)::text = 'declined'::text)) OR ((declined_at IS NOT NULL) AND (NOT (decline_reason = ''::text))))),
    CONSTRAINT registration_endorsed_by_somebody CHECK (((endorsed_at IS NULL) OR (endorsed_by_id IS NOT NULL))),
    CONSTRAINT registration_has_days CHECK ((
CASE
    WHEN (days IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(days, 1), 0)
END > 0)),
    CONSTRAINT registration_late_has_reason CHECK (((NOT is_late) OR (NOT (late_reason = ''::text)))),
    CONSTRAINT registration_merged_into_another CHECK ((((merged_into_id IS NOT NULL) AND ((state)::text = 'merged'::text)) OR ((NOT ((state)::text = 'merged'::text)) AND (merged_into_id IS NULL)))),
    CONSTRAINT registration_replaced_by_another CHECK ((((replaced_by_id IS NOT NULL) AND ((state)::text = 'replaced'::text)) OR ((NOT ((state)::text = 'replaced'::text)) AND (replaced_by_id IS NULL)))),
    CONSTRAINT registration_request_says_why CHECK (((NOT ((state)::text = 'requested'::text)) OR is_late OR is_to_attend)),
    CONSTRAINT registration_withdrawn_has_time CHECK (((NOT ((state)::text = 'withdrawn'::text)) OR (withdrawn_at IS NOT NULL))),
    CONSTRAINT registrations_registration_position_check CHECK (("position" >= 0)),
    CONSTRAINT registrations_registration_version_check CHECK ((version >= 0))
);
CREATE FUNCTION public.registration_alike(folded text) RETURNS SETOF public.registrations_registration
    LANGUAGE sql STABLE STRICT ROWS 5
    SET enable_seqscan TO 'off'
    SET "pg_trgm.similarity_threshold" TO '0.4'
    AS $$
            SELECT * FROM public.registrations_registration
            WHERE public.registration_folded(given_names || ' ' || family_name)
                OPERATOR(public.%) folded
        $$;
CREATE FUNCTION public.registration_folded(name text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent', name)) $$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_limit (
    key character varying(64) NOT NULL,
    tries integer NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT accounts_limit_tries_check CHECK ((tries >= 0))
);
CREATE TABLE public.accounts_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    is_privileged boolean NOT NULL,
    opened_at timestamp with time zone,
    seen_at timestamp with time zone NOT NULL,
    agent character varying(200) NOT NULL,
    user_id bigint
);
CREATE TABLE public.accounts_signin (
    id bigint NOT NULL,
    address_key character varying(64) NOT NULL,
    method character varying(20) NOT NULL,
    outcome character varying(20) NOT NULL,
    network character varying(50) NOT NULL,
    browser character varying(20) NOT NULL,
    system character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint
);
ALTER TABLE public.accounts_signin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_signin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_signincode (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    address_key character varying(64) NOT NULL,
    language character varying(5) NOT NULL,
    digest character varying(64) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT accounts_signincode_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.accounts_signincode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_signincode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_staffinvitation (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(200) NOT NULL,
    roles character varying(30)[] NOT NULL,
    language character varying(5) NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    sendings smallint NOT NULL,
    digest character varying(64) NOT NULL,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    invited_by_id bigint NOT NULL,
    user_id bigint,
    CONSTRAINT accounts_staffinvitation_sendings_check CHECK ((sendings >= 0)),
    CONSTRAINT staff_invitation_ends_once CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL)))
);
ALTER TABLE public.accounts_staffinvitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_staffinvitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(200) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    function_en character varying(100) DEFAULT ''::character varying NOT NULL,
    function_fr character varying(100) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT user_email_is_lower_case CHECK (((email)::text = lower((email)::text)))
);
CREATE TABLE public.accounts_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.accounts_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.accounts_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_contributor (
    id bigint NOT NULL,
    uid character varying(20) NOT NULL,
    version integer NOT NULL,
    name character varying(200) NOT NULL,
    function_en character varying(200) NOT NULL,
    function_fr character varying(200) NOT NULL,
    function_es character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    gender character varying(10) NOT NULL,
    entity_id bigint,
    meeting_id bigint NOT NULL,
    CONSTRAINT agenda_contributor_version_check CHECK ((version >= 0)),
    CONSTRAINT contributor_has_a_name_or_a_function CHECK (((NOT ((name)::text = ''::text)) OR (NOT ((function_en)::text = ''::text))))
);
ALTER TABLE public.agenda_contributor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_contributor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_document (
    id bigint NOT NULL,
    uid character varying(20) NOT NULL,
    version integer NOT NULL,
    added_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    item_uid character varying(20) NOT NULL,
    title_en character varying(200) NOT NULL,
    title_fr character varying(200) NOT NULL,
    title_es character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    restricted_until_at timestamp with time zone,
    added_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    removed_by_id bigint,
    CONSTRAINT agenda_document_position_check CHECK (("position" >= 0)),
    CONSTRAINT agenda_document_version_check CHECK ((version >= 0)),
    CONSTRAINT document_has_a_title CHECK ((NOT ((title_en)::text = ''::text))),
    CONSTRAINT document_removed_by_somebody CHECK ((((removed_at IS NULL) AND (removed_by_id IS NULL)) OR ((removed_at IS NOT NULL) AND (removed_by_id IS NOT NULL))))
);
ALTER TABLE public.agenda_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_documentfile (
    id bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    language character varying(2) NOT NULL,
    file character varying(100) NOT NULL,
    file_name character varying(100) NOT NULL,
    content_type character varying(100) NOT NULL,
    size_bytes integer,
    sha256 character varying(64) NOT NULL,
    link character varying(500) NOT NULL,
    added_by_id bigint NOT NULL,
    document_id bigint NOT NULL,
    removed_by_id bigint,
    CONSTRAINT agenda_documentfile_size_bytes_check CHECK ((size_bytes >= 0)),
    CONSTRAINT document_file_has_a_fingerprint CHECK (((((file)::text = ''::text) AND ((sha256)::text = ''::text)) OR ((NOT ((file)::text = ''::text)) AND ((sha256)::text ~ '^[0-9a-f]{64}$'::text)))),
    CONSTRAINT document_file_has_a_size_within_the_limit CHECK (((((file)::text = ''::text) AND (size_bytes IS NULL)) OR ((NOT ((file)::text = ''::text)) AND (size_bytes > 0) AND (size_bytes IS NOT NULL) AND (size_bytes <= 10485760)))),
    CONSTRAINT document_file_is_an_upload_or_a_link CHECK ((((NOT ((file)::text = ''::text)) AND ((link)::text = ''::text)) OR (((file)::text = ''::text) AND (NOT ((link)::text = ''::text))))),
    CONSTRAINT document_file_is_of_a_known_kind CHECK (((((content_type)::text = ''::text) AND ((file)::text = ''::text) AND ((file_name)::text = ''::text)) OR ((NOT ((file)::text = ''::text)) AND ((content_type)::text = ANY ((ARRAY['application/pdf'::character varying, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'::character varying, 'image/jpeg'::character varying, 'image/png'::character varying])::text[])) AND (NOT ((file_name)::text = ''::text))))),
    CONSTRAINT document_file_removed_by_somebody CHECK ((((removed_at IS NULL) AND (removed_by_id IS NULL)) OR ((removed_at IS NOT NULL) AND (removed_by_id IS NOT NULL)))),
    CONSTRAINT document_link_is_https CHECK ((((link)::text = ''::text) OR ((link)::text ~~ 'https://%'::text)))
);
ALTER TABLE public.agenda_documentfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_documentfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_draftedit (
    id bigint NOT NULL,
    verb character varying(40) NOT NULL,
    rows jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    by_id bigint,
    meeting_id bigint NOT NULL,
    undoes_id bigint,
    CONSTRAINT draft_edit_undo_is_final CHECK (((undoes_id IS NULL) OR (undone_at IS NULL)))
);
ALTER TABLE public.agenda_draftedit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_draftedit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_edition (
    id bigint NOT NULL,
    language character varying(2) NOT NULL,
    pdf bytea,
    sha256 character varying(64) NOT NULL,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    publication_id bigint NOT NULL,
    CONSTRAINT agenda_edition_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT edition_is_printed_whole CHECK ((((pdf IS NULL) AND (printed_at IS NULL) AND ((sha256)::text = ''::text)) OR ((pdf IS NOT NULL) AND (printed_at IS NOT NULL) AND ((sha256)::text ~ '^[0-9a-f]{64}$'::text))))
);
ALTER TABLE public.agenda_edition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_item (
    id bigint NOT NULL,
    uid character varying(20) NOT NULL,
    version integer NOT NULL,
    number smallint NOT NULL,
    title_en character varying(200) NOT NULL,
    title_fr character varying(200) NOT NULL,
    title_es character varying(200) NOT NULL,
    summary_en text NOT NULL,
    summary_fr text NOT NULL,
    summary_es text NOT NULL,
    committee_id bigint,
    meeting_id bigint NOT NULL,
    CONSTRAINT agenda_item_number_check CHECK ((number >= 0)),
    CONSTRAINT agenda_item_version_check CHECK ((version >= 0)),
    CONSTRAINT item_number_begins_at_one CHECK ((number >= 1))
);
ALTER TABLE public.agenda_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_notice (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    name character varying(200) NOT NULL,
    reasons jsonb NOT NULL,
    person_uids jsonb NOT NULL,
    item_uids jsonb NOT NULL,
    is_whole boolean NOT NULL,
    publication_id bigint NOT NULL,
    since_id bigint,
    CONSTRAINT notice_address_is_lower_case CHECK (((email)::text = lower((email)::text)))
);
ALTER TABLE public.agenda_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_panel (
    id bigint NOT NULL,
    uid character varying(20) NOT NULL,
    version integer NOT NULL,
    title_en character varying(200) NOT NULL,
    title_fr character varying(200) NOT NULL,
    title_es character varying(200) NOT NULL,
    moderator_id bigint,
    segment_id bigint NOT NULL,
    CONSTRAINT agenda_panel_version_check CHECK ((version >= 0))
);
ALTER TABLE public.agenda_panel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_panel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_panellist (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    topic_en character varying(200) NOT NULL,
    topic_fr character varying(200) NOT NULL,
    topic_es character varying(200) NOT NULL,
    contributor_id bigint NOT NULL,
    panel_id bigint NOT NULL,
    CONSTRAINT agenda_panellist_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.agenda_panellist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_panellist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_personalcalendar (
    id bigint NOT NULL,
    key_sha256 character varying(64) NOT NULL,
    sealed_key bytea NOT NULL,
    is_whole boolean NOT NULL,
    language character varying(2) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    meeting_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.agenda_personalcalendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_personalcalendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_presence (
    id bigint NOT NULL,
    period tstzrange NOT NULL,
    contributor_id bigint NOT NULL,
    session_id bigint NOT NULL
);
ALTER TABLE public.agenda_presence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_presence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_publication (
    id bigint NOT NULL,
    number integer NOT NULL,
    content jsonb NOT NULL,
    note_en text NOT NULL,
    note_fr text NOT NULL,
    note_es text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    meeting_id bigint NOT NULL,
    published_by_id bigint,
    token character varying(64),
    CONSTRAINT agenda_publication_number_check CHECK ((number >= 0)),
    CONSTRAINT publication_has_a_note CHECK ((NOT (note_en = ''::text))),
    CONSTRAINT publication_number_begins_at_one CHECK ((number >= 1))
);
ALTER TABLE public.agenda_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_room (
    id bigint NOT NULL,
    uid character varying(20) NOT NULL,
    version integer NOT NULL,
    name_en character varying(200) NOT NULL,
    name_fr character varying(200) NOT NULL,
    name_es character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    is_accessible boolean NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT agenda_room_position_check CHECK (("position" >= 0)),
    CONSTRAINT agenda_room_version_check CHECK ((version >= 0))
);
ALTER TABLE public.agenda_room ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_room_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_segment (
    id bigint NOT NULL,
    uid character varying(20) NOT NULL,
    version integer NOT NULL,
    "position" smallint NOT NULL,
    title_en character varying(200) NOT NULL,
    title_fr character varying(200) NOT NULL,
    title_es character varying(200) NOT NULL,
    minutes smallint NOT NULL,
    audience character varying(20) NOT NULL,
    order_rule character varying(20) NOT NULL,
    national_minutes smallint NOT NULL,
    group_minutes smallint NOT NULL,
    organisation_minutes smallint NOT NULL,
    requests_open_at timestamp with time zone,
    requests_close_at timestamp with time zone,
    about_id bigint,
    item_id bigint,
    session_id bigint NOT NULL,
    CONSTRAINT agenda_segment_group_minutes_check CHECK ((group_minutes >= 0)),
    CONSTRAINT agenda_segment_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT agenda_segment_national_minutes_check CHECK ((national_minutes >= 0)),
    CONSTRAINT agenda_segment_organisation_minutes_check CHECK ((organisation_minutes >= 0)),
    CONSTRAINT agenda_segment_position_check CHECK (("position" >= 0)),
    CONSTRAINT agenda_segment_version_check CHECK ((version >= 0)),
    CONSTRAINT segment_about_a_request_only CHECK (((about_id IS NULL) OR ((audience)::text = 'request'::text))),
    CONSTRAINT segment_has_an_item_or_is_a_break CHECK ((((item_id IS NOT NULL) OR ((audience)::text = 'break'::text)) AND (1 = (
CASE
    WHEN (item_id IS NOT NULL) THEN 1
    ELSE 0
END +
CASE
    WHEN ((audience)::text = 'break'::text) THEN 1
    ELSE 0
END)))),
    CONSTRAINT segment_requests_open_before_they_close CHECK (((requests_open_at IS NULL) OR (requests_close_at IS NULL) OR (requests_open_at < requests_close_at))),
    CONSTRAINT segment_statements_take_time CHECK (((national_minutes >= 1) AND (group_minutes >= 1) AND (organisation_minutes >= 1))),
    CONSTRAINT segment_takes_time CHECK (((minutes >= 1) AND (minutes <= 600)))
);
ALTER TABLE public.agenda_segment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_segment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_session (
    id bigint NOT NULL,
    uid character varying(20) NOT NULL,
    version integer NOT NULL,
    title_en character varying(200) NOT NULL,
    title_fr character varying(200) NOT NULL,
    title_es character varying(200) NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    chair_id bigint,
    meeting_id bigint NOT NULL,
    room_id bigint,
    CONSTRAINT agenda_session_version_check CHECK ((version >= 0)),
    CONSTRAINT session_begins_before_it_ends CHECK ((begins_at < ends_at))
);
ALTER TABLE public.agenda_session ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agenda_subscription (
    id bigint NOT NULL,
    item_uid character varying(20) NOT NULL,
    language character varying(2) NOT NULL,
    subscribed_at timestamp with time zone NOT NULL,
    meeting_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.agenda_subscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agenda_subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.attendance_badge (
    id bigint NOT NULL,
    number smallint NOT NULL,
    code character varying(19) NOT NULL,
    language character varying(2) NOT NULL,
    facts jsonb NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(200) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    printed_at timestamp with time zone,
    ended_at timestamp with time zone,
    issued_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    registration_id bigint NOT NULL,
    CONSTRAINT attendance_badge_number_check CHECK ((number >= 0)),
    CONSTRAINT badge_ended_has_time CHECK ((((ended_at IS NULL) AND ((state)::text = 'valid'::text)) OR ((NOT ((state)::text = 'valid'::text)) AND (ended_at IS NOT NULL))))
);
ALTER TABLE public.attendance_badge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_badge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.attendance_badgeprint (
    id bigint NOT NULL,
    token character varying(64) NOT NULL,
    layout character varying(10) NOT NULL,
    language character varying(2) NOT NULL,
    scope character varying(10) NOT NULL,
    of character varying(250) NOT NULL,
    count integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    pdf bytea,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    asked_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT attendance_badgeprint_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT attendance_badgeprint_count_check CHECK ((count >= 0)),
    CONSTRAINT badge_print_has_badges CHECK ((count > 0)),
    CONSTRAINT badge_print_is_printed_whole CHECK ((((pdf IS NULL) AND (printed_at IS NULL)) OR ((pdf IS NOT NULL) AND (printed_at IS NOT NULL))))
);
ALTER TABLE public.attendance_badgeprint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_badgeprint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.attendance_badgesheet (
    id bigint NOT NULL,
    number smallint NOT NULL,
    badges bigint[] NOT NULL,
    pdf bytea,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    order_id bigint NOT NULL,
    CONSTRAINT attendance_badgesheet_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT attendance_badgesheet_number_check CHECK ((number >= 0))
);
ALTER TABLE public.attendance_badgesheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_badgesheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.attendance_certificate (
    id bigint NOT NULL,
    language character varying(2) NOT NULL,
    is_bulk boolean NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    letter_id bigint,
    meeting_id bigint NOT NULL,
    ordered_by_id bigint NOT NULL,
    registration_id bigint NOT NULL,
    CONSTRAINT attendance_certificate_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.attendance_certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.attendance_correction (
    id bigint NOT NULL,
    honorific character varying(40) NOT NULL,
    given_names character varying(120) NOT NULL,
    family_name character varying(120) NOT NULL,
    function character varying(200) NOT NULL,
    department character varying(200) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    language character varying(2) NOT NULL,
    state character varying(10) NOT NULL,
    answer text NOT NULL,
    decided_at timestamp with time zone,
    asked_by_id bigint NOT NULL,
    decided_by_id bigint,
    registration_id bigint NOT NULL,
    seen jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT correction_decided_by_somebody CHECK ((((state)::text = 'open'::text) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT correction_rejected_has_a_reason CHECK (((NOT ((state)::text = 'rejected'::text)) OR (NOT (answer = ''::text))))
);
ALTER TABLE public.attendance_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.attendance_listfile (
    id bigint NOT NULL,
    language character varying(2) NOT NULL,
    format character varying(4) NOT NULL,
    file bytea,
    sha256 character varying(64) NOT NULL,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT attendance_listfile_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT list_file_is_printed_whole CHECK ((((file IS NULL) AND (printed_at IS NULL) AND ((sha256)::text = ''::text)) OR ((file IS NOT NULL) AND (printed_at IS NOT NULL) AND (NOT ((sha256)::text = ''::text)))))
);
ALTER TABLE public.attendance_listfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_listfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.attendance_listversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    kind character varying(12) NOT NULL,
    population character varying(20) NOT NULL,
    note text NOT NULL,
    reason text NOT NULL,
    content jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    token character varying(64) NOT NULL,
    is_shown boolean NOT NULL,
    shown_at timestamp with time zone,
    made_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    shown_by_id bigint,
    CONSTRAINT attendance_listversion_number_check CHECK ((number >= 0)),
    CONSTRAINT list_corrected_has_a_reason CHECK (((NOT ((kind)::text = 'corrected'::text)) OR (NOT (reason = ''::text)))),
    CONSTRAINT list_number_begins_at_one CHECK ((number >= 1)),
    CONSTRAINT list_shown_by_somebody CHECK (((NOT is_shown) OR ((shown_at IS NOT NULL) AND (shown_by_id IS NOT NULL))))
);
ALTER TABLE public.attendance_listversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_listversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.attendance_passage (
    id bigint NOT NULL,
    day date NOT NULL,
    act character varying(10) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    written_at timestamp with time zone NOT NULL,
    place character varying(40) NOT NULL,
    way character varying(10) NOT NULL,
    key character varying(36) NOT NULL,
    taken_back_at timestamp with time zone,
    by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    registration_id bigint NOT NULL,
    taken_back_by_id bigint,
    CONSTRAINT checkin_taken_back_by_somebody CHECK ((((taken_back_at IS NULL) AND (taken_back_by_id IS NULL)) OR ((taken_back_at IS NOT NULL) AND (taken_back_by_id IS NOT NULL))))
);
ALTER TABLE public.attendance_passage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.attendance_passage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.audit_auditentry (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(60) NOT NULL,
    subject_type character varying(60) NOT NULL,
    subject_id bigint NOT NULL,
    values_digest character varying(64) NOT NULL,
    written_at timestamp with time zone NOT NULL,
    by_id bigint
);
ALTER TABLE public.audit_auditentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_auditentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.audit_auditseal (
    "position" bigint NOT NULL,
    entry_id bigint NOT NULL,
    digest character varying(64) NOT NULL
);
CREATE TABLE public.audit_auditvalues (
    entry_id bigint NOT NULL,
    salt character varying(32) NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_absence (
    id bigint NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    reason character varying(200) NOT NULL,
    meeting_id bigint NOT NULL,
    resource_id bigint NOT NULL,
    CONSTRAINT absence_begins_before_it_ends CHECK ((begins_at < ends_at))
);
ALTER TABLE public.bilaterals_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_ask (
    id bigint NOT NULL,
    token character varying(22) NOT NULL,
    reason text NOT NULL,
    wishes text NOT NULL,
    language character varying(2) NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    answer text NOT NULL,
    asked_by_id bigint NOT NULL,
    decided_by_id bigint,
    delegation_id bigint NOT NULL,
    candidate_id bigint,
    host_id bigint NOT NULL,
    CONSTRAINT ask_refused_has_an_answer CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT (answer = ''::text)))),
    CONSTRAINT ask_says_when_it_was_decided CHECK ((((decided_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (decided_at IS NOT NULL))))
);
ALTER TABLE public.bilaterals_ask ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_ask_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_bilateral (
    id bigint NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    code character varying(22) NOT NULL,
    state character varying(15) NOT NULL,
    is_pinned boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    offered_at timestamp with time zone,
    expires_at timestamp with time zone,
    reminded_at timestamp with time zone,
    sequence integer NOT NULL,
    answered_at timestamp with time zone,
    answer text NOT NULL,
    wanted_at timestamp with time zone,
    arrived_at timestamp with time zone,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    late_minutes smallint NOT NULL,
    answered_by_id bigint,
    created_by_id bigint,
    delegation_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    room_id bigint NOT NULL,
    candidate_id bigint NOT NULL,
    CONSTRAINT bilateral_another_time_is_named CHECK (((NOT ((state)::text = 'another_time'::text)) OR (wanted_at IS NOT NULL))),
    CONSTRAINT bilateral_begins_before_it_ends CHECK ((begins_at < ends_at)),
    CONSTRAINT bilateral_started_before_it_ended CHECK (((ended_at IS NULL) OR (started_at IS NOT NULL))),
    CONSTRAINT bilateral_told_has_an_offer CHECK (((NOT ((state)::text = ANY ((ARRAY['accepted'::character varying, 'another_time'::character varying, 'offered'::character varying])::text[]))) OR (offered_at IS NOT NULL))),
    CONSTRAINT bilaterals_bilateral_late_minutes_check CHECK ((late_minutes >= 0)),
    CONSTRAINT bilaterals_bilateral_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT bilaterals_bilateral_version_check CHECK ((version >= 0))
);
ALTER TABLE public.bilaterals_bilateral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_bilateral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_break (
    id bigint NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    is_lunch boolean NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT break_begins_before_it_ends CHECK ((begins_at < ends_at))
);
ALTER TABLE public.bilaterals_break ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_break_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_briefpaper (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    language character varying(2) NOT NULL,
    file character varying(100) NOT NULL,
    file_name character varying(100) NOT NULL,
    content_type character varying(100) NOT NULL,
    size_bytes integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    attached_by_id bigint NOT NULL,
    bilateral_id bigint NOT NULL,
    CONSTRAINT bilaterals_briefpaper_size_bytes_check CHECK ((size_bytes >= 0)),
    CONSTRAINT brief_paper_has_a_file_of_a_known_kind CHECK ((((content_type)::text = ANY ((ARRAY['application/pdf'::character varying, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'::character varying, 'image/jpeg'::character varying, 'image/png'::character varying])::text[])) AND (NOT ((file)::text = ''::text)) AND (NOT ((file_name)::text = ''::text)))),
    CONSTRAINT brief_paper_has_a_fingerprint CHECK (((sha256)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT brief_paper_has_a_size_within_the_limit CHECK (((size_bytes > 0) AND (size_bytes <= 10485760))),
    CONSTRAINT brief_paper_has_a_title CHECK ((NOT ((title)::text = ''::text)))
);
ALTER TABLE public.bilaterals_briefpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_briefpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_candidate (
    id bigint NOT NULL,
    source character varying(10) NOT NULL,
    reason character varying(500) NOT NULL,
    rank smallint NOT NULL,
    weight smallint NOT NULL,
    minutes smallint,
    languages character varying(2)[] NOT NULL,
    needs_accessible_room boolean NOT NULL,
    is_set_aside boolean NOT NULL,
    recusal_reason character varying(500) NOT NULL,
    version integer NOT NULL,
    delegation_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    recusal_confirmed_by_id bigint,
    CONSTRAINT bilaterals_candidate_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT bilaterals_candidate_rank_check CHECK ((rank >= 0)),
    CONSTRAINT bilaterals_candidate_version_check CHECK ((version >= 0)),
    CONSTRAINT bilaterals_candidate_weight_check CHECK ((weight >= 0)),
    CONSTRAINT candidate_has_rank_and_weight CHECK (((rank >= 1) AND (weight >= 1) AND (weight <= 10))),
    CONSTRAINT candidate_meets_for_some_minutes CHECK (((minutes IS NULL) OR ((minutes >= 5) AND (minutes <= 180)))),
    CONSTRAINT candidate_recusal_confirmed_by_somebody CHECK ((((recusal_confirmed_by_id IS NULL) AND ((recusal_reason)::text = ''::text)) OR ((NOT ((recusal_reason)::text = ''::text)) AND (recusal_confirmed_by_id IS NOT NULL))))
);
CREATE TABLE public.bilaterals_candidate_hosts (
    id bigint NOT NULL,
    candidate_id bigint NOT NULL,
    host_id bigint NOT NULL
);
ALTER TABLE public.bilaterals_candidate_hosts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_candidate_hosts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.bilaterals_candidate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_candidate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_engagement (
    id bigint NOT NULL,
    part character varying(12) NOT NULL,
    period tstzrange NOT NULL,
    is_active boolean NOT NULL,
    bilateral_id bigint NOT NULL,
    resource_id bigint NOT NULL
);
ALTER TABLE public.bilaterals_engagement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_engagement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_excusal (
    id bigint NOT NULL,
    reason character varying(500) NOT NULL,
    excused_at timestamp with time zone NOT NULL,
    candidate_id bigint NOT NULL,
    entity_id bigint NOT NULL,
    excused_by_id bigint NOT NULL,
    CONSTRAINT excusal_has_a_reason CHECK ((NOT ((reason)::text = ''::text)))
);
ALTER TABLE public.bilaterals_excusal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_excusal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_host (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    "position" smallint NOT NULL,
    president_chairs boolean NOT NULL,
    minutes smallint NOT NULL,
    buffer_minutes smallint NOT NULL,
    quorum smallint NOT NULL,
    languages character varying(2)[] NOT NULL,
    committee_id bigint,
    meeting_id bigint NOT NULL,
    room_id bigint,
    CONSTRAINT bilaterals_host_buffer_minutes_check CHECK ((buffer_minutes >= 0)),
    CONSTRAINT bilaterals_host_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT bilaterals_host_position_check CHECK (("position" >= 0)),
    CONSTRAINT bilaterals_host_quorum_check CHECK ((quorum >= 0)),
    CONSTRAINT host_meets_for_some_minutes CHECK (((buffer_minutes <= 60) AND (minutes >= 5) AND (minutes <= 180))),
    CONSTRAINT host_quorum_of_a_committee CHECK (((committee_id IS NOT NULL) OR (quorum = 0))),
    CONSTRAINT host_the_president_presides_herself CHECK (((committee_id IS NOT NULL) OR president_chairs))
);
ALTER TABLE public.bilaterals_host ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_host_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_mark (
    id bigint NOT NULL,
    act character varying(10) NOT NULL,
    before jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    bilateral_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    taken_back_by_id bigint,
    after jsonb NOT NULL,
    CONSTRAINT mark_taken_back_by_somebody CHECK ((((taken_back_at IS NULL) AND (taken_back_by_id IS NULL)) OR ((taken_back_at IS NOT NULL) AND (taken_back_by_id IS NOT NULL))))
);
ALTER TABLE public.bilaterals_mark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_mark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_note (
    id bigint NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    written_at timestamp with time zone NOT NULL,
    bilateral_id bigint NOT NULL,
    host_id bigint NOT NULL,
    written_by_id bigint NOT NULL,
    CONSTRAINT bilaterals_note_version_check CHECK ((version >= 0))
);
ALTER TABLE public.bilaterals_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_notice (
    id bigint NOT NULL,
    told character varying(15) NOT NULL,
    audience character varying(12) NOT NULL,
    state character varying(15) NOT NULL,
    sequence integer NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    previous_begins_at timestamp with time zone,
    note text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    bilateral_id bigint NOT NULL,
    focal_point_id bigint,
    officer_id bigint,
    previous_room_id bigint,
    registration_id bigint,
    room_id bigint NOT NULL,
    left_id bigint,
    CONSTRAINT bilateral_notice_has_its_reader CHECK (((((audience)::text = 'delegation'::text) AND (officer_id IS NULL) AND (registration_id IS NULL)) OR (((audience)::text = 'participant'::text) AND (focal_point_id IS NULL) AND (officer_id IS NULL) AND (registration_id IS NOT NULL)) OR (((audience)::text = 'officer'::text) AND (focal_point_id IS NULL) AND (officer_id IS NOT NULL) AND (registration_id IS NULL)))),
    CONSTRAINT bilaterals_notice_sequence_check CHECK ((sequence >= 0))
);
ALTER TABLE public.bilaterals_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_officer (
    id bigint NOT NULL,
    host_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.bilaterals_officer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_officer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_participant (
    id bigint NOT NULL,
    bilateral_id bigint NOT NULL,
    registration_id bigint NOT NULL
);
ALTER TABLE public.bilaterals_participant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_participant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_plan (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    began_at timestamp with time zone,
    made_at timestamp with time zone,
    attempts smallint NOT NULL,
    lease_until timestamp with time zone,
    failure character varying(200) NOT NULL,
    result jsonb,
    settled_at timestamp with time zone,
    asked_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    settled_by_id bigint,
    CONSTRAINT bilaterals_plan_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT plan_failed_says_why CHECK (((NOT ((state)::text = 'failed'::text)) OR (NOT ((failure)::text = ''::text)))),
    CONSTRAINT plan_made_has_a_result CHECK (((NOT ((state)::text = ANY ((ARRAY['ready'::character varying, 'accepted'::character varying, 'discarded'::character varying])::text[]))) OR ((made_at IS NOT NULL) AND (result IS NOT NULL)))),
    CONSTRAINT plan_settled_by_somebody CHECK (((NOT ((state)::text = ANY ((ARRAY['accepted'::character varying, 'discarded'::character varying])::text[]))) OR ((settled_at IS NOT NULL) AND (settled_by_id IS NOT NULL))))
);
ALTER TABLE public.bilaterals_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_printout (
    id bigint NOT NULL,
    paper character varying(20) NOT NULL,
    key character varying(80) NOT NULL,
    language character varying(2) NOT NULL,
    digest character varying(64) NOT NULL,
    facts jsonb NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    pdf bytea,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT bilaterals_printout_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT bilaterals_printout_is_printed_whole CHECK ((((pdf IS NULL) AND (printed_at IS NULL)) OR ((pdf IS NOT NULL) AND (printed_at IS NOT NULL))))
);
ALTER TABLE public.bilaterals_printout ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_printout_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_resource (
    id bigint NOT NULL,
    entity_id bigint,
    host_id bigint,
    person_id bigint,
    president_of_id bigint,
    room_id bigint,
    CONSTRAINT resource_is_of_one CHECK ((((entity_id IS NOT NULL) AND (room_id IS NULL) AND (host_id IS NULL) AND (president_of_id IS NULL) AND (person_id IS NULL)) OR ((room_id IS NOT NULL) AND (entity_id IS NULL) AND (host_id IS NULL) AND (president_of_id IS NULL) AND (person_id IS NULL)) OR ((host_id IS NOT NULL) AND (entity_id IS NULL) AND (room_id IS NULL) AND (president_of_id IS NULL) AND (person_id IS NULL)) OR ((president_of_id IS NOT NULL) AND (entity_id IS NULL) AND (room_id IS NULL) AND (host_id IS NULL) AND (person_id IS NULL)) OR ((person_id IS NOT NULL) AND (entity_id IS NULL) AND (room_id IS NULL) AND (host_id IS NULL) AND (president_of_id IS NULL))))
);
ALTER TABLE public.bilaterals_resource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_resource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_sharedroom (
    id bigint NOT NULL,
    room_id bigint NOT NULL
);
ALTER TABLE public.bilaterals_sharedroom ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_sharedroom_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_wantedperiod (
    id bigint NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    candidate_id bigint NOT NULL,
    CONSTRAINT wanted_period_begins_before_it_ends CHECK ((begins_at < ends_at))
);
ALTER TABLE public.bilaterals_wantedperiod ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_wantedperiod_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bilaterals_window (
    id bigint NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    host_id bigint NOT NULL,
    CONSTRAINT window_begins_before_it_ends CHECK ((begins_at < ends_at))
);
ALTER TABLE public.bilaterals_window ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bilaterals_window_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delegations_committeemembership (
    id bigint NOT NULL,
    valid_from date,
    valid_until date,
    role character varying(10) NOT NULL,
    is_to_be_confirmed boolean NOT NULL,
    committee_id bigint NOT NULL,
    entity_id bigint NOT NULL
);
ALTER TABLE public.delegations_committeemembership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delegations_committeemembership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delegations_delegation (
    id bigint NOT NULL,
    category character varying(20) NOT NULL,
    meeting_id bigint NOT NULL,
    entity_id bigint NOT NULL
);
ALTER TABLE public.delegations_delegation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delegations_delegation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delegations_entity (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    kind character varying(20) NOT NULL,
    acronym character varying(40) NOT NULL,
    is_signatory boolean NOT NULL,
    is_un_member boolean NOT NULL,
    is_usually_invited boolean NOT NULL,
    is_provisional boolean NOT NULL,
    asked_name character varying(200) NOT NULL,
    correspondence_language character varying(2) NOT NULL,
    email character varying(254) NOT NULL,
    is_observer boolean DEFAULT false NOT NULL,
    postal_address text DEFAULT ''::text NOT NULL,
    CONSTRAINT entity_provisional_has_a_name CHECK (((NOT is_provisional) OR (NOT ((asked_name)::text = ''::text))))
);
ALTER TABLE public.delegations_entity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delegations_entity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delegations_entity_tags (
    id bigint NOT NULL,
    entity_id bigint NOT NULL,
    tag_id bigint NOT NULL
);
ALTER TABLE public.delegations_entity_tags ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delegations_entity_tags_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delegations_entityname (
    id bigint NOT NULL,
    valid_from date,
    valid_until date,
    language character varying(2) NOT NULL,
    name character varying(200) NOT NULL,
    entity_id bigint NOT NULL
);
ALTER TABLE public.delegations_entityname ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delegations_entityname_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delegations_focalpoint (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    ended_at timestamp with time zone,
    added_by_id bigint,
    approved_by_id bigint,
    delegation_id bigint NOT NULL,
    ended_by_id bigint,
    function character varying(200) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT focal_point_approved_by_somebody CHECK (((approved_at IS NULL) OR (approved_by_id IS NOT NULL)))
);
ALTER TABLE public.delegations_focalpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delegations_focalpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delegations_note (
    id bigint NOT NULL,
    reference character varying(100) NOT NULL,
    dated_on date NOT NULL,
    names character varying(200)[] NOT NULL,
    file character varying(100) NOT NULL,
    file_name character varying(100) NOT NULL,
    content_type character varying(100) NOT NULL,
    size_bytes integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    delegation_id bigint NOT NULL,
    received_by_id bigint NOT NULL,
    removed_by_id bigint,
    CONSTRAINT delegations_note_size_bytes_check CHECK ((size_bytes >= 0)),
    CONSTRAINT note_has_a_file_of_a_known_kind CHECK ((((content_type)::text = ANY ((ARRAY['application/pdf'::character varying, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'::character varying, 'image/jpeg'::character varying, 'image/png'::character varying])::text[])) AND (NOT ((file)::text = ''::text)))),
    CONSTRAINT note_has_a_fingerprint CHECK (((sha256)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT note_has_a_size_within_the_limit CHECK (((size_bytes > 0) AND (size_bytes <= 10485760))),
    CONSTRAINT note_removed_by_somebody CHECK ((((removed_at IS NULL) AND (removed_by_id IS NULL)) OR ((removed_at IS NOT NULL) AND (removed_by_id IS NOT NULL))))
);
ALTER TABLE public.delegations_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delegations_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delegations_partystatus (
    id bigint NOT NULL,
    valid_from date,
    valid_until date,
    entity_id bigint NOT NULL
);
ALTER TABLE public.delegations_partystatus ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delegations_partystatus_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delegations_tag (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL
);
ALTER TABLE public.delegations_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delegations_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.desk_export (
    id bigint NOT NULL,
    language character varying(2) NOT NULL,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    dataset character varying(20) NOT NULL,
    format character varying(4) NOT NULL,
    columns character varying(40)[] NOT NULL,
    filters jsonb NOT NULL,
    reason character varying(300) NOT NULL,
    wanted integer NOT NULL,
    done integer NOT NULL,
    file bytea,
    asked_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT desk_export_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT desk_export_done_check CHECK ((done >= 0)),
    CONSTRAINT desk_export_wanted_check CHECK ((wanted >= 0)),
    CONSTRAINT export_has_columns CHECK ((
CASE
    WHEN (columns IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(columns, 1), 0)
END > 0)),
    CONSTRAINT export_is_made_whole CHECK ((((file IS NULL) AND (printed_at IS NULL)) OR ((file IS NOT NULL) AND (printed_at IS NOT NULL))))
);
ALTER TABLE public.desk_export ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.desk_printedstatistics (
    id bigint NOT NULL,
    language character varying(2) NOT NULL,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    pdf bytea,
    publication_id bigint NOT NULL,
    CONSTRAINT desk_printedstatistics_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT printed_statistics_are_whole CHECK ((((pdf IS NULL) AND (printed_at IS NULL)) OR ((pdf IS NOT NULL) AND (printed_at IS NOT NULL))))
);
ALTER TABLE public.desk_printedstatistics ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_printedstatistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.desk_statisticspublication (
    id bigint NOT NULL,
    figures jsonb NOT NULL,
    basis jsonb NOT NULL,
    published_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by_id bigint,
    meeting_id bigint NOT NULL,
    published_by_id bigint NOT NULL,
    CONSTRAINT statistics_ended_by_somebody CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL)) OR ((ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL))))
);
ALTER TABLE public.desk_statisticspublication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.desk_statisticspublication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id bigint NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);
ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.interventions_disclosure (
    id bigint NOT NULL,
    step character varying(10) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    intervention_id bigint NOT NULL,
    statement_id bigint,
    CONSTRAINT disclosure_by_hand_has_a_reason CHECK (((NOT ((step)::text = ANY ((ARRAY['release'::character varying, 'hold'::character varying])::text[]))) OR (NOT (reason = ''::text)))),
    CONSTRAINT disclosure_is_of_a_request_or_of_a_version CHECK ((((statement_id IS NULL) AND ((step)::text = ANY ((ARRAY['release'::character varying, 'hold'::character varying])::text[]))) OR ((statement_id IS NOT NULL) AND ((step)::text = ANY ((ARRAY['publish'::character varying, 'take_back'::character varying])::text[])))))
);
ALTER TABLE public.interventions_disclosure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.interventions_disclosure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.interventions_floorevent (
    id bigint NOT NULL,
    number integer NOT NULL,
    verb character varying(20) NOT NULL,
    data jsonb NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    segment_id bigint NOT NULL,
    intervention_id bigint,
    CONSTRAINT floor_event_is_of_a_request_or_of_the_list CHECK ((((intervention_id IS NOT NULL) OR (NOT ((verb)::text = ANY ((ARRAY['call'::character varying, 'decline'::character varying, 'deliver'::character varying, 'extend'::character varying, 'interrupt'::character varying, 'list'::character varying, 'move'::character varying, 'pause'::character varying, 'recall'::character varying, 'regrade'::character varying, 'request'::character varying, 'resume'::character varying, 'skip'::character varying, 'start'::character varying, 'swap'::character varying, 'take_back'::character varying, 'uncall'::character varying, 'withdraw'::character varying, 'write'::character varying])::text[])))) AND (1 = (
CASE
    WHEN (intervention_id IS NOT NULL) THEN 1
    ELSE 0
END +
CASE
    WHEN (NOT ((verb)::text = ANY ((ARRAY['call'::character varying, 'decline'::character varying, 'deliver'::character varying, 'extend'::character varying, 'interrupt'::character varying, 'list'::character varying, 'move'::character varying, 'pause'::character varying, 'recall'::character varying, 'regrade'::character varying, 'request'::character varying, 'resume'::character varying, 'skip'::character varying, 'start'::character varying, 'swap'::character varying, 'take_back'::character varying, 'uncall'::character varying, 'withdraw'::character varying, 'write'::character varying])::text[]))) THEN 1
    ELSE 0
END)))),
    CONSTRAINT interventions_floorevent_number_check CHECK ((number >= 0))
);
ALTER TABLE public.interventions_floorevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.interventions_floorevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.interventions_floorright (
    id bigint NOT NULL,
    given_at timestamp with time zone NOT NULL,
    given_by_id bigint NOT NULL,
    registration_id bigint NOT NULL
);
ALTER TABLE public.interventions_floorright ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.interventions_floorright_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.interventions_intervention (
    id bigint NOT NULL,
    arrival integer NOT NULL,
    received_at timestamp with time zone NOT NULL,
    token character varying(40) NOT NULL,
    digest character varying(64) NOT NULL,
    version integer NOT NULL,
    correspondence_language character varying(2) NOT NULL,
    kind character varying(20) NOT NULL,
    on_behalf_of character varying(200) NOT NULL,
    protocol_level smallint NOT NULL,
    is_written_only boolean NOT NULL,
    language character varying(2) NOT NULL,
    minutes_wished smallint,
    has_disaggregated_data boolean NOT NULL,
    note text NOT NULL,
    late_reason text NOT NULL,
    about_id bigint,
    asked_by_id bigint NOT NULL,
    delegation_id bigint NOT NULL,
    segment_id bigint NOT NULL,
    speaker_id bigint,
    name_in_the_room character varying(200) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT intervention_comment_says_on_what CHECK ((((about_id IS NOT NULL) OR (NOT ((kind)::text = 'comment'::text))) AND (1 = (
CASE
    WHEN (about_id IS NOT NULL) THEN 1
    ELSE 0
END +
CASE
    WHEN (NOT ((kind)::text = 'comment'::text)) THEN 1
    ELSE 0
END)))),
    CONSTRAINT intervention_wishes_some_minutes CHECK (((minutes_wished IS NULL) OR ((minutes_wished >= 1) AND (minutes_wished <= 60)))),
    CONSTRAINT interventions_intervention_arrival_check CHECK ((arrival >= 0)),
    CONSTRAINT interventions_intervention_minutes_wished_check CHECK ((minutes_wished >= 0)),
    CONSTRAINT interventions_intervention_protocol_level_check CHECK ((protocol_level >= 0)),
    CONSTRAINT interventions_intervention_version_check CHECK ((version >= 0))
);
ALTER TABLE public.interventions_intervention ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.interventions_intervention_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.interventions_printout (
    id bigint NOT NULL,
    language character varying(2) NOT NULL,
    digest character varying(64) NOT NULL,
    facts jsonb NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    pdf bytea,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    segment_id bigint NOT NULL,
    CONSTRAINT interventions_printout_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT printout_is_printed_whole CHECK ((((pdf IS NULL) AND (printed_at IS NULL)) OR ((pdf IS NOT NULL) AND (printed_at IS NOT NULL))))
);
ALTER TABLE public.interventions_printout ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.interventions_printout_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.interventions_statement (
    id bigint NOT NULL,
    number integer NOT NULL,
    key character varying(32) NOT NULL,
    token character varying(40) NOT NULL,
    language character varying(2) NOT NULL,
    file character varying(100) NOT NULL,
    file_name character varying(100) NOT NULL,
    content_type character varying(100) NOT NULL,
    size_bytes integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    check_against_delivery boolean NOT NULL,
    may_be_published boolean NOT NULL,
    reason text NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    intervention_id bigint NOT NULL,
    uploaded_by_id bigint NOT NULL,
    CONSTRAINT interventions_statement_number_check CHECK ((number >= 0)),
    CONSTRAINT interventions_statement_size_bytes_check CHECK ((size_bytes >= 0)),
    CONSTRAINT statement_has_a_file_of_a_known_kind CHECK ((((content_type)::text = ANY ((ARRAY['application/pdf'::character varying, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'::character varying, 'image/jpeg'::character varying, 'image/png'::character varying])::text[])) AND (NOT ((file)::text = ''::text)) AND (NOT ((file_name)::text = ''::text)))),
    CONSTRAINT statement_has_a_fingerprint CHECK (((sha256)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT statement_has_a_size_within_the_limit CHECK (((size_bytes > 0) AND (size_bytes <= 10485760)))
);
ALTER TABLE public.interventions_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.interventions_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.interventions_swap (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    reason text NOT NULL,
    void_after character varying(20) NOT NULL,
    event_number integer,
    ended_by_id bigint,
    partner_id bigint NOT NULL,
    proposed_by_id bigint NOT NULL,
    proposer_id bigint NOT NULL,
    segment_id bigint NOT NULL,
    CONSTRAINT interventions_swap_event_number_check CHECK ((event_number >= 0)),
    CONSTRAINT swap_agreed_has_its_event CHECK ((((event_number IS NOT NULL) AND ((state)::text = ANY ((ARRAY['agreed'::character varying, 'undone'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['agreed'::character varying, 'undone'::character varying])::text[]))) AND (event_number IS NULL)))),
    CONSTRAINT swap_by_hand_has_a_reason CHECK (((NOT ((state)::text = ANY ((ARRAY['declined'::character varying, 'refused'::character varying, 'undone'::character varying])::text[]))) OR (NOT (reason = ''::text)))),
    CONSTRAINT swap_is_between_two CHECK ((NOT (proposer_id = partner_id))),
    CONSTRAINT swap_says_when_it_ended CHECK ((((ended_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (ended_at IS NOT NULL)))),
    CONSTRAINT swap_void_says_after_what CHECK (((((state)::text = 'void'::text) OR ((void_after)::text = ''::text)) AND (1 = (
CASE
    WHEN ((state)::text = 'void'::text) THEN 1
    ELSE 0
END +
CASE
    WHEN ((void_after)::text = ''::text) THEN 1
    ELSE 0
END))))
);
ALTER TABLE public.interventions_swap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.interventions_swap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.letters_batch (
    id bigint NOT NULL,
    choice character varying(100) NOT NULL,
    size integer NOT NULL,
    prepared_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    paused_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    approved_by_id bigint,
    cancelled_by_id bigint,
    meeting_id bigint NOT NULL,
    paused_by_id bigint,
    prepared_by_id bigint NOT NULL,
    CONSTRAINT batch_approved_by_a_second_person CHECK (((approved_by_id IS NULL) OR (size <= 10) OR (NOT ((approved_by_id = prepared_by_id) AND (approved_by_id IS NOT NULL))))),
    CONSTRAINT batch_approved_by_somebody CHECK ((((approved_at IS NULL) AND (approved_by_id IS NULL)) OR ((approved_at IS NOT NULL) AND (approved_by_id IS NOT NULL)))),
    CONSTRAINT batch_cancelled_by_somebody CHECK ((((cancelled_at IS NULL) AND (cancelled_by_id IS NULL)) OR ((cancelled_at IS NOT NULL) AND (cancelled_by_id IS NOT NULL)))),
    CONSTRAINT batch_has_recipients CHECK ((size > 0)),
    CONSTRAINT batch_paused_by_somebody CHECK (((((paused_at IS NULL) AND (paused_by_id IS NULL)) OR ((paused_at IS NOT NULL) AND (paused_by_id IS NOT NULL))) AND ((paused_at IS NULL) OR (approved_at IS NOT NULL)))),
    CONSTRAINT letters_batch_size_check CHECK ((size >= 0))
);
ALTER TABLE public.letters_batch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.letters_bundle (
    id bigint NOT NULL,
    format character varying(3) NOT NULL,
    scope character varying(4) NOT NULL,
    language character varying(2) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    file character varying(100) NOT NULL,
    letters integer NOT NULL,
    done integer NOT NULL,
    attempts smallint NOT NULL,
    lease_until timestamp with time zone,
    made_at timestamp with time zone,
    failure character varying(200) NOT NULL,
    erased_at timestamp with time zone,
    asked_by_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT bundle_made_has_a_file CHECK (((made_at IS NULL) OR (NOT ((file)::text = ''::text)))),
    CONSTRAINT letters_bundle_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT letters_bundle_done_check CHECK ((done >= 0)),
    CONSTRAINT letters_bundle_letters_check CHECK ((letters >= 0))
);
ALTER TABLE public.letters_bundle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_bundle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.letters_dueletter (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    waits_since timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    problem text NOT NULL,
    asked_by_id bigint,
    delegation_id bigint NOT NULL,
    CONSTRAINT letters_dueletter_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.letters_dueletter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_dueletter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.letters_invitation (
    id bigint NOT NULL,
    language character varying(2) NOT NULL,
    cancelled_at timestamp with time zone,
    batch_id bigint NOT NULL,
    entity_id bigint NOT NULL,
    letter_id bigint,
    meeting_id bigint NOT NULL
);
ALTER TABLE public.letters_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.letters_invitationtemplate (
    id bigint NOT NULL,
    audience character varying(20) NOT NULL,
    language character varying(2) NOT NULL,
    version integer NOT NULL,
    sender text NOT NULL,
    letterhead text NOT NULL,
    contact text NOT NULL,
    dated_on date,
    place_and_date text NOT NULL,
    reference text NOT NULL,
    addressee text NOT NULL,
    salutation text NOT NULL,
    subject text NOT NULL,
    opening text NOT NULL,
    invitation text NOT NULL,
    body text NOT NULL,
    closing text NOT NULL,
    signature text NOT NULL,
    enclosures text NOT NULL,
    later_pages text NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT letters_invitationtemplate_version_check CHECK ((version >= 0))
);
ALTER TABLE public.letters_invitationtemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_invitationtemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.letters_letter (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    version integer NOT NULL,
    language character varying(2) NOT NULL,
    code character varying(19) NOT NULL,
    state character varying(10) NOT NULL,
    issued_on date NOT NULL,
    template_version character varying(64) NOT NULL,
    facts jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    pdf bytea,
    registration_id bigint,
    delegation_id bigint,
    entity_id bigint,
    is_sealed boolean NOT NULL,
    issued_by_id bigint,
    meeting_id bigint NOT NULL,
    replaces_id bigint,
    withdrawn_because character varying(300) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT letter_about_one CHECK ((((delegation_id IS NULL) AND (entity_id IS NULL) AND ((kind)::text = 'confirmation'::text) AND (registration_id IS NOT NULL)) OR ((delegation_id IS NULL) AND (entity_id IS NULL) AND ((kind)::text = 'visa'::text) AND (registration_id IS NOT NULL)) OR ((delegation_id IS NULL) AND (entity_id IS NULL) AND ((kind)::text = 'attendance'::text) AND (registration_id IS NOT NULL)) OR ((delegation_id IS NOT NULL) AND (entity_id IS NULL) AND ((kind)::text = 'delegation'::text) AND (registration_id IS NULL)) OR ((delegation_id IS NULL) AND (entity_id IS NOT NULL) AND ((kind)::text = 'invitation'::text) AND (registration_id IS NULL)))),
    CONSTRAINT letters_letter_version_check CHECK ((version >= 0))
);
ALTER TABLE public.letters_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mailings_mailing (
    id bigint NOT NULL,
    title character varying(150) NOT NULL,
    subject_en character varying(150) NOT NULL,
    text_en text NOT NULL,
    subject_fr character varying(150) NOT NULL,
    text_fr text NOT NULL,
    subject_es character varying(150) NOT NULL,
    text_es text NOT NULL,
    audience character varying(60) NOT NULL,
    filters jsonb NOT NULL,
    left_out character varying(260)[] NOT NULL,
    facts jsonb NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    stopped_at timestamp with time zone,
    changed_by_id bigint NOT NULL,
    created_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    sent_by_id bigint,
    stopped_by_id bigint,
    CONSTRAINT mailing_es_is_whole CHECK (((((subject_es)::text = ''::text) AND (text_es = ''::text)) OR ((NOT ((subject_es)::text = ''::text)) AND (NOT (text_es = ''::text))))),
    CONSTRAINT mailing_fr_is_whole CHECK (((((subject_fr)::text = ''::text) AND (text_fr = ''::text)) OR ((NOT ((subject_fr)::text = ''::text)) AND (NOT (text_fr = ''::text))))),
    CONSTRAINT mailing_has_an_english_text CHECK (((NOT ((subject_en)::text = ''::text)) AND (NOT (text_en = ''::text)))),
    CONSTRAINT mailing_sent_by_somebody CHECK ((((sent_at IS NULL) AND (sent_by_id IS NULL)) OR ((sent_at IS NOT NULL) AND (sent_by_id IS NOT NULL) AND (NOT ((audience)::text = ''::text))))),
    CONSTRAINT mailing_stopped_after_it_was_sent CHECK ((((stopped_at IS NULL) AND (stopped_by_id IS NULL)) OR ((sent_at IS NOT NULL) AND (stopped_at IS NOT NULL) AND (stopped_by_id IS NOT NULL)))),
    CONSTRAINT mailings_mailing_version_check CHECK ((version >= 0))
);
ALTER TABLE public.mailings_mailing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mailings_mailing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mailings_recipient (
    id bigint NOT NULL,
    key character varying(260) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    wanted_language character varying(2) NOT NULL,
    "values" jsonb NOT NULL,
    text_version integer NOT NULL,
    focal_point_id bigint,
    mailing_id bigint NOT NULL,
    registration_id bigint,
    CONSTRAINT mailings_recipient_text_version_check CHECK ((text_version >= 0)),
    CONSTRAINT recipient_language_is_the_texts CHECK ((((language)::text = (wanted_language)::text) OR ((language)::text = 'en'::text)))
);
ALTER TABLE public.mailings_recipient ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mailings_recipient_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mailings_trial (
    id bigint NOT NULL,
    language character varying(2) NOT NULL,
    subject character varying(150) NOT NULL,
    text text NOT NULL,
    "values" jsonb NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by_id bigint NOT NULL,
    mailing_id bigint NOT NULL
);
ALTER TABLE public.mailings_trial ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mailings_trial_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.meetings_committee (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    name_en character varying(200) NOT NULL,
    name_fr character varying(200) NOT NULL,
    name_es character varying(200) NOT NULL
);
ALTER TABLE public.meetings_committee ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_committee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.meetings_meeting (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    code character varying(12) NOT NULL,
    title_en character varying(200) NOT NULL,
    title_fr character varying(200) NOT NULL,
    title_es character varying(200) NOT NULL,
    begins_on date NOT NULL,
    ends_on date NOT NULL,
    morning_begins time without time zone NOT NULL,
    morning_ends time without time zone NOT NULL,
    afternoon_begins time without time zone NOT NULL,
    afternoon_ends time without time zone NOT NULL,
    hours_are_indicative boolean NOT NULL,
    time_zone character varying(50) NOT NULL,
    venue_en character varying(200) NOT NULL,
    venue_fr character varying(200) NOT NULL,
    venue_es character varying(200) NOT NULL,
    street character varying(200) NOT NULL,
    postal_code character varying(20) NOT NULL,
    city_en character varying(100) NOT NULL,
    city_fr character varying(100) NOT NULL,
    city_es character varying(100) NOT NULL,
    country_en character varying(100) NOT NULL,
    country_fr character varying(100) NOT NULL,
    country_es character varying(100) NOT NULL,
    contact_email character varying(254) NOT NULL,
    president_name character varying(200) NOT NULL,
    president_title_en character varying(200) NOT NULL,
    president_title_fr character varying(200) NOT NULL,
    president_title_es character varying(200) NOT NULL,
    registration_opens_at timestamp with time zone NOT NULL,
    registration_closes_at timestamp with time zone NOT NULL,
    visa_advised_on date,
    bilaterals_on date,
    interventions_close_at timestamp with time zone,
    is_set_current boolean NOT NULL,
    last_receipt integer NOT NULL,
    reconfirm_after_changes boolean NOT NULL,
    reminder_interval_days smallint DEFAULT 7 NOT NULL,
    point_of_order_minutes smallint DEFAULT 2 NOT NULL,
    reply_minutes smallint DEFAULT 3 NOT NULL,
    kind character varying(20) DEFAULT 'intersessional'::character varying NOT NULL,
    short_title_en character varying(60) DEFAULT ''::character varying NOT NULL,
    short_title_es character varying(60) DEFAULT ''::character varying NOT NULL,
    short_title_fr character varying(60) DEFAULT ''::character varying NOT NULL,
    stage character varying(10) DEFAULT 'open'::character varying NOT NULL,
    CONSTRAINT meeting_begins_before_it_ends CHECK ((begins_on <= ends_on)),
    CONSTRAINT meeting_bilaterals_by_the_last_day CHECK (((bilaterals_on IS NULL) OR (bilaterals_on <= ends_on))),
    CONSTRAINT meeting_days_are_a_month_at_most CHECK (((ends_on + '00:00:00'::interval) <= (begins_on + '30 days'::interval))),
    CONSTRAINT meeting_days_are_of_this_time CHECK (((begins_on >= '1997-01-01'::date) AND (begins_on <= '2100-12-31'::date))),
    CONSTRAINT meeting_hours_in_order CHECK (((morning_begins < morning_ends) AND (morning_ends <= afternoon_begins) AND (afternoon_begins < afternoon_ends))),
    CONSTRAINT meeting_is_open_before_it_is_current CHECK (((NOT is_set_current) OR ((stage)::text = 'open'::text))),
    CONSTRAINT meeting_registration_closes_before_the_end CHECK ((timezone((time_zone)::text, registration_closes_at) <= (ends_on + '1 day'::interval))),
    CONSTRAINT meeting_registration_opens_before_it_closes CHECK ((registration_opens_at < registration_closes_at)),
    CONSTRAINT meeting_reminders_are_days_apart CHECK ((reminder_interval_days >= 1)),
    CONSTRAINT meeting_requests_close_by_the_end CHECK ((timezone((time_zone)::text, interventions_close_at) <= (ends_on + '1 day'::interval))),
    CONSTRAINT meeting_stage_is_known CHECK (((stage)::text = ANY ((ARRAY['preparing'::character varying, 'rehearsing'::character varying, 'open'::character varying])::text[]))),
    CONSTRAINT meeting_statements_take_time CHECK (((point_of_order_minutes >= 1) AND (reply_minutes >= 1))),
    CONSTRAINT meeting_visa_advice_before_the_meeting CHECK (((visa_advised_on IS NULL) OR (visa_advised_on < begins_on))),
    CONSTRAINT meetings_meeting_last_receipt_check CHECK ((last_receipt >= 0)),
    CONSTRAINT meetings_meeting_point_of_order_minutes_check CHECK ((point_of_order_minutes >= 0)),
    CONSTRAINT meetings_meeting_reminder_interval_days_check CHECK ((reminder_interval_days >= 0)),
    CONSTRAINT meetings_meeting_reply_minutes_check CHECK ((reply_minutes >= 0))
);
ALTER TABLE public.meetings_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.meetings_preparation (
    id bigint NOT NULL,
    token character varying(40) NOT NULL,
    settled character varying(20)[] NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    begun_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    source_id bigint
);
ALTER TABLE public.meetings_preparation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.meetings_preparation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outbox_bounce (
    id bigint NOT NULL,
    fate character varying(10) NOT NULL,
    is_permanent boolean NOT NULL,
    status_code character varying(12) NOT NULL,
    diagnostic character varying(500) NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    message_id bigint NOT NULL
);
ALTER TABLE public.outbox_bounce ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outbox_bounce_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outbox_message (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    kind character varying(60) NOT NULL,
    lane character varying(20) NOT NULL,
    about_type character varying(60) NOT NULL,
    about_id bigint NOT NULL,
    key character varying(200) NOT NULL,
    language character varying(5) NOT NULL,
    state character varying(10) NOT NULL,
    attempts smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    sent_at timestamp with time zone,
    note text NOT NULL,
    recipient character varying(254) NOT NULL,
    subject character varying(500) NOT NULL,
    text text NOT NULL,
    raw bytea,
    expires_at timestamp with time zone,
    is_secret boolean NOT NULL,
    is_bulk boolean DEFAULT false NOT NULL,
    is_held boolean DEFAULT false NOT NULL,
    is_inside boolean DEFAULT false NOT NULL,
    cut_short smallint DEFAULT 0 NOT NULL,
    CONSTRAINT message_secret_always_leaves CHECK (((NOT is_inside) OR (NOT is_secret))),
    CONSTRAINT message_secret_is_wiped CHECK (((NOT is_secret) OR ((text = ''::text) AND (((state)::text = ANY ((ARRAY['queued'::character varying, 'sending'::character varying])::text[])) OR (raw IS NULL))))),
    CONSTRAINT message_sending_has_lease CHECK ((((lease_until IS NOT NULL) AND ((state)::text = 'sending'::text)) OR ((NOT ((state)::text = 'sending'::text)) AND (lease_until IS NULL)))),
    CONSTRAINT message_sent_has_time CHECK ((((sent_at IS NOT NULL) AND ((state)::text = 'sent'::text)) OR ((NOT ((state)::text = 'sent'::text)) AND (sent_at IS NULL)))),
    CONSTRAINT outbox_message_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT outbox_message_cut_short_check CHECK ((cut_short >= 0))
);
ALTER TABLE public.outbox_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outbox_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.privacy_export (
    id bigint NOT NULL,
    with_passports boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    sealed bytea,
    printed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    asked_by_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT privacy_export_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.privacy_export ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.privacy_line (
    id bigint NOT NULL,
    rule character varying(120) NOT NULL,
    meeting_id bigint,
    rows integer NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT privacy_line_rows_check CHECK ((rows >= 0))
);
ALTER TABLE public.privacy_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.privacy_run (
    id bigint NOT NULL,
    uuid uuid NOT NULL,
    kind character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    ended_at timestamp with time zone,
    is_logged boolean NOT NULL,
    by_id bigint,
    CONSTRAINT erasure_run_of_a_person_names_it CHECK (((((kind)::text = 'person'::text) AND (person_id IS NOT NULL)) OR ((NOT ((kind)::text = 'person'::text)) AND (person_id IS NULL))))
);
ALTER TABLE public.privacy_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.privacy_total (
    id bigint NOT NULL,
    category character varying(20) NOT NULL,
    participation character varying(15) NOT NULL,
    role character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    gender character varying(10) NOT NULL,
    attended boolean,
    people integer NOT NULL,
    statements integer NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT privacy_total_people_check CHECK ((people >= 0)),
    CONSTRAINT privacy_total_statements_check CHECK ((statements >= 0))
);
ALTER TABLE public.privacy_total ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_total_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registrations_categorydeadline (
    id bigint NOT NULL,
    category character varying(20) NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    meeting_id bigint NOT NULL
);
ALTER TABLE public.registrations_categorydeadline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registrations_categorydeadline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registrations_confirmationrule (
    id bigint NOT NULL,
    category character varying(20) NOT NULL,
    needs character varying(10) NOT NULL,
    meeting_id bigint NOT NULL
);
ALTER TABLE public.registrations_confirmationrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registrations_confirmationrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registrations_extension (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    delegation_id bigint,
    granted_by_id bigint NOT NULL,
    meeting_id bigint NOT NULL,
    CONSTRAINT extension_for_a_delegation_or_an_address CHECK (((((email)::text = ''::text) AND (delegation_id IS NOT NULL)) OR ((NOT ((email)::text = ''::text)) AND (delegation_id IS NULL))))
);
ALTER TABLE public.registrations_extension ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registrations_extension_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registrations_likelyduplicate (
    id bigint NOT NULL,
    likeness character varying(10) NOT NULL,
    similarity double precision NOT NULL,
    state character varying(10) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by_id bigint,
    first_id bigint NOT NULL,
    second_id bigint NOT NULL,
    CONSTRAINT likely_duplicate_decided_by_somebody CHECK ((((state)::text = ANY ((ARRAY['open'::character varying, 'gone'::character varying])::text[])) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT likely_duplicate_in_order CHECK ((first_id < second_id))
);
ALTER TABLE public.registrations_likelyduplicate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registrations_likelyduplicate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registrations_needs (
    registration_id bigint NOT NULL,
    accessibility text NOT NULL,
    diet text NOT NULL
);
CREATE TABLE public.registrations_person (
    id bigint NOT NULL,
    given_names character varying(120) NOT NULL,
    family_name character varying(120) NOT NULL,
    email character varying(254) NOT NULL
);
ALTER TABLE public.registrations_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registrations_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registrations_quota (
    id bigint NOT NULL,
    category character varying(20) NOT NULL,
    places integer NOT NULL,
    delegation_id bigint,
    meeting_id bigint NOT NULL,
    CONSTRAINT quota_for_a_category_or_a_delegation CHECK (((((category)::text = ''::text) AND (delegation_id IS NOT NULL)) OR ((NOT ((category)::text = ''::text)) AND (delegation_id IS NULL)))),
    CONSTRAINT registrations_quota_places_check CHECK ((places >= 0))
);
ALTER TABLE public.registrations_quota ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registrations_quota_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.registrations_registration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registrations_registration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registrations_reminder (
    id bigint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    entity_id bigint NOT NULL,
    focal_point_id bigint,
    meeting_id bigint NOT NULL,
    sent_by_id bigint NOT NULL
);
ALTER TABLE public.registrations_reminder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registrations_reminder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registrations_sheet (
    id bigint NOT NULL,
    token character varying(22) NOT NULL,
    rows jsonb NOT NULL,
    has_heading boolean NOT NULL,
    columns jsonb NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    written_at timestamp with time zone,
    counts jsonb NOT NULL,
    left_out jsonb NOT NULL,
    delegation_id bigint,
    meeting_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    written_to integer DEFAULT 0 NOT NULL,
    CONSTRAINT registrations_sheet_written_to_check CHECK ((written_to >= 0))
);
ALTER TABLE public.registrations_sheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registrations_sheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registrations_traveldocument (
    registration_id bigint NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone,
    asked_by_id bigint,
    entered_by_id bigint NOT NULL,
    sealed_terms bytea,
    terms_version integer NOT NULL,
    CONSTRAINT registrations_traveldocument_terms_version_check CHECK ((terms_version >= 0)),
    CONSTRAINT registrations_traveldocument_version_check CHECK ((version >= 0)),
    CONSTRAINT travel_document_asked_by_somebody CHECK ((((asked_at IS NULL) AND (asked_by_id IS NULL)) OR ((asked_at IS NOT NULL) AND (asked_by_id IS NOT NULL))))
);
INSERT INTO public.auth_group VALUES
	(1, 'administrator'),
	(2, 'isu_staff'),
	(3, 'president_office'),
	(4, 'committee'),
	(5, 'focal_point'),
	(6, 'delegate'),
	(7, 'visa_officer'),
	(8, 'check_in_desk');
INSERT INTO public.auth_group_permissions VALUES
	(1, 1, 1),
	(2, 1, 2),
	(3, 1, 3),
	(4, 1, 4),
	(5, 1, 5),
	(6, 1, 6),
	(7, 1, 7),
	(8, 1, 8),
	(9, 1, 9),
	(10, 1, 10),
	(11, 1, 11),
	(12, 1, 12),
	(13, 1, 13),
	(14, 1, 14),
	(15, 1, 15),
	(16, 1, 16),
	(17, 1, 17),
	(18, 1, 18),
	(19, 1, 19),
	(20, 1, 20),
	(21, 1, 21),
	(22, 1, 22),
	(23, 1, 23),
	(24, 1, 24),
	(25, 1, 25),
	(26, 1, 26),
	(27, 1, 27),
	(28, 1, 28),
	(29, 1, 29),
	(30, 1, 30),
	(31, 1, 31),
	(32, 1, 32),
	(33, 1, 33),
	(34, 1, 34),
	(35, 1, 35),
	(36, 1, 36),
	(37, 1, 37),
	(38, 1, 38),
	(39, 1, 39),
	(40, 1, 40),
	(41, 1, 41),
	(42, 1, 42),
	(43, 1, 43),
	(44, 1, 44),
	(45, 1, 45),
	(46, 1, 46),
	(47, 1, 47),
	(48, 1, 48),
	(49, 1, 49),
	(50, 1, 50),
	(51, 1, 51),
	(52, 1, 52),
	(53, 1, 53),
	(54, 1, 54),
	(55, 1, 55),
	(56, 1, 56),
	(57, 1, 57),
	(58, 1, 58),
	(59, 1, 59),
	(60, 1, 60),
	(61, 1, 61),
	(62, 1, 62),
	(63, 1, 63),
	(64, 1, 64),
	(65, 1, 65),
	(66, 1, 66),
	(67, 1, 67),
	(68, 1, 68),
	(69, 1, 69),
	(70, 1, 70),
	(71, 1, 71),
	(72, 1, 72),
	(73, 2, 16),
	(74, 2, 20),
	(75, 2, 24),
	(76, 2, 25),
	(77, 2, 26),
	(78, 2, 27),
	(79, 2, 28),
	(80, 2, 32),
	(81, 2, 36),
	(82, 2, 40),
	(83, 2, 44),
	(84, 2, 48),
	(85, 2, 49),
	(86, 2, 50),
	(87, 2, 51),
	(88, 2, 52),
	(89, 2, 56),
	(90, 2, 57),
	(91, 2, 58),
	(92, 2, 59),
	(93, 2, 60),
	(94, 2, 61),
	(95, 2, 62),
	(96, 2, 63),
	(97, 2, 64),
	(98, 2, 65),
	(99, 2, 66),
	(100, 2, 67),
	(101, 2, 68),
	(102, 2, 72),
	(103, 3, 16),
	(104, 3, 20),
	(105, 3, 24),
	(106, 3, 25),
	(107, 3, 26),
	(108, 3, 27),
	(109, 3, 28),
	(110, 3, 32),
	(111, 3, 36),
	(112, 3, 40),
	(113, 3, 44),
	(114, 3, 48),
	(115, 3, 49),
	(116, 3, 50),
	(117, 3, 51),
	(118, 3, 52),
	(119, 3, 56),
	(120, 3, 57),
	(121, 3, 58),
	(122, 3, 59),
	(123, 3, 60),
	(124, 3, 61),
	(125, 3, 62),
	(126, 3, 63),
	(127, 3, 64),
	(128, 3, 65),
	(129, 3, 66),
	(130, 3, 67),
	(131, 3, 68),
	(132, 3, 72),
	(133, 1, 128),
	(134, 1, 129),
	(135, 1, 130),
	(136, 1, 131),
	(137, 1, 132),
	(138, 1, 133),
	(139, 1, 134),
	(140, 1, 135),
	(141, 1, 136),
	(142, 1, 73),
	(143, 1, 74),
	(144, 1, 75),
	(145, 1, 76),
	(146, 1, 77),
	(147, 1, 78),
	(148, 1, 79),
	(149, 1, 80),
	(150, 1, 81),
	(151, 1, 82),
	(152, 1, 83),
	(153, 1, 84),
	(154, 1, 85),
	(155, 1, 86),
	(156, 1, 87),
	(157, 1, 88),
	(158, 1, 89),
	(159, 1, 90),
	(160, 1, 91),
	(161, 1, 92),
	(162, 1, 93),
	(163, 1, 94),
	(164, 1, 95),
	(165, 1, 96),
	(166, 1, 97),
	(167, 1, 98),
	(168, 1, 99),
	(169, 1, 100),
	(170, 1, 101),
	(171, 1, 102),
	(172, 1, 103),
	(173, 1, 104),
	(174, 1, 105),
	(175, 1, 106),
	(176, 1, 107),
	(177, 1, 108),
	(178, 1, 109),
	(179, 1, 110),
	(180, 1, 111),
	(181, 1, 112),
	(182, 1, 113),
	(183, 1, 114),
	(184, 1, 115),
	(185, 1, 116),
	(186, 1, 117),
	(187, 1, 118),
	(188, 1, 119),
	(189, 1, 120),
	(190, 1, 121),
	(191, 1, 122),
	(192, 1, 123),
	(193, 1, 124),
	(194, 1, 125),
	(195, 1, 126),
	(196, 1, 127),
	(197, 2, 128),
	(198, 2, 132),
	(199, 2, 136),
	(200, 2, 73),
	(201, 2, 74),
	(202, 2, 75),
	(203, 2, 76),
	(204, 2, 77),
	(205, 2, 78),
	(206, 2, 79),
	(207, 2, 80),
	(208, 2, 81),
	(209, 2, 82),
	(210, 2, 83),
	(211, 2, 84),
	(212, 2, 88),
	(213, 2, 92),
	(214, 2, 93),
	(215, 2, 94),
	(216, 2, 95),
	(217, 2, 96),
	(218, 2, 97),
	(219, 2, 98),
	(220, 2, 99),
	(221, 2, 100),
	(222, 2, 101),
	(223, 2, 102),
	(224, 2, 103),
	(225, 2, 104),
	(226, 2, 108),
	(227, 2, 112),
	(228, 2, 116),
	(229, 2, 120),
	(230, 2, 124),
	(231, 1, 137),
	(232, 1, 138),
	(233, 1, 139),
	(234, 1, 140),
	(235, 1, 141),
	(236, 1, 142),
	(237, 1, 143),
	(238, 1, 144),
	(239, 1, 145),
	(240, 1, 146),
	(241, 1, 147),
	(242, 1, 148),
	(243, 1, 149),
	(244, 1, 150),
	(245, 1, 151),
	(246, 1, 152),
	(247, 1, 153),
	(248, 1, 154),
	(249, 1, 155),
	(250, 1, 156),
	(251, 1, 157),
	(252, 1, 158),
	(253, 1, 159),
	(254, 1, 160),
	(255, 1, 161),
	(256, 1, 162),
	(257, 1, 163),
	(258, 1, 164),
	(259, 1, 165),
	(260, 2, 161),
	(261, 2, 163),
	(262, 2, 165),
	(263, 2, 138),
	(264, 2, 140),
	(265, 2, 141),
	(266, 2, 142),
	(267, 2, 144),
	(268, 2, 145),
	(269, 2, 147),
	(270, 2, 149),
	(271, 2, 151),
	(272, 2, 153),
	(273, 2, 155),
	(274, 2, 157),
	(275, 2, 159),
	(276, 4, 145),
	(277, 3, 145),
	(278, 1, 166),
	(279, 1, 167),
	(280, 1, 168),
	(281, 1, 169),
	(282, 1, 170),
	(283, 1, 171),
	(284, 1, 172),
	(285, 1, 173),
	(286, 1, 174),
	(287, 1, 175),
	(288, 1, 176),
	(289, 1, 177),
	(290, 1, 178),
	(291, 1, 179),
	(292, 1, 180),
	(293, 1, 181),
	(294, 1, 182),
	(295, 1, 183),
	(296, 1, 184),
	(297, 1, 185),
	(298, 1, 186),
	(299, 1, 187),
	(300, 1, 188),
	(301, 1, 189),
	(302, 1, 190),
	(303, 1, 191),
	(304, 1, 192),
	(305, 1, 193),
	(306, 1, 194),
	(307, 1, 195),
	(308, 1, 196),
	(309, 1, 197),
	(310, 1, 198),
	(311, 1, 199),
	(312, 1, 200),
	(313, 1, 201),
	(314, 1, 202),
	(315, 1, 203),
	(316, 1, 204),
	(317, 1, 205),
	(318, 1, 206),
	(319, 1, 207),
	(320, 1, 208),
	(321, 1, 209),
	(322, 1, 210),
	(323, 1, 211),
	(324, 1, 212),
	(325, 1, 213),
	(326, 2, 193),
	(327, 2, 194),
	(328, 2, 195),
	(329, 2, 197),
	(330, 2, 201),
	(331, 2, 205),
	(332, 2, 209),
	(333, 2, 213),
	(334, 1, 214),
	(335, 1, 215),
	(336, 1, 216),
	(337, 1, 217),
	(338, 1, 218),
	(339, 1, 219),
	(340, 1, 220),
	(341, 1, 221),
	(342, 1, 222),
	(343, 1, 223),
	(344, 1, 224),
	(345, 1, 225),
	(346, 1, 226),
	(347, 1, 227),
	(348, 1, 228),
	(349, 1, 229),
	(350, 1, 230),
	(351, 1, 231),
	(352, 1, 232),
	(353, 1, 233),
	(354, 1, 234),
	(355, 1, 235),
	(356, 1, 236),
	(357, 1, 237),
	(358, 1, 238),
	(359, 1, 239),
	(360, 1, 240),
	(361, 1, 241),
	(362, 1, 242),
	(363, 1, 243),
	(364, 1, 244),
	(365, 1, 245),
	(366, 1, 246),
	(367, 1, 247),
	(368, 1, 248),
	(369, 1, 249),
	(370, 1, 250),
	(371, 1, 251),
	(372, 1, 252),
	(373, 1, 253),
	(374, 2, 215),
	(375, 2, 217),
	(376, 2, 219),
	(377, 2, 221),
	(378, 2, 223),
	(379, 2, 225),
	(380, 2, 226),
	(381, 2, 227),
	(382, 2, 228),
	(383, 2, 229),
	(384, 2, 230),
	(385, 2, 231),
	(386, 2, 232),
	(387, 2, 233),
	(388, 2, 234),
	(389, 2, 235),
	(390, 2, 236),
	(391, 2, 237),
	(392, 2, 239),
	(393, 2, 241),
	(394, 2, 242),
	(395, 2, 243),
	(396, 2, 244),
	(397, 2, 245),
	(398, 2, 247),
	(399, 2, 249),
	(400, 7, 253),
	(401, 1, 256),
	(402, 1, 257),
	(403, 1, 258),
	(404, 1, 259),
	(405, 1, 260),
	(406, 1, 261),
	(407, 1, 262),
	(408, 1, 263),
	(409, 1, 264),
	(410, 1, 265),
	(411, 1, 266),
	(412, 1, 267),
	(413, 1, 268),
	(414, 1, 269),
	(415, 1, 270),
	(416, 1, 271),
	(417, 1, 272),
	(418, 1, 273),
	(419, 1, 274),
	(420, 1, 275),
	(421, 1, 276),
	(422, 1, 277),
	(423, 1, 278),
	(424, 1, 279),
	(425, 1, 280),
	(426, 1, 281),
	(427, 1, 282),
	(428, 1, 283),
	(429, 1, 284),
	(430, 1, 285),
	(431, 1, 254),
	(432, 1, 255),
	(433, 2, 257),
	(434, 2, 258),
	(435, 2, 259),
	(436, 2, 261),
	(437, 2, 262),
	(438, 2, 263),
	(439, 2, 265),
	(440, 2, 266),
	(441, 2, 267),
	(442, 2, 269),
	(443, 2, 270),
	(444, 2, 271),
	(445, 2, 273),
	(446, 2, 274),
	(447, 2, 275),
	(448, 2, 277),
	(449, 2, 278),
	(450, 2, 279),
	(451, 2, 281),
	(452, 2, 282),
	(453, 2, 283),
	(454, 2, 285),
	(455, 2, 254),
	(456, 2, 255),
	(457, 1, 288),
	(458, 1, 289),
	(459, 1, 290),
	(460, 1, 291),
	(461, 1, 292),
	(462, 1, 293),
	(463, 1, 294),
	(464, 1, 295),
	(465, 1, 296),
	(466, 1, 297),
	(467, 1, 286),
	(468, 1, 287),
	(469, 2, 289),
	(470, 2, 291),
	(471, 2, 293),
	(472, 2, 295),
	(473, 2, 297),
	(474, 2, 287),
	(475, 1, 298),
	(476, 1, 299),
	(477, 1, 300),
	(478, 1, 301),
	(479, 1, 302),
	(480, 1, 303),
	(481, 1, 304),
	(482, 1, 305),
	(483, 1, 306),
	(484, 1, 307),
	(485, 1, 308),
	(486, 1, 309),
	(487, 1, 310),
	(488, 1, 311),
	(489, 1, 312),
	(490, 1, 313),
	(491, 1, 314),
	(492, 1, 315),
	(493, 1, 316),
	(494, 1, 317),
	(495, 1, 318),
	(496, 1, 319),
	(497, 1, 320),
	(498, 1, 321),
	(499, 1, 322),
	(500, 1, 323),
	(501, 1, 324),
	(502, 1, 325),
	(503, 1, 326),
	(504, 1, 327),
	(505, 1, 328),
	(506, 1, 329),
	(507, 2, 329),
	(508, 2, 323),
	(509, 2, 325),
	(510, 2, 327),
	(511, 1, 330),
	(512, 1, 331),
	(513, 1, 332),
	(514, 1, 333),
	(515, 1, 334),
	(516, 1, 335),
	(517, 1, 336),
	(518, 1, 337),
	(519, 1, 338),
	(520, 1, 339),
	(521, 1, 340),
	(522, 1, 341),
	(523, 2, 337),
	(524, 2, 341),
	(525, 2, 333),
	(526, 1, 342),
	(527, 1, 343),
	(528, 1, 344),
	(529, 1, 345),
	(530, 1, 346),
	(531, 1, 347),
	(532, 1, 348),
	(533, 1, 349),
	(534, 1, 352),
	(535, 1, 353),
	(536, 1, 350),
	(537, 1, 351),
	(538, 1, 354),
	(539, 1, 355),
	(540, 1, 356),
	(541, 1, 357),
	(542, 1, 358),
	(543, 1, 359),
	(544, 1, 360),
	(545, 1, 361),
	(546, 1, 362),
	(547, 1, 363),
	(548, 1, 364),
	(549, 1, 365),
	(550, 1, 368),
	(551, 1, 369),
	(552, 1, 366),
	(553, 1, 367),
	(554, 1, 370),
	(555, 1, 371),
	(556, 1, 372),
	(557, 1, 373);
INSERT INTO public.auth_permission VALUES
	(1, 'Can add published statistics', 3, 'add_statisticspublication'),
	(2, 'Can change published statistics', 3, 'change_statisticspublication'),
	(3, 'Can delete published statistics', 3, 'delete_statisticspublication'),
	(4, 'Can view published statistics', 3, 'view_statisticspublication'),
	(5, 'Can add printed statistics', 2, 'add_printedstatistics'),
	(6, 'Can change printed statistics', 2, 'change_printedstatistics'),
	(7, 'Can delete printed statistics', 2, 'delete_printedstatistics'),
	(8, 'Can view printed statistics', 2, 'view_printedstatistics'),
	(9, 'Can add export', 1, 'add_export'),
	(10, 'Can change export', 1, 'change_export'),
	(11, 'Can delete export', 1, 'delete_export'),
	(12, 'Can view export', 1, 'view_export'),
	(13, 'Can add candidate', 13, 'add_candidate'),
	(14, 'Can change candidate', 13, 'change_candidate'),
	(15, 'Can delete candidate', 13, 'delete_candidate'),
	(16, 'Can view candidate', 13, 'view_candidate'),
	(17, 'Can add bilateral', 10, 'add_bilateral'),
	(18, 'Can change bilateral', 10, 'change_bilateral'),
	(19, 'Can delete bilateral', 10, 'delete_bilateral'),
	(20, 'Can view bilateral', 10, 'view_bilateral'),
	(21, 'Can add excused member', 15, 'add_excusal'),
	(22, 'Can change excused member', 15, 'change_excusal'),
	(23, 'Can delete excused member', 15, 'delete_excusal'),
	(24, 'Can view excused member', 15, 'view_excusal'),
	(25, 'Can add host', 16, 'add_host'),
	(26, 'Can change host', 16, 'change_host'),
	(27, 'Can delete host', 16, 'delete_host'),
	(28, 'Can view host', 16, 'view_host'),
	(29, 'Can add request for a bilateral', 9, 'add_ask'),
	(30, 'Can change request for a bilateral', 9, 'change_ask'),
	(31, 'Can delete request for a bilateral', 9, 'delete_ask'),
	(32, 'Can view request for a bilateral', 9, 'view_ask'),
	(33, 'Can add officer of a host', 20, 'add_officer'),
	(34, 'Can change officer of a host', 20, 'change_officer'),
	(35, 'Can delete officer of a host', 20, 'delete_officer'),
	(36, 'Can view officer of a host', 20, 'view_officer'),
	(37, 'Can add participant', 21, 'add_participant'),
	(38, 'Can change participant', 21, 'change_participant'),
	(39, 'Can delete participant', 21, 'delete_participant'),
	(40, 'Can view participant', 21, 'view_participant'),
	(41, 'Can add resource', 24, 'add_resource'),
	(42, 'Can change resource', 24, 'change_resource'),
	(43, 'Can delete resource', 24, 'delete_resource'),
	(44, 'Can view resource', 24, 'view_resource'),
	(45, 'Can add engagement', 14, 'add_engagement'),
	(46, 'Can change engagement', 14, 'change_engagement'),
	(47, 'Can delete engagement', 14, 'delete_engagement'),
	(48, 'Can view engagement', 14, 'view_engagement'),
	(49, 'Can add absence', 8, 'add_absence'),
	(50, 'Can change absence', 8, 'change_absence'),
	(51, 'Can delete absence', 8, 'delete_absence'),
	(52, 'Can view absence', 8, 'view_absence'),
	(53, 'Can add preferred time', 26, 'add_wantedperiod'),
	(54, 'Can change preferred time', 26, 'change_wantedperiod'),
	(55, 'Can delete preferred time', 26, 'delete_wantedperiod'),
	(56, 'Can view preferred time', 26, 'view_wantedperiod'),
	(57, 'Can add window of a host', 27, 'add_window'),
	(58, 'Can change window of a host', 27, 'change_window'),
	(59, 'Can delete window of a host', 27, 'delete_window'),
	(60, 'Can view window of a host', 27, 'view_window'),
	(61, 'Can add break', 11, 'add_break'),
	(62, 'Can change break', 11, 'change_break'),
	(63, 'Can delete break', 11, 'delete_break'),
	(64, 'Can view break', 11, 'view_break'),
	(65, 'Can add shared room', 25, 'add_sharedroom'),
	(66, 'Can change shared room', 25, 'change_sharedroom'),
	(67, 'Can delete shared room', 25, 'delete_sharedroom'),
	(68, 'Can view shared room', 25, 'view_sharedroom'),
	(69, 'Can add plan of bilaterals', 22, 'add_plan'),
	(70, 'Can change plan of bilaterals', 22, 'change_plan'),
	(71, 'Can delete plan of bilaterals', 22, 'delete_plan'),
	(72, 'Can view plan of bilaterals', 22, 'view_plan'),
	(73, 'Can add person of the programme', 28, 'add_contributor'),
	(74, 'Can change person of the programme', 28, 'change_contributor'),
	(75, 'Can delete person of the programme', 28, 'delete_contributor'),
	(76, 'Can view person of the programme', 28, 'view_contributor'),
	(77, 'Can add item of the agenda', 33, 'add_item'),
	(78, 'Can change item of the agenda', 33, 'change_item'),
	(79, 'Can delete item of the agenda', 33, 'delete_item'),
	(80, 'Can view item of the agenda', 33, 'view_item'),
	(81, 'Can add panel', 35, 'add_panel'),
	(82, 'Can change panel', 35, 'change_panel'),
	(83, 'Can delete panel', 35, 'delete_panel'),
	(84, 'Can view panel', 35, 'view_panel'),
	(85, 'Can add panellist', 36, 'add_panellist'),
	(86, 'Can change panellist', 36, 'change_panellist'),
	(87, 'Can delete panellist', 36, 'delete_panellist'),
	(88, 'Can view panellist', 36, 'view_panellist'),
	(89, 'Can add publication', 39, 'add_publication'),
	(90, 'Can change publication', 39, 'change_publication'),
	(91, 'Can delete publication', 39, 'delete_publication'),
	(92, 'Can view publication', 39, 'view_publication'),
	(93, 'Can add room', 40, 'add_room'),
	(94, 'Can change room', 40, 'change_room'),
	(95, 'Can delete room', 40, 'delete_room'),
	(96, 'Can view room', 40, 'view_room'),
	(97, 'Can add segment', 41, 'add_segment'),
	(98, 'Can change segment', 41, 'change_segment'),
	(99, 'Can delete segment', 41, 'delete_segment'),
	(100, 'Can view segment', 41, 'view_segment'),
	(101, 'Can add session', 42, 'add_session'),
	(102, 'Can change session', 42, 'change_session'),
	(103, 'Can delete session', 42, 'delete_session'),
	(104, 'Can view session', 42, 'view_session'),
	(105, 'Can add presence', 38, 'add_presence'),
	(106, 'Can change presence', 38, 'change_presence'),
	(107, 'Can delete presence', 38, 'delete_presence'),
	(108, 'Can view presence', 38, 'view_presence'),
	(109, 'Can add document', 29, 'add_document'),
	(110, 'Can change document', 29, 'change_document'),
	(111, 'Can delete document', 29, 'delete_document'),
	(112, 'Can view document', 29, 'view_document'),
	(113, 'Can add language version of a document', 30, 'add_documentfile'),
	(114, 'Can change language version of a document', 30, 'change_documentfile'),
	(115, 'Can delete language version of a document', 30, 'delete_documentfile'),
	(116, 'Can view language version of a document', 30, 'view_documentfile'),
	(117, 'Can add printed programme', 32, 'add_edition'),
	(118, 'Can change printed programme', 32, 'change_edition'),
	(119, 'Can delete printed programme', 32, 'delete_edition'),
	(120, 'Can view printed programme', 32, 'view_edition'),
	(121, 'Can add change to the draft', 31, 'add_draftedit'),
	(122, 'Can change change to the draft', 31, 'change_draftedit'),
	(123, 'Can delete change to the draft', 31, 'delete_draftedit'),
	(124, 'Can view change to the draft', 31, 'view_draftedit'),
	(125, 'Can add notice', 34, 'add_notice'),
	(126, 'Can change notice', 34, 'change_notice'),
	(127, 'Can delete notice', 34, 'delete_notice'),
	(128, 'Can view notice', 34, 'view_notice'),
	(129, 'Can add subscription', 43, 'add_subscription'),
	(130, 'Can change subscription', 43, 'change_subscription'),
	(131, 'Can delete subscription', 43, 'delete_subscription'),
	(132, 'Can view subscription', 43, 'view_subscription'),
	(133, 'Can add personal calendar', 37, 'add_personalcalendar'),
	(134, 'Can change personal calendar', 37, 'change_personalcalendar'),
	(135, 'Can delete personal calendar', 37, 'delete_personalcalendar'),
	(136, 'Can view personal calendar', 37, 'view_personalcalendar'),
	(137, 'Can add right to ask for the floor', 46, 'add_floorright'),
	(138, 'Can change right to ask for the floor', 46, 'change_floorright'),
	(139, 'Can delete right to ask for the floor', 46, 'delete_floorright'),
	(140, 'Can view right to ask for the floor', 46, 'view_floorright'),
	(141, 'Can add request for the floor', 47, 'add_intervention'),
	(142, 'Can change request for the floor', 47, 'change_intervention'),
	(143, 'Can delete request for the floor', 47, 'delete_intervention'),
	(144, 'Can view request for the floor', 47, 'view_intervention'),
	(145, 'Can run the floor', 47, 'run_floor'),
	(146, 'Can add event of a list of speakers', 45, 'add_floorevent'),
	(147, 'Can change event of a list of speakers', 45, 'change_floorevent'),
	(148, 'Can delete event of a list of speakers', 45, 'delete_floorevent'),
	(149, 'Can view event of a list of speakers', 45, 'view_floorevent'),
	(150, 'Can add statement', 49, 'add_statement'),
	(151, 'Can change statement', 49, 'change_statement'),
	(152, 'Can delete statement', 49, 'delete_statement'),
	(153, 'Can view statement', 49, 'view_statement'),
	(154, 'Can add decision on a statement', 44, 'add_disclosure'),
	(155, 'Can change decision on a statement', 44, 'change_disclosure'),
	(156, 'Can delete decision on a statement', 44, 'delete_disclosure'),
	(157, 'Can view decision on a statement', 44, 'view_disclosure'),
	(158, 'Can add printed list of speakers', 48, 'add_printout'),
	(159, 'Can change printed list of speakers', 48, 'change_printout'),
	(160, 'Can delete printed list of speakers', 48, 'delete_printout'),
	(161, 'Can view printed list of speakers', 48, 'view_printout'),
	(162, 'Can add exchange of places', 50, 'add_swap'),
	(163, 'Can change exchange of places', 50, 'change_swap'),
	(164, 'Can delete exchange of places', 50, 'delete_swap'),
	(165, 'Can view exchange of places', 50, 'view_swap'),
	(166, 'Can add message to people', 51, 'add_mailing'),
	(167, 'Can change message to people', 51, 'change_mailing'),
	(168, 'Can delete message to people', 51, 'delete_mailing'),
	(169, 'Can view message to people', 51, 'view_mailing'),
	(170, 'Can add recipient', 52, 'add_recipient'),
	(171, 'Can change recipient', 52, 'change_recipient'),
	(172, 'Can delete recipient', 52, 'delete_recipient'),
	(173, 'Can view recipient', 52, 'view_recipient'),
	(174, 'Can add test of a message', 53, 'add_trial'),
	(175, 'Can change test of a message', 53, 'change_trial'),
	(176, 'Can delete test of a message', 53, 'delete_trial'),
	(177, 'Can view test of a message', 53, 'view_trial'),
	(178, 'Can add list of participants', 60, 'add_listversion'),
	(179, 'Can change list of participants', 60, 'change_listversion'),
	(180, 'Can delete list of participants', 60, 'delete_listversion'),
	(181, 'Can view list of participants', 60, 'view_listversion'),
	(182, 'Can add file of a list of participants', 59, 'add_listfile'),
	(183, 'Can change file of a list of participants', 59, 'change_listfile'),
	(184, 'Can delete file of a list of participants', 59, 'delete_listfile'),
	(185, 'Can view file of a list of participants', 59, 'view_listfile'),
	(186, 'Can add correction to the list of participants', 58, 'add_correction'),
	(187, 'Can change correction to the list of participants', 58, 'change_correction'),
	(188, 'Can delete correction to the list of participants', 58, 'delete_correction'),
	(189, 'Can view correction to the list of participants', 58, 'view_correction'),
	(190, 'Can add letter', 67, 'add_letter'),
	(191, 'Can change letter', 67, 'change_letter'),
	(192, 'Can delete letter', 67, 'delete_letter'),
	(193, 'Can view letter', 67, 'view_letter'),
	(194, 'Can add text of the invitation', 66, 'add_invitationtemplate'),
	(195, 'Can change text of the invitation', 66, 'change_invitationtemplate'),
	(196, 'Can delete text of the invitation', 66, 'delete_invitationtemplate'),
	(197, 'Can view text of the invitation', 66, 'view_invitationtemplate'),
	(198, 'Can add batch of invitations', 62, 'add_batch'),
	(199, 'Can change batch of invitations', 62, 'change_batch'),
	(200, 'Can delete batch of invitations', 62, 'delete_batch'),
	(201, 'Can view batch of invitations', 62, 'view_batch'),
	(202, 'Can add file for printing', 63, 'add_bundle'),
	(203, 'Can change file for printing', 63, 'change_bundle'),
	(204, 'Can delete file for printing', 63, 'delete_bundle'),
	(205, 'Can view file for printing', 63, 'view_bundle'),
	(206, 'Can add invitation', 65, 'add_invitation'),
	(207, 'Can change invitation', 65, 'change_invitation'),
	(208, 'Can delete invitation', 65, 'delete_invitation'),
	(209, 'Can view invitation', 65, 'view_invitation'),
	(210, 'Can add letter to be issued', 64, 'add_dueletter'),
	(211, 'Can change letter to be issued', 64, 'change_dueletter'),
	(212, 'Can delete letter to be issued', 64, 'delete_dueletter'),
	(213, 'Can view letter to be issued', 64, 'view_dueletter'),
	(214, 'Can add registration', 75, 'add_registration'),
	(215, 'Can change registration', 75, 'change_registration'),
	(216, 'Can delete registration', 75, 'delete_registration'),
	(217, 'Can view registration', 75, 'view_registration'),
	(218, 'Can add person', 73, 'add_person'),
	(219, 'Can change person', 73, 'change_person'),
	(220, 'Can delete person', 73, 'delete_person'),
	(221, 'Can view person', 73, 'view_person'),
	(222, 'Can add needs', 72, 'add_needs'),
	(223, 'Can change needs', 72, 'change_needs'),
	(224, 'Can delete needs', 72, 'delete_needs'),
	(225, 'Can view needs', 72, 'view_needs'),
	(226, 'Can add deadline of a category', 68, 'add_categorydeadline'),
	(227, 'Can change deadline of a category', 68, 'change_categorydeadline'),
	(228, 'Can delete deadline of a category', 68, 'delete_categorydeadline'),
	(229, 'Can view deadline of a category', 68, 'view_categorydeadline'),
	(230, 'Can add rule of confirmation', 69, 'add_confirmationrule'),
	(231, 'Can change rule of confirmation', 69, 'change_confirmationrule'),
	(232, 'Can delete rule of confirmation', 69, 'delete_confirmationrule'),
	(233, 'Can view rule of confirmation', 69, 'view_confirmationrule'),
	(234, 'Can add extension', 70, 'add_extension'),
	(235, 'Can change extension', 70, 'change_extension'),
	(236, 'Can delete extension', 70, 'delete_extension'),
	(237, 'Can view extension', 70, 'view_extension'),
	(238, 'Can add likely duplicate', 71, 'add_likelyduplicate'),
	(239, 'Can change likely duplicate', 71, 'change_likelyduplicate'),
	(240, 'Can delete likely duplicate', 71, 'delete_likelyduplicate'),
	(241, 'Can view likely duplicate', 71, 'view_likelyduplicate'),
	(242, 'Can add quota', 74, 'add_quota'),
	(243, 'Can change quota', 74, 'change_quota'),
	(244, 'Can delete quota', 74, 'delete_quota'),
	(245, 'Can view quota', 74, 'view_quota'),
	(246, 'Can add reminder', 76, 'add_reminder'),
	(247, 'Can change reminder', 76, 'change_reminder'),
	(248, 'Can delete reminder', 76, 'delete_reminder'),
	(249, 'Can view reminder', 76, 'view_reminder'),
	(250, 'Can add travel document', 78, 'add_traveldocument'),
	(251, 'Can change travel document', 78, 'change_traveldocument'),
	(252, 'Can delete travel document', 78, 'delete_traveldocument'),
	(253, 'Can view travel document', 78, 'view_traveldocument'),
	(254, 'Can add tag', 86, 'add_tag'),
	(255, 'Can change tag', 86, 'change_tag'),
	(256, 'Can delete tag', 86, 'delete_tag'),
	(257, 'Can view tag', 86, 'view_tag'),
	(258, 'Can add entity', 81, 'add_entity'),
	(259, 'Can change entity', 81, 'change_entity'),
	(260, 'Can delete entity', 81, 'delete_entity'),
	(261, 'Can view entity', 81, 'view_entity'),
	(262, 'Can add delegation', 80, 'add_delegation'),
	(263, 'Can change delegation', 80, 'change_delegation'),
	(264, 'Can delete delegation', 80, 'delete_delegation'),
	(265, 'Can view delegation', 80, 'view_delegation'),
	(266, 'Can add membership of a Committee', 79, 'add_committeemembership'),
	(267, 'Can change membership of a Committee', 79, 'change_committeemembership'),
	(268, 'Can delete membership of a Committee', 79, 'delete_committeemembership'),
	(269, 'Can view membership of a Committee', 79, 'view_committeemembership'),
	(270, 'Can add name of an entity', 82, 'add_entityname'),
	(271, 'Can change name of an entity', 82, 'change_entityname'),
	(272, 'Can delete name of an entity', 82, 'delete_entityname'),
	(273, 'Can view name of an entity', 82, 'view_entityname'),
	(274, 'Can add party status', 85, 'add_partystatus'),
	(275, 'Can change party status', 85, 'change_partystatus'),
	(276, 'Can delete party status', 85, 'delete_partystatus'),
	(277, 'Can view party status', 85, 'view_partystatus'),
	(278, 'Can add focal point', 83, 'add_focalpoint'),
	(279, 'Can change focal point', 83, 'change_focalpoint'),
	(280, 'Can delete focal point', 83, 'delete_focalpoint'),
	(281, 'Can view focal point', 83, 'view_focalpoint'),
	(282, 'Can add note of a delegation', 84, 'add_note'),
	(283, 'Can change note of a delegation', 84, 'change_note'),
	(284, 'Can delete note of a delegation', 84, 'delete_note'),
	(285, 'Can view note of a delegation', 84, 'view_note'),
	(286, 'Can add Committee', 87, 'add_committee'),
	(287, 'Can change Committee', 87, 'change_committee'),
	(288, 'Can delete Committee', 87, 'delete_committee'),
	(289, 'Can view Committee', 87, 'view_committee'),
	(290, 'Can add meeting', 88, 'add_meeting'),
	(291, 'Can change meeting', 88, 'change_meeting'),
	(292, 'Can delete meeting', 88, 'delete_meeting'),
	(293, 'Can view meeting', 88, 'view_meeting'),
	(294, 'Can add preparation of a meeting', 89, 'add_preparation'),
	(295, 'Can change preparation of a meeting', 89, 'change_preparation'),
	(296, 'Can delete preparation of a meeting', 89, 'delete_preparation'),
	(297, 'Can view preparation of a meeting', 89, 'view_preparation'),
	(298, 'Can add user', 95, 'add_user'),
	(299, 'Can change user', 95, 'change_user'),
	(300, 'Can delete user', 95, 'delete_user'),
	(301, 'Can view user', 95, 'view_user'),
	(302, 'Can add limit', 90, 'add_limit'),
	(303, 'Can change limit', 90, 'change_limit'),
	(304, 'Can delete limit', 90, 'delete_limit'),
	(305, 'Can view limit', 90, 'view_limit'),
	(306, 'Can add sign-in code', 93, 'add_signincode'),
	(307, 'Can change sign-in code', 93, 'change_signincode'),
	(308, 'Can delete sign-in code', 93, 'delete_signincode'),
	(309, 'Can view sign-in code', 93, 'view_signincode'),
	(310, 'Can add session', 91, 'add_session'),
	(311, 'Can change session', 91, 'change_session'),
	(312, 'Can delete session', 91, 'delete_session'),
	(313, 'Can view session', 91, 'view_session'),
	(314, 'Can add sign-in', 92, 'add_signin'),
	(315, 'Can change sign-in', 92, 'change_signin'),
	(316, 'Can delete sign-in', 92, 'delete_signin'),
	(317, 'Can view sign-in', 92, 'view_signin'),
	(318, 'Can add invitation of staff', 94, 'add_staffinvitation'),
	(319, 'Can change invitation of staff', 94, 'change_staffinvitation'),
	(320, 'Can delete invitation of staff', 94, 'delete_staffinvitation'),
	(321, 'Can view invitation of staff', 94, 'view_staffinvitation'),
	(322, 'Can add message', 97, 'add_message'),
	(323, 'Can change message', 97, 'change_message'),
	(324, 'Can delete message', 97, 'delete_message'),
	(325, 'Can view message', 97, 'view_message'),
	(326, 'Can add mail that came back', 96, 'add_bounce'),
	(327, 'Can change mail that came back', 96, 'change_bounce'),
	(328, 'Can delete mail that came back', 96, 'delete_bounce'),
	(329, 'Can view mail that came back', 96, 'view_bounce'),
	(330, 'Can add audit entry', 98, 'add_auditentry'),
	(331, 'Can change audit entry', 98, 'change_auditentry'),
	(332, 'Can delete audit entry', 98, 'delete_auditentry'),
	(333, 'Can view audit entry', 98, 'view_auditentry'),
	(334, 'Can add seal', 99, 'add_auditseal'),
	(335, 'Can change seal', 99, 'change_auditseal'),
	(336, 'Can delete seal', 99, 'delete_auditseal'),
	(337, 'Can view seal', 99, 'view_auditseal'),
	(338, 'Can add audit values', 100, 'add_auditvalues'),
	(339, 'Can change audit values', 100, 'change_auditvalues'),
	(340, 'Can delete audit values', 100, 'delete_auditvalues'),
	(341, 'Can view audit values', 100, 'view_auditvalues'),
	(342, 'Can add email address', 101, 'add_emailaddress'),
	(343, 'Can change email address', 101, 'change_emailaddress'),
	(344, 'Can delete email address', 101, 'delete_emailaddress'),
	(345, 'Can view email address', 101, 'view_emailaddress'),
	(346, 'Can add email confirmation', 102, 'add_emailconfirmation'),
	(347, 'Can change email confirmation', 102, 'change_emailconfirmation'),
	(348, 'Can delete email confirmation', 102, 'delete_emailconfirmation'),
	(349, 'Can view email confirmation', 102, 'view_emailconfirmation'),
	(350, 'Can add authenticator', 103, 'add_authenticator'),
	(351, 'Can change authenticator', 103, 'change_authenticator'),
	(352, 'Can delete authenticator', 103, 'delete_authenticator'),
	(353, 'Can view authenticator', 103, 'view_authenticator'),
	(354, 'Can add log entry', 104, 'add_logentry'),
	(355, 'Can change log entry', 104, 'change_logentry'),
	(356, 'Can delete log entry', 104, 'delete_logentry'),
	(357, 'Can view log entry', 104, 'view_logentry'),
	(358, 'Can add permission', 106, 'add_permission'),
	(359, 'Can change permission', 106, 'change_permission'),
	(360, 'Can delete permission', 106, 'delete_permission'),
	(361, 'Can view permission', 106, 'view_permission'),
	(362, 'Can add group', 105, 'add_group'),
	(363, 'Can change group', 105, 'change_group'),
	(364, 'Can delete group', 105, 'delete_group'),
	(365, 'Can view group', 105, 'view_group'),
	(366, 'Can add content type', 107, 'add_contenttype'),
	(367, 'Can change content type', 107, 'change_contenttype'),
	(368, 'Can delete content type', 107, 'delete_contenttype'),
	(369, 'Can view content type', 107, 'view_contenttype'),
	(370, 'Can add session', 108, 'add_session'),
	(371, 'Can change session', 108, 'change_session'),
	(372, 'Can delete session', 108, 'delete_session'),
	(373, 'Can view session', 108, 'view_session');
INSERT INTO public.django_content_type VALUES
	(1, 'desk', 'export'),
	(2, 'desk', 'printedstatistics'),
	(3, 'desk', 'statisticspublication'),
	(4, 'privacy', 'export'),
	(5, 'privacy', 'line'),
	(6, 'privacy', 'run'),
	(7, 'privacy', 'total'),
	(8, 'bilaterals', 'absence'),
	(9, 'bilaterals', 'ask'),
	(10, 'bilaterals', 'bilateral'),
	(11, 'bilaterals', 'break'),
	(12, 'bilaterals', 'briefpaper'),
	(13, 'bilaterals', 'candidate'),
	(14, 'bilaterals', 'engagement'),
	(15, 'bilaterals', 'excusal'),
	(16, 'bilaterals', 'host'),
	(17, 'bilaterals', 'mark'),
	(18, 'bilaterals', 'note'),
	(19, 'bilaterals', 'notice'),
	(20, 'bilaterals', 'officer'),
	(21, 'bilaterals', 'participant'),
	(22, 'bilaterals', 'plan'),
	(23, 'bilaterals', 'printout'),
	(24, 'bilaterals', 'resource'),
	(25, 'bilaterals', 'sharedroom'),
	(26, 'bilaterals', 'wantedperiod'),
	(27, 'bilaterals', 'window'),
	(28, 'agenda', 'contributor'),
	(29, 'agenda', 'document'),
	(30, 'agenda', 'documentfile'),
	(31, 'agenda', 'draftedit'),
	(32, 'agenda', 'edition'),
	(33, 'agenda', 'item'),
	(34, 'agenda', 'notice'),
	(35, 'agenda', 'panel'),
	(36, 'agenda', 'panellist'),
	(37, 'agenda', 'personalcalendar'),
	(38, 'agenda', 'presence'),
	(39, 'agenda', 'publication'),
	(40, 'agenda', 'room'),
	(41, 'agenda', 'segment'),
	(42, 'agenda', 'session'),
	(43, 'agenda', 'subscription'),
	(44, 'interventions', 'disclosure'),
	(45, 'interventions', 'floorevent'),
	(46, 'interventions', 'floorright'),
	(47, 'interventions', 'intervention'),
	(48, 'interventions', 'printout'),
	(49, 'interventions', 'statement'),
	(50, 'interventions', 'swap'),
	(51, 'mailings', 'mailing'),
	(52, 'mailings', 'recipient'),
	(53, 'mailings', 'trial'),
	(54, 'attendance', 'badge'),
	(55, 'attendance', 'badgeprint'),
	(56, 'attendance', 'badgesheet'),
	(57, 'attendance', 'certificate'),
	(58, 'attendance', 'correction'),
	(59, 'attendance', 'listfile'),
	(60, 'attendance', 'listversion'),
	(61, 'attendance', 'passage'),
	(62, 'letters', 'batch'),
	(63, 'letters', 'bundle'),
	(64, 'letters', 'dueletter'),
	(65, 'letters', 'invitation'),
	(66, 'letters', 'invitationtemplate'),
	(67, 'letters', 'letter'),
	(68, 'registrations', 'categorydeadline'),
	(69, 'registrations', 'confirmationrule'),
	(70, 'registrations', 'extension'),
	(71, 'registrations', 'likelyduplicate'),
	(72, 'registrations', 'needs'),
	(73, 'registrations', 'person'),
	(74, 'registrations', 'quota'),
	(75, 'registrations', 'registration'),
	(76, 'registrations', 'reminder'),
	(77, 'registrations', 'sheet'),
	(78, 'registrations', 'traveldocument'),
	(79, 'delegations', 'committeemembership'),
	(80, 'delegations', 'delegation'),
	(81, 'delegations', 'entity'),
	(82, 'delegations', 'entityname'),
	(83, 'delegations', 'focalpoint'),
	(84, 'delegations', 'note'),
	(85, 'delegations', 'partystatus'),
	(86, 'delegations', 'tag'),
	(87, 'meetings', 'committee'),
	(88, 'meetings', 'meeting'),
	(89, 'meetings', 'preparation'),
	(90, 'accounts', 'limit'),
	(91, 'accounts', 'session'),
	(92, 'accounts', 'signin'),
	(93, 'accounts', 'signincode'),
	(94, 'accounts', 'staffinvitation'),
	(95, 'accounts', 'user'),
	(96, 'outbox', 'bounce'),
	(97, 'outbox', 'message'),
	(98, 'audit', 'auditentry'),
	(99, 'audit', 'auditseal'),
	(100, 'audit', 'auditvalues'),
	(101, 'account', 'emailaddress'),
	(102, 'account', 'emailconfirmation'),
	(103, 'mfa', 'authenticator'),
	(104, 'admin', 'logentry'),
	(105, 'auth', 'group'),
	(106, 'auth', 'permission'),
	(107, 'contenttypes', 'contenttype'),
	(108, 'sessions', 'session');
INSERT INTO public.django_migrations VALUES
	(1, 'contenttypes', '0001_initial', '2026-11-27 18:41:23.83094+00'),
	(2, 'contenttypes', '0002_remove_content_type_name', '2026-11-27 18:41:23.834755+00'),
	(3, 'auth', '0001_initial', '2026-11-27 18:41:23.864711+00'),
	(4, 'auth', '0002_alter_permission_name_max_length', '2026-11-27 18:41:23.86849+00'),
	(5, 'auth', '0003_alter_user_email_max_length', '2026-11-27 18:41:23.873067+00'),
	(6, 'auth', '0004_alter_user_username_opts', '2026-11-27 18:41:23.876303+00'),
	(7, 'auth', '0005_alter_user_last_login_null', '2026-11-27 18:41:23.879431+00'),
	(8, 'auth', '0006_require_contenttypes_0002', '2026-11-27 18:41:23.879891+00'),
	(9, 'auth', '0007_alter_validators_add_error_messages', '2026-11-27 18:41:23.883308+00'),
	(10, 'auth', '0008_alter_user_username_max_length', '2026-11-27 18:41:23.886103+00'),
	(11, 'auth', '0009_alter_user_last_name_max_length', '2026-11-27 18:41:23.888817+00'),
	(12, 'auth', '0010_alter_group_name_max_length', '2026-11-27 18:41:23.89268+00'),
	(13, 'auth', '0011_update_proxy_permissions', '2026-11-27 18:41:23.895651+00'),
	(14, 'auth', '0012_alter_user_first_name_max_length', '2026-11-27 18:41:23.898482+00'),
	(15, 'accounts', '0001_initial', '2026-11-27 18:41:23.936687+00'),
	(16, 'account', '0001_initial', '2026-11-27 18:41:23.993934+00'),
	(17, 'account', '0002_email_max_length', '2026-11-27 18:41:24.015031+00'),
	(18, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2026-11-27 18:41:24.049904+00'),
	(19, 'account', '0004_alter_emailaddress_drop_unique_email', '2026-11-27 18:41:24.093819+00'),
	(20, 'account', '0005_emailaddress_idx_upper_email', '2026-11-27 18:41:24.115629+00'),
	(21, 'account', '0006_emailaddress_lower', '2026-11-27 18:41:24.136345+00'),
	(22, 'account', '0007_emailaddress_idx_email', '2026-11-27 18:41:24.172817+00'),
	(23, 'account', '0008_emailaddress_unique_primary_email_fixup', '2026-11-27 18:41:24.199403+00'),
	(24, 'account', '0009_emailaddress_unique_primary_email', '2026-11-27 18:41:24.227837+00'),
	(25, 'accounts', '0002_sign_in', '2026-11-27 18:41:24.307429+00'),
	(26, 'accounts', '0003_function_of_a_signer', '2026-11-27 18:41:24.338021+00'),
	(27, 'accounts', '0004_invitations_and_sign_in_log', '2026-11-27 18:41:24.417945+00'),
	(28, 'accounts', '0005_keep_an_administrator', '2026-11-27 18:41:24.420963+00'),
	(29, 'admin', '0001_initial', '2026-11-27 18:41:24.467629+00'),
	(30, 'admin', '0002_logentry_remove_auto_add', '2026-11-27 18:41:24.480795+00'),
	(31, 'admin', '0003_logentry_add_action_flag_choices', '2026-11-27 18:41:24.505724+00'),
	(32, 'meetings', '0001_initial', '2026-11-27 18:41:24.560933+00'),
	(33, 'meetings', '0002_closing_times_in_the_meetings_zone', '2026-11-27 18:41:24.571544+00'),
	(34, 'meetings', '0003_reconfirm_after_changes', '2026-11-27 18:41:24.574705+00'),
	(35, 'meetings', '0004_days_between_reminders', '2026-11-27 18:41:24.586022+00'),
	(36, 'delegations', '0001_initial', '2026-11-27 18:41:24.712028+00'),
	(37, 'delegations', '0002_entity_asked_name', '2026-11-27 18:41:24.722812+00'),
	(38, 'delegations', '0003_focal_points', '2026-11-27 18:41:24.797391+00'),
	(39, 'delegations', '0004_focal_point_function', '2026-11-27 18:41:24.824609+00'),
	(40, 'delegations', '0005_notes', '2026-11-27 18:41:24.889827+00'),
	(41, 'delegations', '0006_delegation_with_its_meeting', '2026-11-27 18:41:24.913842+00'),
	(42, 'delegations', '0007_observer_states', '2026-11-27 18:41:24.95153+00'),
	(43, 'delegations', '0008_postal_address', '2026-11-27 18:41:24.958648+00'),
	(44, 'agenda', '0001_initial', '2026-11-27 18:41:25.89894+00'),
	(45, 'agenda', '0002_kept_true_by_the_database', '2026-11-27 18:41:25.902324+00'),
	(46, 'agenda', '0003_documents_and_editions', '2026-11-27 18:41:26.193873+00'),
	(47, 'agenda', '0004_draft_edits', '2026-11-27 18:41:26.281816+00'),
	(48, 'agenda', '0005_notices_and_subscriptions', '2026-11-27 18:41:26.463706+00'),
	(49, 'agenda', '0006_stamp', '2026-11-27 18:41:26.466707+00'),
	(50, 'agenda', '0007_calendars', '2026-11-27 18:41:26.569099+00'),
	(51, 'registrations', '0001_initial', '2026-11-27 18:41:27.672646+00'),
	(52, 'registrations', '0002_own_changes', '2026-11-27 18:41:27.906716+00'),
	(53, 'registrations', '0003_rules_and_places', '2026-11-27 18:41:29.17421+00'),
	(54, 'registrations', '0004_similar_names', '2026-11-27 18:41:29.178631+00'),
	(55, 'registrations', '0005_reminders', '2026-11-27 18:41:29.2431+00'),
	(56, 'registrations', '0006_sheets', '2026-11-27 18:41:29.348095+00'),
	(57, 'registrations', '0007_turns_of_those_who_stand_in', '2026-11-27 18:41:29.428025+00'),
	(58, 'registrations', '0008_travel_documents', '2026-11-27 18:41:29.543104+00'),
	(59, 'registrations', '0009_alike_by_the_index', '2026-11-27 18:41:29.545101+00'),
	(60, 'registrations', '0010_portions_of_sheets', '2026-11-27 18:41:29.630325+00'),
	(61, 'registrations', '0011_terms_of_letters_for_a_visa', '2026-11-27 18:41:30.067395+00'),
	(62, 'registrations', '0012_rules_of_each_meeting', '2026-11-27 18:41:30.140855+00'),
	(63, 'registrations', '0013_settings_of_one_meeting', '2026-11-27 18:41:30.144281+00'),
	(64, 'meetings', '0005_minutes_of_points_of_order', '2026-11-27 18:41:30.195917+00'),
	(65, 'meetings', '0006_stages_of_a_meeting', '2026-11-27 18:41:30.655383+00'),
	(66, 'meetings', '0007_days_of_this_time', '2026-11-27 18:41:30.726996+00'),
	(67, 'letters', '0001_initial', '2026-11-27 18:41:30.7822+00'),
	(68, 'letters', '0002_letters_about_more', '2026-11-27 18:41:31.344029+00'),
	(69, 'letters', '0003_letters_about_one', '2026-11-27 18:41:31.6962+00'),
	(70, 'letters', '0004_invitation_texts', '2026-11-27 18:41:31.73372+00'),
	(71, 'letters', '0005_batches', '2026-11-27 18:41:32.778869+00'),
	(72, 'letters', '0006_due_letters', '2026-11-27 18:41:32.824302+00'),
	(73, 'letters', '0007_why_withdrawn', '2026-11-27 18:41:32.859717+00'),
	(74, 'letters', '0008_certificates_of_attendance', '2026-11-27 18:41:33.008811+00'),
	(75, 'attendance', '0001_list_of_participants', '2026-11-27 18:41:33.624646+00'),
	(76, 'attendance', '0002_badges', '2026-11-27 18:41:34.012757+00'),
	(77, 'attendance', '0003_checkin', '2026-11-27 18:41:34.080265+00'),
	(78, 'attendance', '0004_a_rehearsed_list_goes', '2026-11-27 18:41:34.082217+00'),
	(79, 'attendance', '0005_what_two_doors_saw', '2026-11-27 18:41:34.136826+00'),
	(80, 'attendance', '0006_what_a_correction_saw', '2026-11-27 18:41:34.217748+00'),
	(81, 'attendance', '0007_certificates', '2026-11-27 18:41:34.286682+00'),
	(82, 'audit', '0001_initial', '2026-11-27 18:41:34.953756+00'),
	(83, 'bilaterals', '0001_initial', '2026-11-27 18:41:38.978854+00'),
	(84, 'bilaterals', '0002_kept_true_by_the_database', '2026-11-27 18:41:38.982925+00'),
	(85, 'bilaterals', '0003_everything_has_its_resource', '2026-11-27 18:41:38.986037+00'),
	(86, 'bilaterals', '0004_shared_rooms', '2026-11-27 18:41:39.075091+00'),
	(87, 'bilaterals', '0010_notices', '2026-11-27 18:41:39.190872+00'),
	(88, 'bilaterals', '0020_marks_of_the_day_and_papers', '2026-11-27 18:41:39.410901+00'),
	(89, 'bilaterals', '0030_day_sheets', '2026-11-27 18:41:39.487881+00'),
	(90, 'bilaterals', '0040_plans', '2026-11-27 18:41:39.621512+00'),
	(91, 'bilaterals', '0050_marks_keep_what_they_made', '2026-11-27 18:41:40.369255+00'),
	(92, 'bilaterals', '0060_asks_share_a_candidate', '2026-11-27 18:41:40.500586+00'),
	(93, 'bilaterals', '0070_brief_papers', '2026-11-27 18:41:40.676075+00'),
	(94, 'bilaterals', '0071_notices_say_who_left', '2026-11-27 18:41:40.825806+00'),
	(95, 'desk', '0001_statistics_and_exports', '2026-11-27 18:41:41.479566+00'),
	(96, 'interventions', '0001_initial', '2026-11-27 18:41:42.573819+00'),
	(97, 'interventions', '0002_kept_true_by_the_database', '2026-11-27 18:41:42.576903+00'),
	(98, 'interventions', '0003_run_floor', '2026-11-27 18:41:42.640279+00'),
	(99, 'interventions', '0004_statements', '2026-11-27 18:41:44.233465+00'),
	(100, 'interventions', '0006_printouts', '2026-11-27 18:41:44.363639+00'),
	(101, 'interventions', '0005_calls_taken_back', '2026-11-27 18:41:44.830578+00'),
	(102, 'interventions', '0007_name_told_in_the_room', '2026-11-27 18:41:44.941752+00'),
	(103, 'interventions', '0008_exchanges_of_places', '2026-11-27 18:41:46.935077+00'),
	(104, 'interventions', '0009_a_rehearsal_did_not_happen', '2026-11-27 18:41:46.938182+00'),
	(105, 'mailings', '0001_initial', '2026-11-27 18:41:48.085949+00'),
	(106, 'mailings', '0002_kept_true_by_the_database', '2026-11-27 18:41:48.091911+00'),
	(107, 'mfa', '0001_initial', '2026-11-27 18:41:48.258833+00'),
	(108, 'mfa', '0002_authenticator_timestamps', '2026-11-27 18:41:49.022181+00'),
	(109, 'mfa', '0003_authenticator_type_uniq', '2026-11-27 18:41:49.223981+00'),
	(110, 'outbox', '0001_initial', '2026-11-27 18:41:49.253781+00'),
	(111, 'outbox', '0002_secrets', '2026-11-27 18:41:49.289371+00'),
	(112, 'outbox', '0003_held_and_many', '2026-11-27 18:41:49.308486+00'),
	(113, 'outbox', '0004_kept_inside', '2026-11-27 18:41:49.33714+00'),
	(114, 'outbox', '0005_mails_that_came_back', '2026-11-27 18:41:49.365421+00'),
	(115, 'outbox', '0006_index_failed_messages', '2026-11-27 18:41:49.379694+00'),
	(116, 'outbox', '0007_tries_cut_short', '2026-11-27 18:41:49.394036+00'),
	(117, 'privacy', '0001_initial', '2026-11-27 18:41:50.28012+00'),
	(118, 'privacy', '0002_erasing_may_blank', '2026-11-27 18:41:50.283952+00'),
	(119, 'privacy', '0003_messages_forget_who_was_left_out', '2026-11-27 18:41:50.288171+00'),
	(120, 'privacy', '0004_rehearsed_messages_go', '2026-11-27 18:41:50.292993+00'),
	(121, 'sessions', '0001_initial', '2026-11-27 18:41:50.321011+00');
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_signin_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_signincode_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_staffinvitation_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_user_groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_user_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_user_user_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_contributor_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_document_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_documentfile_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_draftedit_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_edition_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_item_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_notice_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_panel_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_panellist_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_personalcalendar_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_presence_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_publication_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_room_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_segment_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_session_id_seq', 1, false);
SELECT pg_catalog.setval('public.agenda_subscription_id_seq', 1, false);
SELECT pg_catalog.setval('public.attendance_badge_id_seq', 1, false);
SELECT pg_catalog.setval('public.attendance_badgeprint_id_seq', 1, false);
SELECT pg_catalog.setval('public.attendance_badgesheet_id_seq', 1, false);
SELECT pg_catalog.setval('public.attendance_certificate_id_seq', 1, false);
SELECT pg_catalog.setval('public.attendance_correction_id_seq', 1, false);
SELECT pg_catalog.setval('public.attendance_listfile_id_seq', 1, false);
SELECT pg_catalog.setval('public.attendance_listversion_id_seq', 1, false);
SELECT pg_catalog.setval('public.attendance_passage_id_seq', 1, false);
SELECT pg_catalog.setval('public.audit_auditentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 8, true);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 557, true);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 373, true);
SELECT pg_catalog.setval('public.bilaterals_absence_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_ask_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_bilateral_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_break_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_briefpaper_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_candidate_hosts_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_candidate_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_engagement_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_excusal_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_host_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_mark_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_note_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_notice_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_officer_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_participant_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_plan_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_printout_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_resource_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_sharedroom_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_wantedperiod_id_seq', 1, false);
SELECT pg_catalog.setval('public.bilaterals_window_id_seq', 1, false);
SELECT pg_catalog.setval('public.delegations_committeemembership_id_seq', 1, false);
SELECT pg_catalog.setval('public.delegations_delegation_id_seq', 1, false);
SELECT pg_catalog.setval('public.delegations_entity_id_seq', 1, false);
SELECT pg_catalog.setval('public.delegations_entity_tags_id_seq', 1, false);
SELECT pg_catalog.setval('public.delegations_entityname_id_seq', 1, false);
SELECT pg_catalog.setval('public.delegations_focalpoint_id_seq', 1, false);
SELECT pg_catalog.setval('public.delegations_note_id_seq', 1, false);
SELECT pg_catalog.setval('public.delegations_partystatus_id_seq', 1, false);
SELECT pg_catalog.setval('public.delegations_tag_id_seq', 1, false);
SELECT pg_catalog.setval('public.desk_export_id_seq', 1, false);
SELECT pg_catalog.setval('public.desk_printedstatistics_id_seq', 1, false);
SELECT pg_catalog.setval('public.desk_statisticspublication_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_admin_log_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 108, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 121, true);
SELECT pg_catalog.setval('public.interventions_disclosure_id_seq', 1, false);
SELECT pg_catalog.setval('public.interventions_floorevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.interventions_floorright_id_seq', 1, false);
SELECT pg_catalog.setval('public.interventions_intervention_id_seq', 1, false);
SELECT pg_catalog.setval('public.interventions_printout_id_seq', 1, false);
SELECT pg_catalog.setval('public.interventions_statement_id_seq', 1, false);
SELECT pg_catalog.setval('public.interventions_swap_id_seq', 1, false);
SELECT pg_catalog.setval('public.letters_batch_id_seq', 1, false);
SELECT pg_catalog.setval('public.letters_bundle_id_seq', 1, false);
SELECT pg_catalog.setval('public.letters_dueletter_id_seq', 1, false);
SELECT pg_catalog.setval('public.letters_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('public.letters_invitationtemplate_id_seq', 1, false);
SELECT pg_catalog.setval('public.letters_letter_id_seq', 1, false);
SELECT pg_catalog.setval('public.mailings_mailing_id_seq', 1, false);
SELECT pg_catalog.setval('public.mailings_recipient_id_seq', 1, false);
SELECT pg_catalog.setval('public.mailings_trial_id_seq', 1, false);
SELECT pg_catalog.setval('public.meetings_committee_id_seq', 1, false);
SELECT pg_catalog.setval('public.meetings_meeting_id_seq', 1, false);
SELECT pg_catalog.setval('public.meetings_preparation_id_seq', 1, false);
SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);
SELECT pg_catalog.setval('public.outbox_bounce_id_seq', 1, false);
SELECT pg_catalog.setval('public.outbox_message_id_seq', 1, false);
SELECT pg_catalog.setval('public.privacy_export_id_seq', 1, false);
SELECT pg_catalog.setval('public.privacy_line_id_seq', 1, false);
SELECT pg_catalog.setval('public.privacy_run_id_seq', 1, false);
SELECT pg_catalog.setval('public.privacy_total_id_seq', 1, false);
SELECT pg_catalog.setval('public.registrations_categorydeadline_id_seq', 1, false);
SELECT pg_catalog.setval('public.registrations_confirmationrule_id_seq', 1, false);
SELECT pg_catalog.setval('public.registrations_extension_id_seq', 1, false);
SELECT pg_catalog.setval('public.registrations_likelyduplicate_id_seq', 1, false);
SELECT pg_catalog.setval('public.registrations_person_id_seq', 1, false);
SELECT pg_catalog.setval('public.registrations_quota_id_seq', 1, false);
SELECT pg_catalog.setval('public.registrations_registration_id_seq', 1, false);
SELECT pg_catalog.setval('public.registrations_reminder_id_seq', 1, false);
SELECT pg_catalog.setval('public.registrations_sheet_id_seq', 1, false);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_limit
    ADD CONSTRAINT accounts_limit_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.accounts_signin
    ADD CONSTRAINT accounts_signin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_signincode
    ADD CONSTRAINT accounts_signincode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_staffinvitation
    ADD CONSTRAINT accounts_staffinvitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_email_key UNIQUE (email);
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_group_id_59c0b32f_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_contributor
    ADD CONSTRAINT agenda_contributor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_contributor
    ADD CONSTRAINT agenda_contributor_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.agenda_document
    ADD CONSTRAINT agenda_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_document
    ADD CONSTRAINT agenda_document_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.agenda_documentfile
    ADD CONSTRAINT agenda_documentfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_draftedit
    ADD CONSTRAINT agenda_draftedit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_draftedit
    ADD CONSTRAINT agenda_draftedit_undoes_id_key UNIQUE (undoes_id);
ALTER TABLE ONLY public.agenda_edition
    ADD CONSTRAINT agenda_edition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.agenda_notice
    ADD CONSTRAINT agenda_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_panel
    ADD CONSTRAINT agenda_panel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_panel
    ADD CONSTRAINT agenda_panel_segment_id_key UNIQUE (segment_id);
ALTER TABLE ONLY public.agenda_panel
    ADD CONSTRAINT agenda_panel_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.agenda_panellist
    ADD CONSTRAINT agenda_panellist_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_personalcalendar
    ADD CONSTRAINT agenda_personalcalendar_key_sha256_key UNIQUE (key_sha256);
ALTER TABLE ONLY public.agenda_personalcalendar
    ADD CONSTRAINT agenda_personalcalendar_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_presence
    ADD CONSTRAINT agenda_presence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_publication
    ADD CONSTRAINT agenda_publication_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_publication
    ADD CONSTRAINT agenda_publication_token_key UNIQUE (token);
ALTER TABLE ONLY public.agenda_room
    ADD CONSTRAINT agenda_room_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_room
    ADD CONSTRAINT agenda_room_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.agenda_segment
    ADD CONSTRAINT agenda_segment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_segment
    ADD CONSTRAINT agenda_segment_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.agenda_session
    ADD CONSTRAINT agenda_session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_session
    ADD CONSTRAINT agenda_session_uid_key UNIQUE (uid);
ALTER TABLE ONLY public.agenda_subscription
    ADD CONSTRAINT agenda_subscription_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance_badge
    ADD CONSTRAINT attendance_badge_code_key UNIQUE (code);
ALTER TABLE ONLY public.attendance_badge
    ADD CONSTRAINT attendance_badge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance_badgeprint
    ADD CONSTRAINT attendance_badgeprint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance_badgeprint
    ADD CONSTRAINT attendance_badgeprint_token_key UNIQUE (token);
ALTER TABLE ONLY public.attendance_badgesheet
    ADD CONSTRAINT attendance_badgesheet_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certificate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certificate_registration_id_key UNIQUE (registration_id);
ALTER TABLE ONLY public.attendance_correction
    ADD CONSTRAINT attendance_correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance_listfile
    ADD CONSTRAINT attendance_listfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance_listversion
    ADD CONSTRAINT attendance_listversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance_listversion
    ADD CONSTRAINT attendance_listversion_token_key UNIQUE (token);
ALTER TABLE ONLY public.attendance_passage
    ADD CONSTRAINT attendance_passage_key_key UNIQUE (key);
ALTER TABLE ONLY public.attendance_passage
    ADD CONSTRAINT attendance_passage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_auditentry
    ADD CONSTRAINT audit_auditentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_auditseal
    ADD CONSTRAINT audit_auditseal_entry_id_key UNIQUE (entry_id);
ALTER TABLE ONLY public.audit_auditseal
    ADD CONSTRAINT audit_auditseal_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.audit_auditvalues
    ADD CONSTRAINT audit_auditvalues_pkey PRIMARY KEY (entry_id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance_badge
    ADD CONSTRAINT badge_numbered_once UNIQUE (registration_id, number);
ALTER TABLE ONLY public.attendance_badgesheet
    ADD CONSTRAINT badge_sheet_numbered_once UNIQUE (order_id, number);
ALTER TABLE ONLY public.bilaterals_absence
    ADD CONSTRAINT bilaterals_absence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_ask
    ADD CONSTRAINT bilaterals_ask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_ask
    ADD CONSTRAINT bilaterals_ask_token_key UNIQUE (token);
ALTER TABLE ONLY public.bilaterals_bilateral
    ADD CONSTRAINT bilaterals_bilateral_code_key UNIQUE (code);
ALTER TABLE ONLY public.bilaterals_bilateral
    ADD CONSTRAINT bilaterals_bilateral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_break
    ADD CONSTRAINT bilaterals_break_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_briefpaper
    ADD CONSTRAINT bilaterals_briefpaper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_candidate_hosts
    ADD CONSTRAINT bilaterals_candidate_hosts_candidate_id_host_id_7ed21be4_uniq UNIQUE (candidate_id, host_id);
ALTER TABLE ONLY public.bilaterals_candidate_hosts
    ADD CONSTRAINT bilaterals_candidate_hosts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_candidate
    ADD CONSTRAINT bilaterals_candidate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_engagement
    ADD CONSTRAINT bilaterals_engagement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_excusal
    ADD CONSTRAINT bilaterals_excusal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_host
    ADD CONSTRAINT bilaterals_host_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_mark
    ADD CONSTRAINT bilaterals_mark_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_note
    ADD CONSTRAINT bilaterals_note_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_notice
    ADD CONSTRAINT bilaterals_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_officer
    ADD CONSTRAINT bilaterals_officer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_participant
    ADD CONSTRAINT bilaterals_participant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_plan
    ADD CONSTRAINT bilaterals_plan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_printout
    ADD CONSTRAINT bilaterals_printout_once_per_state UNIQUE (meeting_id, paper, key, language, digest);
ALTER TABLE ONLY public.bilaterals_printout
    ADD CONSTRAINT bilaterals_printout_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_entity_id_key UNIQUE (entity_id);
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_host_id_key UNIQUE (host_id);
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_president_of_id_key UNIQUE (president_of_id);
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_room_id_key UNIQUE (room_id);
ALTER TABLE ONLY public.bilaterals_sharedroom
    ADD CONSTRAINT bilaterals_sharedroom_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_sharedroom
    ADD CONSTRAINT bilaterals_sharedroom_room_id_key UNIQUE (room_id);
ALTER TABLE ONLY public.bilaterals_wantedperiod
    ADD CONSTRAINT bilaterals_wantedperiod_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_window
    ADD CONSTRAINT bilaterals_window_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_briefpaper
    ADD CONSTRAINT brief_paper_once_per_bilateral UNIQUE (bilateral_id, sha256);
ALTER TABLE ONLY public.bilaterals_candidate
    ADD CONSTRAINT candidate_with_its_meeting UNIQUE (id, meeting_id);
ALTER TABLE ONLY public.registrations_categorydeadline
    ADD CONSTRAINT category_deadline_once UNIQUE (meeting_id, category);
ALTER TABLE ONLY public.delegations_committeemembership
    ADD CONSTRAINT committee_has_a_member_once EXCLUDE USING gist (committee_id WITH =, entity_id WITH =, daterange(valid_from, valid_until, '[)'::text) WITH &&);
ALTER TABLE ONLY public.registrations_confirmationrule
    ADD CONSTRAINT confirmation_rule_once_per_category UNIQUE (meeting_id, category);
ALTER TABLE ONLY public.agenda_presence
    ADD CONSTRAINT contributor_is_in_one_place EXCLUDE USING gist (contributor_id WITH =, session_id WITH <>, period WITH &&) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_delegation
    ADD CONSTRAINT delegation_once_per_meeting UNIQUE (meeting_id, entity_id);
ALTER TABLE ONLY public.delegations_delegation
    ADD CONSTRAINT delegation_with_its_meeting UNIQUE (id, meeting_id);
ALTER TABLE ONLY public.delegations_committeemembership
    ADD CONSTRAINT delegations_committeemembership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegations_delegation
    ADD CONSTRAINT delegations_delegation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegations_entity
    ADD CONSTRAINT delegations_entity_code_key UNIQUE (code);
ALTER TABLE ONLY public.delegations_entity
    ADD CONSTRAINT delegations_entity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegations_entity_tags
    ADD CONSTRAINT delegations_entity_tags_entity_id_tag_id_d50051a8_uniq UNIQUE (entity_id, tag_id);
ALTER TABLE ONLY public.delegations_entity_tags
    ADD CONSTRAINT delegations_entity_tags_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegations_entityname
    ADD CONSTRAINT delegations_entityname_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegations_focalpoint
    ADD CONSTRAINT delegations_focalpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegations_note
    ADD CONSTRAINT delegations_note_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegations_partystatus
    ADD CONSTRAINT delegations_partystatus_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegations_tag
    ADD CONSTRAINT delegations_tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegations_tag
    ADD CONSTRAINT delegations_tag_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.desk_export
    ADD CONSTRAINT desk_export_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.desk_printedstatistics
    ADD CONSTRAINT desk_printedstatistics_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.desk_statisticspublication
    ADD CONSTRAINT desk_statisticspublication_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.agenda_edition
    ADD CONSTRAINT edition_once_per_version_and_language UNIQUE (publication_id, language);
ALTER TABLE ONLY public.bilaterals_engagement
    ADD CONSTRAINT engagement_once_per_bilateral UNIQUE (bilateral_id, resource_id);
ALTER TABLE ONLY public.delegations_entityname
    ADD CONSTRAINT entity_has_one_name_at_a_time EXCLUDE USING gist (entity_id WITH =, language WITH =, daterange(valid_from, valid_until, '[)'::text) WITH &&);
ALTER TABLE ONLY public.bilaterals_excusal
    ADD CONSTRAINT excusal_once_per_member UNIQUE (candidate_id, entity_id);
ALTER TABLE ONLY public.interventions_floorevent
    ADD CONSTRAINT floor_event_number_once_per_segment UNIQUE (segment_id, number);
ALTER TABLE ONLY public.bilaterals_host
    ADD CONSTRAINT host_committee_once_per_meeting UNIQUE (meeting_id, committee_id);
ALTER TABLE ONLY public.bilaterals_window
    ADD CONSTRAINT host_has_one_window_at_a_time EXCLUDE USING gist (host_id WITH =, tstzrange(begins_at, ends_at, '[)'::text) WITH &&);
ALTER TABLE ONLY public.bilaterals_host
    ADD CONSTRAINT host_key_once_per_meeting UNIQUE (meeting_id, slug);
ALTER TABLE ONLY public.interventions_intervention
    ADD CONSTRAINT intervention_arrival_once_per_segment UNIQUE (segment_id, arrival);
ALTER TABLE ONLY public.interventions_intervention
    ADD CONSTRAINT intervention_with_its_segment UNIQUE (id, segment_id);
ALTER TABLE ONLY public.interventions_disclosure
    ADD CONSTRAINT interventions_disclosure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.interventions_floorevent
    ADD CONSTRAINT interventions_floorevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.interventions_floorright
    ADD CONSTRAINT interventions_floorright_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.interventions_floorright
    ADD CONSTRAINT interventions_floorright_registration_id_key UNIQUE (registration_id);
ALTER TABLE ONLY public.interventions_intervention
    ADD CONSTRAINT interventions_intervention_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.interventions_intervention
    ADD CONSTRAINT interventions_intervention_token_key UNIQUE (token);
ALTER TABLE ONLY public.interventions_printout
    ADD CONSTRAINT interventions_printout_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.interventions_statement
    ADD CONSTRAINT interventions_statement_key_key UNIQUE (key);
ALTER TABLE ONLY public.interventions_statement
    ADD CONSTRAINT interventions_statement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.interventions_swap
    ADD CONSTRAINT interventions_swap_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.letters_invitation
    ADD CONSTRAINT invitation_once_per_batch UNIQUE (batch_id, entity_id);
ALTER TABLE ONLY public.letters_invitationtemplate
    ADD CONSTRAINT invitation_text_once_per_audience_and_language UNIQUE (meeting_id, audience, language);
ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT item_number_once_per_meeting UNIQUE (meeting_id, number) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letter_once_per_invitation UNIQUE (meeting_id, kind, entity_id, version);
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letter_once_per_issue UNIQUE (kind, delegation_id, version);
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letter_once_per_version UNIQUE (kind, registration_id, version);
ALTER TABLE ONLY public.letters_batch
    ADD CONSTRAINT letters_batch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.letters_bundle
    ADD CONSTRAINT letters_bundle_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.letters_dueletter
    ADD CONSTRAINT letters_dueletter_delegation_id_key UNIQUE (delegation_id);
ALTER TABLE ONLY public.letters_dueletter
    ADD CONSTRAINT letters_dueletter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.letters_invitation
    ADD CONSTRAINT letters_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.letters_invitationtemplate
    ADD CONSTRAINT letters_invitationtemplate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_code_key UNIQUE (code);
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_likelyduplicate
    ADD CONSTRAINT likely_duplicate_once UNIQUE (first_id, second_id);
ALTER TABLE ONLY public.attendance_listfile
    ADD CONSTRAINT list_file_once_per_format UNIQUE (version_id, language, format);
ALTER TABLE ONLY public.attendance_listversion
    ADD CONSTRAINT list_number_once_per_meeting UNIQUE (meeting_id, number);
ALTER TABLE ONLY public.mailings_mailing
    ADD CONSTRAINT mailings_mailing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mailings_recipient
    ADD CONSTRAINT mailings_recipient_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mailings_trial
    ADD CONSTRAINT mailings_trial_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_committee
    ADD CONSTRAINT meetings_committee_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_committee
    ADD CONSTRAINT meetings_committee_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_code_key UNIQUE (code);
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_meeting
    ADD CONSTRAINT meetings_meeting_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.meetings_preparation
    ADD CONSTRAINT meetings_preparation_meeting_id_key UNIQUE (meeting_id);
ALTER TABLE ONLY public.meetings_preparation
    ADD CONSTRAINT meetings_preparation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meetings_preparation
    ADD CONSTRAINT meetings_preparation_token_key UNIQUE (token);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bilaterals_engagement
    ADD CONSTRAINT nobody_is_in_two_places EXCLUDE USING gist (resource_id WITH =, period WITH &&) WHERE (is_active) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_note
    ADD CONSTRAINT note_once_per_host UNIQUE (host_id, bilateral_id);
ALTER TABLE ONLY public.agenda_notice
    ADD CONSTRAINT notice_once_per_version_and_address UNIQUE (publication_id, email);
ALTER TABLE ONLY public.bilaterals_officer
    ADD CONSTRAINT officer_once_per_host UNIQUE (host_id, user_id);
ALTER TABLE ONLY public.outbox_bounce
    ADD CONSTRAINT outbox_bounce_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.outbox_bounce
    ADD CONSTRAINT outbox_bounce_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox_message
    ADD CONSTRAINT outbox_message_key_key UNIQUE (key);
ALTER TABLE ONLY public.outbox_message
    ADD CONSTRAINT outbox_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox_message
    ADD CONSTRAINT outbox_message_uuid_key UNIQUE (uuid);
ALTER TABLE ONLY public.agenda_panellist
    ADD CONSTRAINT panellist_has_a_place UNIQUE (panel_id, "position") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_panellist
    ADD CONSTRAINT panellist_once_on_a_panel UNIQUE (panel_id, contributor_id);
ALTER TABLE ONLY public.bilaterals_participant
    ADD CONSTRAINT participant_once_per_bilateral UNIQUE (bilateral_id, registration_id);
ALTER TABLE ONLY public.delegations_partystatus
    ADD CONSTRAINT party_status_does_not_overlap EXCLUDE USING gist (entity_id WITH =, daterange(valid_from, valid_until, '[)'::text) WITH &&);
ALTER TABLE ONLY public.agenda_personalcalendar
    ADD CONSTRAINT personal_calendar_once_per_meeting UNIQUE (meeting_id, user_id);
ALTER TABLE ONLY public.desk_printedstatistics
    ADD CONSTRAINT printed_statistics_once_per_language UNIQUE (publication_id, language);
ALTER TABLE ONLY public.interventions_printout
    ADD CONSTRAINT printout_once_per_state_of_a_list UNIQUE (segment_id, language, digest);
ALTER TABLE ONLY public.privacy_export
    ADD CONSTRAINT privacy_export_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_line
    ADD CONSTRAINT privacy_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_run
    ADD CONSTRAINT privacy_run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_run
    ADD CONSTRAINT privacy_run_uuid_key UNIQUE (uuid);
ALTER TABLE ONLY public.privacy_total
    ADD CONSTRAINT privacy_total_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agenda_publication
    ADD CONSTRAINT publication_number_once_per_meeting UNIQUE (meeting_id, number);
ALTER TABLE ONLY public.registrations_quota
    ADD CONSTRAINT quota_once_per_delegation UNIQUE (delegation_id);
ALTER TABLE ONLY public.mailings_recipient
    ADD CONSTRAINT recipient_once_per_message UNIQUE (mailing_id, key);
ALTER TABLE ONLY public.registrations_categorydeadline
    ADD CONSTRAINT registrations_categorydeadline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_confirmationrule
    ADD CONSTRAINT registrations_confirmationrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_extension
    ADD CONSTRAINT registrations_extension_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_likelyduplicate
    ADD CONSTRAINT registrations_likelyduplicate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_needs
    ADD CONSTRAINT registrations_needs_pkey PRIMARY KEY (registration_id);
ALTER TABLE ONLY public.registrations_person
    ADD CONSTRAINT registrations_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_quota
    ADD CONSTRAINT registrations_quota_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_registration_badge_code_key UNIQUE (badge_code);
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_registration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_registration_receipt_number_key UNIQUE (receipt_number);
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_registration_receipt_token_key UNIQUE (receipt_token);
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_registration_replaced_by_id_key UNIQUE (replaced_by_id);
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_registration_submission_token_key UNIQUE (submission_token);
ALTER TABLE ONLY public.registrations_reminder
    ADD CONSTRAINT registrations_reminder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_sheet
    ADD CONSTRAINT registrations_sheet_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registrations_sheet
    ADD CONSTRAINT registrations_sheet_token_key UNIQUE (token);
ALTER TABLE ONLY public.registrations_traveldocument
    ADD CONSTRAINT registrations_traveldocument_pkey PRIMARY KEY (registration_id);
ALTER TABLE ONLY public.agenda_session
    ADD CONSTRAINT room_has_one_session_at_a_time EXCLUDE USING gist (room_id WITH =, tstzrange(begins_at, ends_at, '[)'::text) WITH &&) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_room
    ADD CONSTRAINT room_named_once_per_meeting UNIQUE (meeting_id, name_en);
ALTER TABLE ONLY public.agenda_segment
    ADD CONSTRAINT segment_has_its_own_place UNIQUE (session_id, "position") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_statement
    ADD CONSTRAINT statement_number_once_per_request UNIQUE (intervention_id, number);
ALTER TABLE ONLY public.interventions_statement
    ADD CONSTRAINT statement_token_once_per_request UNIQUE (intervention_id, token);
ALTER TABLE ONLY public.interventions_statement
    ADD CONSTRAINT statement_with_its_request UNIQUE (id, intervention_id);
ALTER TABLE ONLY public.agenda_subscription
    ADD CONSTRAINT subscription_once_per_item UNIQUE (meeting_id, user_id, item_uid);
ALTER TABLE ONLY public.privacy_total
    ADD CONSTRAINT total_once_per_answers UNIQUE NULLS NOT DISTINCT (meeting_id, category, participation, role, state, gender, attended);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_limit_ends_at_82f3ea9a ON public.accounts_limit USING btree (ends_at);
CREATE INDEX accounts_limit_key_525728ed_like ON public.accounts_limit USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_session_expire_date_5bbfba7c ON public.accounts_session USING btree (expire_date);
CREATE INDEX accounts_session_session_key_b186966f_like ON public.accounts_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX accounts_session_user_id_d5aaed01 ON public.accounts_session USING btree (user_id);
CREATE INDEX accounts_signin_user_id_700b4e69 ON public.accounts_signin USING btree (user_id);
CREATE INDEX accounts_staffinvitation_digest_9b77d7a1 ON public.accounts_staffinvitation USING btree (digest);
CREATE INDEX accounts_staffinvitation_digest_9b77d7a1_like ON public.accounts_staffinvitation USING btree (digest varchar_pattern_ops);
CREATE INDEX accounts_staffinvitation_invited_by_id_8aefa09e ON public.accounts_staffinvitation USING btree (invited_by_id);
CREATE INDEX accounts_staffinvitation_user_id_26be294d ON public.accounts_staffinvitation USING btree (user_id);
CREATE INDEX accounts_user_email_b2644a56_like ON public.accounts_user USING btree (email varchar_pattern_ops);
CREATE INDEX accounts_user_groups_group_id_bd11a704 ON public.accounts_user_groups USING btree (group_id);
CREATE INDEX accounts_user_groups_user_id_52b62117 ON public.accounts_user_groups USING btree (user_id);
CREATE INDEX accounts_user_user_permissions_permission_id_113bb443 ON public.accounts_user_user_permissions USING btree (permission_id);
CREATE INDEX accounts_user_user_permissions_user_id_e4f0a161 ON public.accounts_user_user_permissions USING btree (user_id);
CREATE INDEX agenda_contributor_entity_id_eaec4eb7 ON public.agenda_contributor USING btree (entity_id);
CREATE INDEX agenda_contributor_meeting_id_5dadc0f4 ON public.agenda_contributor USING btree (meeting_id);
CREATE INDEX agenda_contributor_uid_f9106eec_like ON public.agenda_contributor USING btree (uid varchar_pattern_ops);
CREATE INDEX agenda_document_added_by_id_387c0049 ON public.agenda_document USING btree (added_by_id);
CREATE INDEX agenda_document_item_uid_09818a20 ON public.agenda_document USING btree (item_uid);
CREATE INDEX agenda_document_item_uid_09818a20_like ON public.agenda_document USING btree (item_uid varchar_pattern_ops);
CREATE INDEX agenda_document_meeting_id_62d836bf ON public.agenda_document USING btree (meeting_id);
CREATE INDEX agenda_document_removed_by_id_d94b653b ON public.agenda_document USING btree (removed_by_id);
CREATE INDEX agenda_document_uid_79e8c95f_like ON public.agenda_document USING btree (uid varchar_pattern_ops);
CREATE INDEX agenda_documentfile_added_by_id_6f3cdf94 ON public.agenda_documentfile USING btree (added_by_id);
CREATE INDEX agenda_documentfile_document_id_75de2f1e ON public.agenda_documentfile USING btree (document_id);
CREATE INDEX agenda_documentfile_removed_by_id_ff35d74e ON public.agenda_documentfile USING btree (removed_by_id);
CREATE INDEX agenda_draftedit_by_id_3725d9b6 ON public.agenda_draftedit USING btree (by_id);
CREATE INDEX agenda_draftedit_meeting_id_a82af8f3 ON public.agenda_draftedit USING btree (meeting_id);
CREATE INDEX agenda_edition_publication_id_1d082afa ON public.agenda_edition USING btree (publication_id);
CREATE INDEX agenda_item_committee_id_b00fe4ac ON public.agenda_item USING btree (committee_id);
CREATE INDEX agenda_item_meeting_id_8d08f557 ON public.agenda_item USING btree (meeting_id);
CREATE INDEX agenda_item_uid_6c7cc734_like ON public.agenda_item USING btree (uid varchar_pattern_ops);
CREATE INDEX agenda_notice_publication_id_ed2c55e8 ON public.agenda_notice USING btree (publication_id);
CREATE INDEX agenda_notice_since_id_01527f1c ON public.agenda_notice USING btree (since_id);
CREATE INDEX agenda_panel_moderator_id_c2d3e5e1 ON public.agenda_panel USING btree (moderator_id);
CREATE INDEX agenda_panel_uid_bd82c7ad_like ON public.agenda_panel USING btree (uid varchar_pattern_ops);
CREATE INDEX agenda_panellist_contributor_id_aa6955ec ON public.agenda_panellist USING btree (contributor_id);
CREATE INDEX agenda_panellist_panel_id_c63d3d62 ON public.agenda_panellist USING btree (panel_id);
CREATE INDEX agenda_personalcalendar_key_sha256_11ad5f18_like ON public.agenda_personalcalendar USING btree (key_sha256 varchar_pattern_ops);
CREATE INDEX agenda_personalcalendar_meeting_id_14a310b1 ON public.agenda_personalcalendar USING btree (meeting_id);
CREATE INDEX agenda_personalcalendar_user_id_bf44a6bd ON public.agenda_personalcalendar USING btree (user_id);
CREATE INDEX agenda_presence_contributor_id_4d81fa22 ON public.agenda_presence USING btree (contributor_id);
CREATE INDEX agenda_presence_session_id_465bbbe9 ON public.agenda_presence USING btree (session_id);
CREATE INDEX agenda_publication_meeting_id_0bb93bad ON public.agenda_publication USING btree (meeting_id);
CREATE INDEX agenda_publication_published_by_id_e83d641d ON public.agenda_publication USING btree (published_by_id);
CREATE INDEX agenda_publication_token_269a92b7_like ON public.agenda_publication USING btree (token varchar_pattern_ops);
CREATE INDEX agenda_room_meeting_id_77e66dc1 ON public.agenda_room USING btree (meeting_id);
CREATE INDEX agenda_room_uid_e5980eed_like ON public.agenda_room USING btree (uid varchar_pattern_ops);
CREATE INDEX agenda_segment_about_id_3a465766 ON public.agenda_segment USING btree (about_id);
CREATE INDEX agenda_segment_item_id_4cb7d342 ON public.agenda_segment USING btree (item_id);
CREATE INDEX agenda_segment_session_id_87fe3671 ON public.agenda_segment USING btree (session_id);
CREATE INDEX agenda_segment_uid_87557803_like ON public.agenda_segment USING btree (uid varchar_pattern_ops);
CREATE INDEX agenda_session_chair_id_7c752562 ON public.agenda_session USING btree (chair_id);
CREATE INDEX agenda_session_meeting_id_baf92775 ON public.agenda_session USING btree (meeting_id);
CREATE INDEX agenda_session_room_id_ca78c57c ON public.agenda_session USING btree (room_id);
CREATE INDEX agenda_session_uid_f699dd52_like ON public.agenda_session USING btree (uid varchar_pattern_ops);
CREATE INDEX agenda_subscription_meeting_id_9c99dffb ON public.agenda_subscription USING btree (meeting_id);
CREATE INDEX agenda_subscription_user_id_c8b59b21 ON public.agenda_subscription USING btree (user_id);
CREATE UNIQUE INDEX ask_open_once_per_host ON public.bilaterals_ask USING btree (delegation_id, host_id) WHERE ((state)::text = 'open'::text);
CREATE INDEX attendance_badge_code_ea4332a7_like ON public.attendance_badge USING btree (code varchar_pattern_ops);
CREATE INDEX attendance_badge_issued_by_id_caebf054 ON public.attendance_badge USING btree (issued_by_id);
CREATE INDEX attendance_badge_meeting_id_25171f9e ON public.attendance_badge USING btree (meeting_id);
CREATE INDEX attendance_badge_registration_id_ec202a4a ON public.attendance_badge USING btree (registration_id);
CREATE INDEX attendance_badgeprint_asked_by_id_d9519c46 ON public.attendance_badgeprint USING btree (asked_by_id);
CREATE INDEX attendance_badgeprint_meeting_id_458c71cc ON public.attendance_badgeprint USING btree (meeting_id);
CREATE INDEX attendance_badgeprint_token_0013127d_like ON public.attendance_badgeprint USING btree (token varchar_pattern_ops);
CREATE INDEX attendance_badgesheet_order_id_985117f1 ON public.attendance_badgesheet USING btree (order_id);
CREATE INDEX attendance_certificate_letter_id_1bafe722 ON public.attendance_certificate USING btree (letter_id);
CREATE INDEX attendance_certificate_meeting_id_1c21ee3d ON public.attendance_certificate USING btree (meeting_id);
CREATE INDEX attendance_certificate_ordered_by_id_002ced2b ON public.attendance_certificate USING btree (ordered_by_id);
CREATE INDEX attendance_correction_asked_by_id_79370afb ON public.attendance_correction USING btree (asked_by_id);
CREATE INDEX attendance_correction_decided_by_id_10d51420 ON public.attendance_correction USING btree (decided_by_id);
CREATE INDEX attendance_correction_registration_id_8ce1a514 ON public.attendance_correction USING btree (registration_id);
CREATE INDEX attendance_listfile_version_id_6afce063 ON public.attendance_listfile USING btree (version_id);
CREATE INDEX attendance_listversion_made_by_id_f5a59142 ON public.attendance_listversion USING btree (made_by_id);
CREATE INDEX attendance_listversion_meeting_id_7f37dfcb ON public.attendance_listversion USING btree (meeting_id);
CREATE INDEX attendance_listversion_shown_by_id_49d0cf1d ON public.attendance_listversion USING btree (shown_by_id);
CREATE INDEX attendance_listversion_token_0001bd65_like ON public.attendance_listversion USING btree (token varchar_pattern_ops);
CREATE INDEX attendance_passage_by_id_2b9b7ac0 ON public.attendance_passage USING btree (by_id);
CREATE INDEX attendance_passage_key_f16a72df_like ON public.attendance_passage USING btree (key varchar_pattern_ops);
CREATE INDEX attendance_passage_meeting_id_8a177c3b ON public.attendance_passage USING btree (meeting_id);
CREATE INDEX attendance_passage_registration_id_36457c6c ON public.attendance_passage USING btree (registration_id);
CREATE INDEX attendance_passage_taken_back_by_id_6cca7fce ON public.attendance_passage USING btree (taken_back_by_id);
CREATE INDEX audit_auditentry_at_09f867ec ON public.audit_auditentry USING btree (at);
CREATE INDEX audit_auditentry_by_id_45185493 ON public.audit_auditentry USING btree (by_id);
CREATE INDEX audit_subject ON public.audit_auditentry USING btree (subject_type, subject_id);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE UNIQUE INDEX badge_one_is_valid ON public.attendance_badge USING btree (registration_id) WHERE ((state)::text = 'valid'::text);
CREATE INDEX bilateral_by_time ON public.bilaterals_bilateral USING btree (meeting_id, begins_at);
CREATE UNIQUE INDEX bilateral_one_stands_per_candidate ON public.bilaterals_bilateral USING btree (candidate_id) WHERE ((state)::text = ANY ((ARRAY['accepted'::character varying, 'another_time'::character varying, 'held'::character varying, 'offered'::character varying, 'proposed'::character varying])::text[]));
CREATE INDEX bilaterals_absence_meeting_id_89833598 ON public.bilaterals_absence USING btree (meeting_id);
CREATE INDEX bilaterals_absence_resource_id_d4e6c25e ON public.bilaterals_absence USING btree (resource_id);
CREATE INDEX bilaterals_ask_asked_by_id_0cf4cd96 ON public.bilaterals_ask USING btree (asked_by_id);
CREATE INDEX bilaterals_ask_candidate_id_aff8ad36 ON public.bilaterals_ask USING btree (candidate_id);
CREATE INDEX bilaterals_ask_decided_by_id_5e75b020 ON public.bilaterals_ask USING btree (decided_by_id);
CREATE INDEX bilaterals_ask_delegation_id_6f763e65 ON public.bilaterals_ask USING btree (delegation_id);
CREATE INDEX bilaterals_ask_host_id_444abe1c ON public.bilaterals_ask USING btree (host_id);
CREATE INDEX bilaterals_ask_token_b1d6f5f8_like ON public.bilaterals_ask USING btree (token varchar_pattern_ops);
CREATE INDEX bilaterals_bilateral_answered_by_id_d0e9ec17 ON public.bilaterals_bilateral USING btree (answered_by_id);
CREATE INDEX bilaterals_bilateral_candidate_id_648d98a9 ON public.bilaterals_bilateral USING btree (candidate_id);
CREATE INDEX bilaterals_bilateral_code_2dc036bf_like ON public.bilaterals_bilateral USING btree (code varchar_pattern_ops);
CREATE INDEX bilaterals_bilateral_created_by_id_5d4172c7 ON public.bilaterals_bilateral USING btree (created_by_id);
CREATE INDEX bilaterals_bilateral_delegation_id_911e980e ON public.bilaterals_bilateral USING btree (delegation_id);
CREATE INDEX bilaterals_bilateral_meeting_id_218496dd ON public.bilaterals_bilateral USING btree (meeting_id);
CREATE INDEX bilaterals_bilateral_room_id_0d9aa65a ON public.bilaterals_bilateral USING btree (room_id);
CREATE INDEX bilaterals_break_meeting_id_b27eed8e ON public.bilaterals_break USING btree (meeting_id);
CREATE INDEX bilaterals_briefpaper_attached_by_id_667a2829 ON public.bilaterals_briefpaper USING btree (attached_by_id);
CREATE INDEX bilaterals_briefpaper_bilateral_id_1f42dfa1 ON public.bilaterals_briefpaper USING btree (bilateral_id);
CREATE INDEX bilaterals_candidate_delegation_id_df059bb6 ON public.bilaterals_candidate USING btree (delegation_id);
CREATE INDEX bilaterals_candidate_hosts_candidate_id_3d02fa88 ON public.bilaterals_candidate_hosts USING btree (candidate_id);
CREATE INDEX bilaterals_candidate_hosts_host_id_080cb05e ON public.bilaterals_candidate_hosts USING btree (host_id);
CREATE INDEX bilaterals_candidate_meeting_id_f0d65384 ON public.bilaterals_candidate USING btree (meeting_id);
CREATE INDEX bilaterals_candidate_recusal_confirmed_by_id_6f70c3fd ON public.bilaterals_candidate USING btree (recusal_confirmed_by_id);
CREATE INDEX bilaterals_engagement_bilateral_id_9c55ae5a ON public.bilaterals_engagement USING btree (bilateral_id);
CREATE INDEX bilaterals_engagement_resource_id_6d199725 ON public.bilaterals_engagement USING btree (resource_id);
CREATE INDEX bilaterals_excusal_candidate_id_3c773179 ON public.bilaterals_excusal USING btree (candidate_id);
CREATE INDEX bilaterals_excusal_entity_id_d592f989 ON public.bilaterals_excusal USING btree (entity_id);
CREATE INDEX bilaterals_excusal_excused_by_id_b4cf636c ON public.bilaterals_excusal USING btree (excused_by_id);
CREATE INDEX bilaterals_host_committee_id_524097a3 ON public.bilaterals_host USING btree (committee_id);
CREATE INDEX bilaterals_host_meeting_id_f08e00cb ON public.bilaterals_host USING btree (meeting_id);
CREATE INDEX bilaterals_host_room_id_d5627255 ON public.bilaterals_host USING btree (room_id);
CREATE INDEX bilaterals_host_slug_8416cf1d ON public.bilaterals_host USING btree (slug);
CREATE INDEX bilaterals_host_slug_8416cf1d_like ON public.bilaterals_host USING btree (slug varchar_pattern_ops);
CREATE INDEX bilaterals_mark_bilateral_id_9a151fc7 ON public.bilaterals_mark USING btree (bilateral_id);
CREATE INDEX bilaterals_mark_made_by_id_ce7bc9c3 ON public.bilaterals_mark USING btree (made_by_id);
CREATE INDEX bilaterals_mark_taken_back_by_id_3796651a ON public.bilaterals_mark USING btree (taken_back_by_id);
CREATE INDEX bilaterals_note_bilateral_id_c0f196c4 ON public.bilaterals_note USING btree (bilateral_id);
CREATE INDEX bilaterals_note_host_id_d11a8649 ON public.bilaterals_note USING btree (host_id);
CREATE INDEX bilaterals_note_written_by_id_b33ece13 ON public.bilaterals_note USING btree (written_by_id);
CREATE INDEX bilaterals_notice_bilateral_id_2dbdd645 ON public.bilaterals_notice USING btree (bilateral_id);
CREATE INDEX bilaterals_notice_focal_point_id_05ad8c58 ON public.bilaterals_notice USING btree (focal_point_id);
CREATE INDEX bilaterals_notice_left_id_2ce89e69 ON public.bilaterals_notice USING btree (left_id);
CREATE INDEX bilaterals_notice_officer_id_fc5b7728 ON public.bilaterals_notice USING btree (officer_id);
CREATE INDEX bilaterals_notice_previous_room_id_971fe633 ON public.bilaterals_notice USING btree (previous_room_id);
CREATE INDEX bilaterals_notice_registration_id_b9b71600 ON public.bilaterals_notice USING btree (registration_id);
CREATE INDEX bilaterals_notice_room_id_10cde45c ON public.bilaterals_notice USING btree (room_id);
CREATE INDEX bilaterals_officer_host_id_8f3da43a ON public.bilaterals_officer USING btree (host_id);
CREATE INDEX bilaterals_officer_user_id_3e9e33ba ON public.bilaterals_officer USING btree (user_id);
CREATE INDEX bilaterals_participant_bilateral_id_8839ad40 ON public.bilaterals_participant USING btree (bilateral_id);
CREATE INDEX bilaterals_participant_registration_id_6a9a965f ON public.bilaterals_participant USING btree (registration_id);
CREATE INDEX bilaterals_plan_asked_by_id_8ebc8b99 ON public.bilaterals_plan USING btree (asked_by_id);
CREATE INDEX bilaterals_plan_meeting_id_2511c09c ON public.bilaterals_plan USING btree (meeting_id);
CREATE INDEX bilaterals_plan_settled_by_id_cf5c7c3c ON public.bilaterals_plan USING btree (settled_by_id);
CREATE INDEX bilaterals_printout_meeting_id_2acfcadd ON public.bilaterals_printout USING btree (meeting_id);
CREATE INDEX bilaterals_wantedperiod_candidate_id_0341be75 ON public.bilaterals_wantedperiod USING btree (candidate_id);
CREATE INDEX bilaterals_window_host_id_a2741749 ON public.bilaterals_window USING btree (host_id);
CREATE UNIQUE INDEX bundle_one_at_a_time ON public.letters_bundle USING btree (batch_id, format, scope) WHERE (((failure)::text = ''::text) AND (made_at IS NULL));
CREATE INDEX certificate_to_print ON public.attendance_certificate USING btree (is_bulk, next_try_at) WHERE (printed_at IS NULL);
CREATE UNIQUE INDEX checkin_once_a_day ON public.attendance_passage USING btree (registration_id, day) WHERE (((act)::text = 'check_in'::text) AND (taken_back_at IS NULL));
CREATE UNIQUE INDEX correction_one_open_per_registration ON public.attendance_correction USING btree (registration_id) WHERE ((state)::text = 'open'::text);
CREATE INDEX delegations_committeemembership_committee_id_9ac17e57 ON public.delegations_committeemembership USING btree (committee_id);
CREATE INDEX delegations_committeemembership_entity_id_84029850 ON public.delegations_committeemembership USING btree (entity_id);
CREATE INDEX delegations_delegation_entity_id_7e17b232 ON public.delegations_delegation USING btree (entity_id);
CREATE INDEX delegations_delegation_meeting_id_6aea92a6 ON public.delegations_delegation USING btree (meeting_id);
CREATE INDEX delegations_entity_code_c3b016e7_like ON public.delegations_entity USING btree (code varchar_pattern_ops);
CREATE INDEX delegations_entity_tags_entity_id_a2790441 ON public.delegations_entity_tags USING btree (entity_id);
CREATE INDEX delegations_entity_tags_tag_id_3c3ca9e4 ON public.delegations_entity_tags USING btree (tag_id);
CREATE INDEX delegations_entityname_entity_id_bcb67093 ON public.delegations_entityname USING btree (entity_id);
CREATE INDEX delegations_focalpoint_added_by_id_7ee9f402 ON public.delegations_focalpoint USING btree (added_by_id);
CREATE INDEX delegations_focalpoint_approved_by_id_e7c2de4a ON public.delegations_focalpoint USING btree (approved_by_id);
CREATE INDEX delegations_focalpoint_delegation_id_ffe07be7 ON public.delegations_focalpoint USING btree (delegation_id);
CREATE INDEX delegations_focalpoint_ended_by_id_d36aae7c ON public.delegations_focalpoint USING btree (ended_by_id);
CREATE INDEX delegations_note_delegation_id_65ccbe75 ON public.delegations_note USING btree (delegation_id);
CREATE INDEX delegations_note_received_by_id_acdc6379 ON public.delegations_note USING btree (received_by_id);
CREATE INDEX delegations_note_removed_by_id_ddeb64cc ON public.delegations_note USING btree (removed_by_id);
CREATE INDEX delegations_partystatus_entity_id_9e22a4ac ON public.delegations_partystatus USING btree (entity_id);
CREATE INDEX delegations_tag_slug_268553b8_like ON public.delegations_tag USING btree (slug varchar_pattern_ops);
CREATE INDEX desk_export_asked_by_id_95d874db ON public.desk_export USING btree (asked_by_id);
CREATE INDEX desk_export_meeting_id_37927457 ON public.desk_export USING btree (meeting_id);
CREATE INDEX desk_printedstatistics_publication_id_6768dabe ON public.desk_printedstatistics USING btree (publication_id);
CREATE INDEX desk_statisticspublication_ended_by_id_e830ce1b ON public.desk_statisticspublication USING btree (ended_by_id);
CREATE INDEX desk_statisticspublication_meeting_id_d1c2acae ON public.desk_statisticspublication USING btree (meeting_id);
CREATE INDEX desk_statisticspublication_published_by_id_0a62d715 ON public.desk_statisticspublication USING btree (published_by_id);
CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);
CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE UNIQUE INDEX document_file_once_per_language ON public.agenda_documentfile USING btree (document_id, language) WHERE (removed_at IS NULL);
CREATE INDEX focal_point_address ON public.delegations_focalpoint USING btree (lower((email)::text));
CREATE UNIQUE INDEX focal_point_once_per_delegation ON public.delegations_focalpoint USING btree (delegation_id, lower((email)::text)) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX host_one_president_per_meeting ON public.bilaterals_host USING btree (meeting_id) WHERE (committee_id IS NULL);
CREATE INDEX interventions_disclosure_by_id_a66db14b ON public.interventions_disclosure USING btree (by_id);
CREATE INDEX interventions_disclosure_intervention_id_10ff5b4e ON public.interventions_disclosure USING btree (intervention_id);
CREATE INDEX interventions_disclosure_statement_id_70051d42 ON public.interventions_disclosure USING btree (statement_id);
CREATE INDEX interventions_floorevent_by_id_cb2e8756 ON public.interventions_floorevent USING btree (by_id);
CREATE INDEX interventions_floorevent_intervention_id_23d7e0f4 ON public.interventions_floorevent USING btree (intervention_id);
CREATE INDEX interventions_floorevent_segment_id_abe5bc9d ON public.interventions_floorevent USING btree (segment_id);
CREATE INDEX interventions_floorright_given_by_id_29db46bf ON public.interventions_floorright USING btree (given_by_id);
CREATE INDEX interventions_intervention_about_id_7688b319 ON public.interventions_intervention USING btree (about_id);
CREATE INDEX interventions_intervention_asked_by_id_66871d19 ON public.interventions_intervention USING btree (asked_by_id);
CREATE INDEX interventions_intervention_delegation_id_d8ef1966 ON public.interventions_intervention USING btree (delegation_id);
CREATE INDEX interventions_intervention_segment_id_609fcf70 ON public.interventions_intervention USING btree (segment_id);
CREATE INDEX interventions_intervention_speaker_id_505f9958 ON public.interventions_intervention USING btree (speaker_id);
CREATE INDEX interventions_intervention_token_a906ffee_like ON public.interventions_intervention USING btree (token varchar_pattern_ops);
CREATE INDEX interventions_printout_segment_id_d6a94488 ON public.interventions_printout USING btree (segment_id);
CREATE INDEX interventions_statement_intervention_id_d1381558 ON public.interventions_statement USING btree (intervention_id);
CREATE INDEX interventions_statement_key_2250e134_like ON public.interventions_statement USING btree (key varchar_pattern_ops);
CREATE INDEX interventions_statement_uploaded_by_id_577446d4 ON public.interventions_statement USING btree (uploaded_by_id);
CREATE INDEX interventions_swap_ended_by_id_f9870b26 ON public.interventions_swap USING btree (ended_by_id);
CREATE INDEX interventions_swap_partner_id_18a158d5 ON public.interventions_swap USING btree (partner_id);
CREATE INDEX interventions_swap_proposed_by_id_4d33c3d9 ON public.interventions_swap USING btree (proposed_by_id);
CREATE INDEX interventions_swap_proposer_id_4f5b27ab ON public.interventions_swap USING btree (proposer_id);
CREATE INDEX interventions_swap_segment_id_b0fa2934 ON public.interventions_swap USING btree (segment_id);
CREATE UNIQUE INDEX invitation_once_per_meeting ON public.letters_invitation USING btree (meeting_id, entity_id) WHERE (cancelled_at IS NULL);
CREATE UNIQUE INDEX letter_one_valid_for_a_delegation ON public.letters_letter USING btree (kind, delegation_id) WHERE ((state)::text = 'valid'::text);
CREATE UNIQUE INDEX letter_one_valid_for_an_entity ON public.letters_letter USING btree (meeting_id, kind, entity_id) WHERE ((state)::text = 'valid'::text);
CREATE UNIQUE INDEX letter_one_valid_of_a_kind ON public.letters_letter USING btree (kind, registration_id) WHERE ((state)::text = 'valid'::text);
CREATE INDEX letters_batch_approved_by_id_76983dd7 ON public.letters_batch USING btree (approved_by_id);
CREATE INDEX letters_batch_cancelled_by_id_d183a483 ON public.letters_batch USING btree (cancelled_by_id);
CREATE INDEX letters_batch_meeting_id_460c19fe ON public.letters_batch USING btree (meeting_id);
CREATE INDEX letters_batch_paused_by_id_848c75a5 ON public.letters_batch USING btree (paused_by_id);
CREATE INDEX letters_batch_prepared_by_id_ae512b0d ON public.letters_batch USING btree (prepared_by_id);
CREATE INDEX letters_bundle_asked_by_id_605c8dc1 ON public.letters_bundle USING btree (asked_by_id);
CREATE INDEX letters_bundle_batch_id_07417fd0 ON public.letters_bundle USING btree (batch_id);
CREATE INDEX letters_dueletter_asked_by_id_1d60fac9 ON public.letters_dueletter USING btree (asked_by_id);
CREATE INDEX letters_invitation_batch_id_c2a9d37d ON public.letters_invitation USING btree (batch_id);
CREATE INDEX letters_invitation_entity_id_b6710f9f ON public.letters_invitation USING btree (entity_id);
CREATE INDEX letters_invitation_letter_id_6408b8d2 ON public.letters_invitation USING btree (letter_id);
CREATE INDEX letters_invitation_meeting_id_a37def4c ON public.letters_invitation USING btree (meeting_id);
CREATE INDEX letters_invitationtemplate_meeting_id_ef62e77e ON public.letters_invitationtemplate USING btree (meeting_id);
CREATE INDEX letters_letter_code_dd187b06_like ON public.letters_letter USING btree (code varchar_pattern_ops);
CREATE INDEX letters_letter_delegation_id_1695dce7 ON public.letters_letter USING btree (delegation_id);
CREATE INDEX letters_letter_entity_id_e9f4a636 ON public.letters_letter USING btree (entity_id);
CREATE INDEX letters_letter_issued_by_id_fe379f81 ON public.letters_letter USING btree (issued_by_id);
CREATE INDEX letters_letter_meeting_id_f625cf68 ON public.letters_letter USING btree (meeting_id);
CREATE INDEX letters_letter_registration_id_48229b6a ON public.letters_letter USING btree (registration_id);
CREATE INDEX letters_letter_replaces_id_44fd1c46 ON public.letters_letter USING btree (replaces_id);
CREATE UNIQUE INDEX list_is_final_once ON public.attendance_listversion USING btree (meeting_id) WHERE ((kind)::text = 'final'::text);
CREATE INDEX mailings_mailing_changed_by_id_ae91aa5c ON public.mailings_mailing USING btree (changed_by_id);
CREATE INDEX mailings_mailing_created_by_id_31739490 ON public.mailings_mailing USING btree (created_by_id);
CREATE INDEX mailings_mailing_meeting_id_31e0153d ON public.mailings_mailing USING btree (meeting_id);
CREATE INDEX mailings_mailing_sent_by_id_7290cc11 ON public.mailings_mailing USING btree (sent_by_id);
CREATE INDEX mailings_mailing_stopped_by_id_2583f4fd ON public.mailings_mailing USING btree (stopped_by_id);
CREATE INDEX mailings_recipient_focal_point_id_f895a854 ON public.mailings_recipient USING btree (focal_point_id);
CREATE INDEX mailings_recipient_mailing_id_3924f7da ON public.mailings_recipient USING btree (mailing_id);
CREATE INDEX mailings_recipient_registration_id_88016bf1 ON public.mailings_recipient USING btree (registration_id);
CREATE INDEX mailings_trial_asked_by_id_d49b0906 ON public.mailings_trial USING btree (asked_by_id);
CREATE INDEX mailings_trial_mailing_id_ad9c4f75 ON public.mailings_trial USING btree (mailing_id);
CREATE UNIQUE INDEX meeting_only_one_is_set_current ON public.meetings_meeting USING btree (is_set_current) WHERE is_set_current;
CREATE INDEX meetings_committee_slug_a6f727d3_like ON public.meetings_committee USING btree (slug varchar_pattern_ops);
CREATE INDEX meetings_meeting_code_bc364488_like ON public.meetings_meeting USING btree (code varchar_pattern_ops);
CREATE INDEX meetings_meeting_slug_e55a951e_like ON public.meetings_meeting USING btree (slug varchar_pattern_ops);
CREATE INDEX meetings_preparation_begun_by_id_c0be7f80 ON public.meetings_preparation USING btree (begun_by_id);
CREATE INDEX meetings_preparation_source_id_1979b3d2 ON public.meetings_preparation USING btree (source_id);
CREATE INDEX meetings_preparation_token_76619aea_like ON public.meetings_preparation USING btree (token varchar_pattern_ops);
CREATE INDEX message_about ON public.outbox_message USING btree (about_type, about_id);
CREATE INDEX message_failed ON public.outbox_message USING btree (id) WHERE ((state)::text = 'failed'::text);
CREATE INDEX message_to_send ON public.outbox_message USING btree (lane, is_secret DESC, is_bulk, next_try_at, id) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'sending'::character varying])::text[]));
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE UNIQUE INDEX note_once_per_delegation ON public.delegations_note USING btree (delegation_id, reference, sha256) WHERE (removed_at IS NULL);
CREATE INDEX outbox_message_key_9860c808_like ON public.outbox_message USING btree (key varchar_pattern_ops);
CREATE INDEX passage_day ON public.attendance_passage USING btree (meeting_id, day);
CREATE UNIQUE INDEX plan_one_waits_per_kind ON public.bilaterals_plan USING btree (meeting_id, kind) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying])::text[]));
CREATE INDEX privacy_export_asked_by_id_976ebca3 ON public.privacy_export USING btree (asked_by_id);
CREATE INDEX privacy_export_person_id_a755057b ON public.privacy_export USING btree (person_id);
CREATE INDEX privacy_line_run_id_b741f8f8 ON public.privacy_line USING btree (run_id);
CREATE INDEX privacy_run_by_id_9d8f43c3 ON public.privacy_run USING btree (by_id);
CREATE INDEX privacy_total_meeting_id_2bebf0a5 ON public.privacy_total USING btree (meeting_id);
CREATE UNIQUE INDEX quota_once_per_category ON public.registrations_quota USING btree (meeting_id, category) WHERE (NOT ((category)::text = ''::text));
CREATE INDEX registration_address ON public.registrations_registration USING btree (lower((email)::text));
CREATE INDEX registration_folded_name ON public.registrations_registration USING gin (public.registration_folded((((given_names)::text || ' '::text) || (family_name)::text)) public.gin_trgm_ops) WITH (fastupdate=off);
CREATE UNIQUE INDEX registration_once_per_person_and_meeting ON public.registrations_registration USING btree (person_id, meeting_id) WHERE ((state)::text = ANY ((ARRAY['confirmed'::character varying, 'received'::character varying, 'requested'::character varying, 'waiting'::character varying])::text[]));
CREATE INDEX registration_order ON public.registrations_registration USING btree (delegation_id, "position");
CREATE INDEX registrations_categorydeadline_meeting_id_47edf197 ON public.registrations_categorydeadline USING btree (meeting_id);
CREATE INDEX registrations_confirmationrule_meeting_id_34dae5c6 ON public.registrations_confirmationrule USING btree (meeting_id);
CREATE INDEX registrations_extension_delegation_id_59fa093a ON public.registrations_extension USING btree (delegation_id);
CREATE INDEX registrations_extension_granted_by_id_c6418ad9 ON public.registrations_extension USING btree (granted_by_id);
CREATE INDEX registrations_extension_meeting_id_e5002246 ON public.registrations_extension USING btree (meeting_id);
CREATE INDEX registrations_likelyduplicate_decided_by_id_96051365 ON public.registrations_likelyduplicate USING btree (decided_by_id);
CREATE INDEX registrations_likelyduplicate_first_id_afb2cf42 ON public.registrations_likelyduplicate USING btree (first_id);
CREATE INDEX registrations_likelyduplicate_second_id_16cf2395 ON public.registrations_likelyduplicate USING btree (second_id);
CREATE INDEX registrations_quota_delegation_id_66429898 ON public.registrations_quota USING btree (delegation_id);
CREATE INDEX registrations_quota_meeting_id_58a40d22 ON public.registrations_quota USING btree (meeting_id);
CREATE INDEX registrations_registration_badge_code_5a710be8_like ON public.registrations_registration USING btree (badge_code varchar_pattern_ops);
CREATE INDEX registrations_registration_confirmed_by_id_62e3bdcd ON public.registrations_registration USING btree (confirmed_by_id);
CREATE INDEX registrations_registration_declined_by_id_aa7a8e10 ON public.registrations_registration USING btree (declined_by_id);
CREATE INDEX registrations_registration_delegation_id_6c7a0e04 ON public.registrations_registration USING btree (delegation_id);
CREATE INDEX registrations_registration_endorsed_by_id_c5d7639f ON public.registrations_registration USING btree (endorsed_by_id);
CREATE INDEX registrations_registration_meeting_id_dd8466b0 ON public.registrations_registration USING btree (meeting_id);
CREATE INDEX registrations_registration_merged_into_id_8a68bd1b ON public.registrations_registration USING btree (merged_into_id);
CREATE INDEX registrations_registration_person_id_3bdb092c ON public.registrations_registration USING btree (person_id);
CREATE INDEX registrations_registration_receipt_number_9ec7a5ed_like ON public.registrations_registration USING btree (receipt_number varchar_pattern_ops);
CREATE INDEX registrations_registration_receipt_token_f28eb950_like ON public.registrations_registration USING btree (receipt_token varchar_pattern_ops);
CREATE INDEX registrations_registration_submission_token_9546e054_like ON public.registrations_registration USING btree (submission_token varchar_pattern_ops);
CREATE INDEX registrations_registration_submitted_by_id_d8e29418 ON public.registrations_registration USING btree (submitted_by_id);
CREATE INDEX registrations_registration_withdrawn_by_id_f639a177 ON public.registrations_registration USING btree (withdrawn_by_id);
CREATE INDEX registrations_reminder_entity_id_7fb4d163 ON public.registrations_reminder USING btree (entity_id);
CREATE INDEX registrations_reminder_focal_point_id_65cdad76 ON public.registrations_reminder USING btree (focal_point_id);
CREATE INDEX registrations_reminder_meeting_id_5cc5ff40 ON public.registrations_reminder USING btree (meeting_id);
CREATE INDEX registrations_reminder_sent_by_id_ba6e4cb3 ON public.registrations_reminder USING btree (sent_by_id);
CREATE INDEX registrations_sheet_delegation_id_b69f74a2 ON public.registrations_sheet USING btree (delegation_id);
CREATE INDEX registrations_sheet_expires_at_0bd68559 ON public.registrations_sheet USING btree (expires_at);
CREATE INDEX registrations_sheet_meeting_id_7c8390bc ON public.registrations_sheet USING btree (meeting_id);
CREATE INDEX registrations_sheet_owner_id_4ff15a3d ON public.registrations_sheet USING btree (owner_id);
CREATE INDEX registrations_sheet_token_71001dbf_like ON public.registrations_sheet USING btree (token varchar_pattern_ops);
CREATE INDEX registrations_traveldocument_asked_by_id_d337e678 ON public.registrations_traveldocument USING btree (asked_by_id);
CREATE INDEX registrations_traveldocument_entered_by_id_e11376b6 ON public.registrations_traveldocument USING btree (entered_by_id);
CREATE INDEX reminder_last ON public.registrations_reminder USING btree (meeting_id, entity_id, sent_at);
CREATE INDEX sign_in_newest ON public.accounts_signin USING btree (at DESC, id DESC);
CREATE INDEX sign_in_of_user ON public.accounts_signin USING btree (user_id, at DESC);
CREATE UNIQUE INDEX staff_invitation_one_open ON public.accounts_staffinvitation USING btree (email) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX statistics_shown_once_per_meeting ON public.desk_statisticspublication USING btree (meeting_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX swap_open_once_for_two ON public.interventions_swap USING btree (proposer_id, partner_id) WHERE ((state)::text = 'open'::text);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE TRIGGER as_its_bilateral BEFORE INSERT OR UPDATE ON public.bilaterals_engagement FOR EACH ROW EXECUTE FUNCTION public.bilaterals_engagement_as_its_bilateral();
CREATE CONSTRAINT TRIGGER bilateral_engaged AFTER INSERT OR UPDATE ON public.bilaterals_bilateral DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.bilaterals_bilateral_engaged();
CREATE CONSTRAINT TRIGGER engagement_gone AFTER DELETE OR UPDATE ON public.bilaterals_engagement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.bilaterals_engagement_gone();
CREATE TRIGGER engagements_follow AFTER UPDATE OF begins_at, ends_at, state ON public.bilaterals_bilateral FOR EACH ROW EXECUTE FUNCTION public.bilaterals_engagements_follow();
CREATE TRIGGER final_is_the_last BEFORE INSERT ON public.attendance_listversion FOR EACH ROW EXECUTE FUNCTION public.attendance_final_is_the_last();
CREATE TRIGGER has_its_resource AFTER INSERT ON public.agenda_room FOR EACH ROW EXECUTE FUNCTION public.bilaterals_resource_of_room_id();
CREATE TRIGGER has_its_resource AFTER INSERT ON public.bilaterals_host FOR EACH ROW EXECUTE FUNCTION public.bilaterals_resource_of_host_id();
CREATE TRIGGER has_its_resource AFTER INSERT ON public.delegations_entity FOR EACH ROW EXECUTE FUNCTION public.bilaterals_resource_of_entity_id();
CREATE TRIGGER has_its_resource AFTER INSERT ON public.meetings_meeting FOR EACH ROW EXECUTE FUNCTION public.bilaterals_resource_of_president_of_id();
CREATE TRIGGER hosts_of_the_meeting BEFORE INSERT OR UPDATE ON public.bilaterals_candidate_hosts FOR EACH ROW EXECUTE FUNCTION public.bilaterals_hosts_of_the_meeting();
CREATE TRIGGER keep_disclosures BEFORE DELETE OR UPDATE ON public.interventions_disclosure FOR EACH ROW EXECUTE FUNCTION public.interventions_keep_statements();
CREATE TRIGGER keep_events BEFORE DELETE OR UPDATE ON public.interventions_floorevent FOR EACH ROW EXECUTE FUNCTION public.interventions_keep_events();
CREATE TRIGGER keep_files BEFORE DELETE OR UPDATE ON public.attendance_listfile FOR EACH ROW EXECUTE FUNCTION public.attendance_keep_files();
CREATE TRIGGER keep_lists BEFORE DELETE OR UPDATE ON public.attendance_listversion FOR EACH ROW EXECUTE FUNCTION public.attendance_keep_lists();
CREATE TRIGGER keep_publications BEFORE DELETE OR UPDATE ON public.agenda_publication FOR EACH ROW EXECUTE FUNCTION public.agenda_keep_publications();
CREATE TRIGGER keep_statements BEFORE DELETE OR UPDATE ON public.interventions_statement FOR EACH ROW EXECUTE FUNCTION public.interventions_keep_statements();
CREATE TRIGGER one_meeting BEFORE INSERT OR UPDATE OF meeting_id, candidate_id, delegation_id, room_id ON public.bilaterals_bilateral FOR EACH ROW EXECUTE FUNCTION public.bilaterals_one_meeting();
CREATE TRIGGER one_meeting BEFORE INSERT OR UPDATE OF segment_id, delegation_id ON public.interventions_intervention FOR EACH ROW EXECUTE FUNCTION public.interventions_one_meeting();
CREATE CONSTRAINT TRIGGER panel_changed AFTER INSERT OR DELETE OR UPDATE ON public.agenda_panel DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.agenda_panel_changed();
CREATE CONSTRAINT TRIGGER panellist_changed AFTER INSERT OR DELETE OR UPDATE ON public.agenda_panellist DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.agenda_panellist_changed();
CREATE TRIGGER recipient_stays BEFORE INSERT OR UPDATE ON public.mailings_recipient FOR EACH ROW EXECUTE FUNCTION public.mailings_recipient_stays();
CREATE CONSTRAINT TRIGGER segment_changed AFTER INSERT OR DELETE OR UPDATE ON public.agenda_segment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.agenda_segment_changed();
CREATE TRIGGER sent_stays BEFORE DELETE OR UPDATE ON public.mailings_mailing FOR EACH ROW EXECUTE FUNCTION public.mailings_sent_stays();
CREATE CONSTRAINT TRIGGER session_changed AFTER INSERT OR UPDATE ON public.agenda_session DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.agenda_session_changed();
CREATE TRIGGER user_last_administrator_changed AFTER UPDATE OF is_superuser, is_active ON public.accounts_user FOR EACH ROW WHEN ((old.is_superuser AND old.is_active)) EXECUTE FUNCTION public.accounts_keep_an_administrator();
CREATE TRIGGER user_last_administrator_deleted AFTER DELETE ON public.accounts_user FOR EACH ROW WHEN ((old.is_superuser AND old.is_active)) EXECUTE FUNCTION public.accounts_keep_an_administrator();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_user_id_d5aaed01_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_signin
    ADD CONSTRAINT accounts_signin_user_id_700b4e69_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_staffinvitation
    ADD CONSTRAINT accounts_staffinvita_invited_by_id_8aefa09e_fk_accounts_ FOREIGN KEY (invited_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_staffinvitation
    ADD CONSTRAINT accounts_staffinvitation_user_id_26be294d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_group_id_bd11a704_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_52b62117_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_permission_id_113bb443_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_user_id_e4f0a161_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_contributor
    ADD CONSTRAINT agenda_contributor_entity_id_eaec4eb7_fk_delegations_entity_id FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_contributor
    ADD CONSTRAINT agenda_contributor_meeting_id_5dadc0f4_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_document
    ADD CONSTRAINT agenda_document_added_by_id_387c0049_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_document
    ADD CONSTRAINT agenda_document_meeting_id_62d836bf_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_document
    ADD CONSTRAINT agenda_document_removed_by_id_d94b653b_fk_accounts_user_id FOREIGN KEY (removed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_documentfile
    ADD CONSTRAINT agenda_documentfile_added_by_id_6f3cdf94_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_documentfile
    ADD CONSTRAINT agenda_documentfile_document_id_75de2f1e_fk_agenda_document_id FOREIGN KEY (document_id) REFERENCES public.agenda_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_documentfile
    ADD CONSTRAINT agenda_documentfile_removed_by_id_ff35d74e_fk_accounts_user_id FOREIGN KEY (removed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_draftedit
    ADD CONSTRAINT agenda_draftedit_by_id_3725d9b6_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_draftedit
    ADD CONSTRAINT agenda_draftedit_meeting_id_a82af8f3_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_draftedit
    ADD CONSTRAINT agenda_draftedit_undoes_id_edfea4f7_fk_agenda_draftedit_id FOREIGN KEY (undoes_id) REFERENCES public.agenda_draftedit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_edition
    ADD CONSTRAINT agenda_edition_publication_id_1d082afa_fk_agenda_publication_id FOREIGN KEY (publication_id) REFERENCES public.agenda_publication(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_committee_id_b00fe4ac_fk_meetings_committee_id FOREIGN KEY (committee_id) REFERENCES public.meetings_committee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_meeting_id_8d08f557_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_notice
    ADD CONSTRAINT agenda_notice_publication_id_ed2c55e8_fk_agenda_publication_id FOREIGN KEY (publication_id) REFERENCES public.agenda_publication(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_notice
    ADD CONSTRAINT agenda_notice_since_id_01527f1c_fk_agenda_publication_id FOREIGN KEY (since_id) REFERENCES public.agenda_publication(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_panel
    ADD CONSTRAINT agenda_panel_moderator_id_c2d3e5e1_fk_agenda_contributor_id FOREIGN KEY (moderator_id) REFERENCES public.agenda_contributor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_panel
    ADD CONSTRAINT agenda_panel_segment_id_f7a0d250_fk_agenda_segment_id FOREIGN KEY (segment_id) REFERENCES public.agenda_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_panellist
    ADD CONSTRAINT agenda_panellist_contributor_id_aa6955ec_fk_agenda_co FOREIGN KEY (contributor_id) REFERENCES public.agenda_contributor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_panellist
    ADD CONSTRAINT agenda_panellist_panel_id_c63d3d62_fk_agenda_panel_id FOREIGN KEY (panel_id) REFERENCES public.agenda_panel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_personalcalendar
    ADD CONSTRAINT agenda_personalcalen_meeting_id_14a310b1_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_personalcalendar
    ADD CONSTRAINT agenda_personalcalendar_user_id_bf44a6bd_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_presence
    ADD CONSTRAINT agenda_presence_contributor_id_4d81fa22_fk_agenda_co FOREIGN KEY (contributor_id) REFERENCES public.agenda_contributor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_presence
    ADD CONSTRAINT agenda_presence_session_id_465bbbe9_fk_agenda_session_id FOREIGN KEY (session_id) REFERENCES public.agenda_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_publication
    ADD CONSTRAINT agenda_publication_meeting_id_0bb93bad_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_publication
    ADD CONSTRAINT agenda_publication_published_by_id_e83d641d_fk_accounts_user_id FOREIGN KEY (published_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_room
    ADD CONSTRAINT agenda_room_meeting_id_77e66dc1_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_segment
    ADD CONSTRAINT agenda_segment_about_id_3a465766_fk_delegations_entity_id FOREIGN KEY (about_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_segment
    ADD CONSTRAINT agenda_segment_item_id_4cb7d342_fk_agenda_item_id FOREIGN KEY (item_id) REFERENCES public.agenda_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_segment
    ADD CONSTRAINT agenda_segment_session_id_87fe3671_fk_agenda_session_id FOREIGN KEY (session_id) REFERENCES public.agenda_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_session
    ADD CONSTRAINT agenda_session_chair_id_7c752562_fk_agenda_contributor_id FOREIGN KEY (chair_id) REFERENCES public.agenda_contributor(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_session
    ADD CONSTRAINT agenda_session_meeting_id_baf92775_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_session
    ADD CONSTRAINT agenda_session_room_id_ca78c57c_fk_agenda_room_id FOREIGN KEY (room_id) REFERENCES public.agenda_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_subscription
    ADD CONSTRAINT agenda_subscription_meeting_id_9c99dffb_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agenda_subscription
    ADD CONSTRAINT agenda_subscription_user_id_c8b59b21_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_badge
    ADD CONSTRAINT attendance_badge_issued_by_id_caebf054_fk_accounts_user_id FOREIGN KEY (issued_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_badge
    ADD CONSTRAINT attendance_badge_meeting_id_25171f9e_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_badge
    ADD CONSTRAINT attendance_badge_registration_id_ec202a4a_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_badgeprint
    ADD CONSTRAINT attendance_badgeprin_meeting_id_458c71cc_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_badgeprint
    ADD CONSTRAINT attendance_badgeprint_asked_by_id_d9519c46_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_badgesheet
    ADD CONSTRAINT attendance_badgeshee_order_id_985117f1_fk_attendanc FOREIGN KEY (order_id) REFERENCES public.attendance_badgeprint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certifica_meeting_id_1c21ee3d_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certifica_ordered_by_id_002ced2b_fk_accounts_ FOREIGN KEY (ordered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certifica_registration_id_45dd71b3_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_certificate
    ADD CONSTRAINT attendance_certificate_letter_id_1bafe722_fk_letters_letter_id FOREIGN KEY (letter_id) REFERENCES public.letters_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_correction
    ADD CONSTRAINT attendance_correctio_decided_by_id_10d51420_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_correction
    ADD CONSTRAINT attendance_correctio_registration_id_8ce1a514_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_correction
    ADD CONSTRAINT attendance_correction_asked_by_id_79370afb_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_listfile
    ADD CONSTRAINT attendance_listfile_version_id_6afce063_fk_attendanc FOREIGN KEY (version_id) REFERENCES public.attendance_listversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_listversion
    ADD CONSTRAINT attendance_listversi_meeting_id_7f37dfcb_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_listversion
    ADD CONSTRAINT attendance_listversion_made_by_id_f5a59142_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_listversion
    ADD CONSTRAINT attendance_listversion_shown_by_id_49d0cf1d_fk_accounts_user_id FOREIGN KEY (shown_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_passage
    ADD CONSTRAINT attendance_passage_by_id_2b9b7ac0_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_passage
    ADD CONSTRAINT attendance_passage_meeting_id_8a177c3b_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_passage
    ADD CONSTRAINT attendance_passage_registration_id_36457c6c_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_passage
    ADD CONSTRAINT attendance_passage_taken_back_by_id_6cca7fce_fk_accounts_ FOREIGN KEY (taken_back_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.audit_auditentry
    ADD CONSTRAINT audit_auditentry_by_id_45185493_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.audit_auditvalues
    ADD CONSTRAINT audit_auditvalues_entry_id_765fbfcc_fk_audit_auditentry_id FOREIGN KEY (entry_id) REFERENCES public.audit_auditentry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_absence
    ADD CONSTRAINT bilaterals_absence_meeting_id_89833598_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_absence
    ADD CONSTRAINT bilaterals_absence_resource_id_d4e6c25e_fk_bilateral FOREIGN KEY (resource_id) REFERENCES public.bilaterals_resource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_ask
    ADD CONSTRAINT bilaterals_ask_asked_by_id_0cf4cd96_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_ask
    ADD CONSTRAINT bilaterals_ask_candidate_id_aff8ad36_fk_bilaterals_candidate_id FOREIGN KEY (candidate_id) REFERENCES public.bilaterals_candidate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_ask
    ADD CONSTRAINT bilaterals_ask_decided_by_id_5e75b020_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_ask
    ADD CONSTRAINT bilaterals_ask_delegation_id_6f763e65_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_ask
    ADD CONSTRAINT bilaterals_ask_host_id_444abe1c_fk_bilaterals_host_id FOREIGN KEY (host_id) REFERENCES public.bilaterals_host(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_bilateral
    ADD CONSTRAINT bilaterals_bilateral_answered_by_id_d0e9ec17_fk_accounts_ FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_bilateral
    ADD CONSTRAINT bilaterals_bilateral_candidate_id_648d98a9_fk_bilateral FOREIGN KEY (candidate_id) REFERENCES public.bilaterals_candidate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_bilateral
    ADD CONSTRAINT bilaterals_bilateral_created_by_id_5d4172c7_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_bilateral
    ADD CONSTRAINT bilaterals_bilateral_delegation_id_911e980e_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_bilateral
    ADD CONSTRAINT bilaterals_bilateral_meeting_id_218496dd_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_bilateral
    ADD CONSTRAINT bilaterals_bilateral_room_id_0d9aa65a_fk_agenda_room_id FOREIGN KEY (room_id) REFERENCES public.agenda_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_break
    ADD CONSTRAINT bilaterals_break_meeting_id_b27eed8e_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_briefpaper
    ADD CONSTRAINT bilaterals_briefpape_attached_by_id_667a2829_fk_accounts_ FOREIGN KEY (attached_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_briefpaper
    ADD CONSTRAINT bilaterals_briefpape_bilateral_id_1f42dfa1_fk_bilateral FOREIGN KEY (bilateral_id) REFERENCES public.bilaterals_bilateral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_candidate_hosts
    ADD CONSTRAINT bilaterals_candidate_candidate_id_3d02fa88_fk_bilateral FOREIGN KEY (candidate_id) REFERENCES public.bilaterals_candidate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_candidate
    ADD CONSTRAINT bilaterals_candidate_delegation_id_df059bb6_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_candidate_hosts
    ADD CONSTRAINT bilaterals_candidate_host_id_080cb05e_fk_bilateral FOREIGN KEY (host_id) REFERENCES public.bilaterals_host(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_candidate
    ADD CONSTRAINT bilaterals_candidate_meeting_id_f0d65384_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_candidate
    ADD CONSTRAINT bilaterals_candidate_recusal_confirmed_by_6f70c3fd_fk_accounts_ FOREIGN KEY (recusal_confirmed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_engagement
    ADD CONSTRAINT bilaterals_engagemen_bilateral_id_9c55ae5a_fk_bilateral FOREIGN KEY (bilateral_id) REFERENCES public.bilaterals_bilateral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_engagement
    ADD CONSTRAINT bilaterals_engagemen_resource_id_6d199725_fk_bilateral FOREIGN KEY (resource_id) REFERENCES public.bilaterals_resource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_excusal
    ADD CONSTRAINT bilaterals_excusal_candidate_id_3c773179_fk_bilateral FOREIGN KEY (candidate_id) REFERENCES public.bilaterals_candidate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_excusal
    ADD CONSTRAINT bilaterals_excusal_entity_id_d592f989_fk_delegations_entity_id FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_excusal
    ADD CONSTRAINT bilaterals_excusal_excused_by_id_b4cf636c_fk_accounts_user_id FOREIGN KEY (excused_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_host
    ADD CONSTRAINT bilaterals_host_committee_id_524097a3_fk_meetings_committee_id FOREIGN KEY (committee_id) REFERENCES public.meetings_committee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_host
    ADD CONSTRAINT bilaterals_host_meeting_id_f08e00cb_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_host
    ADD CONSTRAINT bilaterals_host_room_id_d5627255_fk_agenda_room_id FOREIGN KEY (room_id) REFERENCES public.agenda_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_mark
    ADD CONSTRAINT bilaterals_mark_bilateral_id_9a151fc7_fk_bilateral FOREIGN KEY (bilateral_id) REFERENCES public.bilaterals_bilateral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_mark
    ADD CONSTRAINT bilaterals_mark_made_by_id_ce7bc9c3_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_mark
    ADD CONSTRAINT bilaterals_mark_taken_back_by_id_3796651a_fk_accounts_user_id FOREIGN KEY (taken_back_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_note
    ADD CONSTRAINT bilaterals_note_bilateral_id_c0f196c4_fk_bilateral FOREIGN KEY (bilateral_id) REFERENCES public.bilaterals_bilateral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_note
    ADD CONSTRAINT bilaterals_note_host_id_d11a8649_fk_bilaterals_host_id FOREIGN KEY (host_id) REFERENCES public.bilaterals_host(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_note
    ADD CONSTRAINT bilaterals_note_written_by_id_b33ece13_fk_accounts_user_id FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_notice
    ADD CONSTRAINT bilaterals_notice_bilateral_id_2dbdd645_fk_bilateral FOREIGN KEY (bilateral_id) REFERENCES public.bilaterals_bilateral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_notice
    ADD CONSTRAINT bilaterals_notice_focal_point_id_05ad8c58_fk_delegatio FOREIGN KEY (focal_point_id) REFERENCES public.delegations_focalpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_notice
    ADD CONSTRAINT bilaterals_notice_officer_id_fc5b7728_fk_accounts_user_id FOREIGN KEY (officer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_notice
    ADD CONSTRAINT bilaterals_notice_previous_room_id_971fe633_fk_agenda_room_id FOREIGN KEY (previous_room_id) REFERENCES public.agenda_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_notice
    ADD CONSTRAINT bilaterals_notice_room_id_10cde45c_fk_agenda_room_id FOREIGN KEY (room_id) REFERENCES public.agenda_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_officer
    ADD CONSTRAINT bilaterals_officer_host_id_8f3da43a_fk_bilaterals_host_id FOREIGN KEY (host_id) REFERENCES public.bilaterals_host(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_officer
    ADD CONSTRAINT bilaterals_officer_user_id_3e9e33ba_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_participant
    ADD CONSTRAINT bilaterals_participa_bilateral_id_8839ad40_fk_bilateral FOREIGN KEY (bilateral_id) REFERENCES public.bilaterals_bilateral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_participant
    ADD CONSTRAINT bilaterals_participa_registration_id_6a9a965f_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_plan
    ADD CONSTRAINT bilaterals_plan_asked_by_id_8ebc8b99_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_plan
    ADD CONSTRAINT bilaterals_plan_meeting_id_2511c09c_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_plan
    ADD CONSTRAINT bilaterals_plan_settled_by_id_cf5c7c3c_fk_accounts_user_id FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_printout
    ADD CONSTRAINT bilaterals_printout_meeting_id_2acfcadd_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_entity_id_3f7402d2_fk_delegations_entity_id FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_host_id_3e0fd590_fk_bilaterals_host_id FOREIGN KEY (host_id) REFERENCES public.bilaterals_host(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_person_id_7a138bcb_fk_registrat FOREIGN KEY (person_id) REFERENCES public.registrations_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_president_of_id_3488e4ce_fk_meetings_ FOREIGN KEY (president_of_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_resource
    ADD CONSTRAINT bilaterals_resource_room_id_3f780b52_fk_agenda_room_id FOREIGN KEY (room_id) REFERENCES public.agenda_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_sharedroom
    ADD CONSTRAINT bilaterals_sharedroom_room_id_4152c2c7_fk_agenda_room_id FOREIGN KEY (room_id) REFERENCES public.agenda_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_wantedperiod
    ADD CONSTRAINT bilaterals_wantedper_candidate_id_0341be75_fk_bilateral FOREIGN KEY (candidate_id) REFERENCES public.bilaterals_candidate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_window
    ADD CONSTRAINT bilaterals_window_host_id_a2741749_fk_bilaterals_host_id FOREIGN KEY (host_id) REFERENCES public.bilaterals_host(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bilaterals_candidate
    ADD CONSTRAINT candidate_of_the_delegations_meeting FOREIGN KEY (delegation_id, meeting_id) REFERENCES public.delegations_delegation(id, meeting_id);
ALTER TABLE ONLY public.delegations_committeemembership
    ADD CONSTRAINT delegations_committe_committee_id_9ac17e57_fk_meetings_ FOREIGN KEY (committee_id) REFERENCES public.meetings_committee(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_committeemembership
    ADD CONSTRAINT delegations_committe_entity_id_84029850_fk_delegatio FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_delegation
    ADD CONSTRAINT delegations_delegati_entity_id_7e17b232_fk_delegatio FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_delegation
    ADD CONSTRAINT delegations_delegati_meeting_id_6aea92a6_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_entity_tags
    ADD CONSTRAINT delegations_entity_t_entity_id_a2790441_fk_delegatio FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_entity_tags
    ADD CONSTRAINT delegations_entity_tags_tag_id_3c3ca9e4_fk_delegations_tag_id FOREIGN KEY (tag_id) REFERENCES public.delegations_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_entityname
    ADD CONSTRAINT delegations_entityna_entity_id_bcb67093_fk_delegatio FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_focalpoint
    ADD CONSTRAINT delegations_focalpoi_approved_by_id_e7c2de4a_fk_accounts_ FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_focalpoint
    ADD CONSTRAINT delegations_focalpoi_delegation_id_ffe07be7_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_focalpoint
    ADD CONSTRAINT delegations_focalpoint_added_by_id_7ee9f402_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_focalpoint
    ADD CONSTRAINT delegations_focalpoint_ended_by_id_d36aae7c_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_note
    ADD CONSTRAINT delegations_note_delegation_id_65ccbe75_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_note
    ADD CONSTRAINT delegations_note_received_by_id_acdc6379_fk_accounts_user_id FOREIGN KEY (received_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_note
    ADD CONSTRAINT delegations_note_removed_by_id_ddeb64cc_fk_accounts_user_id FOREIGN KEY (removed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delegations_partystatus
    ADD CONSTRAINT delegations_partysta_entity_id_9e22a4ac_fk_delegatio FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.desk_export
    ADD CONSTRAINT desk_export_asked_by_id_95d874db_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.desk_export
    ADD CONSTRAINT desk_export_meeting_id_37927457_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.desk_printedstatistics
    ADD CONSTRAINT desk_printedstatisti_publication_id_6768dabe_fk_desk_stat FOREIGN KEY (publication_id) REFERENCES public.desk_statisticspublication(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.desk_statisticspublication
    ADD CONSTRAINT desk_statisticspubli_ended_by_id_e830ce1b_fk_accounts_ FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.desk_statisticspublication
    ADD CONSTRAINT desk_statisticspubli_meeting_id_d1c2acae_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.desk_statisticspublication
    ADD CONSTRAINT desk_statisticspubli_published_by_id_0a62d715_fk_accounts_ FOREIGN KEY (published_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_disclosure
    ADD CONSTRAINT disclosure_of_a_version_of_its_request FOREIGN KEY (statement_id, intervention_id) REFERENCES public.interventions_statement(id, intervention_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_extension
    ADD CONSTRAINT extension_of_the_delegations_meeting FOREIGN KEY (delegation_id, meeting_id) REFERENCES public.delegations_delegation(id, meeting_id);
ALTER TABLE ONLY public.interventions_floorevent
    ADD CONSTRAINT floor_event_under_the_segment_of_its_request FOREIGN KEY (intervention_id, segment_id) REFERENCES public.interventions_intervention(id, segment_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_disclosure
    ADD CONSTRAINT interventions_disclo_intervention_id_10ff5b4e_fk_intervent FOREIGN KEY (intervention_id) REFERENCES public.interventions_intervention(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_disclosure
    ADD CONSTRAINT interventions_disclo_statement_id_70051d42_fk_intervent FOREIGN KEY (statement_id) REFERENCES public.interventions_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_disclosure
    ADD CONSTRAINT interventions_disclosure_by_id_a66db14b_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_floorevent
    ADD CONSTRAINT interventions_floore_intervention_id_23d7e0f4_fk_intervent FOREIGN KEY (intervention_id) REFERENCES public.interventions_intervention(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_floorevent
    ADD CONSTRAINT interventions_floore_segment_id_abe5bc9d_fk_agenda_se FOREIGN KEY (segment_id) REFERENCES public.agenda_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_floorevent
    ADD CONSTRAINT interventions_floorevent_by_id_cb2e8756_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_floorright
    ADD CONSTRAINT interventions_floorr_given_by_id_29db46bf_fk_accounts_ FOREIGN KEY (given_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_floorright
    ADD CONSTRAINT interventions_floorr_registration_id_54eb4760_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_intervention
    ADD CONSTRAINT interventions_interv_about_id_7688b319_fk_delegatio FOREIGN KEY (about_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_intervention
    ADD CONSTRAINT interventions_interv_asked_by_id_66871d19_fk_accounts_ FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_intervention
    ADD CONSTRAINT interventions_interv_delegation_id_d8ef1966_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_intervention
    ADD CONSTRAINT interventions_interv_segment_id_609fcf70_fk_agenda_se FOREIGN KEY (segment_id) REFERENCES public.agenda_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_intervention
    ADD CONSTRAINT interventions_interv_speaker_id_505f9958_fk_registrat FOREIGN KEY (speaker_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_printout
    ADD CONSTRAINT interventions_printout_segment_id_d6a94488_fk_agenda_segment_id FOREIGN KEY (segment_id) REFERENCES public.agenda_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_statement
    ADD CONSTRAINT interventions_statem_intervention_id_d1381558_fk_intervent FOREIGN KEY (intervention_id) REFERENCES public.interventions_intervention(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_statement
    ADD CONSTRAINT interventions_statem_uploaded_by_id_577446d4_fk_accounts_ FOREIGN KEY (uploaded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_swap
    ADD CONSTRAINT interventions_swap_ended_by_id_f9870b26_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_swap
    ADD CONSTRAINT interventions_swap_partner_id_18a158d5_fk_intervent FOREIGN KEY (partner_id) REFERENCES public.interventions_intervention(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_swap
    ADD CONSTRAINT interventions_swap_proposed_by_id_4d33c3d9_fk_accounts_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_swap
    ADD CONSTRAINT interventions_swap_proposer_id_4f5b27ab_fk_intervent FOREIGN KEY (proposer_id) REFERENCES public.interventions_intervention(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_swap
    ADD CONSTRAINT interventions_swap_segment_id_b0fa2934_fk_agenda_segment_id FOREIGN KEY (segment_id) REFERENCES public.agenda_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_batch
    ADD CONSTRAINT letters_batch_approved_by_id_76983dd7_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_batch
    ADD CONSTRAINT letters_batch_cancelled_by_id_d183a483_fk_accounts_user_id FOREIGN KEY (cancelled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_batch
    ADD CONSTRAINT letters_batch_meeting_id_460c19fe_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_batch
    ADD CONSTRAINT letters_batch_paused_by_id_848c75a5_fk_accounts_user_id FOREIGN KEY (paused_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_batch
    ADD CONSTRAINT letters_batch_prepared_by_id_ae512b0d_fk_accounts_user_id FOREIGN KEY (prepared_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_bundle
    ADD CONSTRAINT letters_bundle_asked_by_id_605c8dc1_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_bundle
    ADD CONSTRAINT letters_bundle_batch_id_07417fd0_fk_letters_batch_id FOREIGN KEY (batch_id) REFERENCES public.letters_batch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_dueletter
    ADD CONSTRAINT letters_dueletter_asked_by_id_1d60fac9_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_dueletter
    ADD CONSTRAINT letters_dueletter_delegation_id_7c883fd7_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_invitation
    ADD CONSTRAINT letters_invitation_batch_id_c2a9d37d_fk_letters_batch_id FOREIGN KEY (batch_id) REFERENCES public.letters_batch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_invitation
    ADD CONSTRAINT letters_invitation_entity_id_b6710f9f_fk_delegations_entity_id FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_invitation
    ADD CONSTRAINT letters_invitation_letter_id_6408b8d2_fk_letters_letter_id FOREIGN KEY (letter_id) REFERENCES public.letters_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_invitation
    ADD CONSTRAINT letters_invitation_meeting_id_a37def4c_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_invitationtemplate
    ADD CONSTRAINT letters_invitationte_meeting_id_ef62e77e_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_delegation_id_1695dce7_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_entity_id_e9f4a636_fk_delegations_entity_id FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_issued_by_id_fe379f81_fk_accounts_user_id FOREIGN KEY (issued_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_meeting_id_f625cf68_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_registration_id_48229b6a_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_replaces_id_44fd1c46_fk_letters_letter_id FOREIGN KEY (replaces_id) REFERENCES public.letters_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_mailing
    ADD CONSTRAINT mailings_mailing_changed_by_id_ae91aa5c_fk_accounts_user_id FOREIGN KEY (changed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_mailing
    ADD CONSTRAINT mailings_mailing_created_by_id_31739490_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_mailing
    ADD CONSTRAINT mailings_mailing_meeting_id_31e0153d_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_mailing
    ADD CONSTRAINT mailings_mailing_sent_by_id_7290cc11_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_mailing
    ADD CONSTRAINT mailings_mailing_stopped_by_id_2583f4fd_fk_accounts_user_id FOREIGN KEY (stopped_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_recipient
    ADD CONSTRAINT mailings_recipient_focal_point_id_f895a854_fk_delegatio FOREIGN KEY (focal_point_id) REFERENCES public.delegations_focalpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_recipient
    ADD CONSTRAINT mailings_recipient_mailing_id_3924f7da_fk_mailings_mailing_id FOREIGN KEY (mailing_id) REFERENCES public.mailings_mailing(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_recipient
    ADD CONSTRAINT mailings_recipient_registration_id_88016bf1_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_trial
    ADD CONSTRAINT mailings_trial_asked_by_id_d49b0906_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailings_trial
    ADD CONSTRAINT mailings_trial_mailing_id_ad9c4f75_fk_mailings_mailing_id FOREIGN KEY (mailing_id) REFERENCES public.mailings_mailing(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_preparation
    ADD CONSTRAINT meetings_preparation_begun_by_id_c0be7f80_fk_accounts_user_id FOREIGN KEY (begun_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_preparation
    ADD CONSTRAINT meetings_preparation_meeting_id_b74272e3_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.meetings_preparation
    ADD CONSTRAINT meetings_preparation_source_id_1979b3d2_fk_meetings_meeting_id FOREIGN KEY (source_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outbox_bounce
    ADD CONSTRAINT outbox_bounce_message_id_7e24c09a_fk_outbox_message_id FOREIGN KEY (message_id) REFERENCES public.outbox_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_export
    ADD CONSTRAINT privacy_export_asked_by_id_976ebca3_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_export
    ADD CONSTRAINT privacy_export_person_id_a755057b_fk_registrations_person_id FOREIGN KEY (person_id) REFERENCES public.registrations_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_line
    ADD CONSTRAINT privacy_line_run_id_b741f8f8_fk_privacy_run_id FOREIGN KEY (run_id) REFERENCES public.privacy_run(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_run
    ADD CONSTRAINT privacy_run_by_id_9d8f43c3_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.privacy_total
    ADD CONSTRAINT privacy_total_meeting_id_2bebf0a5_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_quota
    ADD CONSTRAINT quota_of_the_delegations_meeting FOREIGN KEY (delegation_id, meeting_id) REFERENCES public.delegations_delegation(id, meeting_id);
ALTER TABLE ONLY public.registrations_categorydeadline
    ADD CONSTRAINT registrations_catego_meeting_id_47edf197_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_confirmationrule
    ADD CONSTRAINT registrations_confir_meeting_id_34dae5c6_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_extension
    ADD CONSTRAINT registrations_extens_delegation_id_59fa093a_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_extension
    ADD CONSTRAINT registrations_extens_granted_by_id_c6418ad9_fk_accounts_ FOREIGN KEY (granted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_extension
    ADD CONSTRAINT registrations_extens_meeting_id_e5002246_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_likelyduplicate
    ADD CONSTRAINT registrations_likely_decided_by_id_96051365_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_likelyduplicate
    ADD CONSTRAINT registrations_likely_first_id_afb2cf42_fk_registrat FOREIGN KEY (first_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_likelyduplicate
    ADD CONSTRAINT registrations_likely_second_id_16cf2395_fk_registrat FOREIGN KEY (second_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_needs
    ADD CONSTRAINT registrations_needs_registration_id_2552e7ff_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_quota
    ADD CONSTRAINT registrations_quota_delegation_id_66429898_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_quota
    ADD CONSTRAINT registrations_quota_meeting_id_58a40d22_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_confirmed_by_id_62e3bdcd_fk_accounts_ FOREIGN KEY (confirmed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_declined_by_id_aa7a8e10_fk_accounts_ FOREIGN KEY (declined_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_delegation_id_6c7a0e04_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_endorsed_by_id_c5d7639f_fk_accounts_ FOREIGN KEY (endorsed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_meeting_id_dd8466b0_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_merged_into_id_8a68bd1b_fk_registrat FOREIGN KEY (merged_into_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_person_id_3bdb092c_fk_registrat FOREIGN KEY (person_id) REFERENCES public.registrations_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_replaced_by_id_d64cecfa_fk_registrat FOREIGN KEY (replaced_by_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_submitted_by_id_d8e29418_fk_accounts_ FOREIGN KEY (submitted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_registration
    ADD CONSTRAINT registrations_regist_withdrawn_by_id_f639a177_fk_accounts_ FOREIGN KEY (withdrawn_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_reminder
    ADD CONSTRAINT registrations_remind_entity_id_7fb4d163_fk_delegatio FOREIGN KEY (entity_id) REFERENCES public.delegations_entity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_reminder
    ADD CONSTRAINT registrations_remind_focal_point_id_65cdad76_fk_delegatio FOREIGN KEY (focal_point_id) REFERENCES public.delegations_focalpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_reminder
    ADD CONSTRAINT registrations_remind_meeting_id_5cc5ff40_fk_meetings_ FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_reminder
    ADD CONSTRAINT registrations_reminder_sent_by_id_ba6e4cb3_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_sheet
    ADD CONSTRAINT registrations_sheet_delegation_id_b69f74a2_fk_delegatio FOREIGN KEY (delegation_id) REFERENCES public.delegations_delegation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_sheet
    ADD CONSTRAINT registrations_sheet_meeting_id_7c8390bc_fk_meetings_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.meetings_meeting(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_sheet
    ADD CONSTRAINT registrations_sheet_owner_id_4ff15a3d_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_traveldocument
    ADD CONSTRAINT registrations_travel_asked_by_id_d337e678_fk_accounts_ FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_traveldocument
    ADD CONSTRAINT registrations_travel_entered_by_id_e11376b6_fk_accounts_ FOREIGN KEY (entered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registrations_traveldocument
    ADD CONSTRAINT registrations_travel_registration_id_84c3f738_fk_registrat FOREIGN KEY (registration_id) REFERENCES public.registrations_registration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_swap
    ADD CONSTRAINT swap_proposed_under_its_segment FOREIGN KEY (proposer_id, segment_id) REFERENCES public.interventions_intervention(id, segment_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.interventions_swap
    ADD CONSTRAINT swap_received_under_its_segment FOREIGN KEY (partner_id, segment_id) REFERENCES public.interventions_intervention(id, segment_id) DEFERRABLE INITIALLY DEFERRED;
