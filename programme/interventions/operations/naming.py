"""Who speaks, as it becomes known in the room."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from intersessional.accounts.models import User
from intersessional.audit.operations import record

from ..models import Intervention
from ..queries import ListedSegment
from ..transitions import COUNTING, State, refusal
from .asking import check_speaker
from .holding import Holding, locked


def name_speaker(
    intervention: Intervention,
    *,
    segment: ListedSegment,
    speaker_id: int | None,
    name: str,
    language: str,
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Say who speaks, at any time, also while somebody does and afterwards; no mail.

    `speaker_id` is a registration of the delegation, `name` the name of somebody who has none.

    :raises ChangedMeanwhile: it is not the `version` that was seen
    :raises ActRefused: the request was withdrawn, or not accepted
    :raises NotOfTheDelegation: the speaker is nobody of the delegation
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        found = locked(intervention, version)
        state = holding.speakers.entries[found.pk].state
        if state not in COUNTING | {State.DELIVERED}:
            raise refusal(state)
        if speaker_id != found.speaker_id:
            check_speaker(speaker_id, found.delegation)
        Intervention.objects.filter(pk=found.pk).update(
            speaker=speaker_id, name_in_the_room=name, language=language, version=F("version") + 1
        )
        record("name_speaker", found, by=by, at=holding.at)
