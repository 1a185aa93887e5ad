"""What the parts of a draft have in common."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH = 200
_UID_BYTES = 10
UID_LENGTH = 2 * _UID_BYTES


def new_uid() -> str:
    """Return 80 random bits: what a part is called outside of this database, for ever."""
    return secrets.token_hex(_UID_BYTES)


class Part(models.Model):
    """A part of the draft. `version` counts its changes; a change states the version it was made to.

    `uid` stays the same from one publication to the next, also in calendars.
    """

    uid = models.CharField(
        _("lasting name"), max_length=UID_LENGTH, unique=True, default=new_uid, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True
