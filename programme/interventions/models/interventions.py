"""Requests for the floor."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.accounts.models import User
from intersessional.text import validate_one_line, validate_text
from programme.agenda.models import Segment
from registration.delegations.models import Delegation, Entity
from registration.meetings.models import Meeting
from registration.registrations.models import Registration, SpokenLanguage
from registration.registrations.transitions import ACTIVE

from ..transitions import State
from .rights import FloorRight

GROUP_LENGTH = 200
NAME_LENGTH = 200
NOTE_LENGTH = 2000
REASON_LENGTH = 500
TOKEN_LENGTH = 40


class Kind(models.TextChoices):
    """What an intervention is."""

    UPDATE = "update", _("update")
    COMMENT = "comment", _("comment on a request")
    GENERAL = "general", _("general statement")
    REPLY = "reply", _("right of reply")
    POINT_OF_ORDER = "point_of_order", _("point of order")


# What a delegation may ask for in advance; the others come from the floor.
ASKED_IN_ADVANCE = (Kind.UPDATE, Kind.COMMENT, Kind.GENERAL)


class ProtocolLevel(models.IntegerChoices):
    """The rank in which a State speaks: the lower the number, the earlier."""

    HEAD_OF_STATE = 1, _("Head of State")
    HEAD_OF_GOVERNMENT = 2, _("Head of Government")
    DEPUTY_HEAD = 3, _("Deputy head of State or Government")
    MINISTER = 4, _("Minister")
    VICE_MINISTER = 5, _("Vice-minister or State secretary")
    OTHER = 9, pgettext_lazy("protocol", "none of these")


class InterventionQuerySet(models.QuerySet["Intervention"]):
    """Words for sets of requests."""

    def for_meeting(self, meeting: Meeting) -> "InterventionQuerySet":
        """Those at one meeting."""
        return self.filter(delegation__meeting=meeting)

    def changeable_by(self, user: User | AnonymousUser) -> "InterventionQuerySet":
        """Those of the delegations for which somebody may ask; for staff with the right, all."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        if user.is_staff:
            may = user.has_perm("interventions.change_intervention")
            return self.all() if may else self.none()
        managed = Delegation.objects.managed_by(user).values("pk")
        given = FloorRight.objects.of(user).values("registration__delegation")
        return self.filter(Q(delegation__in=managed) | Q(delegation__in=given))

    def with_names(self) -> "InterventionQuerySet":
        """With what pages and mails call the delegation and the speaker; one more query."""
        return self.select_related(
            "delegation__entity", "delegation__meeting", "speaker", "about", "segment"
        ).prefetch_related("delegation__entity__names", "about__names")


class Intervention(models.Model):
    """A request for the floor under a segment, as it was asked. Where it stands, its events say.

    `arrival` counts the requests of a segment in the order in which they came, and never changes.
    `version` counts the changes; a change states the version it was made to.
    """

    segment = models.ForeignKey(
        Segment,
        verbose_name=_("segment"),
        on_delete=models.PROTECT,
        related_name="interventions",
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        on_delete=models.PROTECT,
        related_name="interventions",
    )
    arrival = models.PositiveIntegerField(_("arrival"), editable=False)
    received_at = models.DateTimeField(_("received at"), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    token = models.CharField(
        _("submission token"), max_length=TOKEN_LENGTH, unique=True, editable=False
    )
    digest = models.CharField(_("digest of the answers"), max_length=64, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    correspondence_language = models.CharField(
        _("language of our messages"), max_length=2, choices=settings.LANGUAGES, default="en"
    )

    kind = models.CharField(pgettext_lazy("intervention", "kind"), max_length=20, choices=Kind)
    about = models.ForeignKey(
        Entity,
        verbose_name=_("whose request"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    on_behalf_of = models.CharField(
        _("on behalf of"), max_length=GROUP_LENGTH, blank=True, validators=[validate_one_line]
    )
    speaker = models.ForeignKey(
        Registration,
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="interventions",
    )
    name_in_the_room = models.CharField(
        _("name told in the room"),
        max_length=NAME_LENGTH,
        blank=True,
        default="",
        db_default="",
        validators=[validate_one_line],
        help_text=_("Of a speaker who is not chosen from the registrations of the delegation."),
    )
    protocol_level = models.PositiveSmallIntegerField(
        _("protocol level"), choices=ProtocolLevel, default=ProtocolLevel.OTHER
    )
    is_written_only = models.BooleanField(_("in writing only"), default=False)
    language = models.CharField(
        _("language of the statement"), max_length=2, choices=SpokenLanguage
    )
    minutes_wished = models.PositiveSmallIntegerField(_("minutes wished"), null=True, blank=True)
    has_disaggregated_data = models.BooleanField(
        _("contains age- and sex-disaggregated data"), default=False
    )
    note = models.TextField(
        _("note to the secretariat"),
        max_length=NOTE_LENGTH,
        blank=True,
        validators=[validate_text],
    )
    late_reason = models.TextField(
        _("why the request comes late"),
        max_length=REASON_LENGTH,
        blank=True,
        validators=[validate_text],
    )

    objects: ClassVar = InterventionQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for the floor")
        verbose_name_plural = _("requests for the floor")
        ordering = ["segment", "arrival"]
        permissions = [("run_floor", _("Can run the floor"))]
        constraints = [
            models.UniqueConstraint(
                name="intervention_arrival_once_per_segment", fields=["segment", "arrival"]
            ),
            # For the events, which hold a request and its segment together.
            models.UniqueConstraint(name="intervention_with_its_segment", fields=["id", "segment"]),
            models.CheckConstraint(
                name="intervention_comment_says_on_what",
                condition=Q(about__isnull=False) ^ ~Q(kind=Kind.COMMENT),
                violation_error_message=_(
                    "A comment is on the request of a State; nothing else is."
                ),
            ),
            models.CheckConstraint(
                name="intervention_wishes_some_minutes",
                condition=Q(minutes_wished__isnull=True) | Q(minutes_wished__range=(1, 60)),
                violation_error_message=_("A statement takes from 1 to 60 minutes."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.delegation)

    @property
    def is_for_a_group(self) -> bool:
        """Whether the delegation speaks for others, too."""
        return bool(self.on_behalf_of)

    def speaker_when(self, state: str) -> Registration | None:
        """Who speaks, or has spoken: whoever has begun stays, whatever became of them since."""
        has_begun = state in {State.SPEAKING, State.PAUSED, State.DELIVERED}
        return self.speaker if has_begun else self.present_speaker

    def speaker_name_when(self, state: str) -> str:
        """The name of whoever speaks, as printed: registered, or told in the room; empty if neither."""
        speaker = self.speaker_when(state)
        return speaker.printed_name if speaker else self.name_in_the_room

    def speaker_words_when(self, state: str) -> str:
        """The same with the function of whoever is registered, as the record says it."""
        speaker = self.speaker_when(state)
        name = self.speaker_name_when(state)
        return ", ".join(filter(None, [name, speaker.function if speaker else ""]))

    @property
    def present_speaker(self) -> Registration | None:
        """Who speaks: None is “to be named”, as when the one who was named no longer comes."""
        speaker = self.speaker
        if speaker is None or speaker.delegation_id != self.delegation_id:
            return None
        return speaker if speaker.state in ACTIVE else None
