"""Finding registrations that are likely of the same person.

Whoever arrives, comes back or is named anew is looked for, before anything is confirmed. The caller
holds the line of the meeting (`acts.hold_places`, or the number of a receipt): two who are alike and
come at once would not see each other.
"""

from datetime import datetime

from django.db import connection

from ..models import PairState
from ..transitions import ACTIVE

# Measured on names as missions write them: accents, order and a second family name stay above it,
# “John Smith” and “Joan Smith” below.
SIMILAR_NAMES = 0.6
SIMILAR_AT_ONE_ADDRESS = 0.4

# Decided because one of the two has ended: should that one come back, it is asked anew.
ENDED_WITH_ONE = frozenset({PairState.GONE, PairState.DECLINED})

# Of a name that a thousand share, staff need not see half a million pairs: those at one address, those
# that are most alike, the newest; pairs that are open or decided do not count.
MOST_PAIRS_OF_ONE = 20

# `registration_alike` (migration 0009) finds the candidates by the index registration_folded_name.
_FIND = """
    INSERT INTO registrations_likelyduplicate
        (first_id, second_id, likeness, similarity, state, found_at)
    SELECT DISTINCT ON (1, 2) least(o.id, n.id), greatest(o.id, n.id),
        CASE WHEN o.at_one_address THEN 'address' ELSE 'name' END, o.similarity, 'open', %(at)s
    FROM (SELECT *, registration_folded(given_names || ' ' || family_name) AS folded
        FROM registrations_registration WHERE id = ANY(%(pks)s)) AS n
    CROSS JOIN LATERAL (
        SELECT * FROM (
            SELECT a.id, lower(a.email) = lower(n.email) AS at_one_address,
                similarity(registration_folded(a.given_names || ' ' || a.family_name), n.folded)
            FROM registration_alike(n.folded) AS a
            WHERE a.meeting_id = n.meeting_id AND a.id <> n.id AND a.person_id <> n.person_id
                AND a.state = ANY(%(active)s) AND n.state = ANY(%(active)s)
        ) AS alike
        WHERE similarity >= CASE WHEN at_one_address THEN %(at_one_address)s ELSE %(names)s END
            AND NOT EXISTS (SELECT FROM registrations_likelyduplicate AS known
                WHERE known.first_id = least(alike.id, n.id)
                    AND known.second_id = greatest(alike.id, n.id)
                    AND known.state <> ALL(%(ended)s))
        ORDER BY at_one_address DESC, similarity DESC, id DESC
        LIMIT %(most)s
    ) AS o
    ON CONFLICT (first_id, second_id) DO UPDATE SET state = 'open', found_at = excluded.found_at,
        likeness = excluded.likeness, similarity = excluded.similarity,
        decided_at = NULL, decided_by_id = NULL
        WHERE registrations_likelyduplicate.state = ANY(%(ended)s)
    RETURNING first_id, second_id
"""


def find(pks: list[int], *, at: datetime) -> set[int]:
    """Write down the likely pairs in which these registrations are; one query.

    For each of them at most `MOST_PAIRS_OF_ONE` new ones, the likeliest. A pair that had ended with one
    of the two is open again; one of which the staff decided to keep both is not. Returns those of
    `pks` that are in a pair that is new, or open again.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND,
            {
                "pks": pks,
                "at": at,
                "active": sorted(ACTIVE),
                "ended": sorted(ENDED_WITH_ONE),
                "names": SIMILAR_NAMES,
                "at_one_address": SIMILAR_AT_ONE_ADDRESS,
                "most": MOST_PAIRS_OF_ONE,
            },
        )
        return {pk for pair in cursor.fetchall() for pk in pair} & set(pks)
