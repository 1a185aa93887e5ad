"""Facts that other parts may act on. Sent inside the transaction of the act, after it was written.

A receiver that fails undoes the act; it must not touch a broker or a mail server.

* `registration_withdrawn(registration, at)`: the registration no longer counts: the person withdrew,
  was replaced by another one, or the registration was merged into another one of the same person.
* `registration_reopened(registration, at)`: it was confirmed, and something has changed that a letter
  states; it waits to be confirmed anew, or has been confirmed anew in the same act.
"""

from django.dispatch import Signal

registration_withdrawn = Signal()
registration_reopened = Signal()
