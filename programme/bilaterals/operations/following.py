"""What follows for bilaterals when somebody no longer comes, or when two people are one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from intersessional.audit.operations import record
from registration.registrations.models import Person, Registration

from .. import addressees
from ..models import Bilateral, Engagement, Part, Participant, Resource, Told
from ..queries import busy
from ..transitions import State
from .holding import TwoPlaces, hold, save, settle
from .people import resources_of
from .telling import participants_of, tell_delegation, tell_officers, tell_released


def follow_joining(kept: Person, gone: Person, **_: Any) -> None:
    """Let the one who stays be where the other one was, of two people who are one.

    Inside the transaction of the act. Nobody is in two places: where the one who stays is elsewhere at
    that time, it stays there.
    """
    old = Resource.objects.filter(person=gone).first()
    if old is None:
        return
    new = Resource.objects.of(person=kept)
    hold([old.pk, new.pk])
    same = Q(bilateral=OuterRef("bilateral"))
    meanwhile = Q(is_active=True, period__overlap=OuterRef("period"))
    own = Engagement.objects.filter(resource=new)
    was = Engagement.objects.filter(resource=old)
    doubled = was.filter(
        Exists(own.filter(same)) | Q(Exists(own.filter(meanwhile)), is_active=True)
    )
    Engagement.objects.filter(pk__in=list(doubled.values_list("pk", flat=True))).delete()
    was.update(resource=new)


def follow_leaving(registration: Registration, at: datetime, **_: Any) -> None:
    """Take whoever no longer comes out of their bilaterals, and tell those who still expect them.

    Inside the transaction of the act. Nothing is held but the rows of these bilaterals, in one order:
    somebody's place is only given up. Where two registrations of one person were merged, the one that
    stays comes instead, unless it is somewhere else at that time; so its place is held, too.
    """
    # What is over, or was called off, stays as it was.
    to_come = Bilateral.objects.active().filter(begins_at__gt=at)
    named = to_come.filter(participants__registration=registration)
    if registration.merged_into and named.exists():
        hold(resources_of([registration, registration.merged_into]).values())
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
        else:
            # Whoever saw other participants is told so, if they change them.
            save(bilateral)


def _take_out(bilateral: Bilateral, registration: Registration) -> None:
    Participant.objects.filter(bilateral=bilateral, registration=registration).delete()
    person = registration.person_id
    if bilateral.participants.filter(registration__person=person).exists():
        # Registered twice, and named twice: the person still comes.
        return
    Engagement.objects.filter(
        bilateral=bilateral, part=Part.PARTICIPANT, resource__person=person
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
    told = tell_delegation(
        Told.PARTICIPANTS,
        bilateral,
        at=at,
        note=registration.printed_name,
        also=participants_of(bilateral),
        left=registration,
    )
    tell_released(bilateral, addressees.of_participants([registration]), told, at=at)
    tell_officers(Told.PARTICIPANTS, bilateral, at=at)
    record("participant_left", bilateral, by=None, at=at, after={"registration": registration.pk})
