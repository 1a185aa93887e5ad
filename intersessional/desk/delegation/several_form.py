"""Several people on one page: the forms. Each row is a form; a row left empty is nobody."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registration.meetings.models import Meeting
from registration.registrations.details import Details
from registration.registrations.forms.particulars import ParticularsForm, day_label
from registration.registrations.models import Registration, Role

from .forms import LateReasonField, MemberForm

ROWS = 5


class TokenForm(forms.Form):
    """By which the same page sent twice is known."""

    token = forms.CharField(
        max_length=32, widget=forms.HiddenInput, validators=[RegexValidator(r"^[\w-]{22,32}\Z")]
    )


class SharedForm(TokenForm):
    """What holds for all people of the page: their days, and why they are late."""

    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days present"),
        help_text=gettext_lazy("Of all people on this page; each can correct them by signing in."),
        widget=forms.CheckboxSelectMultiple,
        error_messages=ParticularsForm.base_fields["days"].error_messages,
    )
    late_reason = LateReasonField()

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_day = {day.isoformat(): day for day in meeting.days_to_attend}
        field = cast(forms.MultipleChoiceField, self.fields["days"])
        field.choices = [(key, day_label(meeting, day)) for key, day in self.by_day.items()]
        field.initial = [day.isoformat() for day in meeting.days]

    def shared(self) -> dict[str, Any]:
        """Return the valid answers under the names of `Details`."""
        chosen = sorted(set(self.cleaned_data["days"]))
        return {
            "days": tuple(self.by_day[day] for day in chosen),
            "late_reason": self.cleaned_data["late_reason"],
        }

    @property
    def problems(self) -> list[dict[str, str]]:
        """The problems, each with the control that mends it."""
        controls = {"days": "id_days_0", "late_reason": "id_late_reason"}
        return [
            {"id": control, "text": str(error)}
            for name, control in controls.items()
            for error in self.errors.get(name, [])
        ]


class PersonForm(forms.Form):
    """One of several people: what a list prints, and where the mail goes."""

    honorific = ParticularsForm.base_fields["honorific"]
    given_names = ParticularsForm.base_fields["given_names"]
    family_name = ParticularsForm.base_fields["family_name"]
    function = ParticularsForm.base_fields["function"]
    role = ParticularsForm.base_fields["role"]
    email = MemberForm.base_fields["email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("given_names", "family_name", "function", "honorific"):
            # The focal point’s browser must not fill in the focal point.
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for name, field in self.fields.items():
            css = "form-select" if name == "role" else "form-control"
            field.widget.attrs["class"] = css
            field.widget.attrs.pop("size", None)

    def details(self, code: str, shared: dict[str, Any]) -> Details:
        """Return the valid answers, for the delegation of the entity with this code."""
        answers = self.cleaned_data | {"role": self.cleaned_data["role"] or Role.MEMBER.value}
        return Details(entity_code=code, **answers, **shared)


class BasePeople(forms.BaseFormSet):
    """The rows of the page."""

    @property
    def filled(self) -> list[PersonForm]:
        """The rows in which something was typed."""
        return [form for form in self.forms if form.has_changed()]

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems in the order of the page, each with the control that mends it."""
        return [
            {
                "id": form[name].auto_id,
                "text": _("Person %(n)d: %(problem)s") % {"n": number, "problem": error},
            }
            for number, form in enumerate(self.forms, 1)
            for name in form.fields
            for error in form.errors.get(name, [])
        ]


PeopleFormSet = forms.formset_factory(
    PersonForm, formset=BasePeople, extra=ROWS, max_num=ROWS, absolute_max=ROWS
)


class EarlierForm(SharedForm):
    """Which of the people of earlier meetings come again."""

    people = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("Choose at least one person."),
            "invalid_choice": gettext_lazy("Choose from the people on this page."),
        }
    )

    def __init__(self, *args: Any, known: Sequence[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.printed_name) for one in known]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems, each with the control that mends it."""
        errors = [str(error) for error in self.errors.get("people", [])]
        return [{"id": "people", "text": error} for error in errors] + self.problems
