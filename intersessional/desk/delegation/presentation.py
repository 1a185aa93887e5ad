"""The delegation as its focal point sees it: the members, what is missing, its composition."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registration.delegations.models import Delegation, Note
from registration.meetings.models import Meeting
from registration.registrations import policies, queries
from registration.registrations.models import Confirming, Gender, Registration, Role

from . import papers


@dataclass(frozen=True)
class Member:
    """One line of the table."""

    registration: Registration
    missing: list[str]
    is_to_answer: bool
    can_amend: bool
    can_replace: bool
    # Head and deputy stand first, whatever the order says.
    can_go_up: bool
    can_go_down: bool


def members_of(
    delegation: Delegation, needs: Confirming, notes: Sequence[Note], *, at: datetime
) -> list[Member]:
    """Return the active members in their order; two queries, however many there are."""
    found = Registration.objects.active().filter(delegation=delegation)
    registrations = list(found.with_deadline().select_related("meeting").in_order())
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
            policies.can_endorse(one) and one.confirmed_at is None,
            policies.can_amend(one, at=at),
            policies.can_amend(one, at=at) and one.state != "requested",
            place > 0 and ranks[place - 1] == ranks[place],
            ranks[place + 1 : place + 2] == [ranks[place]],
        )
        for place, one in enumerate(registrations)
    ]


def problems(delegation: Delegation, members: list[Member], *, on: date) -> list[str]:
    """Return, in words, what is missing of the delegation as a whole."""
    roles = Counter(member.registration.role for member in members)
    found = []
    if not members:
        found.append(_("Nobody is registered yet."))
    elif roles[Role.HEAD] == 0:
        found.append(_("No head of delegation is named."))
    elif roles[Role.HEAD] > 1:
        found.append(_("More than one head of delegation is named."))
    found += _about_visas(delegation.meeting, members, on=on)
    return found


def _about_visas(meeting: Meeting, members: list[Member], *, on: date) -> list[str]:
    wanted = sum(member.registration.wants_visa_letter for member in members)
    if not wanted or meeting.visa_advised_on is None or on > meeting.visa_advised_on:
        return []
    text = ngettext(
        "%(n)d person needs a letter for a visa. Please complete this before %(day)s.",
        "%(n)d people need a letter for a visa. Please complete this before %(day)s.",
        wanted,
    )
    return [text % {"n": wanted, "day": date_format(meeting.visa_advised_on, "DATE_FORMAT")}]


def balance(members: list[Member]) -> str:
    """Return a neutral line about women and men in the delegation, for its own eyes only."""
    said = Counter(member.registration.gender for member in members)
    answered = said[Gender.WOMAN] + said[Gender.MAN] + said[Gender.ANOTHER]
    if not members:
        return ""
    counts = [
        ngettext("%d woman", "%d women", said[Gender.WOMAN]) % said[Gender.WOMAN],
        ngettext("%d man", "%d men", said[Gender.MAN]) % said[Gender.MAN],
    ]
    if said[Gender.ANOTHER]:
        counts.append(_("%d of another gender") % said[Gender.ANOTHER])
    unsaid = len(members) - answered
    text = ngettext("%(n)d person did not say.", "%(n)d people did not say.", unsaid) % {
        "n": unsaid
    }
    line = _("Of those who answered: %(counts)s.") % {"counts": ", ".join(counts)}
    return f"{line} {text}" if unsaid else line
