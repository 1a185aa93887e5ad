"""Whose word a registration needs, and what still stands before it is confirmed."""

from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.delegations.models import Category
from registration.meetings.models import Meeting

from .. import transitions
from ..models import ConfirmationRule, Confirming, Registration


def default_needs(category: str) -> Confirming:
    """Return what a category needs before “confirmed” where the staff set nothing.

    “Other” are those that nobody has listed: whoever names one asks to attend first.
    """
    defaults = {Category.STATE_PARTY: Confirming.MISSION, Category.OTHER: Confirming.REQUEST}
    return defaults.get(Category(category), Confirming.STAFF)


def needs_for(meeting: Meeting, category: str) -> Confirming:
    """Return whose word the registrations of a category need before they are confirmed."""
    rule = ConfirmationRule.objects.filter(meeting=meeting, category=category).first()
    return Confirming(rule.needs) if rule else default_needs(category)


def asks_to_attend(needs: str, *, is_unlisted: bool, by: User | None) -> bool:
    """Say whether a newcomer is a request to attend: so does the rule of the category.

    Whom a focal point or the staff bring from the list, those have let the delegation in before.
    """
    return needs == Confirming.REQUEST and (by is None or is_unlisted)


def confirms_at_once(
    needs: str, *, is_endorsed: bool, state: str, has_open_pair: bool = False
) -> bool:
    """Say whether the mission's word alone confirms a registration: with the rule, and no doubt."""
    return (
        needs == Confirming.MISSION
        and is_endorsed
        and state == transitions.State.RECEIVED
        and not has_open_pair
    )


def obstacles(registration: Registration, needs: str, *, has_open_pair: bool) -> list[str]:
    """Return, in words, what still stands before a registration is confirmed; nothing if it is."""
    if registration.state == transitions.State.CONFIRMED:
        return []
    found = []
    if registration.state == transitions.State.REQUESTED:
        found.append(_("The secretariat has to accept the request first."))
    if registration.state == transitions.State.WAITING:
        found.append(_("It is on the waiting list."))
    if Confirming(needs).asks_delegation and not is_endorsed(registration):
        found.append(_("The delegation has not confirmed it yet."))
    if has_open_pair:
        found.append(_("The secretariat checks whether this person is registered twice."))
    if Confirming(needs).asks_staff:
        found.append(_("The secretariat has to confirm it."))
    return found


def doubts(registration: Registration, needs: str, *, has_open_pair: bool) -> list[str]:
    """Return, in words, what speaks against confirming by the staff's decision; they can overrule it."""
    found = []
    if has_open_pair:
        found.append(
            _("It is one of a pair of likely duplicates, on which nobody has decided yet.")
        )
    if needs == Confirming.BOTH and not is_endorsed(registration):
        found.append(_("Its category needs the delegation’s word first, which has not been given."))
    return found


def is_endorsed(registration: Registration) -> bool:
    """Say whether the delegation itself has said that this person belongs to it."""
    return registration.endorsed_at is not None


def can_confirm(registration: Registration) -> bool:
    """Say whether the registration stands where it can be confirmed."""
    return registration.state in transitions.TRANSITIONS["confirm"][0]


def can_decline(registration: Registration) -> bool:
    """Say whether the registration stands where it can be declined."""
    return registration.state in transitions.TRANSITIONS["decline"][0]


def can_endorse(registration: Registration) -> bool:
    """Say whether the delegation's word is still wanted."""
    return registration.state in transitions.ACTIVE and not is_endorsed(registration)


def can_reopen(registration: Registration) -> bool:
    """Say whether the staff can take up again what was declined."""
    return registration.state == transitions.State.DECLINED


def can_accept(registration: Registration) -> bool:
    """Say whether this is a request that the staff can accept."""
    return registration.state == transitions.State.REQUESTED


def is_to_be_confirmed_again(registration: Registration) -> bool:
    """Say whether the registration was confirmed, and then something changed that was printed."""
    return registration.state == transitions.State.RECEIVED and bool(registration.confirmed_at)
