"""Sessions in a table of ours: with an idle and an absolute end, and known by their owner.

`SESSION_ENGINE` names this module. The limits are applied where a session is read, so that no page
and no other middleware can forget them.
"""

from datetime import datetime, timedelta
from typing import Any, cast

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from .models import Session, User
from .policies import is_privileged

OPENED = "opened_at"
PRIVILEGED = "is_privileged"
AGENT = "agent"
# A page that is read every few seconds need not write each time.
SEEN_EVERY = timedelta(minutes=5)

# Somebody on the way in: long enough for a code, short enough for those who only look.
ANONYMOUS = timedelta(hours=2)


class SessionStore(DatabaseStore):
    """Keeps sessions in `accounts.Session`."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def _validate_session_key(self, key: str) -> bool:
        """Take a key for one only if it can be: a cookie may hold NUL, which no database takes."""
        return bool(super()._validate_session_key(key)) and key.isascii() and key.isalnum()  # type: ignore[misc]

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row; whose session it is stands beside the data."""
        row = cast(Session, super().create_model_instance(data))
        if SESSION_KEY in data:
            row.user_id = int(data[SESSION_KEY])
            row.opened_at = datetime.fromisoformat(data.get(OPENED) or timezone.now().isoformat())
            row.is_privileged = bool(data.get(PRIVILEGED))
            row.agent = str(data.get(AGENT, ""))
        else:
            row.expire_date = min(row.expire_date, timezone.now() + ANONYMOUS)
        return row

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]  # the stubs miss it
        now = timezone.now()
        if row is None:
            return None
        ends_at = row.ends_at()
        if ends_at is not None and ends_at <= now:
            Session.objects.filter(pk=row.pk).delete()
            self._session_key = None
            return None
        if row.user_id and now - row.seen_at > SEEN_EVERY:
            Session.objects.filter(pk=row.pk).update(seen_at=now)
        return row


def begin(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Write into a new session what its limits and its owner's list need."""
    request.session[OPENED] = timezone.now().isoformat()
    request.session[PRIVILEGED] = is_privileged(user)
    request.session[AGENT] = request.META.get("HTTP_USER_AGENT", "")[:200]


def renew(sender: Any, request: HttpRequest, reauthenticated: bool = False, **_: Any) -> None:
    """Give a session another key when somebody has shown once more that it is they."""
    if reauthenticated:
        request.session.cycle_key()


def forget_pages(sender: Any, request: HttpRequest, **_: Any) -> None:
    """Mark a request that ended a session: its answer tells the browser to forget the pages."""
    request.session_ended = True  # type: ignore[attr-defined]


def end_others(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """End the user's other sessions: what opened them is no longer all that opens the account."""
    user.sessions.exclude(session_key=request.session.session_key).delete()


def end_after_change(
    sender: Any, instance: User, created: bool, update_fields: Any = None, **_: Any
) -> None:
    """End the sessions that somebody may no longer have, after the account was changed.

    All of somebody who was deactivated: they do not come back with the account. And those that began
    before somebody became staff: an e-mailed code opened them.
    """
    # Each sign-in writes the time of the last one, and nothing else.
    if created or update_fields == {"last_login"}:
        return
    if not instance.is_active:
        instance.sessions.all().delete()
    elif instance.is_staff or instance.is_superuser:
        instance.sessions.filter(is_privileged=False).delete()


def end_after_new_role(
    sender: Any, instance: Any, action: str, pk_set: set[int] | None = None, **_: Any
) -> None:
    """End the sessions that began before somebody received a role of the staff."""
    if action != "post_add":
        return
    # A role can be given from its own side, too: `group.user_set.add(user)`.
    users = [instance] if isinstance(instance, User) else User.objects.filter(pk__in=pk_set or ())
    for user in users:
        if is_privileged(user):
            user.sessions.filter(is_privileged=False).delete()


def end_without_factor(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """End the others after a factor was removed; whoever has none left enrols again in this one, too.

    Which session rested on which factor is not kept: a lost telephone may have opened any of them.
    """
    end_others(sender, request, user)
    factors = Authenticator.objects.filter(user=user)
    if factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        return
    proved = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        proof for proof in proved if proof.get("method") != "mfa"
    ]
