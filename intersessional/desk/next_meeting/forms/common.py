"""What the forms have in common: fields of days and instants, and the state that was seen."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intersessional.text import tidy, validate_one_line
from registration.registrations.forms.summary import SummarisedForm

from ..operations import go_along

# Of the digest of a state, or of two.
SEEN_LENGTH = 32
_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]


def day(**given: Any) -> forms.DateField:
    """Return a field for a day."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-auto"})
    errors = {
        "invalid": _("Enter a day such as 2018-11-26."),
        "required": _("Enter a day such as 2018-11-26."),
    }
    return forms.DateField(widget=widget, error_messages=errors, **given)


def moment(**given: Any) -> forms.DateTimeField:
    """Return a field for an instant, typed by the clocks of the meeting."""
    widget = forms.DateTimeInput(
        format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": "w-auto"}
    )
    errors = {
        "invalid": _("Enter day and time such as 2018-11-19 00:00."),
        "required": _("Enter day and time such as 2018-11-19 00:00."),
    }
    return forms.DateTimeField(
        widget=widget, input_formats=_FORMATS, error_messages=errors, **given
    )


Sections = tuple[tuple[Any, str, tuple[str, ...]], ...]


class DressedForm(SummarisedForm):
    """A form with the classes of the house on its controls, in the sections that the page shows."""

    # Not marked as optional: what is hidden, and what a table explains.
    unmarked: tuple[str, ...] = ()
    # Title, id, names of fields.
    sections: Sections = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            dress(name, field)

    @property
    def shown_sections(self) -> list[tuple[Any, str, list[forms.BoundField]]]:
        """The sections with their fields."""
        return [(title, key, [self[name] for name in names]) for title, key, names in self.sections]

    def clean(self) -> dict[str, Any]:
        """Tidy what was typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = tidy(value)
        return cleaned


def dress(name: str, field: forms.Field) -> None:
    """Give a control its class, its language, and the rule for texts on one line."""
    widget = field.widget
    if widget.is_hidden:
        return
    kind = "form-control"
    if isinstance(widget, forms.CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    widget.attrs["class"] = f"{kind} {widget.attrs.get('class', '')}".strip()
    if name[-3:] in {"_fr", "_es"}:
        widget.attrs["lang"] = name[-2:]
    if type(field) is forms.CharField and not isinstance(widget, forms.Textarea):
        field.validators.append(validate_one_line)


# What the deadlines of a meeting are moved by.
_MOVING = ("begins_on", "ends_on", "time_zone")


class MeetingForm(DressedForm, forms.ModelForm):
    """Columns of a meeting, with the state that was seen (`operations.digest_of`)."""

    seen = forms.CharField(max_length=SEEN_LENGTH, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stood = {name: getattr(self.instance, name) for name in _MOVING}

    def _post_clean(self) -> None:
        """Ask the constraints as the database will: also those that other steps' columns are in."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        # As the operation will: the deadlines go with days and zone, so they are asked where they go.
        go_along(
            self.instance,
            {
                name: stood
                for name, stood in self._stood.items()
                if stood != getattr(self.instance, name)
            },
        )
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error(None, error)

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the names of the columns."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


def local(instant: datetime | None, zone: Any) -> datetime | None:
    """Return an instant by the clocks of a zone, as a control shows it."""
    return instant.astimezone(zone).replace(tzinfo=None) if instant else None
