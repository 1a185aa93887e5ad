"""A bilateral as the delegation sees it: what it may do, and until when."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from . import inviting
from .models import Bilateral
from .transitions import ACTIVE, OPEN, State


@dataclass(frozen=True)
class Shown:
    """One bilateral for the pages of its delegation, or of a participant, who may only read."""

    bilateral: Bilateral
    at: datetime
    may_answer: bool = False

    @property
    def is_open(self) -> bool:
        """Whether an answer is waited for."""
        return self.bilateral.state == State.OFFERED and not self.is_too_late

    @property
    def is_too_late(self) -> bool:
        """Whether the time to answer has passed without an answer."""
        one = self.bilateral
        return one.state == State.EXPIRED or inviting.has_ended(one, self.at)

    @property
    def ends_at(self) -> datetime:
        """Until when it can be answered."""
        return inviting.ends_at(self.bilateral)

    @property
    def can_answer(self) -> bool:
        """Whether the delegation may accept, or ask for another time."""
        return self.may_answer and inviting.can_answer(self.bilateral, self.at)

    @property
    def can_decline(self) -> bool:
        """Whether the delegation may say no."""
        return self.may_answer and inviting.can_decline(self.bilateral, self.at)

    @property
    def can_change_participants(self) -> bool:
        """Whether the delegation may name others."""
        return self.may_answer and inviting.can_change_participants(self.bilateral, self.at)

    @property
    def has_declined(self) -> bool:
        """Whether the reader acts for a delegation that has said no."""
        return self.may_answer and self.bilateral.state == State.DECLINED

    @property
    def is_off(self) -> bool:
        """Whether it does not take place."""
        return self.bilateral.state not in ACTIVE

    @property
    def tone(self) -> str:
        """The colour of its state."""
        if self.bilateral.state in OPEN:
            return "wait"
        return "stop" if self.is_off else "ok"

    @property
    def participants(self) -> list[Registration]:
        """Who comes; read with it (`participants__registration`)."""
        return [one.registration for one in self.bilateral.participants.all()]


def agenda_of(user: User | AnonymousUser, meeting: Meeting, *, at: datetime) -> list[Shown]:
    """Return what somebody was told of, in the order of time; seven queries for any number."""
    found = Bilateral.objects.shown_to(user).for_meeting(meeting).with_names()
    managed = set(Delegation.objects.managed_by(user).values_list("pk", flat=True))
    return [
        Shown(one, at, one.delegation_id in managed)
        for one in found.prefetch_related("participants__registration").order_by("begins_at", "pk")
    ]


def has_bilaterals(delegation: Delegation) -> bool:
    """Say whether a delegation was invited to any; one query."""
    return Bilateral.objects.filter(delegation=delegation, offered_at__isnull=False).exists()
