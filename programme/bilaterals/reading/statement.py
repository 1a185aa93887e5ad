"""The statement that reads a day for `around`: lists of rows, all of one moment."""

_HOLDS = """(one.valid_from IS NULL OR one.valid_from <= %(day)s)
        AND (one.valid_until IS NULL OR one.valid_until > %(day)s)"""
_LOCALISED = """coalesce(nullif(
        CASE %(language)s WHEN 'fr' THEN name_fr WHEN 'es' THEN name_es END, ''), name_en)"""

# Postgres makes each list into JSON, an array for each row. What belongs together is put together by
# `around`: each join here costs Postgres more to plan than Python to do.
DAY = f"""
WITH stand AS MATERIALIZED (
    SELECT one.* FROM bilaterals_bilateral AS one
    WHERE one.meeting_id = %(meeting)s AND one.state = ANY(%(active)s)
), guest AS MATERIALIZED (
    SELECT one.*, delegation.entity_id
    FROM bilaterals_candidate AS one
    JOIN delegations_delegation AS delegation ON delegation.id = one.delegation_id
    WHERE one.meeting_id = %(meeting)s
        AND (one.id = ANY(%(some)s) OR one.id IN (SELECT candidate_id FROM stand))
), excused AS MATERIALIZED (
    SELECT one.candidate_id, one.entity_id FROM bilaterals_excusal AS one
    WHERE one.candidate_id IN (SELECT id FROM guest)
), seat AS MATERIALIZED (
    SELECT one.id, one.committee_id, one.entity_id, one.role
    FROM delegations_committeemembership AS one WHERE {_HOLDS}
)
SELECT (
    SELECT json_agg(json_build_array(
        id, code, candidate_id, begins_at, ends_at, room_id, state, is_pinned, version,
        offered_at IS NOT NULL, started_at, ended_at, wanted_at, expires_at
    ) ORDER BY begins_at, id) FROM stand
), (
    SELECT json_agg(json_build_array(bilateral_id, resource_id, part))
    FROM bilaterals_engagement
    WHERE is_active AND bilateral_id IN (SELECT id FROM stand)
), (
    SELECT json_agg(json_build_array(
        id, entity_id, delegation_id, rank, weight, reason, minutes, languages,
        needs_accessible_room, is_set_aside, recusal_reason <> '', version
    ) ORDER BY rank, weight DESC, id) FROM guest
), (
    SELECT json_agg(json_build_array(candidate_id, host_id))
    FROM bilaterals_candidate_hosts WHERE candidate_id IN (SELECT id FROM guest)
), (
    SELECT json_agg(json_build_array(candidate_id, entity_id)) FROM excused
), (
    SELECT json_agg(json_build_array(
        host.id, host.slug, {_LOCALISED}, resource.id, host.president_chairs, host.committee_id,
        host.quorum, host.minutes, host.buffer_minutes, host.room_id, host.languages
    ) ORDER BY host.position, host.id)
    FROM bilaterals_host AS host
    JOIN bilaterals_resource AS resource ON resource.host_id = host.id
    LEFT JOIN meetings_committee AS committee ON committee.id = host.committee_id
    WHERE host.meeting_id = %(meeting)s
), (
    SELECT json_agg(id) FROM bilaterals_resource WHERE president_of_id = %(meeting)s
), (
    SELECT json_agg(json_build_array(committee_id, entity_id) ORDER BY role, id) FROM seat
), (
    SELECT json_agg(json_build_array(entity.id, entity.code, resource.id, entity.asked_name, (
        SELECT one.name FROM delegations_entityname AS one
        WHERE one.entity_id = entity.id AND one.language IN ('en', %(language)s) AND {_HOLDS}
        ORDER BY one.language = 'en' LIMIT 1
    )))
    FROM delegations_entity AS entity
    JOIN bilaterals_resource AS resource ON resource.entity_id = entity.id
    WHERE entity.id IN (
        SELECT entity_id FROM guest UNION ALL SELECT entity_id FROM seat
        UNION ALL SELECT entity_id FROM excused)
), (
    SELECT json_agg(json_build_array(
        room.id, {_LOCALISED}, resource.id, room.is_accessible, shared.id IS NOT NULL
    ) ORDER BY room.position, room.name_en)
    FROM agenda_room AS room
    JOIN bilaterals_resource AS resource ON resource.room_id = room.id
    LEFT JOIN bilaterals_sharedroom AS shared ON shared.room_id = room.id
    WHERE room.meeting_id = %(meeting)s
), (
    SELECT json_agg(json_build_array(resource_id, begins_at, ends_at, reason)
        ORDER BY begins_at, id)
    FROM bilaterals_absence WHERE meeting_id = %(meeting)s
), (
    SELECT json_agg(json_build_array(begins_at, ends_at, is_lunch) ORDER BY begins_at, id)
    FROM bilaterals_break WHERE meeting_id = %(meeting)s
)
"""  # noqa: S608 - put together of our own words only

PEOPLE = """
SELECT resource.id, person.given_names || ' ' || person.family_name
FROM bilaterals_resource AS resource
JOIN registrations_person AS person ON person.id = resource.person_id
WHERE resource.id = ANY(%s) AND person.family_name <> ''
"""
