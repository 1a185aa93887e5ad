"""Inviting staff: an invitation leaves by mail, and its code opens once, for three days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox.operations import enqueue, take_back

from .. import addresses, invitation_codes, limits, policies
from ..invitation_codes import VALID_HOURS
from ..limits import Allowance
from ..models import StaffInvitation, User
from ..sign_ins import KEPT
from .common import ADMINISTRATORS, address_lock, give_roles

KIND = "staff_invitation"
TRIES_OF_NETWORK = Allowance("invitation/network", 30, 60)


class AlreadyInvited(Exception):
    """The address has an invitation that is open."""


class AlreadyStaff(Exception):
    """The address is one of a member of staff, whose roles are changed instead."""


class IsClosed(Exception):
    """The account of the address is closed; it is opened again instead."""


class NeedsConfirmation(Exception):
    """The address opens an account, which would become one of staff."""


@dataclass(frozen=True)
class InvitationDetails:
    """Whom an administrator invites, as what, and in which language the mail speaks."""

    email: str
    name: str
    roles: tuple[str, ...]
    language: str


def invite(
    details: InvitationDetails, *, is_confirmed: bool, by: User, at: datetime
) -> StaffInvitation:
    """Invite somebody to come in as staff, by a mail with a code.

    An account that the address has already changes only when the code is used, and only if whoever
    invites knew of it: `is_confirmed`.

    :raises AlreadyInvited: an invitation is open, whether its time is over or not
    :raises AlreadyStaff: the account is one of staff
    :raises IsClosed: the account is closed
    :raises NeedsConfirmation: the account is a delegate’s, and that was not confirmed
    """
    email = addresses.plain(details.email)
    with transaction.atomic(durable=True):
        lock(address_lock(email))
        user = User.objects.filter(email=email).first()
        _check_account(user, is_confirmed=is_confirmed)
        if StaffInvitation.objects.filter(_open(email)).exists():
            raise AlreadyInvited
        return issue(details, user=user, verb="invite", by=by, at=at)


def invite_again(
    invitation: StaffInvitation, *, is_confirmed: bool, by: User, at: datetime
) -> bool:
    """Send an open invitation anew, for another three days; the code of the mail before is void.

    Return whether anything was sent: nothing is where it was accepted or withdrawn meanwhile.

    :raises NeedsConfirmation: meanwhile the address has an account, and that was not confirmed
    """
    with transaction.atomic(durable=True):
        lock(address_lock(invitation.email))
        row = StaffInvitation.objects.select_for_update().get(pk=invitation.pk)
        if row.accepted_at or row.withdrawn_at:
            return False
        if row.user_id is None:
            row.user = User.objects.filter(email=row.email).first()
            _check_account(row.user, is_confirmed=is_confirmed)
        # It rests on whoever sent it last.
        row.invited_by = by
        row.sendings += 1
        row.digest = ""
        row.expires_at = _until()
        row.save(update_fields=["user", "invited_by", "sendings", "digest", "expires_at"])
        record("invite_again", row, by=by, at=at)
        _promise(row)
    return True


def withdraw(invitation: StaffInvitation, *, by: User, at: datetime) -> bool:
    """Make an invitation void; return whether it was open."""
    with transaction.atomic(durable=True):
        lock(address_lock(invitation.email))
        return void(invitation.email, by=by, at=at, pk=invitation.pk)


def find_invitation(typed: str, *, network: str) -> StaffInvitation | None:
    """Return the invitation that a typed code opens now, or None; each try counts.

    :raises limits.TooManyTries: too many codes typed from this network
    """
    limits.count(TRIES_OF_NETWORK, network)
    found = _usable(typed)
    if found is not None:
        limits.uncount(TRIES_OF_NETWORK, network)
    return found


def accept(typed: str, password: str, *, at: datetime) -> User | None:
    """Use a code up: its account gets this password and the roles. Return the account, or None.

    All that the account had open ends. Nothing happens where the code is void, or the account closed.

    :raises NeedsConfirmation: since the mail left, the address has come in as a delegate’s
    """
    with transaction.atomic(durable=True):
        lock(ADMINISTRATORS)
        invitation = _usable(typed)
        if invitation is None:
            return None
        lock(address_lock(invitation.email))
        invitation = StaffInvitation.objects.select_for_update().get(pk=invitation.pk)
        user = _account_of(invitation)
        if invitation.accepted_at or invitation.withdrawn_at or not user.is_active:
            return None
        invitation.accepted_at, invitation.digest, invitation.user = timezone.now(), "", user
        invitation.save(update_fields=["accepted_at", "digest", "user"])
        user.name = user.name or invitation.name
        user.set_password(password)
        user.save(update_fields=["name", "password"])
        if invitation.roles:
            give_roles(user, invitation.roles)
        user.sessions.all().delete()
        record("accept_invitation", user, by=user, at=at, after={"roles": invitation.roles})
    return user


def forget_invitations() -> None:
    """Delete the invitations whose time was over thirteen months ago."""
    StaffInvitation.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()


def issue(
    details: InvitationDetails, *, user: User | None, verb: str, by: User, at: datetime
) -> StaffInvitation:
    """Write an invitation and promise its mail, in the caller’s transaction and under its lock."""
    row = StaffInvitation.objects.create(
        email=addresses.plain(details.email),
        name=details.name,
        roles=sorted(details.roles),
        language=details.language,
        user=user,
        invited_by=by,
        expires_at=_until(),
    )
    record(
        verb, row, by=by, at=at, after={"roles": row.roles, "account": user.pk if user else None}
    )
    _promise(row)
    return row


def void(email: str, *, by: User, at: datetime, pk: int | None = None) -> bool:
    """Withdraw the open invitation of an address, in the caller’s transaction and under its lock."""
    found = StaffInvitation.objects.filter(_open(email))
    for row in [one for one in found if pk in (None, one.pk)]:
        _void(row, by=by, at=at)
        return True
    return False


def void_made_by(user: User, *, by: User, at: datetime) -> None:
    """Withdraw the open invitations that somebody sent who is no administrator from now on.

    In the caller’s transaction, and under the lock of administrators, which `accept` waits for. One
    that they are sending at this very moment opens nothing either: `_usable` asks who made it.
    """
    found = StaffInvitation.objects.filter(invited_by=user, accepted_at=None, withdrawn_at=None)
    for row in found.select_for_update().order_by("pk"):
        _void(row, by=by, at=at)


def _void(row: StaffInvitation, *, by: User, at: datetime) -> None:
    row.withdrawn_at, row.digest = timezone.now(), ""
    row.save(update_fields=["withdrawn_at", "digest"])
    record("withdraw_invitation", row, by=by, at=at)
    take_back(KIND, row, note="The invitation was withdrawn.")


def _check_account(user: User | None, *, is_confirmed: bool) -> None:
    if user is None:
        return
    if policies.staff().filter(pk=user.pk).exists():
        raise AlreadyStaff if user.is_active else IsClosed
    if not user.is_active:
        raise IsClosed
    if not is_confirmed:
        raise NeedsConfirmation


def _account_of(invitation: StaffInvitation) -> User:
    user = invitation.user or User.objects.filter(email=invitation.email).first()
    if user is None:
        return User.objects.create_user(invitation.email)
    if invitation.user_id is None:
        raise NeedsConfirmation(
            _(
                "Since this invitation was sent, somebody has signed in with your address as a"
                " delegate. Please ask whoever invited you to send the invitation again."
            )
        )
    return user


def _usable(typed: str) -> StaffInvitation | None:
    now = timezone.now()
    # Asked also for what cannot be a code, so that nothing takes another path.
    found = StaffInvitation.objects.filter(
        digest__in=invitation_codes.possible_digests(typed) or ["-"],
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=now,
    )
    # What an administrator opened does not outlive the administrator.
    return found.filter(invited_by__is_superuser=True, invited_by__is_active=True).first()


def _promise(row: StaffInvitation) -> None:
    enqueue(
        KIND,
        row,
        key=f"{KIND}/{row.pk}/{row.sendings}",
        language=row.language,
        expires_at=row.expires_at,
    )


def _open(email: str) -> Q:
    return Q(email=email, accepted_at=None, withdrawn_at=None)


def _until() -> datetime:
    return timezone.now() + timedelta(hours=VALID_HOURS)
