"""What each category needs, how many places it has, and when it closes: one row for each."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import Category
from registration.meetings.models import Meeting
from registration.registrations.models import Confirming

from .common import SEEN_LENGTH, DressedForm, moment

NAMES = ("needs", "places", "closes_at")


class RequirementsForm(DressedForm):
    """The table, as fields `needs_ngo`, `places_ngo`, `closes_at_ngo`; `seen` is the state they show."""

    seen = forms.CharField(max_length=SEEN_LENGTH, widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, meeting: Meeting, standing: Mapping[str, Mapping[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        for category in Category.values:
            self._add(category, standing[category])

    def _add(self, category: str, stands: Mapping[str, Any]) -> None:
        needs = forms.ChoiceField(
            label=_("Needs"), choices=Confirming.choices, initial=stands["needs"]
        )
        needs.widget.attrs["class"] = "form-select"
        places = forms.IntegerField(
            label=_("Places"),
            min_value=0,
            max_value=100_000,
            required=False,
            initial=stands["places"],
            error_messages={"invalid": _("Enter a whole number, or leave it empty.")},
        )
        places.widget.attrs["class"] = "form-control"
        closes = moment(label=_("Closes"), required=False, initial=stands["closes_at"])
        closes.widget.attrs["class"] = "form-control"
        self.fields |= {
            f"needs_{category}": needs,
            f"places_{category}": places,
            f"closes_at_{category}": closes,
        }

    @property
    def rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The table."""
        return [
            (label, [self[f"{name}_{category}"] for name in NAMES])
            for category, label in Category.choices
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a closing after the meeting's end."""
        cleaned = super().clean()
        for category in Category.values:
            closes_at = cleaned.get(f"closes_at_{category}")
            if closes_at and closes_at > self.meeting.ends_at:
                self.add_error(
                    f"closes_at_{category}", _now("This is after the last day of the meeting.")
                )
        return cleaned

    def wanted(self) -> dict[str, dict[str, Any]]:
        """Return the table by category."""
        given = self.cleaned_data
        return {
            category: {name: given[f"{name}_{category}"] for name in NAMES}
            for category in Category.values
        }

    def _problem(self, name: str, error: str) -> str:
        category = next((one for one in Category if name.endswith(f"_{one.value}")), None)
        return f"{category.label}: {error}" if category else error
