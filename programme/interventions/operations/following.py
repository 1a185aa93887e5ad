"""What follows for requests when a delegate no longer comes: they stay, and whoever asked is told."""

from datetime import datetime
from typing import Any

from intersessional.audit.operations import record
from registration.registrations.models import Registration

from .. import queries
from ..models import FloorRight, Intervention
from ..transitions import COUNTING, State
from .holding import tell


def follow_leaving(registration: Registration, at: datetime, **_: Any) -> None:
    """Promise one mail for each request that names somebody who no longer comes for the delegation.

    Inside the transaction of the act. The request itself is not touched: it shows “to be named”. The
    right to ask for the floor ends: another delegation has not given it. Where two registrations of one
    person were merged, speaker and right are those of the one that stays.
    """
    kept = registration.merged_into
    if kept and kept.delegation_id == registration.delegation_id:
        _hand_over(registration, kept)
        return
    deleted, _of_what = FloorRight.objects.filter(registration=registration).delete()
    if deleted:
        record("take_floor_right", registration, by=None, at=at)
    named = list(Intervention.objects.filter(speaker=registration).order_by("pk"))
    states = queries.states_of(named)
    for intervention in named:
        if states[intervention.pk] in COUNTING - {State.WRITTEN}:
            # Somebody may come back and leave again: then it is told again.
            tell("intervention_speaker_wanted", intervention, number=int(at.timestamp()))


def _hand_over(registration: Registration, kept: Registration) -> None:
    """Let what was said of one registration hold for another one of the same person."""
    Intervention.objects.filter(speaker=registration).update(speaker=kept)
    if not FloorRight.objects.filter(registration=kept).exists():
        FloorRight.objects.filter(registration=registration).update(registration=kept)
