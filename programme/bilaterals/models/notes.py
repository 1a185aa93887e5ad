"""What a host writes down for itself."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from intersessional.accounts.models import User
from intersessional.sealing import seal, unseal

from .bilaterals import Bilateral
from .hosts import Host


class NoteQuerySet(models.QuerySet["Note"]):
    """Words for sets of notes."""

    def seen_by(self, user: User | AnonymousUser) -> "NoteQuerySet":
        """Those of the hosts whose officer the user is; administrators are not let in besides."""
        return self.filter(host__in=Host.objects.of_officer(user).values("pk"))


class Note(models.Model):
    """A host's confidential note on a bilateral. Only its officers read it; it lies sealed.

    It is in no admin page, export, audit value, mail or log.
    """

    host = models.ForeignKey(Host, on_delete=models.CASCADE, related_name="notes")
    bilateral = models.ForeignKey(Bilateral, on_delete=models.CASCADE, related_name="notes")
    sealed = models.BinaryField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("confidential note")
        verbose_name_plural = _("confidential notes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="note_once_per_host", fields=["host", "bilateral"]),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def text(self) -> str:
        """What was written; only for those whom `seen_by` lets."""
        return unseal(bytes(self.sealed)).decode()

    @text.setter
    @sensitive_variables("value")
    def text(self, value: str) -> None:
        self.sealed = seal(value.encode())
