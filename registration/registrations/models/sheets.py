"""Sheets between their steps: what was read, until it is written or a day has passed."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from intersessional import codes
from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Words for sets of sheets."""

    def of(self, user: User | AnonymousUser) -> "SheetQuerySet":
        """Those that this person has sent; nobody else has any business with them."""
        return self.filter(owner=user.pk)


class Sheet(models.Model):
    """The rows of a sheet as texts; for one delegation, or for all where the staff sent it.

    It is written in portions: `written_to` is the number of the last row that has been dealt with,
    `counts` and `left_out` say what became of the rows up to there. `written_at`: of all of them.
    """

    token = models.CharField(max_length=22, unique=True, default=codes.address_token)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sheets"
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    delegation = models.ForeignKey(
        Delegation, null=True, on_delete=models.CASCADE, related_name="+"
    )
    rows = models.JSONField()
    has_heading = models.BooleanField(default=True)
    columns = models.JSONField(default=list)
    expires_at = models.DateTimeField(db_index=True)
    written_to = models.PositiveIntegerField(default=0, db_default=0)
    written_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)

    objects: ClassVar = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}"
