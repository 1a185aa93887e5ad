"""The floor itself: calling, the speaking clock, and who comes between.

Each act states the `version` of the list that was seen, so that two operators who press at once do not
do it twice: the second one is shown what the first one did.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional import codes
from intersessional.accounts.models import User
from registration.delegations.models import Delegation

from ..details import InterventionDetails
from ..lists import SpeakersList
from ..models import Intervention, Kind
from ..policies import Refused
from ..queries import ListedSegment
from ..transitions import State
from .asking import begin
from .holding import ChangedMeanwhile, Holding

# Acts on whoever has the floor, and what a screen may send.
ACTS = frozenset({"uncall", "start", "pause", "resume", "deliver", "skip", "extend"})
MINUTE_SECONDS = 60


class NobodyThere(Refused):
    """Nobody is left on the list, or has the floor."""


def call_next(
    segment: ListedSegment, *, version: int, by: User, at: datetime, pk: int | None = None
) -> SpeakersList:
    """Call the next on the list, or the one with this key; return the list as it is now.

    :raises ChangedMeanwhile: the list is not the one that was seen
    :raises ActRefused: somebody has the floor
    :raises NobodyThere: nobody is left
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        holding.check_seen(version)
        _call(holding, pk)
        return holding.speakers


def act(verb: str, segment: ListedSegment, *, version: int, by: User, at: datetime) -> SpeakersList:
    """Do one of `ACTS` to whoever has the floor; return the list as it is now.

    `extend` gives a minute; `uncall` gives a called one its place on the list back.

    :raises ChangedMeanwhile: the list is not the one that was seen
    :raises ActRefused: it is not possible now
    :raises NobodyThere: nobody has the floor
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        holding.check_seen(version)
        _act(holding, verb)
        return holding.speakers


def deliver_and_call(
    segment: ListedSegment, *, version: int, by: User, at: datetime
) -> SpeakersList:
    """Thank whoever speaks, and call the next if there is one; return the list as it is now.

    :raises ChangedMeanwhile, ActRefused, NobodyThere: as for `act`
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        holding.check_seen(version)
        _act(holding, "deliver")
        if holding.speakers.order and not holding.speakers.speaker:
            _call(holding, None)
        return holding.speakers


def recall(
    intervention: Intervention,
    *,
    segment: ListedSegment,
    version: int,
    reason: str = "",
    by: User,
    at: datetime,
) -> SpeakersList:
    """Put one who was not there on top of the list again.

    :raises ChangedMeanwhile: the list is not the one that was seen
    :raises ActRefused: the request was not skipped
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        holding.check_seen(version)
        holding.write("recall", intervention, reason=reason)
        return holding.speakers


def take_back(
    intervention: Intervention, *, segment: ListedSegment, version: int, by: User, at: datetime
) -> SpeakersList:
    """Give the floor back to whoever has spoken last, with the clock as it was: it was ended by mistake.

    :raises ChangedMeanwhile: the list is not the one that was seen
    :raises ActRefused: somebody has the floor, or another one spoke last
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        holding.check_seen(version)
        holding.write("take_back", intervention)
        return holding.speakers


def add_from_the_floor(
    delegation: Delegation,
    kind: str,
    *,
    segment: ListedSegment,
    version: int,
    language: str = "en",
    name: str = "",
    by: User,
    at: datetime,
) -> Intervention:
    """Put a delegation on the list that has asked in the room; no mail, it sits there.

    A right of reply speaks when all others have. A point of order is called at once: whoever speaks is
    interrupted, and goes on when it has been dealt with. `name` is the speaker's, where it is known.

    :raises ChangedMeanwhile: the list is not the one that was seen
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        holding.check_seen(version)
        details = InterventionDetails(kind=kind, language=language)
        intervention = begin(
            holding,
            details,
            delegation,
            token=codes.address_token(),
            language="en",
            name_in_the_room=name,
        )
        if kind == Kind.POINT_OF_ORDER:
            if holding.speakers.speaker and holding.speakers.speaker.state == State.SPEAKING:
                _act(holding, "pause")
            holding.write("interrupt", intervention)
        return intervention


def _call(holding: Holding, pk: int | None) -> None:
    pk = pk or next(iter(holding.speakers.order), None)
    if pk is None:
        raise NobodyThere(_("Nobody is left on the list."))
    if pk not in holding.speakers.entries:
        raise ChangedMeanwhile
    holding.write("call", pk)


def _act(holding: Holding, verb: str) -> None:
    if holding.speakers.current is None:
        raise NobodyThere(_("Nobody has the floor."))
    data = {"seconds": MINUTE_SECONDS} if verb == "extend" else {}
    holding.write(verb, holding.speakers.current, data=data)
