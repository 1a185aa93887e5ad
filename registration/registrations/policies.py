"""When a registration may be received, confirmed, declined, amended or withdrawn."""

from datetime import datetime

from django.utils.translation import gettext as _

from intersessional.accounts.addresses import spellings
from intersessional.accounts.models import User
from registration.delegations.models import Category, Delegation
from registration.meetings.models import Meeting
from registration.meetings.policies import has_opened

from . import transitions
from .details import NEEDS, OWN_ANSWERS
from .models import (
    CategoryDeadline,
    ConfirmationRule,
    Confirming,
    Extension,
    Participation,
    Registration,
)

# Only these take places of a quota.
COUNTED = frozenset({Participation.DELEGATE, Participation.OBSERVER})


class NotOpenYet(Exception):
    """Registration has not opened; the text can be shown."""


class ReasonNeeded(Exception):
    """Registration has closed, and a late request needs its reason; the text can be shown.

    `closed_at` is the closing that was meant.
    """

    def __init__(self, text: str, closed_at: datetime) -> None:
        super().__init__(text)
        self.closed_at = closed_at


class ChangesClosed(Exception):
    """Registration has closed, and what is registered is changed by the staff; text to be shown."""


class LetterNotWanted(Exception):
    """No letter for a visa was asked for; the text can be shown."""


class LetterNotReady(Exception):
    """Something is still missing before a letter for a visa can be issued; the text can be shown."""


def check_can_receive(
    meeting: Meeting, *, closes_at: datetime | None = None, late_reason: str, at: datetime
) -> None:
    """Refuse a submission before the opening, or after the closing without a reason.

    `closes_at` is the closing for this delegation and address, where it is not the meeting's.

    :raises NotOpenYet, ReasonNeeded:
    """
    if not has_opened(meeting, at=at):
        raise NotOpenYet(_("Registration has not opened yet."))
    if is_late(meeting, closes_at=closes_at, at=at) and not late_reason:
        raise ReasonNeeded(
            _(
                "Registration has closed. Tell us why you are late, and we will consider your request."
            ),
            closes_at or meeting.registration_closes_at,
        )


def is_late(meeting: Meeting, *, closes_at: datetime | None = None, at: datetime) -> bool:
    """Say whether an instant is past the closing: half-open, so the closing time itself is late."""
    return at >= (closes_at or meeting.registration_closes_at)


def closes_at(registration: Registration) -> datetime:
    """Return when this registration closes to changes: its category's time, or an extension's.

    `RegistrationQuerySet.with_deadline` brings it along; else it is asked for.
    """
    if not hasattr(registration, "closes_at"):
        found = Registration.objects.with_deadline().get(pk=registration.pk)
        registration.closes_at = found.closes_at  # type: ignore[attr-defined]
    instant: datetime = registration.closes_at  # type: ignore[attr-defined]
    return instant


def closes_at_for(delegation: Delegation) -> datetime:
    """Return when registration closes for a delegation; two queries."""
    meeting = delegation.meeting
    deadlines = CategoryDeadline.objects.filter(meeting=meeting, category=delegation.category)
    ordinary = deadlines.values_list("closes_at", flat=True).first()
    extensions = Extension.objects.filter(delegation=delegation).order_by("-closes_at")
    extended = extensions.values_list("closes_at", flat=True).first()
    return max([ordinary or meeting.registration_closes_at, *([extended] if extended else [])])


def is_late_for(delegation: Delegation, *, at: datetime) -> bool:
    """Say whether registration has closed for a delegation; two queries."""
    return is_late(delegation.meeting, closes_at=closes_at_for(delegation), at=at)


def sees_needs(registration: Registration, user: User) -> bool:
    """Say whether somebody may read the needs: the person, and staff with that permission."""
    if user.is_staff:
        return user.has_perm("registrations.view_needs")
    return is_own(registration, user)


def hidden_from(registration: Registration, user: User) -> frozenset[str]:
    """Return the particulars that somebody who may change a registration neither reads nor changes.

    From a focal point the needs and the gender; from staff without the permission the needs.
    """
    if user.is_staff or is_own(registration, user):
        return frozenset() if sees_needs(registration, user) else NEEDS
    return OWN_ANSWERS


