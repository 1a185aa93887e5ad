"""Whether anything of the day has changed since somebody looked."""

from django.db import connection

from registration.meetings.models import Meeting

_CANDIDATES = "SELECT id FROM bilaterals_candidate WHERE meeting_id = %(meeting)s"
_HOSTS = "SELECT id FROM bilaterals_host WHERE meeting_id = %(meeting)s"
# What the board is made of, and which rows of it are of the meeting.
_TABLES = {
    "bilaterals_bilateral": "meeting_id = %(meeting)s",
    "bilaterals_candidate": "meeting_id = %(meeting)s",
    "bilaterals_candidate_hosts": f"candidate_id IN ({_CANDIDATES})",
    "bilaterals_excusal": f"candidate_id IN ({_CANDIDATES})",
    "bilaterals_wantedperiod": f"candidate_id IN ({_CANDIDATES})",
    "bilaterals_host": "meeting_id = %(meeting)s",
    "bilaterals_sharedroom": "room_id IN (SELECT id FROM agenda_room WHERE meeting_id = %(meeting)s)",
    "bilaterals_window": f"host_id IN ({_HOSTS})",
    "bilaterals_break": "meeting_id = %(meeting)s",
    "bilaterals_absence": "meeting_id = %(meeting)s",
    "agenda_room": "meeting_id = %(meeting)s",
    "delegations_committeemembership": "TRUE",
}
# Each row by what it says: whatever is added, edited or removed gives another sum.
_SUMS = ", ".join(
    f"(SELECT sum(hashtextextended(row::text, 0)) FROM {table} AS row WHERE {which})"  # noqa: S608 - our own names
    for table, which in _TABLES.items()
)
_STAMP = f"SELECT md5(concat_ws('-', {_SUMS}))"


def stamp(meeting: Meeting) -> str:
    """Return a mark of all that the board is made of; the same as long as nobody changes any of it."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, {"meeting": meeting.pk})
        [mark] = cursor.fetchone()
    return str(mark)
