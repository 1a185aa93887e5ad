"""Documents of the meeting and of its items: papers, presentations, in up to three languages."""

import secrets
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.models import User
from intersessional.accounts.policies import is_of_the_isu
from intersessional.localised import localised
from intersessional.text import validate_one_line
from intersessional.uploads import EXTENSIONS, MAX_BYTES, NAME_LENGTH
from registration.meetings.models import Meeting

from .base import TITLE_LENGTH, Part

FOLDER = "documents"
LINK_LENGTH = 500


def random_name(_file: "DocumentFile", _name: str) -> str:
    """Return where a file is stored: nothing that somebody typed is in it."""
    return f"{FOLDER}/{secrets.token_hex(16)}"


def removed_by_somebody(name: str) -> models.CheckConstraint:
    """Return the constraint that who and when of a removal stand together."""
    return models.CheckConstraint(
        name=name,
        condition=Q(removed_at__isnull=True, removed_by__isnull=True)
        | Q(removed_at__isnull=False, removed_by__isnull=False),
    )


class Kept(models.Model):
    """What is added and removed by somebody, and stays when it is removed."""

    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
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

    class Meta:
        abstract = True


class DocumentQuerySet(models.QuerySet["Document"]):
    """Words for sets of documents."""

    def for_meeting(self, meeting: Meeting) -> "DocumentQuerySet":
        """Those of a meeting."""
        return self.filter(meeting=meeting)

    def current(self) -> "DocumentQuerySet":
        """Those that were not removed."""
        return self.filter(removed_at__isnull=True)

    def open_to(self, user: User | AnonymousUser, at: datetime) -> "DocumentQuerySet":
        """Those that somebody may open: what is held back, the secretariat alone until its time."""
        if is_of_the_isu(user):
            return self
        return self.filter(Q(restricted_until_at__isnull=True) | Q(restricted_until_at__lte=at))


class Document(Part, Kept):
    """A document of a meeting, or of one of its items; its files are the language versions.

    `item_uid` is the lasting name of the item, not its row: pages show the published programme, and
    what the draft does meanwhile to the item must not hide its documents. Empty means the meeting as
    a whole. Documents belong to no version of the programme: they are there at once. `version` counts
    the changes of their files, too.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="documents"
    )
    item_uid = models.CharField(_("item"), max_length=20, blank=True, db_index=True)
    title_en = models.CharField(
        _("title (English)"), max_length=TITLE_LENGTH, validators=[validate_one_line]
    )
    title_fr = models.CharField(
        _("title (French)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    title_es = models.CharField(
        _("title (Spanish)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    position = models.PositiveSmallIntegerField(_("place in order"), default=1)
    restricted_until_at = models.DateTimeField(
        _("held back until"),
        null=True,
        blank=True,
        help_text=_("From this instant on everybody can open it; before, the staff alone."),
    )

    objects: ClassVar = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["meeting", "position", "pk"]
        constraints = [
            removed_by_somebody("document_removed_by_somebody"),
            models.CheckConstraint(name="document_has_a_title", condition=~Q(title_en="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return localised(self, "title")


class DocumentFileQuerySet(models.QuerySet["DocumentFile"]):
    """Words for sets of language versions."""

    def current(self) -> "DocumentFileQuerySet":
        """Those that were neither removed nor replaced."""
        return self.filter(removed_at__isnull=True)


class DocumentFile(Kept):
    """A document in one language: an uploaded file, or a link to where it is kept.

    A newer one takes the place of an older one, which stays as a row that was removed.
    """

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="files"
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    file = models.FileField(_("file"), upload_to=random_name, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=NAME_LENGTH, blank=True)
    content_type = models.CharField(_("type of the file"), max_length=100, blank=True)
    size_bytes = models.PositiveIntegerField(_("size in bytes"), null=True, blank=True)
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True)
    link = models.CharField(
        _("link"), max_length=LINK_LENGTH, blank=True, validators=[URLValidator(["https"])]
    )

    objects: ClassVar = DocumentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("language version of a document")
        verbose_name_plural = _("language versions of documents")
        ordering = ["document", "language", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="document_file_once_per_language",
                fields=["document", "language"],
                condition=Q(removed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="document_file_is_an_upload_or_a_link",
                condition=(~Q(file="") & Q(link="")) | (Q(file="") & ~Q(link="")),
            ),
            models.CheckConstraint(
                name="document_link_is_https", condition=Q(link="") | Q(link__startswith="https://")
            ),
            models.CheckConstraint(
                name="document_file_is_of_a_known_kind",
                condition=Q(file="", content_type="", file_name="")
                | (~Q(file="") & Q(content_type__in=sorted(EXTENSIONS)) & ~Q(file_name="")),
            ),
            models.CheckConstraint(
                name="document_file_has_a_size_within_the_limit",
                condition=Q(file="", size_bytes__isnull=True)
                | (
                    ~Q(file="")
                    & Q(size_bytes__isnull=False, size_bytes__gt=0, size_bytes__lte=MAX_BYTES)
                ),
            ),
            models.CheckConstraint(
                name="document_file_has_a_fingerprint",
                condition=Q(file="", sha256="")
                | (~Q(file="") & Q(sha256__regex=r"^[0-9a-f]{64}$")),
            ),
            removed_by_somebody("document_file_removed_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.language}"
