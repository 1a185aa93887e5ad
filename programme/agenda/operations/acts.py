"""What the operations have in common: one line for all who write to a programme."""

from django.db import connection

from intersessional.locks import lock
from registration.meetings.models import Meeting

# The triggers that write down who is where (migration 0002).
_WHO_IS_WHERE = ("session_changed", "segment_changed", "panel_changed", "panellist_changed")


def hold_programme(meeting: Meeting) -> None:
    """Put whoever writes to a meeting's programme in line, until the transaction ends.

    Editing is rare and short, so one line for the whole draft costs nothing, and each one sees what the
    one before has written.
    """
    lock(f"programme {meeting.pk}")


def settle() -> None:
    """Ask now what the database would ask at the end of the transaction.

    :raises IntegrityError: a room or a person would be in two places, or two parts in one; the name of
        the constraint is in its text
    """
    with connection.cursor() as cursor:
        # First who is where, then whether that can be.
        cursor.execute(f"SET CONSTRAINTS {', '.join(_WHO_IS_WHERE)} IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
