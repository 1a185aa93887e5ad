"""What has reached its end."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from intersessional.accounts.models import User
from registration.meetings.models import Meeting
from registration.registrations.models import Person

from ..fields.kinds import Counted, End
from ..rules import Rule


def meetings(end: End, *, at: datetime) -> list[int]:
    """Return the meetings whose last day is that long past, in their own zone."""
    return [one.pk for one in Meeting.objects.order_by("pk") if one.ends_at + end.after <= at]


def rows(rule: Rule, *, at: datetime) -> QuerySet[Any]:
    """Return the rows of a rule that have reached an end which no meeting decides."""
    listed, counted = rule.listed, rule.end.counted
    if counted is Counted.ROW:
        now = timezone.now() if listed.real else at
        return rule.rows().filter(**{f"{listed.since}__lte": now - rule.end.after})
    if counted is Counted.PERSON:
        return rule.rows().filter(pk__in=people(rule.end, at=at).values("pk"))
    assert counted is Counted.ACCOUNT, rule.key  # noqa: S101 - meetings and tasks are not asked here
    gone = accounts(rule.end).values("pk")
    return rule.rows().filter(**{f"{listed.user[0]}__in": gone})


def people(end: End, *, at: datetime) -> QuerySet[Person]:
    """Return the people all of whose meetings are that long past."""
    later = Meeting.objects.exclude(pk__in=meetings(end, at=at))
    return Person.objects.exclude(registrations__meeting__in=later)


def accounts(end: End) -> QuerySet[User]:
    """Return the accounts that nobody has used for that long; of staff, those that were closed."""
    used = User.objects.annotate(used_at=Coalesce("last_login", "joined_at"))
    closed = Q(is_staff=False, is_superuser=False) | Q(is_active=False)
    return used.filter(closed, used_at__lte=timezone.now() - end.after)
