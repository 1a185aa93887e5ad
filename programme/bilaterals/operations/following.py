"""What follows for bilaterals when somebody no longer comes for a delegation."""

from datetime import datetime
from typing import Any

from django.db import transaction

from intersessional.audit.operations import record
from registration.registrations.models import Registration

from .. import addressees
from ..models import Bilateral, Engagement, Part, Participant, Told
from ..queries import busy
from ..transitions import State
from .holding import TwoPlaces, save, settle
from .people import resources_of
from .telling import Telling, participants_of, tell, tell_delegation, tell_officers


def follow_leaving(registration: Registration, at: datetime, **_: Any) -> None:
    """Take whoever no longer comes out of their bilaterals, and tell those who still expect them.

    Inside the transaction of the act. Nothing is held but the rows of these bilaterals, in one order:
    somebody's place is only given up. Where two registrations of one person were merged, the one that
    stays comes instead, unless it is somewhere else at that time.
    """
    # What is over, or was called off, stays as it was.
    to_come = Bilateral.objects.active().filter(begins_at__gt=at)
    named = to_come.filter(participants__registration=registration)
    locked = list(
        Bilateral.objects.filter(pk__in=named.values("pk"))
        .select_for_update()
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for bilateral in Bilateral.objects.filter(pk__in=locked).with_names().order_by("pk"):
        _take_out(bilateral, registration)
        if not _comes_instead(bilateral, registration) and bilateral.state == State.ACCEPTED:
            _tell(bilateral, registration, at)


def _take_out(bilateral: Bilateral, registration: Registration) -> None:
    Participant.objects.filter(bilateral=bilateral, registration=registration).delete()
    Engagement.objects.filter(
        bilateral=bilateral, part=Part.PARTICIPANT, resource__person=registration.person_id
    ).delete()


def _comes_instead(bilateral: Bilateral, registration: Registration) -> bool:
    """Let the registration that stays come, where two were merged; say whether it does."""
    kept = registration.merged_into
    if kept is None or kept.delegation_id != registration.delegation_id:
        return False
    if bilateral.participants.filter(registration=kept).exists():
        return True
    resources = resources_of([kept])
    if busy.elsewhere(bilateral, resources.values()):
        return False
    try:
        with transaction.atomic():
            Participant.objects.create(bilateral=bilateral, registration=kept)
            for resource in resources.values():
                Engagement.objects.create(
                    bilateral=bilateral, resource_id=resource, part=Part.PARTICIPANT
                )
            settle()
    except TwoPlaces:
        return False
    return True


def _tell(bilateral: Bilateral, registration: Registration, at: datetime) -> None:
    bilateral.sequence += 1
    save(bilateral, "sequence")
    tell_delegation(
        Told.PARTICIPANTS,
        bilateral,
        at=at,
        note=registration.printed_name,
        also=participants_of(bilateral),
    )
    released = addressees.of_participants([registration])
    tell(Told.RELEASED, [Telling(bilateral, released)], at=at)
    tell_officers(Told.PARTICIPANTS, bilateral, at=at)
    record("participant_left", bilateral, by=None, at=at, after={"registration": registration.pk})
