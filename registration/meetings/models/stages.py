"""How far a meeting has come, and what sort of meeting it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """How far a meeting has come; only one that is open is there for the public, and has mail."""

    PREPARING = "preparing", _("being prepared")
    REHEARSING = "rehearsing", _("in rehearsal")
    OPEN = "open", _("open")


class Kind(models.TextChoices):
    """What sort of meeting it is; the next one takes over from the last of its kind."""

    INTERSESSIONAL = "intersessional", _("intersessional meetings")
    PARTIES = "parties", _("Meeting of the States Parties")
    REVIEW = "review", _("Review Conference")
    OTHER = "other", pgettext_lazy("kind of meeting", "other")
