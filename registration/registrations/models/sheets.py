"""Sheets of people on their way in: uploaded or pasted, previewed, then imported or dropped."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional import codes
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting


class SheetState(models.TextChoices):
    """Where a sheet stands."""

    DRAFT = "draft", pgettext_lazy("sheet", "not imported yet")
    IMPORTED = "imported", pgettext_lazy("sheet", "imported")
    DROPPED = "dropped", pgettext_lazy("sheet", "dropped")


class Sheet(models.Model):
    """Rows of text as they came; nothing of them is registered before somebody has seen the preview.

    `rows` holds lists of strings, the first line apart in `header`. `columns` names the field of each
    column (empty where it is left out). `outcome` is what the import did, row by row. A sheet is
    erased some days after it came: the registrations are what counts.
    """

    code = models.CharField(max_length=22, unique=True, default=codes.address_token)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    # Empty where staff import a sheet that names the delegation in a column.
    delegation = models.ForeignKey(
        Delegation, null=True, blank=True, on_delete=models.CASCADE, related_name="sheets"
    )
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    outcome = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=SheetState, default=SheetState.DRAFT
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("sheet of people")
        verbose_name_plural = _("sheets of people")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name or self.code
