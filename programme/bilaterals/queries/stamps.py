"""Asking about bilaterals."""

from django.db import connection

from registration.meetings.models import Meeting


def stamp(meeting: Meeting) -> str:
    """Return a mark of a meeting's bilaterals, candidates and hours; the same as long as they are."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, {"meeting": meeting.pk})
        [mark] = cursor.fetchone()
    return str(mark)


# Versions only grow, and what is gone makes the count smaller.
_STAMP = """
SELECT concat_ws('-',
    (SELECT concat(count(*), '.', coalesce(sum(version), 0)) FROM bilaterals_bilateral
      WHERE meeting_id = %(meeting)s),
    (SELECT concat(count(*), '.', coalesce(sum(version), 0)) FROM bilaterals_candidate
      WHERE meeting_id = %(meeting)s),
    (SELECT concat(count(*), '.', coalesce(max(id), 0)) FROM bilaterals_absence
      WHERE meeting_id = %(meeting)s),
    (SELECT concat(count(*), '.', coalesce(max(excusal.id), 0)) FROM bilaterals_excusal AS excusal
       JOIN bilaterals_candidate AS candidate ON candidate.id = excusal.candidate_id
      WHERE candidate.meeting_id = %(meeting)s))
"""
