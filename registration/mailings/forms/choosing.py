"""To whom a message goes: filters of registrations, or one part of another source."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import Category
from registration.delegations.queries import choices_for
from registration.meetings.models import Meeting
from registration.registrations.forms.amending import VersionField
from registration.registrations.forms.fields import DayField
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.models import Participation, Role
from registration.registrations.transitions import State

from ..audiences import Filters, Source

# Whoever was merged or replaced is somebody else now.
_STATES = [one for one in State if one not in {State.MERGED, State.REPLACED}]


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )


class ChoosingForm(SummarisedForm):
    """What every choice of readers says: which draft was seen."""

    version = VersionField()

    @property
    def filters(self) -> Filters:
        """What is kept of the choice; plain values, nothing that was left open."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {name: _plain(value) for name, value in given.items() if value}


class RegistrationsForm(ChoosingForm):
    """Filters of registrations; what is left open does not filter."""

    states = _several(_("State"), [(one.value, one.label) for one in _STATES])
    categories = _several(_("Category"), Category.choices)
    roles = _several(_("Role"), Role.choices)
    participations = _several(_("Takes part as"), Participation.choices)
    languages = _several(_("Language of our messages"), settings.LANGUAGES)
    delegation = forms.ChoiceField(
        label=_("Delegation"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    received_from = DayField(label=_("Received from"), required=False, missing="")
    received_to = DayField(label=_("Received until"), required=False, missing="")

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(choice.code, choice.name) for choice in choices_for(meeting)]
        self.fields["delegation"].choices = [("", _("All delegations")), *names]  # type: ignore[attr-defined]
        for name in ("received_from", "received_to"):
            self.fields[name].widget.attrs["class"] = "form-control w-auto"

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("received_from"), cleaned.get("received_to")
        if first and last and last < first:
            self.add_error("received_to", _("The last day is before the first."))
        return cleaned


class ChoiceForm(ChoosingForm):
    """One part of a source."""

    which = forms.ChoiceField(
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": _("Choose one of them.")},
    )

    def __init__(self, source: Source, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if source.choices is None:
            del self.fields["which"]
        else:
            self.fields["which"].choices = source.choices(meeting)  # type: ignore[attr-defined]
            self.fields["which"].label = source.which


def choosing_form(
    key: str, source: Source, meeting: Meeting, data: Any = None, initial: Any = None
) -> ChoosingForm:
    """Return the form of a source."""
    if key == "registrations":
        return RegistrationsForm(meeting, data, initial=initial)
    return ChoiceForm(source, meeting, data, initial=initial)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
