"""What is still counted of people who were erased."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from registration.meetings.models import Meeting


class Total(models.Model):
    """How many erased registrations of a meeting had these answers; nobody is named by it.

    Their rows stay as counts without names and without gender. What is here is counted when the names
    go: `people` each once, `statements` what they delivered. `role` is empty where a single person was
    erased before the others: together with the row it would tell the answer. So is then `state`, unless
    it is that of people who count: statistics say the same as before. It is empty, too, for the second
    registration of a person who counts already.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+"
    )
    category = models.CharField(_("category"), max_length=20)
    participation = models.CharField(_("participation"), max_length=15)
    role = models.CharField(_("role"), max_length=10, blank=True)
    state = models.CharField(_("state"), max_length=10, blank=True)
    gender = models.CharField(_("gender"), max_length=10, blank=True)
    # Null: nobody recorded who came.
    attended = models.BooleanField(_("came"), null=True)
    people = models.PositiveIntegerField(_("people"), default=0)
    statements = models.PositiveIntegerField(_("statements delivered"), default=0)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("total of erased people")
        verbose_name_plural = _("totals of erased people")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="total_once_per_answers",
                fields=[
                    *("meeting", "category", "participation", "role", "state", "gender", "attended")
                ],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.category}: {self.people}"
