"""Who did what and when: append-only entries, with their values kept apart so that they can go.

An entry holds ids, verb, time and a salted digest of its values. A seal binds each committed entry to
the one sealed before it. Values (and the salt) can be erased; chain and entry stay true.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .words import in_words


class AuditEntry(models.Model):
    """One act. It names ids only; what was changed lies in `AuditValues`."""

    at = models.DateTimeField(_("at"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: somebody who was not signed in, or the portal itself."),
    )
    verb = models.CharField(_("act"), max_length=60)
    subject_type = models.CharField(_("subject"), max_length=60)
    subject_id = models.BigIntegerField(_("number of the subject"))
    # Empty where the act changed no values.
    values_digest = models.CharField(max_length=64, blank=True, default="")
    # Real time: how long an entry has waited for its seal.
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    @property
    def act(self) -> str:
        """What was done, in words."""
        return in_words(self.verb)


class AuditValues(models.Model):
    """What an act changed. Erasable without touching the entry (RELIABILITY rule 14)."""

    entry = models.OneToOneField(
        AuditEntry, on_delete=models.CASCADE, primary_key=True, related_name="values_changed"
    )
    salt = models.CharField(max_length=32, default="", editable=False)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    class Meta:
        verbose_name = _("audit values")
        verbose_name_plural = _("audit values")

    def __str__(self) -> str:
        return f"values of {self.entry_id}"


class AuditSeal(models.Model):
    """One link of the chain. It has no foreign key, so that it outlives an entry somebody removes."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"seal {self.position}"
