"""Facts that other parts may act on. Sent inside the transaction of the act, after it was written.

A receiver that fails undoes the act; it must not touch a broker or a mail server.

* `registration_withdrawn(registration, at)`: the registration no longer counts: the person withdrew,
  was replaced by another one, or the registration was merged into another one of the same person.
* `registration_left(registration, at)`: it no longer counts in the delegation where it did: it was
  declined, or moved to another delegation, which it names already.
* `people_joined(kept, gone, at)`: two people were found to be one; `gone` is about to be deleted, and
  what refers to it is to refer to `kept`. Before the registrations of `gone` become those of `kept`.
* `registrations_reopened(registrations, at)`: they were confirmed, and something has changed that a
  letter states; they wait to be confirmed anew, or have been confirmed anew in the same act. Several
  at once, because an import changes hundreds.
"""

from django.dispatch import Signal

registration_withdrawn = Signal()
registration_left = Signal()
people_joined = Signal()
registrations_reopened = Signal()
travel_documents_erased = Signal()
