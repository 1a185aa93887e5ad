"""Who is expected and has not registered, whom a reminder would reach, and who is due for one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Subquery
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from intersessional.localised import sort_key
from registration.delegations.models import (
    Category,
    Delegation,
    Entity,
    EntityQuerySet,
    FocalPoint,
    PartyStatus,
    holds_on,
)
from registration.delegations.queries import category_of
from registration.meetings.models import Meeting
from registration.meetings.policies import has_opened

from .models import CategoryDeadline, Extension, Registration, Reminder


@dataclass(frozen=True)
class Expected:
    """An entity that may come to a meeting: whether anybody has registered, and who is written to."""

    entity: Entity
    name: str
    has_registered: bool
    # Whether its delegation is opened, so that it has a page.
    has_delegation: bool
    focal_points: tuple[FocalPoint, ...]
    reminded_at: datetime | None
    # Why no reminder goes there now; empty where one can.
    obstacle: str

    @property
    def is_due(self) -> bool:
        """Say whether a reminder may go there now."""
        return not self.obstacle

    @property
    def addresses(self) -> int:
        """How many mails one reminder is."""
        return len(self.focal_points) or bool(self.entity.email)


def expected(meeting: Meeting, entities: EntityQuerySet, *, at: datetime) -> list[Expected]:
    """Return how each of the entities stands, by name; six queries, however many there are."""
    found = _annotated(entities, meeting)
    focal_points = _focal_points(meeting, entities)
    closings = Closings(meeting)
    language = (get_language() or "en")[:2]
    lines = [
        Expected(
            entity,
            entity.name_on(meeting.begins_on, language),
            entity.has_registered,
            entity.has_delegation,
            tuple(focal_points[entity.pk]),
            entity.reminded_at,
            _obstacle(entity, focal_points[entity.pk], closings, meeting, at=at),
        )
        for entity in found
    ]
    return sorted(lines, key=lambda line: sort_key(line.name))


def closes_at(meeting: Meeting, entity: Entity) -> datetime:
    """Return when registration closes for a delegation; three queries."""
    is_party = PartyStatus.objects.filter(holds_on(meeting.begins_on), entity=entity).exists()
    return Closings(meeting).of(entity, category_of(entity, is_party))


class Closings:
    """When registration closes for whom."""

    def __init__(self, meeting: Meeting) -> None:
        self.ordinary = meeting.registration_closes_at
        deadlines = CategoryDeadline.objects.filter(meeting=meeting)
        self.of_category = dict(deadlines.values_list("category", "closes_at"))
        extensions = Extension.objects.filter(meeting=meeting, delegation__isnull=False)
        latest = extensions.values("delegation__entity").annotate(latest=Max("closes_at"))
        self.of_entity = dict(latest.values_list("delegation__entity", "latest"))

    def of(self, entity: Entity, category: Category) -> datetime:
        """Return the time for an entity of a category."""
        ordinary = self.of_category.get(category, self.ordinary)
        return max(ordinary, self.of_entity.get(entity.pk, ordinary))


def _annotated(entities: EntityQuerySet, meeting: Meeting) -> list[Any]:
    registered = Registration.objects.active().filter(
        meeting=meeting, delegation__entity=OuterRef("pk")
    )
    reminders = Reminder.objects.filter(meeting=meeting, entity=OuterRef("pk"))
    last = reminders.order_by("-sent_at").values("sent_at")[:1]
    parties = PartyStatus.objects.filter(holds_on(meeting.begins_on), entity=OuterRef("pk"))
    opened = Delegation.objects.for_meeting(meeting).filter(entity=OuterRef("pk"))
    annotated = entities.annotate(
        has_registered=Exists(registered),
        has_delegation=Exists(opened),
        reminded_at=Subquery(last),
        is_party=Exists(parties),
    )
    return list(annotated.prefetch_related("names"))


def _focal_points(meeting: Meeting, entities: EntityQuerySet) -> dict[int, list[FocalPoint]]:
    found: dict[int, list[FocalPoint]] = defaultdict(list)
    acting = FocalPoint.objects.acting().filter(
        delegation__meeting=meeting, delegation__entity__in=entities.order_by().values("pk")
    )
    for focal_point in acting.select_related("delegation"):
        found[focal_point.delegation.entity_id].append(focal_point)
    return found


def _obstacle(
    entity: Any,
    focal_points: Iterable[FocalPoint],
    closings: Closings,
    meeting: Meeting,
    *,
    at: datetime,
) -> str:
    days = meeting.reminder_interval_days
    if entity.has_registered:
        return _("Somebody has registered")
    if not focal_points and not entity.email:
        return _("Nobody to write to: by post")
    closes_at = closings.of(entity, category_of(entity, entity.is_party))
    if not has_opened(meeting, at=at) or at >= closes_at:
        return _("Registration is not open for it")
    if entity.reminded_at and at < entity.reminded_at + timedelta(days=days):
        text = ngettext("Reminded less than %d day ago", "Reminded less than %d days ago", days)
        return text % days
    return ""
