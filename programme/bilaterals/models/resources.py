"""What can be in one place only: an entity, a room, a host, the President, a person."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programme.agenda.models import Room
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from registration.registrations.models import Person

from .hosts import Host

# The columns of which each row has exactly one.
OWNERS = ("entity", "room", "host", "president_of", "person")


def exactly_one_owner() -> Q:
    """Return the condition that exactly one of the owners is given."""
    condition = Q()
    for owner in OWNERS:
        one = Q(**{f"{owner}__isnull": False})
        for other in OWNERS:
            if other != owner:
                one &= Q(**{f"{other}__isnull": True})
        condition |= one
    return condition


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Words for sets of resources."""

    def with_owners(self) -> "ResourceQuerySet":
        """With what their names need; two more queries."""
        return self.select_related(
            "entity", "room", "host__committee", "president_of", "person"
        ).prefetch_related("entity__names")

    def of(self, **owner: Any) -> "Resource":
        """Return the row of one owner (`entity=`, `room=`, `host=`, `president_of=`, `person=`)."""
        return self.get_or_create(**owner)[0]


class Resource(models.Model):
    """One row each; a delegation and a Committee's member are the same entity's resource."""

    # Nothing is lost with it: it is made again at need. What really holds a room is a host or a
    # bilateral (see `programme.agenda.policies`).
    goes_with_its_owner = True

    entity = models.OneToOneField(
        Entity, null=True, blank=True, on_delete=models.CASCADE, related_name="resource"
    )
    room = models.OneToOneField(
        Room, null=True, blank=True, on_delete=models.CASCADE, related_name="resource"
    )
    host = models.OneToOneField(
        Host, null=True, blank=True, on_delete=models.CASCADE, related_name="resource"
    )
    president_of = models.OneToOneField(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="president_resource"
    )
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="resource"
    )

    objects: ClassVar = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            models.CheckConstraint(name="resource_is_of_one", condition=exactly_one_owner()),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Who or what it is, in the reader's language."""
        if self.president_of_id:
            return gettext("The President")
        return str(self.entity or self.room or self.host or self.person)
