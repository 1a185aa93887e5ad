"""The forms of the parts of a draft: texts side by side, times in the meeting's zone."""

from datetime import datetime
from typing import Any, ClassVar

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from registration.registrations.forms.particulars import day_label

from ..models import Contributor, Item, Room, Segment, Session
from .common import PartForm, entity_field, hour, moment, of_meeting, three


class ItemForm(PartForm):
    """An item of the agenda."""

    sections: ClassVar = [
        (_("Item"), "item", ["number", "committee"]),
        (_("Title"), "title", [three("title")]),
        (_("In a few words"), "summary", [three("summary")]),
    ]

    class Meta:
        model = Item
        fields = (
            *("number", "committee", "title_en", "title_fr", "title_es"),
            *("summary_en", "summary_fr", "summary_es"),
        )
        widgets: ClassVar = {
            f"summary_{language}": forms.Textarea(attrs={"rows": 4})
            for language in ("en", "fr", "es")
        }


class RoomForm(PartForm):
    """A room."""

    sections: ClassVar = [
        (_("Name"), "name", [three("name")]),
        (_("Room"), "room", ["is_accessible", "position"]),
    ]

    class Meta:
        model = Room
        fields = ("name_en", "name_fr", "name_es", "is_accessible", "position")


class PersonForm(PartForm):
    """A person of the programme."""

    sections: ClassVar = [
        (_("Person"), "person", ["name", "entity"]),
        (_("Function"), "function", [three("function")]),
        (_("Messages"), "messages-to", ["email", "language"]),
        (_("Statistics"), "statistics", ["gender"]),
    ]

    class Meta:
        model = Contributor
        fields = (
            *("name", "entity", "function_en", "function_fr", "function_es"),
            *("email", "language", "gender"),
        )

    def prepare(self) -> None:
        """Offer the entities."""
        entity_field(self, "entity")

    def clean(self) -> dict[str, Any]:
        """A person has a name, or at least a function."""
        cleaned = super().clean()
        if not cleaned.get("name") and not cleaned.get("function_en"):
            self.add_error("name", _("Give a name, or at least the function (English)."))
        return cleaned


class SessionForm(PartForm):
    """A session: its day, and from when to when."""

    day = forms.TypedChoiceField(
        label=_("Day"),
        coerce=lambda text: datetime.strptime(text, "%Y-%m-%d").date(),
        error_messages={
            "required": _("Choose the day."),
            "invalid_choice": _("Choose a day of the meeting."),
        },
    )
    begins = hour(label=_("Begins"))
    ends = hour(label=_("Ends"))

    sections: ClassVar = [
        (_("Time and place"), "time", [Div("day", "begins", "ends", css_class="split"), "room"]),
        (_("Title"), "title", [three("title")]),
        (_("Chair"), "chair", ["chair"]),
    ]

    class Meta:
        model = Session
        fields = ("room", "title_en", "title_fr", "title_es", "chair")

    def prepare(self) -> None:
        """Offer days, rooms and people of the meeting, and say when it is now."""
        days: Any = self.fields["day"]
        days.choices = [
            (f"{day:%Y-%m-%d}", day_label(self.meeting, day)) for day in self.meeting.days
        ]
        of_meeting(self, "room", Room.objects.filter(meeting=self.meeting))
        of_meeting(self, "chair", Contributor.objects.filter(meeting=self.meeting))
        if self.instance.pk:
            begins, ends = (
                at.astimezone(self.meeting.zone)
                for at in (self.instance.begins_at, self.instance.ends_at)
            )
            self.initial["day"] = f"{begins:%Y-%m-%d}"
            self.initial["begins"], self.initial["ends"] = begins.time(), ends.time()

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning; midnight is the end of the day."""
        cleaned = super().clean()
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins is not None and ends is not None and ends <= begins:
            self.add_error("ends", _("The session ends before it begins."))
        return cleaned

    def shown(self, name: str, value: Any) -> str:
        """Say the day in words."""
        if name == "day" and value:
            return str(dict(self.fields["day"].choices).get(str(value), value))  # type: ignore[attr-defined]
        return super().shown(name, value)

    def values(self) -> dict[str, Any]:
        """Return begin and end as instants in the meeting's zone."""
        day = self.cleaned_data["day"]
        times = {
            f"{end}_at": datetime.combine(day, self.cleaned_data[end], self.meeting.zone)
            for end in ("begins", "ends")
        }
        return super().values() | times


class SegmentForm(PartForm):
    """A segment, with all that the list of speakers will need."""

    requests_open_at = moment(label=_("Requests open at"), required=False)
    requests_close_at = moment(
        label=_("Requests close at"),
        required=False,
        help_text=_("The first instant that is late."),
    )

    sections: ClassVar = [
        (_("Segment"), "segment", ["session", "minutes", "audience", "item", "about"]),
        (_("Title"), "title", [three("title")]),
        (
            _("Statements"),
            "statements",
            [
                "order_rule",
                Div(
                    "national_minutes",
                    "group_minutes",
                    "organisation_minutes",
                    css_class="split",
                ),
            ],
        ),
        (
            _("Requests for the floor"),
            "requests",
            [Div("requests_open_at", "requests_close_at", css_class="split")],
        ),
    ]

    class Meta:
        model = Segment
        fields = (
            *("session", "minutes", "audience", "item", "about"),
            *("title_en", "title_fr", "title_es"),
            *("order_rule", "national_minutes", "group_minutes", "organisation_minutes"),
            *("requests_open_at", "requests_close_at"),
        )

    def prepare(self) -> None:
        """Offer sessions, items and entities of the meeting."""
        of_meeting(self, "session", Session.objects.filter(meeting=self.meeting))
        session: Any = self.fields["session"]
        session.label_from_instance = self._session_label
        session.empty_label = None
        of_meeting(self, "item", Item.objects.filter(meeting=self.meeting))
        entity_field(self, "about")

    def _session_label(self, session: Session) -> str:
        begins = session.begins_at.astimezone(self.meeting.zone)
        return f"{day_label(self.meeting, begins.date())}, {session.title}"

    def clean(self) -> dict[str, Any]:
        """Say beside the field what the database would refuse."""
        cleaned = super().clean()
        minutes = cleaned.get("minutes")
        if minutes is not None and not 1 <= minutes <= 600:
            self.add_error("minutes", _("A segment takes from 1 to 600 minutes."))
        if "audience" in cleaned and bool(cleaned.get("item")) == (cleaned["audience"] == "break"):
            self.add_error("item", _("A segment belongs to an item; only a break does not."))
        if cleaned.get("about") and cleaned.get("audience") not in {"request", None}:
            self.add_error("about", _("Only a request is about one State."))
        opens, closes = cleaned.get("requests_open_at"), cleaned.get("requests_close_at")
        if opens and closes and opens >= closes:
            self.add_error("requests_close_at", _("Requests close before they open."))
        return cleaned
