"""What a bilateral takes, and the one constraint that keeps each of it in one place."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bilaterals import Bilateral
from .resources import Resource


class Part(models.TextChoices):
    """What a resource is in a bilateral."""

    HOST = "host", _("host")
    MEMBER = "member", _("member of the Committee")
    PRESIDENT = "president", _("President")
    GUEST = "guest", _("delegation")
    ROOM = "room", _("room")
    PARTICIPANT = "participant", _("participant")


class Engagement(models.Model):
    """A resource in a bilateral. Its period is the meeting itself; buffers belong to the planner.

    `period` and `is_active` follow the bilateral: triggers keep them, whoever writes.
    """

    bilateral = models.ForeignKey(Bilateral, on_delete=models.CASCADE, related_name="engagements")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="engagements")
    part = models.CharField(_("part"), max_length=12, choices=Part)
    period = DateTimeRangeField(_("period"))
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = [
            models.UniqueConstraint(
                name="engagement_once_per_bilateral", fields=["bilateral", "resource"]
            ),
            # At the end of a statement or of the transaction, so that two bilaterals can change places.
            ExclusionConstraint(
                name="nobody_is_in_two_places",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(is_active=True),
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Somebody would be in two places at once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} in {self.bilateral_id}"
