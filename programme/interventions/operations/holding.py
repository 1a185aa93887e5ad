"""One line for all who write to a list of speakers; what happens is written down, then shown."""

from datetime import datetime, timedelta
from typing import Any

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox.operations import enqueue

from .. import queries
from ..lists import SpeakersList
from ..models import FloorEvent, Intervention
from ..queries import ListedSegment
from .voiding import end_void


class ChangedMeanwhile(Exception):
    """Somebody else was first; `current` is the request as it stands, or None where it is the list."""

    def __init__(self, current: Intervention | None = None) -> None:
        super().__init__()
        self.current = current


class Holding:
    """A list of speakers, held until the transaction ends; what is written to it shows in `speakers`."""

    def __init__(self, segment: ListedSegment, *, by: User | None, at: datetime) -> None:
        lock(f"speakers {segment.pk}")
        self.segment, self.by = segment, by
        self.speakers: SpeakersList = queries.speakers_of(segment)
        # Two servers' clocks differ; what comes later is never written down as earlier.
        last = self.speakers.last_at
        self.at = max(at, last) if last else at

    def check_seen(self, version: int | None) -> None:
        """Refuse an act on a list that is no longer the one that was seen.

        :raises ChangedMeanwhile:
        """
        if version is not None and version != self.speakers.version:
            raise ChangedMeanwhile

    def write(
        self,
        verb: str,
        intervention: Intervention | int | None = None,
        *,
        data: dict[str, Any] | None = None,
        reason: str = "",
    ) -> FloorEvent:
        """Let something happen, and write it down.

        :raises ActRefused: the request stands where this is not possible; nothing is written
        """
        pk = intervention.pk if isinstance(intervention, Intervention) else intervention
        event = FloorEvent(
            segment_id=self.segment.pk,
            number=self.speakers.version + 1,
            verb=verb,
            intervention_id=pk,
            data=data or {},
            reason=reason,
            at=self.at,
            by=self.by,
        )
        self.speakers.apply(event)
        event.save(force_insert=True)
        record(verb, event, by=self.by, at=self.at)
        end_void(event, at=self.at)
        return event


def locked(intervention: Intervention, version: int | None) -> Intervention:
    """Return a request as it stands, if it is still the `version` that was seen (None: whatever).

    The caller holds its list.

    :raises ChangedMeanwhile: it is not
    """
    found = (
        Intervention.objects.with_names().select_for_update(of=("self",)).get(pk=intervention.pk)
    )
    if version is not None and found.version != version:
        raise ChangedMeanwhile(found)
    return found


def tell(
    kind: str, intervention: Intervention, *, number: int, waits: timedelta = timedelta()
) -> None:
    """Promise one mail about a request, after the event with this number; see `enqueue`."""
    enqueue(
        kind,
        intervention,
        key=f"{kind}/{intervention.pk}/{number}",
        language=intervention.correspondence_language,
        waits=waits,
    )
