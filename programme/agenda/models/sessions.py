"""Sessions of the days, and the segments of items that fill them."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional.localised import localised
from intersessional.text import validate_one_line
from registration.delegations.models import Entity
from registration.meetings.models import Meeting

from .base import TITLE_LENGTH, Part
from .items import Item
from .people import Contributor
from .rooms import Room


class Span(Func):
    """The time of a session, half-open."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Session(Part):
    """A sitting in one room, within one day of the meeting; times are instants."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="sessions"
    )
    title_en = models.CharField(
        _("title (English)"), max_length=TITLE_LENGTH, validators=[validate_one_line]
    )
    title_fr = models.CharField(
        _("title (French)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    title_es = models.CharField(
        _("title (Spanish)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    chair = models.ForeignKey(
        Contributor,
        verbose_name=_("chair"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions_chaired",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = pgettext_lazy("programme", "session")
        verbose_name_plural = pgettext_lazy("programme", "sessions")
        ordering = ["begins_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="session_begins_before_it_ends",
                condition=Q(begins_at__lt=F("ends_at")),
                violation_error_message=_("The session ends before it begins."),
            ),
            # At the end of the transaction, so that two sessions can change places.
            ExclusionConstraint(
                name="room_has_one_session_at_a_time",
                expressions=[
                    ("room", RangeOperators.EQUAL),
                    (
                        Span("begins_at", "ends_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another session is in this room at that time."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return localised(self, "title")


class Audience(models.TextChoices):
    """Whom a segment calls on."""

    CHAIR = "chair", _("The President or the chair speaks")
    COMMITTEE = "committee", _("The Committee presents")
    INVITED = "invited", _("Invited States answer")
    REQUEST = "request", _("A request, and comments on it")
    STATES = "states", _("States speak")
    ORGANISATIONS = "organisations", _("Organisations speak")
    EVERYBODY = "everybody", _("Everybody may speak")
    PANEL = "panel", _("A panel")
    BREAK = "break", pgettext_lazy("programme", "Break")


class OrderRule(models.TextChoices):
    """How the list of speakers of a segment is put in order, after protocol level and groups."""

    ARRIVAL = "arrival", _("by arrival")
    DRAW = "draw", _("by draw at the closing of the list")
    ALPHABETICAL = "alphabetical", _("alphabetical, from a drawn letter")


class Segment(Part):
    """A part of an item with its own audience and order, at its place in a session.

    It begins when those before it in the session have taken their minutes.
    """

    session = models.ForeignKey(
        Session,
        verbose_name=pgettext_lazy("programme", "session"),
        on_delete=models.CASCADE,
        related_name="segments",
    )
    position = models.PositiveSmallIntegerField(_("place in the session"))
    item = models.ForeignKey(
        Item,
        verbose_name=_("item"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="segments",
        help_text=_("None for a break."),
    )
    title_en = models.CharField(
        _("title (English)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    title_fr = models.CharField(
        _("title (French)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    title_es = models.CharField(
        _("title (Spanish)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    audience = models.CharField(_("who speaks"), max_length=20, choices=Audience)
    about = models.ForeignKey(
        Entity,
        verbose_name=_("whose request"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Where the segment is about one request: the State that made it."),
    )
    order_rule = models.CharField(
        _("order of the list"), max_length=20, choices=OrderRule, default=OrderRule.ARRIVAL
    )
    national_minutes = models.PositiveSmallIntegerField(
        _("minutes for a national statement"), default=4
    )
    group_minutes = models.PositiveSmallIntegerField(
        _("minutes for a statement on behalf of a group"), default=5
    )
    organisation_minutes = models.PositiveSmallIntegerField(
        _("minutes for an organisation’s statement"), default=3
    )
    requests_open_at = models.DateTimeField(_("requests open at"), null=True, blank=True)
    requests_close_at = models.DateTimeField(
        _("requests close at"),
        null=True,
        blank=True,
        help_text=_("The first instant that is late."),
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["session", "position"]
        constraints = [
            # At the end of the transaction, so that segments can change places.
            models.UniqueConstraint(
                name="segment_has_its_own_place",
                fields=["session", "position"],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another segment has this place in the session."),
            ),
            models.CheckConstraint(
                name="segment_has_an_item_or_is_a_break",
                condition=Q(item__isnull=False) ^ Q(audience=Audience.BREAK),
                violation_error_message=_("A segment belongs to an item; only a break does not."),
            ),
            models.CheckConstraint(
                name="segment_about_a_request_only",
                condition=Q(about__isnull=True) | Q(audience=Audience.REQUEST),
                violation_error_message=_("Only a request is about one State."),
            ),
            models.CheckConstraint(
                name="segment_takes_time",
                condition=Q(minutes__gte=1, minutes__lte=600),
                violation_error_message=_("A segment takes from 1 to 600 minutes."),
            ),
            models.CheckConstraint(
                name="segment_statements_take_time",
                condition=Q(national_minutes__gte=1)
                & Q(group_minutes__gte=1)
                & Q(organisation_minutes__gte=1),
                violation_error_message=_("A statement takes a minute at least."),
            ),
            models.CheckConstraint(
                name="segment_requests_open_before_they_close",
                condition=Q(requests_open_at__isnull=True)
                | Q(requests_close_at__isnull=True)
                | Q(requests_open_at__lt=F("requests_close_at")),
                violation_error_message=_("Requests close before they open."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_audience_display()

    @property
    def title(self) -> str:
        """The title in the reader's language; empty where the audience says enough."""
        return localised(self, "title")
