"""Notes verbales of States and letters of organisations, which name the delegation."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.models import User
from intersessional.text import validate_one_line
from intersessional.uploads import EXTENSIONS, MAX_BYTES, NAME_LENGTH

from .delegations import Delegation

REFERENCE_LENGTH = 100
LONGEST_NAME = 200
FOLDER = "notes"


def random_name(_note: "Note", _name: str) -> str:
    """Return where a file is stored: nothing that somebody typed is in it."""
    return f"{FOLDER}/{secrets.token_hex(16)}"


class NoteQuerySet(models.QuerySet["Note"]):
    """Words for sets of notes."""

    def current(self) -> "NoteQuerySet":
        """Those that were not removed."""
        return self.filter(removed_at__isnull=True)

    def changeable_by(self, user: User | AnonymousUser) -> "NoteQuerySet":
        """Those of the delegations for which the user may receive notes."""
        return self.filter(delegation__in=Delegation.objects.with_notes_of(user).values("pk"))


class Note(models.Model):
    """An official note that names a delegation: a State's note verbale, an organisation's letter.

    It is one of two truths; the other one are the registrations. A newer note stands beside an older
    one, until somebody removes that.
    """

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.PROTECT, related_name="notes"
    )
    reference = models.CharField(
        _("reference"), max_length=REFERENCE_LENGTH, validators=[validate_one_line]
    )
    dated_on = models.DateField(_("date"))
    names = ArrayField(
        models.CharField(max_length=LONGEST_NAME, validators=[validate_one_line]),
        verbose_name=_("names"),
        default=list,
        blank=True,
    )
    file = models.FileField(_("file"), upload_to=random_name)
    file_name = models.CharField(_("name of the file"), max_length=NAME_LENGTH)
    content_type = models.CharField(_("type of the file"), max_length=100)
    size_bytes = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    received_at = models.DateTimeField(_("received at"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("received by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("removed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of a delegation")
        verbose_name_plural = _("notes of delegations")
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="note_once_per_delegation",
                fields=["delegation", "reference", "sha256"],
                condition=Q(removed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="note_has_a_file_of_a_known_kind",
                condition=Q(content_type__in=sorted(EXTENSIONS)) & ~Q(file=""),
            ),
            models.CheckConstraint(
                name="note_has_a_size_within_the_limit",
                condition=Q(size_bytes__gt=0, size_bytes__lte=MAX_BYTES),
            ),
            models.CheckConstraint(
                name="note_has_a_fingerprint", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="note_removed_by_somebody",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
