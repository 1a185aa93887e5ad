"""The delegation as its focal points and the staff see it: members, what is missing, composition."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersessional.accounts.models import User
from registration.delegations.models import Delegation, Note
from registration.meetings.models import Meeting
from registration.registrations import policies, queries
from registration.registrations.models import Confirming, Registration, Role
from registration.registrations.presentation import visa_advice

from . import papers


@dataclass(frozen=True)
class Member:
    """One line of the table."""

    registration: Registration
    missing: list[str]
    is_to_answer: bool
    can_amend: bool
    can_replace: bool
    # Head and deputy stand first, whatever the order says: one passes only others of the same rank.
    rank: str
    can_go_up: bool
    can_go_down: bool

    @property
    def may_ask_for_the_floor(self) -> bool:
        """Whether a focal point has given the right; no query."""
        return hasattr(self.registration, "floor_right")


def members_of(
    delegation: Delegation, needs: Confirming, notes: Sequence[Note], *, by: User, at: datetime
) -> list[Member]:
    """Return the active members in their order, with what somebody may do; two queries."""
    found = Registration.objects.active().filter(delegation=delegation)
    registrations = list(
        found.with_deadline().with_travel().select_related("meeting", "floor_right").in_order()
    )
    in_pairs = queries.in_open_pairs([one.pk for one in registrations])
    unnamed = papers.missing(delegation, notes, registrations)
    ranks = [one.role if one.role in {Role.HEAD, Role.DEPUTY} else "" for one in registrations]
    return [
        Member(
            one,
            [
                *policies.obstacles(one, needs, has_open_pair=one.pk in in_pairs),
                *([unnamed[one.pk]] if one.pk in unnamed else []),
            ],
            # The staff do not answer for the delegation.
            policies.can_endorse(one) and one.confirmed_at is None and not by.is_staff,
            policies.can_amend(one, by=by, at=at),
            policies.can_replace(one, by=by, at=at),
            ranks[place],
            place > 0 and ranks[place - 1] == ranks[place],
            ranks[place + 1 : place + 2] == [ranks[place]],
        )
        for place, one in enumerate(registrations)
    ]


def problems(delegation: Delegation, members: list[Member], *, at: datetime) -> list[str]:
    """Return, in words, what is missing of the delegation as a whole."""
    roles = Counter(member.registration.role for member in members)
    found = []
    if not members:
        found.append(_("Nobody is registered yet."))
    elif roles[Role.HEAD] == 0:
        found.append(_("No head of delegation is named."))
    elif roles[Role.HEAD] > 1:
        found.append(_("More than one head of delegation is named."))
    found += _about_visas(delegation.meeting, members, at=at)
    return found


def _about_visas(meeting: Meeting, members: list[Member], *, at: datetime) -> list[str]:
    wanted = [member.registration for member in members if member.registration.wants_visa_letter]
    missing = sum(not one.has_document for one in wanted)  # type: ignore[attr-defined]
    if not missing:
        return []
    text = ngettext(
        "%(n)d person needs a letter for a visa, and the particulars of the passport are missing.",
        "%(n)d people need a letter for a visa, and the particulars of their passports are missing.",
        missing,
    )
    return [f"{text % {'n': missing}} {visa_advice(meeting, at=at)}"]
