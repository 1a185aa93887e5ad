"""What the programme tells the parts above it.

`programme_published` is sent in the transaction that publishes: `publication` (the new version) and
`previous` (the one before, or None). What must follow from it is written in the same transaction.
"""

from django.dispatch import Signal

programme_published = Signal()
