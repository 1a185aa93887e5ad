"""Composing the mails about coming in: codes, invitations of staff, and what happened to accounts."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from intersessional.audit.models import AuditEntry
from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message

from . import changes, codes, invitation_codes, policies
from .models import SignIn, SignInCode, StaffInvitation, User
from .queries.sessions import words
from .roles import NAMES


def sign_in_code(message: Message) -> Mail:
    """Make a code and compose its mail; the only place where the code itself exists.

    :raises NoLongerNeeded: it comes too late, or nobody may come in by a code for this address
    """
    code = SignInCode.objects.get(pk=message.about_id)
    if code.expires_at <= timezone.now():
        raise NoLongerNeeded("The code would have come too late.")
    if not code.email or not policies.may_use_code(code.email):
        codes.forget_address(code)
        raise NoLongerNeeded("No code opens an account for this address.")
    with translation.override(message.language):
        context = {
            "code": codes.make(code),
            "minutes": codes.VALID_MINUTES,
            "sign_in_url": settings.BASE_URL + reverse("account_login"),
        }
        return _mail("sign_in_code", code.email, context)


def staff_invitation(message: Message) -> Mail:
    """Make the code of an invitation of staff and compose its mail, the only place where it stands.

    :raises NoLongerNeeded: it was accepted, withdrawn, or sent again since
    """
    check_staff_invitation(message)
    invitation = StaffInvitation.objects.select_related("invited_by").get(pk=message.about_id)
    with translation.override(message.language):
        context = {
            "name": invitation.name,
            "inviter": invitation.invited_by,
            "is_new": bool(invitation.roles),
            "roles": [str(NAMES.get(role, role)) for role in invitation.roles],
            "code": invitation_codes.make(invitation),
            "hours": invitation_codes.VALID_HOURS,
            "url": settings.BASE_URL + reverse("account_invitation"),
        }
        return _mail("staff_invitation", invitation.email, context)


def check_staff_invitation(message: Message) -> None:
    """Ask whether this is the newest mail of an open invitation.

    :raises NoLongerNeeded: it is not
    """
    invitation = StaffInvitation.objects.filter(pk=message.about_id).first()
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at:
        raise NoLongerNeeded("The invitation was accepted or withdrawn.")
    if message.key != f"staff_invitation/{invitation.pk}/{invitation.sendings}":
        raise NoLongerNeeded("The invitation was sent again.")


def staff_factor_reset(message: Message) -> Mail:
    """Tell somebody that an administrator has removed their second factors."""
    user = User.objects.get(pk=message.about_id)
    with translation.override(message.language):
        context = {"name": user.name, "url": settings.BASE_URL + reverse("account_login")}
        return _mail("staff_factor_reset", user.email, context)


def staff_factor_reset_told(message: Message) -> Mail:
    """Tell another administrator that somebody’s second factors were removed.

    :raises NoLongerNeeded: who should be told is no administrator any more
    """
    _kind, entry_id, administrator_id, *_again = message.key.split("/")
    user = User.objects.get(pk=message.about_id)
    told = policies.administrators().filter(pk=administrator_id).first()
    if told is None:
        raise NoLongerNeeded("They are no administrator any more.")
    entry = AuditEntry.objects.select_related("by", "values_changed").get(pk=entry_id)
    with translation.override(message.language):
        context = {
            "name": told.name,
            "person": user,
            "by": entry.by,
            "reason": _reason(entry),
            "url": settings.BASE_URL + reverse("staff:person", args=[user.pk]),
        }
        return _mail("staff_factor_reset_told", told.email, context)


def staff_new_device(message: Message) -> Mail:
    """Tell a member of staff of a sign-in with a browser or from a network that is new for them."""
    row = SignIn.objects.select_related("user").get(pk=message.about_id)
    if row.user is None or not row.user.is_active:
        raise NoLongerNeeded("The account is closed.")
    with translation.override(message.language):
        context = {
            "name": row.user.name,
            "device": words(row.browser, row.system),
            "network": row.network,
            "at": timezone.localtime(row.at),
            "url": settings.BASE_URL + reverse("account_sessions"),
        }
        return _mail("staff_new_device", row.user.email, context)


def staff_access_changed(message: Message) -> Mail:
    """Tell a member of staff that the password or a second factor of their account was changed.

    :raises NoLongerNeeded: the account is closed
    """
    user = User.objects.get(pk=message.about_id)
    if not user.is_active:
        raise NoLongerNeeded("The account is closed.")
    said = message.key.rpartition("/")[2]
    moment = datetime.strptime(said, changes.MOMENT).replace(tzinfo=UTC)
    with translation.override(message.language):
        context = {
            "name": user.name,
            "at": timezone.localtime(moment),
            "url": settings.BASE_URL + reverse("account_sessions"),
        }
        return _mail("staff_access_changed", user.email, context)


def _reason(entry: AuditEntry) -> str:
    values = getattr(entry, "values_changed", None)
    return str(values.after.get("reason", "")) if values else ""


def _mail(kind: str, to: str, context: dict[str, Any]) -> Mail:
    return Mail(
        to=to,
        subject=render_to_string(f"mail/{kind}.subject.txt", context).strip(),
        text=render_to_string(f"mail/{kind}.txt", context).strip() + "\n",
        html=render_to_string(f"mail/{kind}.html", context),
    )
