"""Writing down what is told of a bilateral, and promising the mails, inside the act's transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from intersessional.outbox.operations import enqueue_many
from registration.registrations.models import Registration

from .. import addressees
from ..addressees import Reader
from ..models import Audience, Bilateral, Notice, Told


@dataclass(frozen=True)
class Before:
    """Where a bilateral was when it was told of last."""

    begins_at: datetime
    room: int | None = None


@dataclass(frozen=True)
class Telling:
    """What is told of one bilateral, as it stands after the act, to several; and who left it."""

    bilateral: Bilateral
    readers: list[Reader]
    note: str = ""
    before: Before | None = None
    left: Registration | None = None


def tell(told: Told, tellings: Iterable[Telling], *, at: datetime) -> None:
    """Promise one mail to each reader of each bilateral; two statements for any number of them."""
    notices, languages = [], []
    for one in tellings:
        for reader in one.readers:
            notices.append(_notice(told, one, reader, at))
            languages.append(reader.language)
    kept = Notice.objects.bulk_create(notices)
    promised = [
        (notice, f"bilateral_{told}/{notice.pk}", language)
        for notice, language in zip(kept, languages, strict=True)
    ]
    if promised:
        enqueue_many(f"bilateral_{told}", promised)


def tell_delegation(
    told: Told,
    bilateral: Bilateral,
    *,
    at: datetime,
    note: str = "",
    before: Before | None = None,
    also: Iterable[Reader] = (),
    left: Registration | None = None,
) -> list[Reader]:
    """Tell those who act for its delegation, and further readers, an address once; return them."""
    acting = addressees.of_delegations([bilateral.delegation])[bilateral.delegation_id]
    readers = addressees.without_doubles([*acting, *also])
    tell(told, [Telling(bilateral, readers, note, before, left)], at=at)
    return readers


def tell_released(
    bilateral: Bilateral, readers: Iterable[Reader], told: Iterable[Reader], *, at: datetime
) -> None:
    """Tell whoever is no longer expected, but at no address at which the bilateral still stands."""
    released = addressees.other_than(told, readers)
    tell(Told.RELEASED, [Telling(bilateral, released)], at=at)


def tell_officers(told: Told, bilateral: Bilateral, *, at: datetime, note: str = "") -> None:
    """Tell the officers of its hosts what the delegation answered, or that it did not."""
    readers = addressees.of_officers([bilateral])[bilateral.pk]
    tell(told, [Telling(bilateral, readers, note)], at=at)


def participants_of(bilateral: Bilateral) -> list[Reader]:
    """Return the participants as readers; one query."""
    rows = bilateral.participants.select_related("registration").order_by("pk")
    return addressees.of_participants(one.registration for one in rows)


def _notice(told: Told, one: Telling, reader: Reader, at: datetime) -> Notice:
    before = one.before
    return Notice(
        bilateral=one.bilateral,
        told=told,
        state=one.bilateral.state,
        sequence=one.bilateral.sequence,
        begins_at=one.bilateral.begins_at,
        room_id=one.bilateral.room_id,
        previous_begins_at=before.begins_at if before else None,
        previous_room_id=before.room if before else None,
        note="" if reader.audience == Audience.PARTICIPANT else one.note,
        left=None if reader.audience == Audience.PARTICIPANT else one.left,
        told_at=at,
        **reader.keys(),
    )
