"""The small forms of the board: their fields are hidden, or carried by buttons."""

from datetime import datetime

from django import forms
from django.utils.dateparse import parse_datetime

HIGHEST = 2**31 - 1


class Moment(forms.CharField):
    """An instant with its zone, as ISO 8601."""

    def clean(self, value: object) -> datetime:
        """Return the instant.

        :raises ValidationError: it is none, or has no zone
        """
        text = str(super().clean(value))
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None or not 1970 <= moment.year <= 9000:
            raise forms.ValidationError("Not an instant.")
        return moment


class VersionForm(forms.Form):
    """An act on a bilateral as it was seen."""

    version = forms.IntegerField(min_value=1, max_value=HIGHEST)


class PlaceForm(forms.Form):
    """A time and a room; with the version of the bilateral that is moved, if it is one."""

    begins_at = Moment(max_length=40)
    room = forms.IntegerField(min_value=1, max_value=HIGHEST)
    version = forms.IntegerField(min_value=1, max_value=HIGHEST, required=False)


class PinForm(VersionForm):
    """To pin, or to let go."""

    pinned = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda value: value == "yes"
    )


class ExchangeForm(VersionForm):
    """Another bilateral as it was seen."""

    other = forms.CharField(max_length=22)
    other_version = forms.IntegerField(min_value=1, max_value=HIGHEST)
