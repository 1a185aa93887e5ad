"""Those who may sign in as staff, for administrators: as many queries for fifty as for one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intersessional.audit.models import AuditEntry
from intersessional.audit.words import in_words

from .. import addresses, policies, roles
from ..models import Session, StaffInvitation, User

ACTIVE, INVITED, CLOSED = "active", "invited", "closed"
STATES = {ACTIVE: _("active"), INVITED: _("invited"), CLOSED: _("closed")}
FACTORS = {
    Authenticator.Type.TOTP: _("authenticator app"),
    Authenticator.Type.WEBAUTHN: _("passkey"),
    Authenticator.Type.RECOVERY_CODES: _("recovery codes"),
}
# In the order of the pages; a role that another part adds comes last.
_ORDER = {role: number for number, role in enumerate(roles.NAMES)}


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed down to; empty texts for all."""

    words: str = ""
    role: str = ""
    state: str = ""


@dataclass(frozen=True)
class Person:
    """An account, mostly one of staff, with what the pages show of it."""

    user: User
    held: frozenset[str]
    role_names: list[str]
    factors: list[str]
    open_sessions: int
    state: str

    @property
    def is_of_staff(self) -> bool:
        """Whether it comes in as staff; else an e-mailed code opens it, to a delegation at most."""
        return self.user.is_staff or bool(self.held)

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(STATES[self.state])


@dataclass(frozen=True)
class Waiting:
    """An invitation that is open."""

    row: StaffInvitation
    role_names: list[str]


@dataclass(frozen=True)
class Act:
    """Something that was done with an account, as the administrators read it."""

    entry: AuditEntry
    label: str
    reason: str
    before: str
    after: str


def people(wanted: Wanted) -> list[Person]:
    """Return members of staff, with what the list shows of each; the closed accounts come last."""
    found = _searched(_with_facts(policies.staff()), wanted.words)
    if wanted.role == roles.ADMINISTRATOR:
        found = found.filter(Q(is_superuser=True) | Q(groups__name=wanted.role)).distinct()
    elif wanted.role:
        found = found.filter(groups__name=wanted.role)
    rows = [_shown(user) for user in found.order_by("-is_active", "name", "email")]
    return [one for one in rows if wanted.state in ("", one.state)]


def person(pk: int) -> Person | None:
    """Return one account, with the same facts: of staff, of a delegate or a focal point."""
    user = _with_facts(User.objects.all()).filter(pk=pk).first()
    return _shown(user) if user else None


def open_invitations(words: str = "") -> list[Waiting]:
    """Return the invitations that can still be accepted or sent again, the newest first."""
    found = StaffInvitation.objects.filter(accepted_at=None, withdrawn_at=None)
    rows = _searched(found, words).select_related("invited_by", "user").order_by("-pk")
    return [Waiting(row, role_names(row.roles)) for row in rows]


def acts_on(user: User) -> list[Act]:
    """Return what was done with an account, the newest first."""
    invitations = StaffInvitation.objects.filter(Q(user=user) | Q(email=user.email))
    entries = AuditEntry.objects.filter(
        Q(subject_type="accounts.user", subject_id=user.pk)
        | Q(subject_type="accounts.staffinvitation", subject_id__in=invitations.values("pk"))
    )
    return [_act(entry) for entry in entries.select_related("by", "values_changed")[:50]]


def role_names(held: list[str]) -> list[str]:
    """Return roles in words, in their order."""
    ordered = sorted(held, key=lambda role: _ORDER.get(role, len(_ORDER)))
    return [str(roles.NAMES.get(role, role)) for role in ordered]


def _searched[Row: (User, StaffInvitation)](found: QuerySet[Row], words: str) -> QuerySet[Row]:
    for word in words.split():
        anywhere = Q(name__icontains=word) | Q(email__icontains=word)
        for spelling in addresses.spellings(word):
            anywhere |= Q(email__icontains=spelling)
        found = found.filter(anywhere)
    return found


def _with_facts(users: QuerySet[User]) -> QuerySet[User]:
    factors = Authenticator.objects.filter(user=OuterRef("pk")).order_by().values("user")
    open_now = _open_sessions().filter(user=OuterRef("pk")).order_by().values("user")
    waiting = StaffInvitation.objects.filter(
        email=OuterRef("email"), accepted_at=None, withdrawn_at=None
    )
    groups = Group.objects.filter(name__in=policies.STAFF_ROLES)
    return users.annotate(
        factor_types=Subquery(factors.annotate(all=ArrayAgg("type", distinct=True)).values("all")),
        open_sessions=Coalesce(
            Subquery(open_now.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
        ),
        waits_since=Subquery(waiting.values("invited_at")[:1]),
    ).prefetch_related(Prefetch("groups", queryset=groups, to_attr="staff_groups"))


def _open_sessions() -> QuerySet[Session]:
    """Return the sessions that have not ended, idle ones left out as where they are read."""
    now = timezone.now()
    alive = Q(pk__in=[])
    for is_privileged, limits in ((True, "staff"), (False, "others")):
        idle, absolute = settings.SESSION_LIMITS[limits]
        alive |= Q(
            is_privileged=is_privileged,
            seen_at__gt=now - timedelta(minutes=idle),
            opened_at__gt=now - timedelta(minutes=absolute),
        )
    return Session.objects.filter(alive, expire_date__gt=now)


def _shown(user: Any) -> Person:
    held = {group.name for group in user.staff_groups}
    held |= {roles.ADMINISTRATOR} if user.is_superuser else set()
    kinds = user.factor_types or []
    return Person(
        user,
        frozenset(held),
        role_names(list(held)),
        [str(words) for kind, words in FACTORS.items() if kind in kinds],
        user.open_sessions,
        _state(user),
    )


def _state(user: Any) -> str:
    if not user.is_active:
        return CLOSED
    return INVITED if user.waits_since and not user.has_usable_password() else ACTIVE


def _act(entry: AuditEntry) -> Act:
    values = getattr(entry, "values_changed", None)
    before, after = (values.before, values.after) if values else ({}, {})
    return Act(
        entry,
        in_words(entry.verb),
        str(after.get("reason", "")),
        ", ".join(role_names(before.get("roles") or [])),
        ", ".join(role_names(after.get("roles") or [])),
    )
