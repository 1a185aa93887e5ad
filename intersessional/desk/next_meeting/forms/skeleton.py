"""After which day of an earlier meeting each day of the new one is made."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now

from registration.meetings.models import Meeting

from .common import DressedForm

EMPTY, NOTHING = "empty", "nothing"


class SkeletonForm(DressedForm):
    """One choice for each day: a day of the source, two empty sittings, or nothing."""

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        source: Meeting | None,
        days: Sequence[date],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        choices = [
            (day.isoformat(), _now("As on %s") % date_format(day, "FULL_DATE_FORMAT"))
            for day in days
            if source
        ]
        choices += [
            (EMPTY, _now("Two empty sittings, morning and afternoon")),
            (NOTHING, _now("Nothing yet")),
        ]
        for number, day in enumerate(meeting.days):
            initial = days[number].isoformat() if number < len(days) and source else EMPTY
            field = forms.ChoiceField(
                label=date_format(day, "FULL_DATE_FORMAT"), choices=choices, initial=initial
            )
            field.widget.attrs["class"] = "form-select"
            self.fields[f"day_{number}"] = field

    def days(self) -> dict[date, date | None]:
        """Return the choice for each day that gets something."""
        found: dict[date, date | None] = {}
        for number, day in enumerate(self.meeting.days):
            choice = self.cleaned_data[f"day_{number}"]
            if choice != NOTHING:
                found[day] = None if choice == EMPTY else date.fromisoformat(choice)
        return found
