"""Where the people of the programme are, and when: written by the database alone."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from .people import Contributor
from .sessions import Session


class Presence(models.Model):
    """A person who is busy in a session for a time, as chair, moderator or panellist.

    Triggers derive the rows from sessions, segments and panels before each transaction ends (migration
    0002), so no way of writing can leave them behind. Nobody else writes here.
    """

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    period = DateTimeRangeField(_("time"))

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            # Within one session a person may have several parts: the chair may moderate a panel.
            ExclusionConstraint(
                name="contributor_is_in_one_place",
                expressions=[
                    ("contributor", RangeOperators.EQUAL),
                    ("session", RangeOperators.NOT_EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contributor_id} in {self.session_id}"
