"""Roles, closing and opening, lost factors: what administrators do with the accounts of staff.

Nobody does any of it with their own account: somebody else must know. Closing, opening and ending
sessions are for the accounts of delegates and focal points, too.
"""

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.audit.models import AuditEntry
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox.operations import enqueue, enqueue_many

from .. import changes, policies, roles
from ..models import User
from .common import ADMINISTRATORS, address_lock, give_roles, held_roles
from .invitations import InvitationDetails, issue, void, void_made_by


class Forbidden(Exception):
    """Not with one’s own account, and not with the last administrator; its text says which."""


class NoRole(Exception):
    """A member of staff has a role; whoever shall have none has a closed account."""


def change_roles(user: User, wanted: Iterable[str], *, reason: str, by: User, at: datetime) -> bool:
    """Make these the roles of a member of staff; return whether they were others.

    :raises NoRole: there is none, or a duty without the role that it belongs to
    :raises Forbidden: one’s own, or the last administrator’s
    """
    chosen = set(wanted) & set(policies.STAFF_ROLES)
    if not policies.are_enough(chosen):
        raise NoRole(_("Choose at least one role, or close the account."))
    with transaction.atomic(durable=True):
        row = _held(user, by=by)
        before = held_roles(row)
        if chosen == before:
            return False
        if roles.ADMINISTRATOR in before - chosen:
            _check_another_administrator(row)
        give_roles(row, chosen)
        if roles.ADMINISTRATOR in before - chosen:
            void_made_by(row, by=by, at=at)
        values = {"roles": sorted(chosen), "reason": reason}
        record("change_roles", row, by=by, at=at, before={"roles": sorted(before)}, after=values)
    return True


def close(user: User, *, reason: str, by: User, at: datetime) -> bool:
    """Close an account: sessions end at once; factors, password and invitations are void, also those
    that it sent.

    Return whether it was open. What somebody did stays on record.

    :raises Forbidden: one’s own, or the last administrator’s
    """
    with transaction.atomic(durable=True):
        row = _held(user, by=by)
        if not row.is_active:
            return False
        _check_another_administrator(row)
        row.is_active = False
        row.set_unusable_password()
        row.save(update_fields=["is_active", "password"])
        row.sessions.all().delete()
        Authenticator.objects.filter(user=row).delete()
        void(row.email, by=by, at=at)
        void_made_by(row, by=by, at=at)
        record("close_account", row, by=by, at=at, after={"reason": reason})
    return True


def open_again(user: User, *, reason: str, language: str, by: User, at: datetime) -> bool:
    """Open a closed account with the roles it had; staff by an invitation to choose a new password.

    Return whether it was closed. Delegates and focal points come in by a code, as before.

    :raises Forbidden: one’s own
    """
    with transaction.atomic(durable=True):
        row = _held(user, by=by)
        if row.is_active:
            return False
        row.is_active = True
        row.save(update_fields=["is_active"])
        record("open_account", row, by=by, at=at, after={"reason": reason})
        if policies.is_privileged(row):
            _send_for_password(row, language=language, by=by, at=at)
    return True


def new_password(user: User, *, reason: str, language: str, by: User, at: datetime) -> bool:
    """Let a member of staff choose a new password by a code from a mail; the old one is void at once.

    Factors stay. Return whether anything was sent: nothing is for a closed account.

    :raises Forbidden: one’s own
    """
    with transaction.atomic(durable=True):
        row = _held(user, by=by)
        if not row.is_active:
            return False
        row.set_unusable_password()
        row.save(update_fields=["password"])
        row.sessions.all().delete()
        record("void_password", row, by=by, at=at, after={"reason": reason})
        _send_for_password(row, language=language, by=by, at=at)
    return True


def reset_factor(user: User, *, reason: str, language: str, by: User, at: datetime) -> bool:
    """Remove the factors that somebody has lost, and end all their sessions.

    The person and all other administrators are told by mail. Return whether there was a factor.

    :raises Forbidden: one’s own
    """
    with transaction.atomic(durable=True):
        row = _held(user, by=by)
        removed, _by_model = Authenticator.objects.filter(user=row).delete()
        if not removed:
            return False
        row.sessions.all().delete()
        entry = record("reset_factor", row, by=by, at=at, after={"reason": reason})
        _tell_of_reset(row, entry, language=language, by=by)
    return True


def end_sessions(user: User, *, by: User, at: datetime) -> bool:
    """End all sessions of somebody; return whether there were any.

    :raises Forbidden: one’s own, which have a page
    """
    with transaction.atomic(durable=True):
        row = _held(user, by=by)
        ended, _by_model = row.sessions.all().delete()
        if not ended:
            return False
        record("end_sessions", row, by=by, at=at, after={"sessions": ended})
    return True


def change_own_password(user: User, password: str, *, at: datetime) -> None:
    """Take another password in place of the present one, which was asked for; its owner is told."""
    with transaction.atomic(durable=True):
        user.set_password(password)
        user.save(update_fields=["password"])
        record("change_password", user, by=user, at=at)
        changes.tell(user)


def _held(user: User, *, by: User) -> User:
    """Return the row, held until the transaction ends; who counts administrators waits in line."""
    if user.pk == by.pk:
        raise Forbidden(_("This is your own account: another administrator must do this."))
    # In this order everywhere, not in that of their keys: see `invitations.accept`.
    lock(ADMINISTRATORS)
    lock(address_lock(user.email))
    return User.objects.select_for_update().get(pk=user.pk)


def _check_another_administrator(user: User) -> None:
    """Refuse to go on with the last administrator; a trigger of the table has the last word."""
    others = policies.administrators().exclude(pk=user.pk)
    if user.is_superuser and user.is_active and not others.exists():
        raise Forbidden(_("This is the last administrator. Name another one first."))


def _send_for_password(user: User, *, language: str, by: User, at: datetime) -> None:
    void(user.email, by=by, at=at)
    details = InvitationDetails(user.email, user.name, (), language)
    issue(details, user=user, verb="invite_for_password", by=by, at=at)


def _tell_of_reset(user: User, entry: AuditEntry, *, language: str, by: User) -> None:
    enqueue("staff_factor_reset", user, key=f"staff_factor_reset/{entry.pk}", language=language)
    others = policies.administrators().exclude(pk__in=[user.pk, by.pk]).order_by("pk")
    # The number of the administrator stands in the key: the message is about the one reset.
    told = [(user, f"staff_factor_reset_told/{entry.pk}/{one.pk}", language) for one in others]
    enqueue_many("staff_factor_reset_told", told)