def is_own(registration: Registration, user: User) -> bool:
    """Say whether a registration is of the very person who proved its address."""
    return user.email.lower() in spellings(registration.email)


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


def check_can_amend(registration: Registration, *, by: User | None = None, at: datetime) -> None:
    """Refuse to amend from the closing on, but for the staff, and what has ended.

    :raises ChangesClosed, transitions.TransitionRefused:
    """
    if registration.state in transitions.ENDED:
        raise transitions.refusal(registration.state)
    _check_open(registration, by=by, at=at)


def check_can_withdraw(registration: Registration, *, by: User | None = None, at: datetime) -> None:
    """Refuse to withdraw from the closing on, but for the staff, and what has ended.

    :raises ChangesClosed, transitions.TransitionRefused:
    """
    transitions.target("withdraw", registration.state)
    _check_open(registration, by=by, at=at)


def check_can_replace(registration: Registration, *, by: User | None = None, at: datetime) -> None:
    """Refuse to replace the person from the closing on, but for the staff, and what has ended.

    :raises ChangesClosed, transitions.TransitionRefused:
    """
    transitions.target("replace", registration.state)
    _check_open(registration, by=by, at=at)


def check_can_enter_document(registration: Registration, *, at: datetime) -> None:
    """Refuse passport data of whoever wants no letter, has ended, or after the meeting.

    :raises LetterNotWanted, ChangesClosed, transitions.TransitionRefused:
    """
    if registration.state in transitions.ENDED:
        raise transitions.refusal(registration.state)
    if not registration.wants_visa_letter:
        raise LetterNotWanted(
            _("No letter for a visa was asked for. Tick “I need a letter for a visa” first.")
        )
    if at >= registration.meeting.ends_at:
        raise ChangesClosed(_("The meetings are over; no letter for a visa is issued any more."))


def check_can_order_letter(registration: Registration, *, has_document: bool, at: datetime) -> None:
    """Refuse a letter for a visa of whoever is not confirmed, or has not given the particulars.

    :raises LetterNotWanted, ChangesClosed, LetterNotReady, transitions.TransitionRefused:
    """
    check_can_enter_document(registration, at=at)
    if registration.state != transitions.State.CONFIRMED:
        raise LetterNotReady(_("The registration has to be confirmed first."))
    if not has_document:
        raise LetterNotReady(_("The particulars of the passport are still missing."))


def can_order_letter(registration: Registration, *, has_document: bool, at: datetime) -> bool:
    """Say whether the staff can issue a letter for a visa now."""
    try:
        check_can_order_letter(registration, has_document=has_document, at=at)
    except (LetterNotWanted, LetterNotReady, ChangesClosed, transitions.TransitionRefused):
        return False
    return True


def can_amend(registration: Registration, *, by: User | None = None, at: datetime) -> bool:
    """Say whether the person, or who is given, may still correct the registration."""
    return registration.state in transitions.ACTIVE and _is_open(registration, by=by, at=at)


def can_replace(registration: Registration, *, by: User | None = None, at: datetime) -> bool:
    """Say whether somebody else may still take the person's place."""
    sources, _state = transitions.TRANSITIONS["replace"]
    return registration.state in sources and _is_open(registration, by=by, at=at)


def can_withdraw(registration: Registration, *, at: datetime) -> bool:
    """Say whether the person may still withdraw the registration."""
    sources, _state = transitions.TRANSITIONS["withdraw"]
    return registration.state in sources and at < closes_at(registration)


def is_to_be_confirmed_again(registration: Registration) -> bool:
    """Say whether the registration was confirmed, and then something changed that was printed."""
    return registration.state == transitions.State.RECEIVED and bool(registration.confirmed_at)


def _check_open(registration: Registration, *, by: User | None, at: datetime) -> None:
    if not _is_open(registration, by=by, at=at):
        raise ChangesClosed(
            _("Registration has closed, and a registration can no longer be changed on this page.")
        )


def _is_open(registration: Registration, *, by: User | None, at: datetime) -> bool:
    return (by is not None and by.is_staff) or at < closes_at(registration)
