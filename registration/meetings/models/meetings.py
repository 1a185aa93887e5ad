"""The meeting itself: what, when, where, until when.

Texts come in three languages as plain columns; the properties without suffix give the reader's.
"""

from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intersessional.localised import localised

from .. import wording
from .columns import short_text, validate_time_zone
from .rules import CONSTRAINTS
from .stages import Kind, Stage


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Words for sets of meetings."""

    def current(self, at: datetime) -> "Meeting | None":
        """Return the meeting that addresses without `/m/<slug>/` speak of, or None.

        Staff may set it; else it is the next to end, and after the last one has ended, the last.
        """
        return current_of(list(self.filter(stage=Stage.OPEN).order_by("begins_on")), at)


def current_of(meetings: "list[Meeting]", at: datetime) -> "Meeting | None":
    """Return the current one of open meetings, which come in the order of their first days."""
    chosen = [meeting for meeting in meetings if meeting.is_set_current]
    coming = [meeting for meeting in meetings if meeting.ends_at > at]
    return next(iter(chosen + coming + meetings[-1:]), None)


class Meeting(models.Model):
    """One meeting of the Convention. Deadlines are instants; days are days in the meeting's zone."""

    slug = models.SlugField(_("address"), unique=True, help_text=_("As in /m/2018/."))
    code = models.CharField(
        _("code"), max_length=12, unique=True, help_text=_("Begins each receipt number: IM18.")
    )
    title_en = models.CharField(_("title (English)"), max_length=200)
    title_fr = models.CharField(_("title (French)"), max_length=200, blank=True)
    title_es = models.CharField(_("title (Spanish)"), max_length=200, blank=True)
    short_title_en = short_text(_("short title (English)"))
    short_title_fr = short_text(_("short title (French)"))
    short_title_es = short_text(_("short title (Spanish)"))
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        default=Kind.INTERSESSIONAL,
        db_default=Kind.INTERSESSIONAL,
    )
    # Governed by the operations of the desk (`intersessional.desk.next_meeting`).
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage, default=Stage.OPEN, db_default=Stage.OPEN
    )
    begins_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    morning_begins = models.TimeField(_("morning begins"), default=time(10))
    morning_ends = models.TimeField(_("morning ends"), default=time(13))
    afternoon_begins = models.TimeField(_("afternoon begins"), default=time(15))
    afternoon_ends = models.TimeField(_("afternoon ends"), default=time(18))
    hours_are_indicative = models.BooleanField(_("hours are indicative"), default=True)
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="Europe/Zurich", validators=[validate_time_zone]
    )
    venue_en = models.CharField(
        _("venue (English)"),
        max_length=200,
        blank=True,
        help_text=_("Left empty, pages and letters say that it is to be confirmed."),
    )
    venue_fr = models.CharField(_("venue (French)"), max_length=200, blank=True)
    venue_es = models.CharField(_("venue (Spanish)"), max_length=200, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city_en = models.CharField(_("city (English)"), max_length=100)
    city_fr = models.CharField(_("city (French)"), max_length=100, blank=True)
    city_es = models.CharField(_("city (Spanish)"), max_length=100, blank=True)
    country_en = models.CharField(_("country (English)"), max_length=100)
    country_fr = models.CharField(_("country (French)"), max_length=100, blank=True)
    country_es = models.CharField(_("country (Spanish)"), max_length=100, blank=True)
    contact_email = models.EmailField(_("contact address"))
    president_name = models.CharField(_("President"), max_length=200, blank=True)
    president_title_en = models.CharField(_("President of (English)"), max_length=200, blank=True)
    president_title_fr = models.CharField(_("President of (French)"), max_length=200, blank=True)
    president_title_es = models.CharField(_("President of (Spanish)"), max_length=200, blank=True)
    registration_opens_at = models.DateTimeField(_("registration opens at"))
    registration_closes_at = models.DateTimeField(
        _("registration closes at"),
        help_text=_("The first instant that is late: for “until 31 May”, 1 June at 00:00."),
    )
    visa_advised_on = models.DateField(
        _("advised last day to ask for a visa letter"), null=True, blank=True
    )
    bilaterals_on = models.DateField(_("day of the bilaterals"), null=True, blank=True)
    interventions_close_at = models.DateTimeField(
        _("requests for the floor close at"), null=True, blank=True
    )
    point_of_order_minutes = models.PositiveSmallIntegerField(
        _("minutes for a point of order"), default=2, db_default=2
    )
    reply_minutes = models.PositiveSmallIntegerField(
        _("minutes for a right of reply"), default=3, db_default=3
    )
    reconfirm_after_changes = models.BooleanField(
        _("changes after confirmation need a new one"),
        default=True,
        help_text=_("When somebody changes what the letter states: name, function, role, days."),
    )
    reminder_interval_days = models.PositiveSmallIntegerField(
        _("days between two reminders"),
        default=7,
        db_default=7,
        help_text=_("So long nobody is reminded a second time to register."),
    )
    is_set_current = models.BooleanField(
        _("set as the current meeting"),
        default=False,
        help_text=_("Otherwise the next meeting is the current one."),
    )
    last_receipt = models.PositiveIntegerField(default=0, editable=False)

    # Set when a page asks which meeting its address speaks of (queries.find_meeting).
    is_current = True

    objects: ClassVar = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-begins_on"]
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.title_en} {self.begins_on:%Y}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the meeting's days and deadlines are meant."""
        return ZoneInfo(self.time_zone)

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return localised(self, "title")

    @property
    def short_title(self) -> str:
        """The title in short, where it has one; else the title with the year, once."""
        if short := localised(self, "short_title"):
            return short
        year = str(self.begins_on.year)
        return self.title if year in self.title else f"{self.title} {year}"

    @property
    def convention_name(self) -> str:
        """The Convention, as its community calls it."""
        return gettext("Anti-Personnel Mine Ban Convention")

    @property
    def office_name(self) -> str:
        """The secretariat."""
        return gettext("Implementation Support Unit")

    @property
    def dates_text(self) -> str:
        """The days in the reader's language: 7–8 June 2018."""
        return wording.dates_text(self.begins_on, self.ends_on)

    @property
    def hours_text(self) -> str:
        """The hours of a day in the reader's language."""
        return wording.hours_text(
            self.morning_begins, self.morning_ends, self.afternoon_begins, self.afternoon_ends
        )

    @property
    def venue(self) -> str:
        """The building; while none is known, that it is to be confirmed."""
        return localised(self, "venue") or gettext("Venue to be confirmed")

    @property
    def city(self) -> str:
        """The city."""
        return localised(self, "city")

    @property
    def venue_address(self) -> list[str]:
        """The address in lines, without the building."""
        place = f"{self.postal_code} {self.city}".strip()
        return [*filter(None, [self.street]), f"{place}, {localised(self, 'country')}"]

    @property
    def is_open(self) -> bool:
        """Whether it is there for the public; before, its mail stays inside."""
        return self.stage == Stage.OPEN

    @property
    def is_plural(self) -> bool:
        """Whether one speaks of it as of several: “the meetings”."""
        return self.kind == Kind.INTERSESSIONAL

    @property
    def is_rehearsing(self) -> bool:
        """Whether the staff rehearse it."""
        return self.stage == Stage.REHEARSING

    @property
    def president_title(self) -> str:
        """What the President presides over."""
        return localised(self, "president_title")

    @property
    def days(self) -> list[date]:
        """The days of the meeting itself."""
        count = (self.ends_on - self.begins_on).days + 1
        return [self.begins_on + timedelta(days=n) for n in range(count)]

    @property
    def days_to_attend(self) -> list[date]:
        """The days on which a delegate can be present: the bilaterals too."""
        extra = [self.bilaterals_on] if self.bilaterals_on else []
        return sorted({*extra, *self.days})

    @property
    def ends_at(self) -> datetime:
        """The first instant after the meeting's last day."""
        return datetime.combine(self.ends_on + timedelta(days=1), time(), self.zone)

    @property
    def registration_last_day(self) -> date:
        """The last day on which a registration is in time."""
        return self.last_day_before(self.registration_closes_at)

    def last_day_before(self, closing: datetime) -> date:
        """The last day that is in time, for a closing time: half-open, so midnight is late."""
        return (closing - timedelta(microseconds=1)).astimezone(self.zone).date()
