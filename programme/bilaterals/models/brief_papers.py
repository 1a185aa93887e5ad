"""Papers that planners attach to the brief of a bilateral."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_one_line
from intersessional.uploads import EXTENSIONS, MAX_BYTES, NAME_LENGTH
from registration.registrations.models import SpokenLanguage

from .bilaterals import Bilateral

FOLDER = "brief-papers"
TITLE_LENGTH = 200


def random_name(_paper: "BriefPaper", _name: str) -> str:
    """Return where a file is stored: nothing that somebody typed is in it."""
    return f"{FOLDER}/{secrets.token_hex(16)}"


class BriefPaperQuerySet(models.QuerySet["BriefPaper"]):
    """Words for sets of papers."""

    def with_names(self) -> "BriefPaperQuerySet":
        """With who attached them."""
        return self.select_related("attached_by")


class BriefPaper(models.Model):
    """A file for those who read the brief of a bilateral, and for nobody else.

    It is in no admin page and no mail. What is removed is gone, row and file; all of them go with the
    confidential notes.
    """

    bilateral = models.ForeignKey(
        Bilateral, verbose_name=_("bilateral"), on_delete=models.CASCADE, related_name="papers"
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, validators=[validate_one_line])
    language = models.CharField(_("language"), max_length=2, choices=SpokenLanguage, blank=True)
    file = models.FileField(_("file"), upload_to=random_name)
    file_name = models.CharField(_("name of the file"), max_length=NAME_LENGTH)
    content_type = models.CharField(_("type of the file"), max_length=100)
    size_bytes = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    attached_at = models.DateTimeField(_("attached at"))
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("attached by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = BriefPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a brief")
        verbose_name_plural = _("papers of briefs")
        default_permissions = ()
        ordering = ["bilateral", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="brief_paper_once_per_bilateral", fields=["bilateral", "sha256"]
            ),
            models.CheckConstraint(name="brief_paper_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="brief_paper_has_a_file_of_a_known_kind",
                condition=Q(content_type__in=sorted(EXTENSIONS)) & ~Q(file="") & ~Q(file_name=""),
            ),
            models.CheckConstraint(
                name="brief_paper_has_a_size_within_the_limit",
                condition=Q(size_bytes__gt=0, size_bytes__lte=MAX_BYTES),
            ),
            models.CheckConstraint(
                name="brief_paper_has_a_fingerprint", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return f"brief paper {self.pk}"
