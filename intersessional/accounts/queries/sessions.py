"""Where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ..models import Session, User

_SALT = "intersessional.accounts.session"
_BROWSERS = ["Edg", "OPR", "Firefox", "Chrome", "Safari"]
_NAMES = {"Edg": "Edge", "OPR": "Opera"}
_SYSTEMS = ["iPhone", "iPad", "Android", "Windows", "Mac OS X", "CrOS", "Linux"]


@dataclass(frozen=True)
class Shown:
    """A sign-in as its owner sees it; `reference` names it on the page, `key` must not leave."""

    key: str
    reference: str
    device: str
    opened_at: datetime | None
    seen_at: datetime
    ends_at: datetime | None


def sessions_of(user: User) -> list[Shown]:
    """Return where a user is signed in now, the latest first."""
    now = timezone.now()
    rows = user.sessions.filter(expire_date__gt=now).order_by("-opened_at")
    return [_shown(row) for row in rows if (ends_at := row.ends_at()) is None or ends_at > now]


def _shown(row: Session) -> Shown:
    return Shown(
        row.session_key,
        salted_hmac(_SALT, row.session_key, algorithm="sha256").hexdigest(),
        device(row.agent),
        row.opened_at,
        row.seen_at,
        row.ends_at(),
    )


def device(agent: str) -> str:
    """Return browser and system in words, as far as a browser names them truly."""
    return words(*family(agent))


def family(agent: str) -> tuple[str, str]:
    """Return the names of browser and system, without versions; "" for what is not known."""
    browser = next((name for name in _BROWSERS if name in agent), "")
    system = next((name for name in _SYSTEMS if name in agent), "")
    return _NAMES.get(browser, browser), system


def words(browser: str, system: str) -> str:
    """Return browser and system in words."""
    if not browser or not system:
        return _("Unknown browser")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
