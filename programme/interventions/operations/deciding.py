"""What the staff decide on late requests."""

from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User

from ..details import InterventionDetails
from ..models import Intervention
from ..queries import ListedSegment
from .asking import enter
from .holding import Holding, locked, tell


def accept(
    intervention: Intervention,
    *,
    segment: ListedSegment,
    version: int | None = None,
    by: User,
    at: datetime,
) -> Intervention:
    """Put a late request on the list, behind those of its rank who were in time; promise a mail.

    :raises ChangedMeanwhile: it is not the `version` that was seen (None: whatever)
    :raises ActRefused: it is not waiting for a decision
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        found = locked(intervention, version)
        event = enter(holding, found, InterventionDetails.of(found))
        tell("intervention_accepted", found, number=event.number)
        return found


def decline(
    intervention: Intervention,
    *,
    segment: ListedSegment,
    reason: str,
    version: int | None = None,
    by: User,
    at: datetime,
) -> Intervention:
    """Refuse a late request with a reason, which the mail says.

    :raises ChangedMeanwhile: it is not the `version` that was seen (None: whatever)
    :raises ActRefused: it is not waiting for a decision
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        found = locked(intervention, version)
        event = holding.write("decline", found, reason=reason)
        tell("intervention_declined", found, number=event.number)
        return found
