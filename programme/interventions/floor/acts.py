"""What a chair's screen sends: an act by its name, to the version that was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.registrations.forms.fields import OneLineField
from registration.registrations.models import Registration, SpokenLanguage

from .. import operations, queries
from ..models import Intervention, Kind
from ..models.interventions import NAME_LENGTH
from ..policies import Refused
from ..queries import ListedSegment

# Acts that may be sent for “add”, and what the request then is.
FROM_THE_FLOOR = (Kind.POINT_OF_ORDER, Kind.REPLY, Kind.GENERAL)
LONGEST_LIMIT = 3600
HIGHEST_KEY = 2**63 - 1


class NotOnTheList(Refused):
    """There is no such request, or no such delegation."""


@dataclass(frozen=True)
class Sent:
    """An act: its name, what stands after the colon, the version seen, a delegation if chosen."""

    name: str
    about: str
    version: int
    delegation: str
    speaker: str
    language: str
    segment: ListedSegment
    by: User
    at: datetime

    def number(self, most: int) -> int:
        """Return what stands after the colon as a number up to `most`."""
        # The length first: Python refuses to read a number of thousands of digits.
        is_number = self.about.isascii() and self.about.isdigit()
        if not (is_number and len(self.about) <= len(str(most)) and int(self.about) <= most):
            raise BadRequest("act")
        return int(self.about)

    def request(self) -> Intervention:
        """Return the request that is meant.

        :raises NotOnTheList:
        """
        rows = Intervention.objects.filter(segment=self.segment.pk, pk=self.number(HIGHEST_KEY))
        found: Intervention | None = rows.first()
        if found is None:
            raise NotOnTheList(_("There is no such request under this part of the programme."))
        return found


def do(sent: Sent) -> None:
    """Do what was sent.

    :raises BadRequest: no screen of ours sends this
    :raises ChangedMeanwhile, ActRefused, Refused: nothing was written
    """
    if sent.name in operations.ACTS and not sent.about:
        operations.act(sent.name, sent.segment, version=sent.version, by=sent.by, at=sent.at)
        return
    if sent.name not in _OTHERS:
        raise BadRequest("act")
    _OTHERS[sent.name](sent)


def registered(segment: ListedSegment) -> list[Delegation]:
    """Return the delegations that may be in the room: somebody is registered, or has asked to speak."""
    present = Registration.objects.active().values("delegation")
    asked = Intervention.objects.for_meeting(segment.meeting).values("delegation")
    delegations = Delegation.objects.for_meeting(segment.meeting).filter(
        Q(pk__in=present) | Q(pk__in=asked)
    )
    return list(delegations.with_names())


def _call(sent: Sent) -> None:
    pk = sent.number(HIGHEST_KEY) if sent.about else None
    operations.call_next(sent.segment, version=sent.version, by=sent.by, at=sent.at, pk=pk)


def _next(sent: Sent) -> None:
    operations.deliver_and_call(sent.segment, version=sent.version, by=sent.by, at=sent.at)


def _recall(sent: Sent) -> None:
    operations.recall(
        sent.request(), segment=sent.segment, version=sent.version, by=sent.by, at=sent.at
    )


def _take_back(sent: Sent) -> None:
    operations.take_back(
        sent.request(), segment=sent.segment, version=sent.version, by=sent.by, at=sent.at
    )


def _open(sent: Sent) -> None:
    operations.open_list(sent.segment, version=sent.version, by=sent.by, at=sent.at)


def _close(sent: Sent) -> None:
    if queries.speakers_of(sent.segment).waits_for_lots:
        raise NotOnTheList(
            _("Closing this list draws its lots. The secretariat does that on its own page.")
        )
    operations.close_list(sent.segment, version=sent.version, by=sent.by, at=sent.at)


def _limit(sent: Sent) -> None:
    seconds = sent.number(LONGEST_LIMIT) or None
    operations.limit_time(
        sent.segment, seconds=seconds, version=sent.version, by=sent.by, at=sent.at
    )


def _add(sent: Sent) -> None:
    if sent.about not in FROM_THE_FLOOR:
        raise BadRequest("act")
    chosen = {str(one.pk): one for one in registered(sent.segment)}
    if sent.delegation not in chosen:
        raise NotOnTheList(_("Choose the delegation first: nothing was done."))
    operations.add_from_the_floor(
        chosen[sent.delegation],
        sent.about,
        segment=sent.segment,
        version=sent.version,
        language=_language(sent.language),
        name=_name(sent.speaker),
        by=sent.by,
        at=sent.at,
    )


def _language(sent: str) -> str:
    if not sent:
        return "en"
    if sent not in SpokenLanguage.values:
        raise BadRequest("language")
    return sent


def _name(sent: str) -> str:
    """Return a name as it was typed, on one line."""
    try:
        return str(OneLineField(max_length=NAME_LENGTH, required=False).clean(sent))
    except ValidationError as problem:
        raise NotOnTheList(" ".join(problem.messages)) from problem


_OTHERS: dict[str, Callable[[Sent], None]] = {
    "call": _call,
    "next": _next,
    "recall": _recall,
    "take_back": _take_back,
    "open": _open,
    "close": _close,
    "limit": _limit,
    "add": _add,
}
