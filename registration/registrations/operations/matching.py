"""Who of a sheet is registered already; one statement, and nothing is written."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from registration.meetings.models import Meeting

from ..transitions import ACTIVE
from .finding import SIMILAR_AT_ONE_ADDRESS, SIMILAR_NAMES

# The same measures as those of `finding.find`.
_MATCH = """
    SELECT n.row, o.id, lower(o.email) = lower(n.email),
        similarity(registration_folded(o.given_names || ' ' || o.family_name), n.folded) AS likeness
    FROM (SELECT u.row, u.email, registration_folded(u.name) AS folded
        FROM unnest(%(rows)s::int[], %(emails)s::text[], %(names)s::text[])
            AS u(row, email, name)) AS n
    CROSS JOIN LATERAL registration_alike(n.folded) AS o
    WHERE o.meeting_id = %(meeting)s AND o.state = ANY(%(active)s)
        AND similarity(registration_folded(o.given_names || ' ' || o.family_name), n.folded)
            >= CASE WHEN lower(o.email) = lower(n.email) THEN %(at_one_address)s ELSE %(names_alike)s END
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
    """Return for each (row, address, name) the registrations like it, the closest first."""
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
            },
        )
        for row, pk, at_one_address, likeness in cursor.fetchall():
            found[row].append(Match(pk, at_one_address, likeness))
    return found
