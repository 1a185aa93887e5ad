"""The sign-in log, as administrators and each person read it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from .. import addresses
from ..models import SignIn, User
from .sessions import words

OWN = 10


@dataclass(frozen=True)
class Line:
    """One try in words."""

    row: SignIn
    device: str
    method: str
    outcome: str

    @property
    def has_succeeded(self) -> bool:
        """Whether somebody came in."""
        return self.row.outcome == SignIn.Outcome.SUCCEEDED


@dataclass(frozen=True)
class WantedTries:
    """What the log is narrowed down to; empty for all. `words` is a name, or a whole address."""

    words: str = ""
    outcome: str = ""
    method: str = ""
    day: date | None = None
    user_id: int | None = None


def tries(wanted: WantedTries) -> QuerySet[SignIn]:
    """Return tries to come in, the newest first."""
    found = SignIn.objects.select_related("user").order_by("-at", "-pk")
    if wanted.words:
        found = found.filter(_whose(wanted.words))
    if wanted.outcome:
        found = found.filter(outcome=wanted.outcome)
    if wanted.method:
        found = found.filter(method=wanted.method)
    if wanted.user_id is not None:
        found = found.filter(user_id=wanted.user_id)
    if wanted.day is not None:
        begins = timezone.make_aware(datetime.combine(wanted.day, time()))
        found = found.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return found


def last_sign_ins(user: User) -> list[Line]:
    """Return somebody’s own last tries, right and wrong."""
    return [line(row) for row in user.sign_ins.order_by("-at", "-pk")[:OWN]]


def line(row: SignIn) -> Line:
    """Put a try into words."""
    return Line(
        row,
        words(row.browser, row.system),
        row.get_method_display(),
        row.get_outcome_display(),
    )


def _whose(typed: str) -> Q:
    """Return those of a user, or of a whole address that nobody has: only its key is kept."""
    users = User.objects.filter(Q(name__icontains=typed) | Q(email__icontains=typed.lower()))
    return Q(user__in=users) | Q(user=None, address_key=addresses.key(typed))
