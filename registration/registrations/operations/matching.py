"""Who of a sheet is registered already; one statement, and nothing is written."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from registration.meetings.models import Meeting

from ..transitions import ACTIVE
from .finding import MOST_PAIRS_OF_ONE, SIMILAR_AT_ONE_ADDRESS, SIMILAR_NAMES

# The same measures as those of `finding.find`, and no more of one row.
_MATCH = """
    SELECT n.row, o.id, o.at_one_address, o.likeness
    FROM (SELECT u.row, u.email, registration_folded(u.name) AS folded
        FROM unnest(%(rows)s::int[], %(emails)s::text[], %(names)s::text[])
            AS u(row, email, name)) AS n
    CROSS JOIN LATERAL (
        SELECT * FROM (
            SELECT a.id, lower(a.email) = lower(n.email) AS at_one_address,
                similarity(registration_folded(a.given_names || ' ' || a.family_name), n.folded)
                    AS likeness
            FROM registration_alike(n.folded) AS a
            WHERE a.meeting_id = %(meeting)s AND a.state = ANY(%(active)s)
        ) AS alike
        WHERE likeness >= CASE WHEN at_one_address THEN %(at_one_address)s ELSE %(names_alike)s END
        ORDER BY at_one_address DESC, likeness DESC, id DESC
        LIMIT %(most)s
    ) AS o
    ORDER BY n.row, likeness DESC, o.id
"""


@dataclass(frozen=True)
class Match:
    """A registration that is like a row."""

    pk: int
    at_one_address: bool
    likeness: float

    @property
    def is_plain(self) -> bool:
        """Whether it is plainly the same human: the same address, and nearly the same name."""
        return self.at_one_address and self.likeness >= SIMILAR_NAMES


def matches(people: Sequence[tuple[int, str, str]], meeting: Meeting) -> dict[int, list[Match]]:
    """Return for each (row, address, name) the registrations like it, the closest first.

    Of one row at most `MOST_PAIRS_OF_ONE`, those at its address before all others.
    """
    found: dict[int, list[Match]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            _MATCH,
            {
                "rows": [row for row, _email, _name in people],
                "emails": [email for _row, email, _name in people],
                "names": [name for _row, _email, name in people],
                "meeting": meeting.pk,
                "active": sorted(ACTIVE),
                "at_one_address": SIMILAR_AT_ONE_ADDRESS,
                "names_alike": SIMILAR_NAMES,
                "most": MOST_PAIRS_OF_ONE,
            },
        )
        for row, pk, at_one_address, likeness in cursor.fetchall():
            found[row].append(Match(pk, at_one_address, likeness))
    return found
