"""What the forms of a draft's parts have in common: version, languages, comparison of two versions."""

from datetime import datetime, time
from typing import Any, ClassVar, cast

from crispy_forms.layout import Div
from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intersessional.text import tidy
from registration.delegations.models import Entity
from registration.delegations.queries import choices_for
from registration.meetings.models import Meeting
from registration.registrations.forms.particulars import helper
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.layout import Section

LOCAL = "%Y-%m-%dT%H:%M"
CLOCK = "%H:%M"
NOTHING = "–"


def moment(**given: Any) -> forms.DateTimeField:
    """Return a field for an instant, typed as local time of the active zone."""
    widget = forms.DateTimeInput(
        format=LOCAL, attrs={"type": "datetime-local", "class": "form-control w-auto"}
    )
    return forms.DateTimeField(
        widget=widget,
        error_messages={"invalid": _("Enter day and time such as 2018-06-07 15:00.")},
        **given,
    )


def hour(**given: Any) -> forms.TimeField:
    """Return a field for an hour of the day."""
    widget = forms.TimeInput(format=CLOCK, attrs={"type": "time", "class": "form-control w-auto"})
    errors = {
        "invalid": _("Enter the time such as 15:00."),
        "required": _("Enter the time such as 15:00."),
    }
    return forms.TimeField(widget=widget, error_messages=errors, **given)


def three(name: str) -> Div:
    """Return the fields of a text in its three languages, side by side."""
    return Div(f"{name}_en", f"{name}_fr", f"{name}_es", css_class="draft-three")


class PartForm(SummarisedForm, forms.ModelForm):
    """A part as it stands, with the version that was seen; `values` are what an operation writes."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    # Title, css_id, fields
    sections: ClassVar[list[tuple[Any, str, list[Any]]]] = []

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        # What is new has the version 0: it is at none.
        self.fields["version"].initial = self.instance.version if self.instance.pk else 0
        for name in self.fields:
            self._say_language(name)
        for field in self.fields.values():
            _say_nothing(field)
        self.prepare()
        laid_out = [Section(title, *fields, css_id=key) for title, key, fields in self.sections]
        self.helper = helper("version", *laid_out)

    def prepare(self) -> None:
        """Fill in the choices of this meeting."""

    def _say_language(self, name: str) -> None:
        if name[-3:] in {"_fr", "_es"}:
            self.fields[name].widget.attrs["lang"] = name[-2:]

    def clean(self) -> dict[str, Any]:
        """Tidy texts; what the database rules out, the operation says."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = tidy(value)
        return cleaned

    def validate_unique(self) -> None:
        """Leave this to the operation, which holds the programme meanwhile."""

    def validate_constraints(self) -> None:
        """Leave this to the operation, which names what stands against it."""

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the names of the part's columns."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def stand_on(self, version: int) -> None:
        """Be about another version: whoever sends the form again has seen that one."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data

    def shown(self, name: str, value: Any) -> str:
        """Return an answer as one reads it."""
        field = self.fields[name]
        if value in (None, ""):
            return ""
        if isinstance(value, bool):
            return _now("yes") if value else _now("no")
        if isinstance(value, datetime):
            return date_format(localtime(value), "DATETIME_FORMAT")
        if isinstance(value, time):
            return value.strftime(CLOCK)
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return str(value)

    def label_of(self, name: str) -> str:
        """Return what an answer is about."""
        return str(self.fields[name].label)

    def standing(self) -> dict[str, str]:
        """Return what stands, each answer as one reads it, by field."""
        return {
            name: self.shown(
                name, getattr(self.instance, name, self.get_initial_for_field(field, name))
            )
            for name, field in self.fields.items()
            if name != "version"
        }

    def answers(self) -> dict[str, str]:
        """Return what was typed, each answer as one reads it, by field."""
        return {
            name: self.shown(name, self.cleaned_data.get(name))
            for name in self.fields
            if name != "version"
        }


def _say_nothing(field: forms.Field) -> None:
    """Write the empty choice of a list as all forms of the draft do."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label is not None:
            field.empty_label = NOTHING
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        field.choices = [(key, label if key else NOTHING) for key, label in choices]


def compared(form: PartForm, current: Any) -> list[tuple[str, str, str]]:
    """Return label, what stands now and what was typed, where these differ."""
    now = type(form)(instance=current, meeting=form.meeting).standing()
    typed = form.answers()
    return [
        (form.label_of(name), now[name], typed[name]) for name in typed if now[name] != typed[name]
    ]


def entity_field(form: PartForm, name: str) -> None:
    """Offer the States and organisations by their names in the reader's language; three queries."""
    entity: Entity | None = getattr(form.instance, name)
    names = [(choice.code, choice.name) for choice in choices_for(form.meeting)]
    if entity and entity.code not in dict(names):
        names.append((entity.code, str(entity)))
    old = form.fields[name]
    field = forms.ModelChoiceField(
        Entity.objects.all(),
        to_field_name="code",
        required=False,
        label=old.label,
        help_text=old.help_text,
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    field.choices = [("", NOTHING), *names]
    form.fields[name] = field
    form.initial[name] = entity.code if entity else ""


def of_meeting(form: PartForm, name: str, queryset: Any) -> None:
    """Offer the parts of this meeting alone."""
    field: Any = form.fields[name]
    field.queryset = queryset
    field.error_messages["invalid_choice"] = _("Choose one from the list.")
