"""Who wants to be told when the programme changes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.models import User
from registration.meetings.models import Meeting

from .base import UID_LENGTH


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Words for sets of subscriptions."""

    def of_user(self, user: User) -> "SubscriptionQuerySet":
        """Those of somebody."""
        return self.filter(user=user)

    def for_meeting(self, meeting: Meeting | int) -> "SubscriptionQuerySet":
        """Those to the programme of a meeting, or of the one with a key."""
        return self.filter(meeting=meeting)


class Subscription(models.Model):
    """Somebody's wish to be told of changes: of one item, or of the whole programme.

    The item is named by its lasting name, since what people read are publications: an item that the
    staff take out of the draft, and put back, keeps its readers. Goes with the user.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="programme_subscriptions",
    )
    item_uid = models.CharField(
        _("item"),
        max_length=UID_LENGTH,
        blank=True,
        help_text=_("Its lasting name; empty for the whole programme."),
    )
    language = models.CharField(
        _("language of our messages"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    subscribed_at = models.DateTimeField(_("subscribed at"))

    objects: ClassVar = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["meeting", "user", "item_uid"]
        constraints = [
            models.UniqueConstraint(
                name="subscription_once_per_item", fields=["meeting", "user", "item_uid"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.item_uid or '*'}"
