"""The line in which registrations arrive, and what holds for the one that arrives."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.dateparse import parse_datetime

from registration.meetings.models import Meeting

from .. import policies

# One statement: counting on puts all who arrive in line (the row stays locked until the commit), and
# a form must not ask the database once for each thing that the staff may have set.
_ARRIVE = """
    UPDATE meetings_meeting m SET last_receipt = last_receipt + %(count)s
    WHERE id = %(meeting)s
    RETURNING last_receipt,
        (SELECT jsonb_object_agg(category, needs) FROM registrations_confirmationrule
            WHERE meeting_id = m.id),
        (SELECT jsonb_object_agg(category, closes_at) FROM registrations_categorydeadline
            WHERE meeting_id = m.id),
        (SELECT max(x.closes_at) FROM registrations_extension x
            LEFT JOIN delegations_delegation d ON d.id = x.delegation_id
            LEFT JOIN delegations_entity e ON e.id = d.entity_id
            WHERE x.meeting_id = m.id AND (lower(x.email) = lower(%(email)s) OR e.code = %(code)s)),
        EXISTS (SELECT FROM registrations_quota WHERE meeting_id = m.id),
        (SELECT jsonb_object_agg(f.id, f.language) FROM delegations_focalpoint f
            JOIN delegations_delegation d ON d.id = f.delegation_id AND d.meeting_id = m.id
            JOIN delegations_entity e ON e.id = d.entity_id AND e.code = %(code)s
            WHERE f.ended_at IS NULL AND f.approved_at IS NOT NULL)
"""


@dataclass(frozen=True)
class Arrival:
    """The number of a receipt, and what the staff have set for a meeting.

    `last_number` is the last of `count` numbers. `has_quotas` says whether places are limited at all.
    """

    meeting: Meeting
    last_number: int
    rules: dict[str, str]
    deadlines: dict[str, datetime]
    extended_until: datetime | None
    has_quotas: bool
    # The acting focal points of the delegation, and the language of each.
    focal_points: dict[str, str]

    def needs(self, category: str) -> str:
        """Return whose word the category needs."""
        return self.rules.get(category) or policies.default_needs(category)

    def closes_at(self, category: str) -> datetime:
        """Return when registration closes for somebody of a category."""
        ordinary = self.deadlines.get(category, self.meeting.registration_closes_at)
        return max(ordinary, self.extended_until or ordinary)

    @property
    def receipt_number(self) -> str:
        """The (last) receipt number: IM18-0042."""
        return receipt_number(self.meeting, self.last_number)


def arrive(meeting: Meeting, *, code: str = "", email: str = "", count: int = 1) -> Arrival:
    """Take the next receipt number(s) of a meeting, and stand in line until the transaction ends.

    `code` and `email` tell whose extension and focal points are meant.
    """
    given: dict[str, int | str] = {
        "meeting": meeting.pk,
        "count": count,
        "code": code,
        "email": email,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVE, given)
        number, rules, deadlines, extended_until, has_quotas, focal_points = cursor.fetchone()
    return Arrival(
        meeting,
        number,
        _loaded(rules),
        {category: _instant(text) for category, text in _loaded(deadlines).items()},
        extended_until,
        has_quotas,
        _loaded(focal_points),
    )


def receipt_number(meeting: Meeting, number: int) -> str:
    """Return a number as it stands on receipts."""
    return f"{meeting.code}-{number:04d}"


def _loaded(value: str | dict[str, str] | None) -> dict[str, str]:
    return json.loads(value) if isinstance(value, str) else value or {}


def _instant(text: str) -> datetime:
    instant = parse_datetime(text)
    assert instant is not None  # noqa: S101 - Postgres wrote it
    return instant
