"""Who or what is not there: away for a time, arriving late, leaving early."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intersessional import clock
from programme.agenda.models import Room
from registration.delegations.models import Entity
from registration.delegations.queries import choices_for
from registration.meetings.models import Meeting
from registration.meetings.queries import find_meeting

from ..models import Absence, Host, Resource
from ..quorum import day_of
from .base import FrameAdmin


class AbsenceForm(forms.ModelForm):
    """Who, and between which hours of the day; an open end stands for arrival and departure."""

    who = forms.ChoiceField(label=_("Who"))
    begins = forms.TimeField(
        label=_("From"),
        required=False,
        help_text=_("Such as 11:00. Empty: from the morning on, so it arrives at the other hour."),
    )
    ends = forms.TimeField(
        label=_("Until"),
        required=False,
        help_text=_("Such as 14:30. Empty: it leaves at the hour above, for the rest of the day."),
    )

    class Meta:
        model = Absence
        fields = ("reason",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance.pk is not None
        self.meeting = self.instance.meeting if stored else find_meeting(None, at=clock.now())
        if self.meeting is None or "who" not in self.fields:
            return
        who: Any = self.fields["who"]
        who.choices = _who(self.meeting)
        if stored:
            self._show(self.meeting)

    def _show(self, meeting: Meeting) -> None:
        begin, end = _day(meeting)
        zone = meeting.zone
        begins, ends = self.instance.begins_at, self.instance.ends_at
        self.initial["who"] = _key(self.instance.resource)
        self.initial["begins"] = begins.astimezone(zone).time() if begins > begin else None
        self.initial["ends"] = ends.astimezone(zone).time() if ends < end else None

    def clean(self) -> dict[str, Any]:
        """Read the hours of the day of the bilaterals."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.meeting is None:
            raise ValidationError(_now("There is no meeting."))
        if self.errors:
            return cleaned
        begin, end = _day(self.meeting)
        day, zone = day_of(self.meeting), self.meeting.zone
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        self.instance.meeting = self.meeting
        self.instance.begins_at = datetime.combine(day, begins, zone) if begins else begin
        self.instance.ends_at = datetime.combine(day, ends, zone) if ends else end
        if self.instance.begins_at >= self.instance.ends_at:
            self.add_error("ends", _now("It ends before it begins."))
        else:
            self.instance.resource = _resource(cleaned["who"], self.meeting)
        return cleaned


def _day(meeting: Meeting) -> tuple[datetime, datetime]:
    day = day_of(meeting)
    return (
        datetime.combine(day, time(), meeting.zone),
        datetime.combine(day + timedelta(days=1), time(), meeting.zone),
    )


def _who(meeting: Meeting) -> list[tuple[Any, Any]]:
    """Return everybody and everything that can be away, in groups."""
    hosts = Host.objects.for_meeting(meeting).exclude(committee=None)
    rooms = Room.objects.filter(meeting=meeting)
    return [
        ("", "–"),
        ("president", _("The President")),
        (_("States and organisations"), [(f"e-{o.code}", o.name) for o in choices_for(meeting)]),
        (_("Hosts"), [(f"host {one.pk}", one.name) for one in hosts]),
        (_("Rooms"), [(f"room {one.pk}", one.name) for one in rooms]),
    ]


def _key(resource: Resource) -> str:
    if resource.president_of_id:
        return "president"
    if resource.entity:
        return f"e-{resource.entity.code}"
    return f"host {resource.host_id}" if resource.host_id else f"room {resource.room_id}"


def _resource(key: str, meeting: Meeting) -> Resource:
    kind, _space, number = key.partition(" ")
    if kind == "president":
        return Resource.objects.of(president_of=meeting)
    if kind in {"host", "room"}:
        return Resource.objects.of(**{f"{kind}_id": int(number)})
    return Resource.objects.of(entity=Entity.objects.get(code=key.removeprefix("e-")))


@admin.register(Absence)
class AbsenceAdmin(FrameAdmin):
    """Stated unavailability on the day; a bilateral that stands then shows as a conflict."""

    form = AbsenceForm
    list_display = ("resource", "begins_at", "ends_at", "reason", "meeting")
    list_filter = ("meeting",)
    fields = ("who", "begins", "ends", "reason")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Nothing: the meeting is no field here."""
        return ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Show stored columns to whoever only reads."""
        if self.has_change_permission(request, obj):
            return ("who", "begins", "ends", "reason")
        return ("resource", "begins_at", "ends_at", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Absence]:
        """With the names of all, for all rows at once."""
        found: QuerySet[Absence] = super().get_queryset(request)
        return found.select_related(
            "meeting",
            "resource__entity",
            "resource__room",
            "resource__host__committee",
            "resource__president_of",
            "resource__person",
        ).prefetch_related("resource__entity__names")
