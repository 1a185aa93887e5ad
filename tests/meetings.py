"""Sets of meetings that the tests' database does not begin with."""

from django.db import connection


def without_meetings() -> None:
    """Take all meetings away, with all that hangs on them: for the test that asks what then is shown.

    Not by the models: what was published cannot be deleted, nor can its meeting.
    """
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE meetings_meeting CASCADE")
