"""Attendance and mailings: whoever adds a model there lists its columns here.

`manage.py unlisted_fields` prints what is missing, ready to be pasted and sorted.
"""

from .kinds import Listed

ATTENDANCE: tuple[Listed, ...] = ()
MAILINGS: tuple[Listed, ...] = ()
